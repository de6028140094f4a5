"""How far a partition is done, and how many records may be in work behind its slowest one."""

import asyncio
from uuid import UUID, uuid4

from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import Envelope
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.consumer import Consumer, Watermark
from libs.service_kit.settings import KitSettings
from libs.service_kit.testing import Harness
from tests.conftest import AnyBroker, SettingsFor
from tests.service_kit.feed import until
from tests.service_kit.test_lines import metric
from tests.service_kit.test_runs_waiting import soon
from tests.service_kit.toy import moods
from tests.service_kit.toy.contract import TOY, Counted
from tests.service_kit.toy.moods import Deps

RECORDS = 6000
PARTITION = TopicPartition(TOY.name, 0)


@given(st.permutations(range(12)), st.integers(0, 1000))
def test_the_position_never_passes_a_record_that_is_not_done(order: list[int], first: int) -> None:
    mark, done = Watermark(), set()
    for offset in range(12):
        mark.read(first + offset)

    for offset in order:
        mark.finish(first + offset)
        done.add(offset)
        undone = min({*range(12)} - done, default=12)
        assert mark.position == (first + undone if undone else None)
        assert mark.span == 12 - undone


def test_offsets_with_gaps_are_counted_by_records() -> None:
    mark = Watermark()
    for offset in (5, 9, 100):
        mark.read(offset)

    mark.finish(9)
    mark.finish(5)

    assert (mark.position, mark.span, mark.seen) == (10, 1, 101)


async def fill(settings: KitSettings, slow: UUID, others: list[UUID]) -> int:
    """One event that waits, and thousands behind it; returns the offset of the first."""
    producer = kafka.producer(settings)
    await producer.start()
    first = Counted(client_id=slow, number=1, behaviour="waits inside")
    events = [
        first,
        *[Counted(client_id=others[n % len(others)], number=n + 10, behaviour="put") for n in range(RECORDS)],
    ]
    sent = [await producer.send(TOY.name, Envelope.wrap(event, source="t").encode(), partition=0) for event in events]
    first_record, *_ = await asyncio.gather(*sent)
    await producer.stop()
    return int(first_record.offset)


async def test_a_slow_record_bounds_what_is_read_behind_it_and_what_is_committed(
    moody: Harness[Deps], settings_for: SettingsFor, broker: AnyBroker
) -> None:
    settings = settings_for(moods.app, kafka_bootstrap=broker.bootstrap, port=free_port(), database_pool=8)
    await kafka.create_topics(settings, [TOY])
    slow = await fill(settings, moody.client_id, [uuid4() for _ in range(10)])
    loop = Consumer(settings, "toy", (TOY.name,), moody.running.dispatcher)
    running = asyncio.create_task(loop.run())

    await soon(moody.deps.waiting.wait())
    await until(lambda: metric("serein_consumer_span") >= 2000)
    await until(lambda: sum(moody.deps.began.values()) >= metric("serein_consumer_span") - 1)
    await asyncio.sleep(0.5)  # long enough to read on and to commit, if something did
    assert loop.consumer is not None
    span, committed = metric("serein_consumer_span"), await loop.consumer.committed(PARTITION)
    moody.deps.go_on.set()
    await until(lambda: sum(moody.deps.began.values()) == RECORDS + 1)
    loop.stop()
    await running

    assert 2000 <= span <= 3000
    assert (committed or 0) <= slow, "what is before the slow record is done, the slow one is not"
    assert set(moody.deps.began.values()) == {1}
