"""Path templates as OpenAPI writes them: which paths they match, and which of them nobody could route.

The gateway matches requests with them, and a service refuses to start with one that the gateway would not understand:
a route that is in the public document can be reached.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PUBLIC = "/v1/"
"""The beginning of every path that the gateway shows to the world."""

_PARAMETER = re.compile(r"([^{}%?#]*)\{(\w+)\}([^{}%?#]*)")
_LITERAL = re.compile(r"[^{}%?#]+")


class TemplateNotUnderstood(ValueError):
    """A template with several parameters in one segment, one that spans segments, or an empty segment."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """What stands between two slashes: `before`, then the value of the parameter, then `after`."""

    before: str
    parameter: str | None = None
    after: str = ""

    @property
    def shape(self) -> str:
        return self.before if self.parameter is None else f"{self.before}{{}}{self.after}"

    @property
    def freedom(self) -> int:
        """0 for a literal, 1 for a parameter between literals (`{number}.png`), 2 for a parameter alone."""
        if self.parameter is None:
            return 0
        return 1 if self.before or self.after else 2

    def value(self, found: str) -> str | None:
        """The value of the parameter in a segment of a path, never empty; None when the segment does not fit."""
        end = len(found) - len(self.after)
        fits = end > len(self.before) and found.startswith(self.before) and found.endswith(self.after)
        return found[len(self.before) : end] if fits else None


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """A template such as `/v1/clients/{client_id}/documents/{document_id}/pages/{number}.png`."""

    segments: tuple[_Segment, ...]

    @classmethod
    def parse(cls, template: str) -> "PathTemplate":
        """The template of this text. Raises TemplateNotUnderstood."""
        if not template.startswith("/"):
            raise TemplateNotUnderstood(f"{template}: a path begins with a slash")
        segments = tuple(_segment(part, template) for part in template[1:].split("/"))
        names = [segment.parameter for segment in segments if segment.parameter is not None]
        if len(names) != len(set(names)):
            raise TemplateNotUnderstood(f"{template}: two parameters have one name")
        return cls(segments)

    @property
    def shape(self) -> str:
        """The template without the names of its parameters: templates of one shape match the same paths."""
        return "".join(f"/{segment.shape}" for segment in self.segments)

    @property
    def freedom(self) -> list[int]:
        """How much each segment leaves open, to sort by: the most literal template is asked first."""
        return [segment.freedom for segment in self.segments]

    def match(self, path: Sequence[str]) -> dict[str, str] | None:
        """The values of the parameters in a path, which is given by its segments; None when it does not fit."""
        if len(path) != len(self.segments):
            return None
        values: dict[str, str] = {}
        for segment, found in zip(self.segments, path, strict=True):
            if segment.parameter is None:
                if segment.before != found:
                    return None
            elif (value := segment.value(found)) is None:
                return None
            else:
                values[segment.parameter] = value
        return values


def _segment(part: str, template: str) -> _Segment:
    if _LITERAL.fullmatch(part):
        return _Segment(part)
    if found := _PARAMETER.fullmatch(part):
        return _Segment(found[1], found[2], found[3])
    raise TemplateNotUnderstood(f"{template}: the segment {part!r} is neither a word nor one parameter")
