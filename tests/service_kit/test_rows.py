"""Rows are objects of their tables, and mypy knows their columns."""

import contextlib
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import MultipleResultsFound

from libs.service_kit.database import Statement
from libs.service_kit.database.rows import changed
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.tables import Count, Note


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    toy: Harness[Deps] = await harness(app)
    async with toy.context().transaction() as tx:
        await tx.add(Count(client_id=toy.client_id, number=1, times=3))
        await tx.add(Count(client_id=toy.client_id, number=2, times=5))
    return toy


async def test_whole_rows_come_as_objects_of_their_table(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        rows = await tx.all(select(Count).order_by(Count.number))

    assert [(type(row), row.client_id, row.number, row.times) for row in rows] == [
        (Count, toy.client_id, 1, 3),
        (Count, toy.client_id, 2, 5),
    ]


async def test_one_row_is_an_object_or_nothing_and_two_are_a_mistake(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        one = await tx.one(select(Count).where(Count.number == 2))
        none = await tx.one(select(Count).where(Count.number == 9))
        with pytest.raises(MultipleResultsFound):
            await tx.one(select(Count))

    assert one is not None
    assert one.times == 5
    assert none is None


async def test_columns_come_as_values_and_as_tuples(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        numbers = await tx.all(select(Count.number).order_by(Count.number))
        pairs = await tx.tuples(select(Count.number, Count.times).order_by(Count.number))
        total = await tx.one(select(func.sum(Count.times)))

    assert (list(numbers), list(pairs), total) == ([1, 2], [(1, 3), (2, 5)], 8)


async def test_what_an_update_returns_is_as_typed_as_what_is_selected(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        changed = await tx.all(update(Count).where(Count.number == 1).values(times=4).returning(Count))

    assert [(row.number, row.times) for row in changed] == [(1, 4)]


async def test_a_row_that_is_there_already_is_added_only_where_that_is_allowed(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        new = await tx.add(Count(client_id=toy.client_id, number=1, times=9), unless_there=True)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with toy.context().transaction() as tx:
            await tx.add(Count(client_id=toy.client_id, number=1, times=9))

    assert not new


async def test_after_a_savepoint_the_transaction_goes_on(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        await tx.add(Count(client_id=toy.client_id, number=7, times=1))
        with contextlib.suppress(asyncpg.UniqueViolationError):
            async with tx.savepoint():
                await tx.add(Count(client_id=toy.client_id, number=8, times=1))
                await tx.add(Count(client_id=toy.client_id, number=7, times=2))
        async with tx.savepoint():
            await tx.add(Count(client_id=toy.client_id, number=9, times=3))

    async with toy.context().read() as tx:
        kept = await tx.all(select(Count.number).where(Count.number.in_([7, 8, 9])).order_by(Count.number))
    assert list(kept) == [7, 9]


async def test_a_row_from_the_database_cannot_be_changed_by_mistake(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        (row, _) = await tx.all(select(Count))

    with pytest.raises(AttributeError):
        row.times = 7


def notes(toy: Harness[Deps], *numbers: int) -> list[Note]:
    """Notes: the first has no word, the second has one, the third also has a state."""
    all_ = [
        Note(client_id=toy.client_id, number=1),
        Note(client_id=toy.client_id, number=2, word="two"),
        Note(client_id=toy.client_id, number=3, word="three", state="read"),
    ]
    return [all_[number - 1] for number in numbers]


async def kept_notes(toy: Harness[Deps]) -> list[tuple[int, str | None, str]]:
    async with toy.context().read() as tx:
        return [(row.number, row.word, row.state) for row in await tx.all(select(Note).order_by(Note.number))]


async def test_what_a_new_row_was_not_given_is_filled_by_the_database(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        new = [await tx.add(note) for note in notes(toy, 1, 3)]

    assert new == [True, True]
    assert await kept_notes(toy) == [(1, None, "new"), (3, "three", "read")]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1)])
async def test_rows_that_were_given_different_columns_are_added_with_all_of_them(
    toy: Harness[Deps], order: tuple[int, ...]
) -> None:
    async with toy.context().transaction() as tx:
        new = await tx.add_all(notes(toy, *order))

    assert {(row.number, row.word, row.state) for row in new} == set(await kept_notes(toy))
    assert await kept_notes(toy) == [(1, None, "new"), (2, "two", "new"), (3, "three", "read")]


async def test_of_many_rows_those_that_are_there_are_added_only_where_that_is_allowed(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        await tx.add_all(notes(toy, 2))

    async with toy.context().transaction() as tx:
        new = await tx.add_all(notes(toy, 1, 2, 3), unless_there=True)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with toy.context().transaction() as tx:
            await tx.add_all(notes(toy, 3, 2))

    assert {row.number for row in new} == {1, 3}


async def test_more_rows_can_be_added_than_a_statement_has_parameters(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        new = await tx.add_all([Note(client_id=toy.client_id, number=number, word="w") for number in range(12_000)])
        none: list[Note] = await tx.add_all([])

    assert (len(new), none) == (12_000, [])


async def test_a_row_that_is_replaced_keeps_nothing_of_what_it_was(toy: Harness[Deps]) -> None:
    async with toy.context().transaction() as tx:
        await tx.replace(Note(client_id=toy.client_id, number=1, word="one", state="read"))
        await tx.replace(Note(client_id=toy.client_id, number=1))

    assert await kept_notes(toy) == [(1, None, "new")]


async def test_what_an_insert_returns_is_as_typed_as_what_is_selected(toy: Harness[Deps]) -> None:
    row = insert(Note).values(client_id=toy.client_id, number=1)

    async with toy.context().transaction() as tx:
        added = await tx.one(row.returning(Note))
        number = await tx.one(row.values(number=2).returning(Note.number))

    assert added is not None
    assert (type(added), added.number, added.word, added.state) == (Note, 1, None, "new")
    assert number == 2


@pytest.mark.parametrize(
    "statement",
    [
        select(Note.__table__),
        select(Note.number, Note.word),
        select(Note, Note.word),
        insert(Note).values(number=1).returning(Note.number, Note.word),
    ],
    ids=["table", "columns", "class and column", "returned columns"],
)
async def test_several_columns_without_a_class_are_refused(toy: Harness[Deps], statement: Any) -> None:
    async with toy.context().transaction() as tx:
        with pytest.raises(TypeError, match="one mapped class or one column"):
            await tx.all(statement)
        with pytest.raises(TypeError, match="one mapped class or one column"):
            await tx.one(statement)


async def test_a_changed_row_is_a_copy(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        rows = await tx.all(select(Count).order_by(Count.number))

    copy = changed(rows[0], times=4)

    assert (copy.client_id, copy.number, copy.times) == (toy.client_id, 1, 4)
    assert rows[0].times == 3


def test_a_row_is_not_changed_in_a_column_that_it_has_not() -> None:
    row = Count(client_id=uuid4(), number=1, times=3)

    with pytest.raises(TypeError, match="Count has no column time"):
        changed(row, time=4)


@dataclass(frozen=True)
class Counts:
    """What a statement answers with: lists of rows."""

    counts: list[tuple[int, int]]
    others: list[int] | None


async def test_a_fixed_statement_may_answer_with_lists_of_rows(toy: Harness[Deps]) -> None:
    rows = "FROM toy.count WHERE client_id = :client_id"
    counts = f"(SELECT array_agg(ROW(number, times) ORDER BY number) {rows}) AS counts"
    others = f"(SELECT array_agg(number) {rows} AND number > 2) AS others"
    lists = Statement[Any](text(f"SELECT {counts}, {others}"))

    async with toy.context().read() as tx:
        found = await tx.answer(lists, Counts, client_id=toy.client_id)

    assert found == Counts(counts=[(1, 3), (2, 5)], others=None)
