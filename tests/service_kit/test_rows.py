"""Rows are objects of their tables, and mypy knows their columns."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, MultipleResultsFound

from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.tables import Count


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
    with pytest.raises(IntegrityError):
        async with toy.context().transaction() as tx:
            await tx.add(Count(client_id=toy.client_id, number=1, times=9))

    assert not new


async def test_a_row_from_the_database_cannot_be_changed_by_mistake(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        (row, _) = await tx.all(select(Count))

    with pytest.raises(AttributeError):
        row.times = 7
