"""How long the kit keeps inbox and outbox rows, and what it does with events that it has handled."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text

from contracts.envelope import Envelope
from contracts.ids import uuid7
from libs.service_kit import Context
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.retention import forget
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.faults.replica import numbers_of, toy_with
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Counted
from tests.service_kit.toy.tables import Count


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(app)
    return opened


async def outbox_row(toy: Harness[Deps], *, days_old: int, topic: str = "toy", key: str = "x") -> UUID:
    """An event published so many days ago and again just now, because a broker had lost it."""
    said = uuid7()
    statement = text(
        "INSERT INTO toy.outbox (id, aggregatetype, aggregateid, type, payload, created_at)"
        " VALUES (:id, :topic, :key, 'toy.answered.v1', '{}', now() - make_interval(days => :days))"
    )
    async with toy.running.database.begin(ALL_TENANTS) as tx:
        await tx.execute(statement.bindparams(id=said, days=days_old, topic=topic, key=key))
    return said


async def inbox_row(toy: Harness[Deps], *, days_old: int) -> UUID:
    heard = uuid7()
    statement = text("INSERT INTO toy.inbox (event_id, handled_at) VALUES (:id, now() - make_interval(days => :days))")
    async with toy.running.database.begin(ALL_TENANTS) as tx:
        await tx.execute(statement.bindparams(id=heard, days=days_old))
    return heard


async def remembered(toy: Harness[Deps], table: str, column: str) -> set[Any]:
    async with toy.running.database.begin(ALL_TENANTS, read_only=True) as tx:
        return {row[0] for row in await tx.fetch(text(f"SELECT {column} FROM toy.{table}"))}


async def test_an_event_is_deleted_by_its_age_however_often_it_was_published_again(toy: Harness[Deps]) -> None:
    """Otherwise it would outlive its inbox rows and be handled a second time."""
    old, young = await outbox_row(toy, days_old=31), await outbox_row(toy, days_old=29)

    await forget(toy.running.database, toy.running.settings)

    assert (await remembered(toy, "outbox", "id")) & {old, young} == {young}


async def test_the_newest_row_of_each_key_of_a_compacted_topic_is_never_deleted(toy: Harness[Deps]) -> None:
    """A new service learns from it the settings of each client, also after a broker was lost."""
    replaced = await outbox_row(toy, days_old=401, topic="client", key="bakery")
    newest = await outbox_row(toy, days_old=400, topic="client", key="bakery")
    other = await outbox_row(toy, days_old=400, topic="client", key="joinery")
    firm = await outbox_row(toy, days_old=400, topic="firm", key="bakery")

    await forget(toy.running.database, toy.running.settings)

    assert (await remembered(toy, "outbox", "id")) & {replaced, newest, other, firm} == {newest, other, firm}


async def test_an_inbox_outlives_the_outboxes_that_can_fill_the_broker_again(toy: Harness[Deps]) -> None:
    old, young = await inbox_row(toy, days_old=61), await inbox_row(toy, days_old=59)
    on_kafka = toy.running.settings.model_copy(update={"kafka_idempotent": True})
    toy.running.settings = on_kafka

    await forget(toy.running.database, toy.running.settings)

    assert (await remembered(toy, "inbox", "event_id")) & {old, young} == {young}


async def test_what_another_process_has_handled_meanwhile_takes_no_effect_here(harness: OpenHarness) -> None:
    """A process that has lost a partition without noticing handles its events beside the new owner."""

    async def counted_here_and_handled_elsewhere(event: Counted, ctx: Context[Deps]) -> None:
        assert ctx.envelope is not None
        handled = text("INSERT INTO toy.inbox (event_id) VALUES (:id)").bindparams(id=ctx.envelope.id)
        async with ctx.transaction() as tx:
            await tx.execute(insert(Count).values(client_id=event.client_id, number=event.number, times=1))
            async with ctx.database.begin(ALL_TENANTS) as elsewhere:
                await elsewhere.execute(handled)

    toy: Harness[Deps] = await harness(toy_with(counted_here_and_handled_elsewhere))

    outcome = await toy.handle(Counted(client_id=toy.client_id, number=1))

    assert outcome == "duplicate"
    assert await numbers_of(toy.running, toy.client_id) == []


async def test_with_a_broker_that_is_always_read_from_its_start_no_inbox_row_is_deleted(harness: OpenHarness) -> None:
    toy: Harness[Deps] = await harness(app, kafka_idempotent=False)
    old = await inbox_row(toy, days_old=400)

    await forget(toy.running.database, toy.running.settings)

    assert old in await remembered(toy, "inbox", "event_id")


async def test_dead_letters_that_are_read_again_do_not_stop_the_process(toy: Harness[Deps]) -> None:
    """A topic that is read again from its start holds all old invalid records, with nothing new in between."""
    poison = [uuid4().bytes for _ in range(app.settings().dead_letter_limit + 2)]
    for number, garbage in enumerate(poison):
        await toy.handle_bytes(garbage, "toy")
        await toy.handle(Counted(client_id=toy.client_id, number=number))

    outcomes = {await toy.handle_bytes(garbage, "toy") for garbage in poison}

    assert outcomes == {"dead"}


async def test_a_dead_letter_is_not_handled_again_until_an_operator_asks(toy: Harness[Deps]) -> None:
    event = Counted(client_id=toy.client_id, number=1, behaviour="hopeless")
    envelope = Envelope.wrap(event, source="test")
    await toy.handle(envelope)

    again = await toy.handle(envelope)

    assert (again, toy.deps.attempts[1]) == ("duplicate", 1)
