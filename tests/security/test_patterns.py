"""No text makes a regular expression slow: each of ours is asked about texts made to hurt it."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.security.patterns import Found, attacks, found_patterns

LENGTH = 400
SECONDS = 1.0
"""Of computing time, not of the clock. A pattern that looks at each pair of letters once needs a hundredth of it."""


class TooSlow(Exception):
    pass


@contextmanager
def computing_for_at_most(seconds: float) -> Iterator[None]:
    """Raises TooSlow: the engine for expressions looks for signals while it works."""

    def end(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_text(pattern: "re.Pattern[str] | re.Pattern[bytes]") -> str | bytes | None:
    """A text on which the expression takes too long, or None."""
    for text in attacks(pattern, LENGTH):
        try:
            with computing_for_at_most(SECONDS):
                pattern.search(text)  # type: ignore[arg-type]
                pattern.fullmatch(text)  # type: ignore[arg-type]
        except TooSlow:
            return text
    return None


PATTERNS = found_patterns()


@pytest.mark.parametrize("found", PATTERNS, ids=lambda found: f"{found.module}: {found.pattern.pattern!r:.60}")
def test_no_text_makes_an_expression_slow(found: Found) -> None:
    assert slow_text(found.pattern) is None


def test_the_expressions_of_all_services_are_among_them() -> None:
    modules = {found.module.split(".")[1] for found in PATTERNS if found.module.startswith("services.")}

    assert {"reconcile", "ocr_extract", "bank_sync", "gateway", "directory"} <= modules
    assert len(PATTERNS) > 150


@pytest.mark.parametrize(
    "careless", [r"(a+)+b", r"(?:[X*]{2,}[ -]?)+\d\b", r"(x|xx)*y", r"^(\w+\s?)*$", r"(?:\d+[.,]?)+;"]
)
def test_the_test_itself_finds_a_careless_expression(careless: str) -> None:
    assert slow_text(re.compile(careless)) is not None
