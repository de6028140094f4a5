"""The Belgian day of an instant, and who may tell a day from an instant: one module."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from contracts.day import belgian_day, belgian_instant
from tests.source import parsed

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-06-01T21:59:59+00:00", date(2026, 6, 1)),
        ("2026-06-01T22:00:00+00:00", date(2026, 6, 2)),
        ("2026-12-31T22:59:59+00:00", date(2026, 12, 31)),
        ("2026-12-31T23:00:00+00:00", date(2027, 1, 1)),
        ("2026-06-02T08:00:00+14:00", date(2026, 6, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_belgium(instant: str, day: date) -> None:
    assert belgian_day(datetime.fromisoformat(instant)) == day


def test_a_time_without_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        belgian_day(datetime(2026, 6, 1))  # noqa: DTZ001 - this is what is refused


def test_a_day_and_a_time_are_an_instant() -> None:
    assert belgian_instant(date(2026, 6, 2)) == datetime(2026, 6, 1, 22, tzinfo=UTC)
    assert belgian_instant(date(2026, 12, 2), time(1, 30)) == datetime(2026, 12, 2, 0, 30, tzinfo=UTC)
    assert belgian_instant(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def days_told(code: str) -> Iterator[int]:
    """The lines that tell a day from an instant (`.date()`, `func.date(...)`) or name a time zone."""
    for node in ast.walk(parsed(code)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        told = isinstance(called, ast.Attribute) and name == "date" and not node.args
        in_sql = isinstance(called, ast.Attribute) and name == "date" and ast.unparse(called.value) == "func"
        if told or in_sql or name == "ZoneInfo":
            yield node.lineno


@pytest.mark.parametrize("line", ["day = now.date()", "func.date(Document.received_at)", "zone = ZoneInfo('UTC')"])
def test_the_search_finds_a_day_told_elsewhere(line: str) -> None:
    assert list(days_told(line)) == [1]


@pytest.mark.parametrize("line", ["day = date(2026, 6, 1)", "day = belgian_day(now)", "day = datetime.date"])
def test_the_search_leaves_days_alone_that_are_no_instants(line: str) -> None:
    assert list(days_told(line)) == []


def test_a_day_is_told_from_an_instant_in_one_place_only() -> None:
    files = [file for folder in ("cli", "contracts", "libs", "services") for file in (ROOT / folder).rglob("*.py")]

    found = [f"{file.relative_to(ROOT)}:{line}" for file in files for line in days_told(file.read_text("utf-8"))]

    assert [place for place in found if not place.startswith("contracts/day.py:")] == []
    assert len(found) == 2
