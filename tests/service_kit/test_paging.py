"""Pages of a list and their cursors."""

import base64
import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.refusal import Refusal
from libs.service_kit.paging import Listed, Page, cursor_of, day, instant, position_of, sequence

ID = "0c2f5a1e-3b7d-4e6a-9c88-5d0b8a7f2e41"
LISTED = Listed("documents", UUID(ID))
NAMES = st.text(st.characters(exclude_characters="\x00"))


@pytest.mark.parametrize("length", [0, 1, 2, 5, 6, 7])
def test_every_row_is_on_one_page_and_in_order(length: int) -> None:
    rows = list(range(length))
    seen: list[str] = []
    cursor, last = None, -1

    while True:
        page = Page.of(LISTED, [row for row in rows if row > last][:3], 2, str, lambda row: (row,))
        seen += page.items
        cursor = page.next
        if cursor is None:
            break
        (last,) = position_of(LISTED, cursor, int) or (0,)

    assert seen == [str(row) for row in rows]


def test_a_full_page_without_one_row_more_is_the_last() -> None:
    page = Page.of(LISTED, ["a", "b"], 2, str.upper, lambda row: (row,))

    assert (page.items, page.next) == (["A", "B"], None)


@given(
    at=st.datetimes(timezones=st.just(UTC)),
    on=st.dates(),
    number=st.integers(0, 2**63 - 1),
    name=NAMES,
    key=st.uuids(),
)
def test_a_position_comes_back_as_it_was(at: datetime, on: date, number: int, name: str, key: UUID) -> None:
    assert position_of(LISTED, cursor_of(LISTED, at, key), instant, UUID) == (at, key)
    assert position_of(LISTED, cursor_of(LISTED, on, key), day, UUID) == (on, key)
    assert position_of(LISTED, cursor_of(LISTED, name, key), str, UUID) == (name, key)
    assert position_of(LISTED, cursor_of(LISTED, number), sequence) == (number,)


def encoded(value: object, *, text: str | None = None) -> str:
    """A cursor of this list with any content, its check sum right."""
    written = (json.dumps(value) if text is None else text).encode()
    return f"{base64.urlsafe_b64encode(written).decode().rstrip('=')}.{LISTED.check_sum(written)}"


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "é",
        ".",
        "a" * 100_000,
        encoded([]),
        encoded("2026-06-01"),
        encoded(["2026-06-01"]),
        encoded(["yesterday", ID]),
        encoded(["10000-01-01", ID]),
        encoded(["2026-06-01", "no id"]),
        encoded(["2026-06-01", ID, "more"]),
        encoded([20260601, ID]),
        encoded(None),
        encoded({"a": 1}),
        encoded(None, text="[" * 1000),
        encoded(None, text="[" + "1" * 2000 + "]"),
        encoded(None, text='["\\ud800", "' + ID + '"]'),
    ],
)
def test_a_cursor_that_is_no_position_in_a_list_is_a_problem_of_the_request(cursor: str) -> None:
    with pytest.raises(Refusal) as refused:
        position_of(LISTED, cursor, day, UUID)

    assert refused.value.code == "cursor_invalid"


@pytest.mark.parametrize("other", [Listed("tasks", UUID(ID)), Listed("documents", uuid4()), Listed("documents")])
def test_a_cursor_of_another_list_or_another_client_is_refused(other: Listed) -> None:
    cursor = cursor_of(other, date(2026, 6, 1), UUID(ID))

    with pytest.raises(Refusal) as refused:
        position_of(LISTED, cursor, day, UUID)

    assert refused.value.code == "cursor_invalid"


def test_a_cursor_that_was_cut_or_changed_is_refused() -> None:
    cursor = cursor_of(LISTED, date(2026, 6, 1), UUID(ID))
    changed = [cursor[:end] for end in range(len(cursor))] + [f"{cursor}A", f"A{cursor}", f"{cursor}=", f"{cursor}."]

    for each in changed:
        with pytest.raises(Refusal):
            position_of(LISTED, each, day, UUID)


@pytest.mark.parametrize("number", ["9223372036854775808", "-1", "1" * 30, "٣", "1_0", " 1", "0x1", "1e3"])
def test_a_number_that_no_row_has_is_not_a_position_in_a_list(number: str) -> None:
    with pytest.raises(Refusal):
        position_of(LISTED, cursor_of(LISTED, number), sequence)


@pytest.mark.parametrize("at", ["2026-06-01T12:00:00", "2026-06-01", "noon"])
def test_a_time_without_zone_is_not_a_position_in_a_list(at: str) -> None:
    with pytest.raises(Refusal):
        position_of(LISTED, cursor_of(LISTED, at, uuid4()), instant, UUID)


def test_a_name_that_no_database_stores_is_not_a_position_in_a_list() -> None:
    with pytest.raises(Refusal):
        position_of(LISTED, cursor_of(LISTED, "a\x00b", uuid4()), str, UUID)


def test_a_row_that_has_no_view_any_more_is_left_out_and_the_next_page_goes_on_after_it() -> None:
    views = {"a": "A"}

    page = Page[str].of(LISTED, ["a", "b", "c"], 2, views.get, lambda row: (row,))

    assert page.items == ["A"]
    assert position_of(LISTED, page.next, str) == ("b",)
