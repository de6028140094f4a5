"""Pages of a list and their cursors."""

import base64
import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.refusal import Refusal
from libs.service_kit.paging import Page, cursor_of, instant, position_of

ID = "0c2f5a1e-3b7d-4e6a-9c88-5d0b8a7f2e41"
NAMES = st.text(st.characters(exclude_characters="\x00"))


@pytest.mark.parametrize("length", [0, 1, 2, 5, 6, 7])
def test_every_row_is_on_one_page_and_in_order(length: int) -> None:
    rows = list(range(length))
    seen: list[str] = []
    cursor, last = None, -1

    while True:
        page = Page.of([row for row in rows if row > last][:3], 2, str, lambda row: (row,))
        seen += page.items
        cursor = page.next
        if cursor is None:
            break
        (last,) = position_of(cursor, int) or (0,)

    assert seen == [str(row) for row in rows]


def test_a_full_page_without_one_row_more_is_the_last() -> None:
    page = Page.of(["a", "b"], 2, str.upper, lambda row: (row,))

    assert (page.items, page.next) == (["A", "B"], None)


@given(
    at=st.datetimes(timezones=st.just(UTC)),
    day=st.dates(),
    number=st.integers(),
    name=NAMES,
    key=st.uuids(),
)
def test_a_position_comes_back_as_it_was(at: datetime, day: date, number: int, name: str, key: UUID) -> None:
    assert position_of(cursor_of(at, key), instant, UUID) == (at, key)
    assert position_of(cursor_of(day, key), date.fromisoformat, UUID) == (day, key)
    assert position_of(cursor_of(name, key), str, UUID) == (name, key)
    assert position_of(cursor_of(number), int) == (number,)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "é",
        encoded([]),
        encoded("2026-06-01"),
        encoded(["2026-06-01"]),
        encoded(["yesterday", ID]),
        encoded(["2026-06-01", "no id"]),
        encoded(["2026-06-01", ID, "more"]),
        encoded([20260601, ID]),
        encoded(None),
        encoded({"a": 1}),
    ],
)
def test_a_cursor_of_another_list_is_a_problem_of_the_request(cursor: str) -> None:
    with pytest.raises(Refusal) as refused:
        position_of(cursor, date.fromisoformat, UUID)

    assert refused.value.code == "bad_cursor"


@pytest.mark.parametrize("at", ["2026-06-01T12:00:00", "2026-06-01", "noon"])
def test_a_time_without_zone_is_not_a_position_in_a_list(at: str) -> None:
    with pytest.raises(Refusal):
        position_of(cursor_of(at, uuid4()), instant, UUID)


def test_a_name_that_no_database_stores_is_not_a_position_in_a_list() -> None:
    with pytest.raises(Refusal):
        position_of(cursor_of("a\x00b", uuid4()), str, UUID)


@pytest.mark.parametrize("position", ['["\\ud800"]', "[" * 5000])
def test_a_cursor_that_no_database_could_take_is_refused(position: str) -> None:
    cursor = base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")

    with pytest.raises(Refusal) as refused:
        position_of(cursor, str)

    assert refused.value.code == "bad_cursor"


def test_a_row_that_has_no_view_any_more_is_left_out_and_the_next_page_goes_on_after_it() -> None:
    views = {"a": "A"}

    page = Page[str].of(["a", "b", "c"], 2, views.get, lambda row: (row,))

    assert page.items == ["A"]
    assert position_of(page.next, str) == ("b",)
