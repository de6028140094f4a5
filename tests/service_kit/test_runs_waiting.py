"""A run holds neither lock nor connection while a handler waits, and sees what others wrote meanwhile."""

import asyncio
from collections.abc import Awaitable
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from contracts.envelope import Envelope
from libs.service_kit.attempts import Attempts
from libs.service_kit.calls import Calls
from libs.service_kit.dispatcher import Again
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.feed import counted, feeding, until
from tests.service_kit.toy import moods, tables
from tests.service_kit.toy.contract import Answered, Measured
from tests.service_kit.toy.moods import COUNT, Deps


async def numbers_of(toy: Harness[Deps], client: UUID | None = None) -> list[int]:
    """The numbers that were counted once for a client."""
    async with toy.context(client).read() as tx:
        statement = select(tables.Count.number).where(tables.Count.times == 1).order_by(tables.Count.number)
        return [*await tx.all(statement)]


async def soon(work: Awaitable[object]) -> None:
    """Wait for something that takes milliseconds when nothing is in its way."""
    await asyncio.wait_for(asyncio.ensure_future(work), 10)


async def until_nothing_is_held(toy: Harness[Deps]) -> None:
    """Wait until no connection is in use."""
    await until(lambda: not toy.running.database.connections.in_use)


async def cut_all_transactions(database_url: str) -> None:
    """Let the server end every connection with an open transaction."""
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state = 'idle in transaction'"
        )
    finally:
        await owner.close()


async def write(toy: Harness[Deps], number: int) -> None:
    """Count a number for the client as a request would."""
    async with toy.context().transaction() as tx:
        await tx.execute(COUNT, {"client_id": toy.client_id, "number": number, "times": 1})


@pytest.mark.parametrize(("mood", "committed"), [("waits", [1, 2]), ("waits after", [1, 2, 3])])
async def test_what_is_handled_is_committed_while_a_handler_waits(
    moody: Harness[Deps], mood: str, committed: list[int]
) -> None:
    stream = [counted(moody.client_id, number, mood if number == 3 else "calm") for number in range(1, 6)]

    async with feeding(moody) as feed:
        feed.add(*stream)
        await soon(moody.deps.waiting.wait())
        await until_nothing_is_held(moody)
        meanwhile = await numbers_of(moody)
        await soon(write(moody, 100))
        moody.deps.go_on.set()
        await feed.until_done()

    assert meanwhile == committed
    assert await numbers_of(moody) == [1, 2, 3, 4, 5, 100]
    assert [event.number for event in await moody.events(Answered)] == [1, 2, 3, 4, 5]
    assert moody.deps.began == dict.fromkeys(range(1, 6), 1)


@pytest.mark.parametrize("mood", ["waits", "waits after"])
async def test_a_board_is_loaded_again_after_an_early_commit(moody: Harness[Deps], mood: str) -> None:
    stream = [counted(moody.client_id, number, mood if number == 10 else "calm") for number in (1, 10, 20, 30)]
    records = [moody.running.dispatcher.decode(envelope.encode(), "toy") for envelope in stream]
    calls = Calls(moods.service, moody.running.context, run_seconds=60)
    run = calls.new_run(records)

    handling = asyncio.create_task(calls.handle_all(run, records, []))
    await soon(moody.deps.waiting.wait())
    await until_nothing_is_held(moody)
    await soon(write(moody, 19))
    moody.deps.go_on.set()
    await handling
    await run.close()

    assert moody.deps.boards[20] == [19]
    assert moody.deps.boards[30] == [19, 20]


@pytest.mark.parametrize("mood", ["looks", "looks twice"])
async def test_a_look_sees_what_the_events_before_it_have_written(moody: Harness[Deps], mood: str) -> None:
    stream = [counted(moody.client_id, number, mood if number == 3 else "put") for number in range(1, 6)]

    async with feeding(moody) as feed:
        feed.add(*stream)
        await feed.until_done(seconds=10)

    assert moody.deps.seen[3] == [1, 2]
    assert moody.deps.began == dict.fromkeys(range(1, 6), 1)


@pytest.mark.parametrize("before", [[], [1, 2]], ids=["alone", "in a run"])
async def test_a_connection_lost_while_a_handler_waits_counts_as_no_attempt(
    moody: Harness[Deps], before: list[int]
) -> None:
    stream = [counted(moody.client_id, number) for number in before]
    stream.append(counted(moody.client_id, 3, "loses the connection"))

    async with feeding(moody) as feed:
        feed.add(*stream)
        await feed.until_done()

    assert await numbers_of(moody) == [*before, 3]
    assert [event.number for event in await moody.events(Answered)] == [*before, 3]
    assert moody.running.database.connections.in_use == 0


async def test_a_connection_lost_in_the_middle_of_a_run_counts_as_no_attempt(
    moody: Harness[Deps], database_url: str
) -> None:
    stream = [counted(moody.client_id, number, "waits inside" if number == 3 else "calm") for number in range(1, 6)]

    async with feeding(moody) as feed:
        feed.add(*stream)
        await soon(moody.deps.waiting.wait())
        await cut_all_transactions(database_url)
        moody.deps.go_on.set()
        await feed.until_done()

    assert await numbers_of(moody) == [1, 2, 3, 4, 5]
    assert [event.number for event in await moody.events(Answered)] == [1, 2, 3, 4, 5]
    assert moody.running.database.connections.in_use == 0


async def test_a_look_that_failed_and_was_caught_spoils_nothing(moody: Harness[Deps]) -> None:
    outcome = await moody.handle(counted(moody.client_id, 1, "looks badly"))

    assert outcome == "handled"
    assert await numbers_of(moody) == [1]


async def test_a_handler_that_works_outside_holds_neither_lock_nor_connection(moody: Harness[Deps]) -> None:
    async with feeding(moody) as feed:
        feed.add(Measured(client_id=moody.client_id, millimetres=1))
        await soon(moody.deps.waiting.wait())
        await until_nothing_is_held(moody)
        feed.add(*[counted(moody.client_id, number) for number in range(10, 15)], partition=1)
        await feed.until_done(1, seconds=10)
        meanwhile = await numbers_of(moody)
        moody.deps.go_on.set()
        await feed.until_done()

    assert meanwhile == [10, 11, 12, 13, 14]
    assert await numbers_of(moody) == [1, 10, 11, 12, 13, 14]


async def test_no_other_process_begins_what_a_handler_outside_has_begun(
    moody: Harness[Deps], harness: OpenHarness
) -> None:
    other: Harness[Deps] = await harness(moods.app, attempts=1)
    envelope = Envelope.wrap(Measured(client_id=moody.client_id, millimetres=1), source="test")
    record = moody.running.dispatcher.decode(envelope.encode(), "toy")
    first = asyncio.create_task(moody.running.dispatcher.handle(record))
    await soon(moody.deps.waiting.wait())

    meanwhile = await other.running.dispatcher.attempt(record, Attempts())
    moody.deps.go_on.set()
    outcomes = [await first, await other.running.dispatcher.handle(record)]

    assert isinstance(meanwhile, Again)
    assert outcomes == ["handled", "duplicate"]
    assert (moody.deps.began[1], other.deps.began[1]) == (1, 0)
