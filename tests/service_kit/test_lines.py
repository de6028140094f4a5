"""Lines: no client holds up another, and partitions that move to another process are left in good order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg
import pytest
from prometheus_client import REGISTRY

from libs.service_kit.circuit_breaker import TooManyDeadLetters
from libs.service_kit.database import lock_number
from libs.service_kit.lines import RUN_RECORDS
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.feed import counted, feeding, until
from tests.service_kit.test_runs_waiting import numbers_of, soon
from tests.service_kit.toy import moods
from tests.service_kit.toy.contract import Answered, Measured, Weighed
from tests.service_kit.toy.moods import Deps


@asynccontextmanager
async def locked_elsewhere(database_url: str, clients: Sequence[UUID]) -> AsyncIterator[None]:
    """Another process works for these clients."""
    connection = await asyncpg.connect(database_url)
    try:
        async with connection.transaction():
            for client in clients:
                await connection.execute("SELECT pg_advisory_xact_lock($1)", lock_number("toy", client))
            yield
    finally:
        await connection.close()


def metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": "toy", **labels}) or 0.0


async def test_a_client_with_many_events_delays_another_by_one_run(moody: Harness[Deps]) -> None:
    async with feeding(moody, workers=1) as feed:
        feed.add(*[counted(moody.client_id, number) for number in range(1, 2001)])
        feed.add(counted(moody.other_client_id, 1), partition=1)
        await feed.until_done(1)
        before = len(feed.finished)

    assert before <= RUN_RECORDS + 1


async def test_clients_whose_locks_another_process_holds_delay_no_other(
    moody: Harness[Deps], database_url: str
) -> None:
    busy = [uuid4() for _ in range(4)]
    refused = metric("serein_lock_refused_total")
    async with feeding(moody, workers=2) as feed:
        async with locked_elsewhere(database_url, busy):
            for client in busy:
                feed.add(*[counted(client, number) for number in range(1, 6)])
            feed.add(*[counted(moody.client_id, number) for number in range(1, 6)], partition=1)
            await feed.until_done(1, seconds=15)
            meanwhile = [await numbers_of(moody, client) for client in busy]
        await feed.until_done()

    assert meanwhile == [[], [], [], []]
    assert [await numbers_of(moody, client) for client in busy] == [[1, 2, 3, 4, 5]] * 4
    assert metric("serein_lock_refused_total") > refused
    assert moody.running.database.connections.in_use == 0


async def test_waiting_for_a_lock_counts_as_no_attempt(moody: Harness[Deps], database_url: str) -> None:
    async with feeding(moody, workers=1) as feed:
        async with locked_elsewhere(database_url, [moody.client_id]):
            feed.add(counted(moody.client_id, 1))
            await asyncio.sleep(3)
        await feed.until_done()

    assert await numbers_of(moody) == [1]


async def test_a_pause_before_the_next_attempt_holds_no_worker(harness: OpenHarness) -> None:
    toy: Harness[Deps] = await harness(moods.app, attempts=3)
    async with feeding(toy, workers=1) as feed:
        feed.add(counted(toy.client_id, 1, "busy"))
        feed.add(counted(toy.other_client_id, 2), partition=1)
        await feed.until_done()

    assert feed.finished == [(1, 0), (0, 0)]
    assert toy.deps.began[1] == 3


@pytest.mark.parametrize("mood", ["calm", "looks", "put"])
async def test_records_of_a_partition_that_moves_are_dropped_after_the_run_in_hand(
    moody: Harness[Deps], mood: str
) -> None:
    stream = [counted(moody.client_id, number, mood) for number in range(1, 401)]
    stream[5] = counted(moody.client_id, 6, "waits inside")
    async with feeding(moody) as feed:
        feed.add(*stream)
        feed.add(*[counted(moody.other_client_id, number) for number in range(1, 51)], partition=1)
        await soon(moody.deps.waiting.wait())
        leaving = asyncio.create_task(feed.lines.leave({0}))
        await feed.until_done(1)
        moody.deps.go_on.set()
        await soon(leaving)
        counted_here = len(await numbers_of(moody))
        await asyncio.sleep(0.1)
        after = len(await numbers_of(moody))

        feed.marks.clear()
        feed.add(*stream)  # its new owner
        await feed.until_done()

    assert 6 <= counted_here == after <= RUN_RECORDS
    assert await numbers_of(moody) == list(range(1, 401))
    assert [event.number for event in await moody.events(Answered, clients=[moody.client_id])] == list(range(1, 401))


async def test_a_record_that_waits_for_its_next_attempt_does_not_hold_its_partition(harness: OpenHarness) -> None:
    toy: Harness[Deps] = await harness(moods.app, attempts=3)
    async with feeding(toy) as feed:
        feed.add(counted(toy.client_id, 1, "busy"), counted(toy.client_id, 2))
        await until(lambda: toy.deps.began[1] == 2 and not feed.lines.longest_in_hand())
        await soon(feed.lines.leave({0}))
        await asyncio.sleep(1.5)

    assert feed.finished == []
    assert toy.deps.began == {1: 2}


@pytest.mark.parametrize("event", ["inside", "outside"])
async def test_a_handler_that_does_not_return_does_not_hold_its_partition(moody: Harness[Deps], event: str) -> None:
    async with feeding(moody, leave_seconds=0.2) as feed:
        slow = counted(moody.client_id, 1, "waits inside")
        feed.add(slow if event == "inside" else Measured(client_id=moody.client_id, millimetres=1))
        await soon(moody.deps.waiting.wait())
        await soon(feed.lines.leave({0}))
        left = list(feed.finished)
        moody.deps.go_on.set()
        await feed.until_done()

    assert left == []
    assert await numbers_of(moody) == [1]


def weighed(client: UUID, parts: int) -> list[Weighed]:
    return [Weighed(client_id=client, part_id=uuid4()) for _ in range(parts)]


async def test_a_client_with_much_work_outside_delays_another_by_one_turn(moody: Harness[Deps]) -> None:
    async with feeding(moody, outside=2) as feed:
        feed.add(*weighed(moody.client_id, 200))
        feed.add(*weighed(moody.other_client_id, 3), partition=1)
        await until(lambda: len(moody.deps.weighed) > 0)
        moody.deps.go_on.set()
        await feed.until_done(1)

    turns = [number for number, client in enumerate(moody.deps.weighed) if client == moody.other_client_id]
    assert len(turns) == 3
    assert turns[-1] <= 2 * 3 + 1


async def test_a_client_whose_work_outside_hangs_leaves_a_worker_to_another(moody: Harness[Deps]) -> None:
    async with feeding(moody, outside=4) as feed:
        feed.add(*weighed(moody.client_id, 10))
        await until(lambda: len(moody.deps.weighed) == 3)
        feed.add(*weighed(moody.other_client_id, 1), partition=1)
        await until(lambda: moody.other_client_id in moody.deps.weighed)
        in_hand = list(moody.deps.weighed)
        moody.deps.go_on.set()
        await feed.until_done()

    assert in_hand.count(moody.client_id) == 3


async def test_a_bug_that_meets_every_client_ends_the_service(harness: OpenHarness) -> None:
    toy: Harness[Deps] = await harness(moods.app, attempts=1, dead_letter_limit=10)

    async with feeding(toy) as feed:
        for number in range(12):
            feed.add(counted(uuid4(), number, "before"), partition=number)

        with pytest.raises(TooManyDeadLetters):
            await feed.until_done()


async def test_a_client_whose_events_all_fail_ends_nothing(harness: OpenHarness) -> None:
    toy: Harness[Deps] = await harness(moods.app, attempts=1, dead_letter_limit=10)

    async with feeding(toy) as feed:
        feed.add(*[counted(toy.client_id, number, "before") for number in range(1, 121)])
        feed.add(*[counted(toy.other_client_id, number) for number in range(1, 31)], partition=1)
        await feed.until_done()

    assert await numbers_of(toy, toy.other_client_id) == list(range(1, 31))


async def test_an_error_whose_words_cannot_be_stored_is_a_dead_letter(moody: Harness[Deps]) -> None:
    outcome = await moody.handle(counted(moody.client_id, 1, "unstorable"))

    (letter,) = [x for x in await moody.dead_letters() if x.client_id == moody.client_id]
    assert outcome == "dead"
    assert letter.reason == "ValueError: a text with \\x00 and \\udc80"


async def test_runs_are_counted_with_their_length_and_those_that_broke(moody: Harness[Deps]) -> None:
    async def numbers() -> list[float]:
        names = ("serein_run_events_count", "serein_run_events_sum", "serein_runs_broken_total")
        return [metric(name) for name in names]

    before = await numbers()
    async with feeding(moody, workers=1) as feed:
        feed.add(*[counted(moody.client_id, number) for number in range(1, 51)])
        await feed.until_done()
        well = await numbers()
        feed.add(*[counted(moody.client_id, number, "rejected") for number in (51, 52)])
        await feed.until_done()
        badly = await numbers()

    runs, events, broken = [new - old for new, old in zip(well, before, strict=True)]
    assert 1 <= runs < 50, "a run ends after 50 ms"
    assert (events, broken) == (50, 0)
    assert badly[2] - well[2] == 1


async def test_a_lock_held_elsewhere_makes_no_line_careful(moody: Harness[Deps], database_url: str) -> None:
    runs = metric("serein_run_events_count")
    async with feeding(moody, workers=1) as feed:
        async with locked_elsewhere(database_url, [moody.client_id]):
            feed.add(*[counted(moody.client_id, number) for number in range(1, 21)])
            refused = metric("serein_lock_refused_total")
            await until(lambda: metric("serein_lock_refused_total") > refused)
            await asyncio.sleep(1.5)  # longer than a run waits for a lock
        await feed.until_done()

    assert await numbers_of(moody) == list(range(1, 21))
    assert metric("serein_run_events_count") > runs, "they were handled together"
