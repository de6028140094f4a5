"""The regular expressions of the code base, and texts that make a careless one slow.

For each repetition in a pattern a text is made that reaches it, repeats it to a given length and then does not match.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

PACKAGES = ("contracts", "libs", "services", "cli")
LEFT_OUT = ("libs.samples", "libs.embedded")
SPOILERS = ("\x01", "\n", "~", "é")
_MANY = 8
"""A repetition up to more than this is one that a text can make long."""


@dataclass(frozen=True)
class Found:
    """A compiled expression, and the module that compiles it."""

    module: str
    pattern: "re.Pattern[Any]"


def found_patterns() -> list[Found]:
    """Every expression that stands in a module of the code base, alone or in a table or an object."""
    seen: dict[tuple[object, int], Found] = {}
    for package in PACKAGES:
        for info in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if info.name.startswith(LEFT_OUT) or ".migrations" in info.name or "__main__" in info.name:
                continue
            for value in vars(importlib.import_module(info.name)).values():
                for pattern in _patterns_in(value, deepest=4):
                    seen.setdefault((pattern.pattern, pattern.flags), Found(info.name, pattern))
    return list(seen.values())


def _patterns_in(value: Any, deepest: int) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
        return
    if deepest == 0 or isinstance(value, str | bytes | type | ModuleType):
        return
    if isinstance(value, Mapping):
        parts: Iterable[Any] = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = value
    else:
        parts = vars(value).values() if is_dataclass(value) and hasattr(value, "__dict__") else ()
    for part in parts:
        yield from _patterns_in(part, deepest - 1)


def attacks(pattern: "re.Pattern[Any]", length: int) -> Iterator[str | bytes]:
    """Texts of about this length, for each repetition in the pattern."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for place in range(_repetitions(tree)):
        maker = _Maker(place, length)
        text = maker.text(tree)
        for spoiler in SPOILERS:
            for whole in (text + spoiler, (maker.unit or "a") * (length // max(len(maker.unit or "a"), 1)) + spoiler):
                yield whole.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else whole


def _repetitions(tree: Any) -> int:
    return sum(1 for _ in _walk(tree))


def _walk(tree: Any) -> Iterator[Any]:
    for operation, argument in tree:
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if argument[1] > _MANY:
                yield argument
            yield from _walk(argument[2])
        elif operation is sre.SUBPATTERN:
            yield from _walk(argument[3])
        elif operation is sre.ATOMIC_GROUP:
            yield from _walk(argument)
        elif operation is sre.BRANCH:
            for branch in argument[1]:
                yield from _walk(branch)


class _Maker:
    """Writes a text that the pattern takes, in which one repetition is long."""

    def __init__(self, place: int, length: int) -> None:
        self._place, self._length, self._met = place, length, 0
        self.unit = ""

    def text(self, tree: Any) -> str:
        return "".join(self._one(operation, argument) for operation, argument in tree)

    def _one(self, operation: Any, argument: Any) -> str:
        if operation is sre.LITERAL:
            return chr(argument)
        if operation is sre.NOT_LITERAL:
            return "a" if argument != ord("a") else "b"
        if operation is sre.ANY:
            return "a"
        if operation is sre.IN:
            return _member(argument)
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self._repeated(argument)
        if operation is sre.SUBPATTERN:
            return self.text(argument[3])
        if operation is sre.ATOMIC_GROUP:
            return self.text(argument)
        if operation is sre.BRANCH:
            return self._branched(argument[1])
        return ""

    def _repeated(self, argument: Any) -> str:
        least, most, inner = argument
        if most <= _MANY:
            return str(self.text(inner) * max(int(least), int(self._inside(inner))))
        mine: bool = self._met == self._place
        self._met += 1
        unit = self.text(inner)
        if not mine:
            return str(unit * max(int(least), 1 if unit else 0))
        self.unit = unit
        return unit * min(self._length // max(len(unit), 1), self._length if most is sre.MAXREPEAT else int(most))

    def _branched(self, branches: Any) -> str:
        texts, chosen = [], 0
        for number, branch in enumerate(branches):
            before = self._met
            texts.append(self.text(branch))
            if before <= self._place < self._met:
                chosen = number
        return texts[chosen]

    def _inside(self, inner: Any) -> bool:
        return self._met <= self._place < self._met + _repetitions(inner)


def _member(members: Any) -> str:
    """A character of a class."""
    negated = members[0][0] is sre.NEGATE
    for candidate in "a0 1Z-.,/@<=\"'x\t%(:;é€\n":
        if any(_is_in(candidate, each) for each in members[1 if negated else 0 :]) != negated:
            return candidate
    operation, argument = members[0]
    return chr(argument if operation is sre.LITERAL else argument[0]) if operation in (sre.LITERAL, sre.RANGE) else "a"


def _is_in(candidate: str, member: Any) -> bool:
    operation, argument = member
    if operation is sre.LITERAL:
        return ord(candidate) == int(argument)
    if operation is sre.RANGE:
        return int(argument[0]) <= ord(candidate) <= int(argument[1])
    if operation is sre.CATEGORY:
        name = str(argument).replace("CATEGORY_", "")
        return _is_of(candidate, name.removeprefix("NOT_")) != name.startswith("NOT_")
    return False


def _is_of(candidate: str, category: str) -> bool:
    if category == "DIGIT":
        return candidate.isdecimal()
    return candidate.isspace() if category == "SPACE" else candidate.isalnum() or candidate == "_"
