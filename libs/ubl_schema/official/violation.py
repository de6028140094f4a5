"""What the official rules say about a file, and why they may say nothing."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import Place, UblError

UNNUMBERED = "unnumbered"
"""Factur-X has rules without a number; their text explains them."""


class NotJudged(UblError):
    """The official rules could not be run on this file: neither valid nor invalid, and the text says why."""


class NoRules(NotJudged):
    """The file is of a kind that no official rules are known for."""


class ArtefactMissing(UblError):
    """A rule file is not installed; nothing was validated."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken official rule."""

    rule: str
    """Such as ``BR-CO-15``; ``XSD`` for the schema."""
    flag: str
    """``fatal`` or ``warning``."""
    location: str
    """XPath of the element, or line and column for the schema."""
    text: str
    place: Place | None = None
    """Line and column in the file, for the schema."""

    @property
    def is_fatal(self) -> bool:
        """Whether it makes a file invalid."""
        return self.flag == "fatal"
