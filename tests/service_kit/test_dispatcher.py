"""The outcome of one event."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import insert, select, text

from contracts.envelope import Envelope
from contracts.ids import uuid7
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy import tables
from tests.service_kit.toy.app import Deps, app, recount
from tests.service_kit.toy.contract import Answered, Counted


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def times(toy: Harness[Deps], number: int) -> int:
    async with toy.context().read() as tx:
        return await tx.value(select(tables.Count.times).where(tables.Count.number == number)) or 0


async def test_an_event_changes_state_and_publishes_once(toy: Harness[Deps]) -> None:
    outcome = await toy.handle(Counted(client_id=toy.client_id, number=7))

    assert outcome == "handled"
    assert await times(toy, 7) == 1
    assert await toy.events() == [Answered(client_id=toy.client_id, number=7)]


async def test_the_same_event_twice_takes_effect_once(toy: Harness[Deps]) -> None:
    envelope = Envelope.wrap(Counted(client_id=toy.client_id, number=7), source="test")

    outcomes = [await toy.handle(envelope) for _ in range(3)]

    assert outcomes == ["handled", "duplicate", "duplicate"]
    assert await times(toy, 7) == 1
    assert toy.deps.attempts[7] == 1, "a plain duplicate never reaches the handler"


async def test_a_duplicate_that_passes_the_first_check_is_stopped_by_the_inbox_row(toy: Harness[Deps]) -> None:
    envelope = Envelope.wrap(Counted(client_id=toy.client_id, number=8), source="test")
    opened = toy.running.dispatcher.decode(envelope.encode(), "toy")

    outcomes = [await toy.running.dispatcher.handle(opened) for _ in range(2)]

    assert outcomes == ["handled", "duplicate"]
    assert await times(toy, 8) == 1


async def test_the_correlation_is_carried_by_what_is_published(toy: Harness[Deps]) -> None:
    cause = Envelope.wrap(Counted(client_id=toy.client_id, number=1), source="test")

    await toy.handle(cause)

    async with toy.running.database.begin(ALL_TENANTS, read_only=True) as tx:
        rows = await tx.fetch(text("SELECT payload FROM toy.outbox ORDER BY seq DESC LIMIT 1"))
    said = Envelope.parse(rows[0].payload.encode())
    assert (said.correlation, said.causation, said.client) == (cause.correlation, cause.id, toy.client_id)


async def test_a_retry_is_tried_again_until_it_works(toy: Harness[Deps]) -> None:
    outcome = await toy.handle(Counted(client_id=toy.client_id, number=2, behaviour="busy"))

    assert outcome == "handled"
    assert toy.deps.attempts[2] == 3


async def test_a_reject_is_a_dead_letter_at_once(toy: Harness[Deps]) -> None:
    outcome = await toy.handle(Counted(client_id=toy.client_id, number=3, behaviour="hopeless"))

    (dead_letter,) = [x for x in await toy.dead_letters() if x.client_id == toy.client_id]
    assert outcome == "dead"
    assert toy.deps.attempts[3] == 1
    assert (dead_letter.reason, dead_letter.state) == ("3 cannot be counted", "dead")


async def test_a_bug_rolls_everything_back_and_keeps_its_traceback(toy: Harness[Deps]) -> None:
    outcome = await toy.handle(Counted(client_id=toy.client_id, number=4, behaviour="broken"))

    (dead_letter,) = [x for x in await toy.dead_letters() if x.client_id == toy.client_id]
    assert outcome == "dead"
    assert toy.deps.attempts[4] == app.settings().attempts
    assert await times(toy, 4) == 0
    assert await toy.events() == []
    assert "ZeroDivisionError" in dead_letter.traceback


async def test_garbage_on_a_topic_is_a_dead_letter_once_however_often_it_comes(toy: Harness[Deps]) -> None:
    garbage = b"\x00{not json " + uuid4().bytes

    outcomes = [await toy.handle_bytes(garbage, "toy") for _ in range(2)]
    await toy.handle(Counted(client_id=toy.client_id, number=5))

    kept = [x for x in await toy.dead_letters() if bytes(x.raw) == garbage]
    assert outcomes == ["dead", "dead"]
    assert [x.attempts for x in kept] == [2]
    assert await times(toy, 5) == 1


async def test_an_unknown_version_waits_and_an_unknown_type_is_skipped(toy: Harness[Deps]) -> None:
    envelope = Envelope.wrap(Counted(client_id=toy.client_id, number=6), source="test")

    newer = await toy.handle(envelope.model_copy(update={"id": uuid7(), "type": "toy.counted.v99"}))
    foreign = await toy.handle(envelope.model_copy(update={"id": uuid7(), "type": "weather.changed.v1"}))

    (dead_letter,) = [x for x in await toy.dead_letters() if x.client_id == toy.client_id]
    assert (newer, foreign) == ("waiting", "skipped")
    assert (dead_letter.state, dead_letter.type) == ("waiting", "toy.counted.v99")


async def test_an_event_in_another_clients_envelope_is_refused(toy: Harness[Deps]) -> None:
    envelope = Envelope.wrap(Counted(client_id=toy.client_id, number=9), source="test")

    outcome = await toy.handle(envelope.model_copy(update={"client": toy.other_client_id}))

    assert outcome == "dead"
    assert await times(toy, 9) == 0


async def test_a_dead_letter_is_replayed_when_asked_for(toy: Harness[Deps]) -> None:
    await toy.handle(Counted(client_id=toy.client_id, number=10, behaviour="busy"))
    toy.deps.attempts[11] = -10
    await toy.handle(Counted(client_id=toy.client_id, number=11, behaviour="busy"))
    toy.deps.attempts[11] = 10
    async with toy.running.database.begin(ALL_TENANTS) as tx:
        await tx.execute(text("UPDATE toy.dead_letter SET state = 'replay' WHERE state = 'dead'"))

    await toy.running.dispatcher.replay("replay")

    assert await times(toy, 11) == 1
    assert {x.state for x in await toy.dead_letters() if x.client_id == toy.client_id} == {"replayed"}


async def test_an_event_that_is_too_early_is_repeated_and_delays_no_other(toy: Harness[Deps]) -> None:
    early = await toy.handle(Counted(client_id=toy.client_id, number=8, behaviour="early"))
    behind = await toy.handle(Counted(client_id=toy.client_id, number=9))
    await toy.running.dispatcher.replay("early")
    still = [x.state for x in await toy.dead_letters() if x.client_id == toy.client_id]
    await toy.running.dispatcher.replay("early")

    assert (early, behind, still) == ("early", "handled", ["early"])
    assert [x.state for x in await toy.dead_letters() if x.client_id == toy.client_id] == ["replayed"]
    assert [e.number for e in await toy.events(Answered)] == [9, 8]


async def test_what_is_still_too_early_after_a_day_waits_for_an_operator(toy: Harness[Deps]) -> None:
    toy.deps.attempts[8] = -100
    await toy.handle(Counted(client_id=toy.client_id, number=8, behaviour="early"))
    async with toy.running.database.begin(ALL_TENANTS) as tx:
        await tx.execute(
            text("UPDATE toy.dead_letter SET first_at = now() - interval '25 hours' WHERE state = 'early'")
        )

    await toy.running.dispatcher.replay("early")

    (dead_letter,) = [x for x in await toy.dead_letters() if x.client_id == toy.client_id]
    assert (dead_letter.state, dead_letter.reason, dead_letter.attempts) == ("dead", "7 has not come yet", 2)


async def test_too_many_dead_letters_in_a_row_stop_the_process(toy: Harness[Deps]) -> None:
    from libs.service_kit.circuit_breaker import TooManyDeadLetters

    async def hopeless() -> None:
        await toy.handle(Counted(client_id=uuid4(), number=1, behaviour="hopeless"))

    for _ in range(app.settings().dead_letter_limit - 1):
        await hopeless()

    with pytest.raises(TooManyDeadLetters):
        await hopeless()


async def test_dead_letters_of_one_client_stop_nobody(toy: Harness[Deps]) -> None:
    for number in range(app.settings().dead_letter_limit * 2):
        await toy.handle(Counted(client_id=toy.client_id, number=number, behaviour="hopeless"))

    outcome = await toy.handle(Counted(client_id=toy.other_client_id, number=1))

    assert outcome == "handled"


async def test_a_job_sees_all_tenants_and_a_query_without_tenant_sees_none(toy: Harness[Deps]) -> None:
    await toy.handle(Counted(client_id=toy.client_id, number=1))
    await toy.handle(Counted(client_id=toy.other_client_id, number=2))

    await toy.run(recount)
    async with toy.running.context().read(all_tenants=True) as tx:
        everyone = {row.client_id for row in await tx.fetch(select(tables.Count.client_id))}
    async with toy.running.context().read() as tx:
        nobody = await tx.fetch(select(tables.Count.client_id))
    async with toy.context().read() as tx:
        own = {row.client_id for row in await tx.fetch(select(tables.Count.client_id))}

    assert {toy.client_id, toy.other_client_id} <= everyone
    assert list(nobody) == []
    assert own == {toy.client_id}


async def test_rows_of_another_client_cannot_be_written(toy: Harness[Deps]) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        async with toy.context().transaction() as tx:
            await tx.execute(insert(tables.Count).values(client_id=uuid4(), number=1, times=1))


@pytest.mark.feature(11)
async def test_a_token_for_one_client_does_not_open_another(toy: Harness[Deps]) -> None:
    await toy.handle(Counted(client_id=toy.other_client_id, number=1))

    own = await toy.http("GET", f"/v1/clients/{toy.client_id}/counts", rights=["counts:read"])
    others = await toy.http("GET", f"/v1/clients/{toy.other_client_id}/counts", rights=["counts:read"])
    without = await toy.http("GET", f"/v1/clients/{toy.client_id}/counts", language="nl")
    unsigned = await toy.http("GET", f"/v1/clients/{toy.client_id}/counts", headers={"Serein-Token": "x.y.z"})

    assert (own.status_code, own.json()) == (200, [])
    assert others.status_code == 404
    assert (without.status_code, without.headers["content-type"]) == (403, "application/problem+json")
    assert "nodige rechten" in without.json()["detail"]
    assert unsigned.status_code == 401


async def test_pooled_connections_carry_no_tenant_over(toy: Harness[Deps]) -> None:
    clients = [uuid4() for _ in range(8)]
    for client in clients:
        await toy.handle(Counted(client_id=client, number=1))

    seen: list[tuple[UUID, set[UUID]]] = []
    for turn in range(400):
        client = clients[turn % 8]
        async with toy.context(client).read() as tx:
            seen.append((client, {row.client_id for row in await tx.fetch(select(tables.Count.client_id))}))

    assert all(rows == {client} for client, rows in seen)
