"""No event is skipped after an error of the broker, or by an offset from before the broker lost its memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from sqlalchemy import func, select

from contracts.envelope import Envelope
from libs.embedded.broker import Broker
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.consumer import Consumer
from libs.service_kit.settings import KitSettings
from libs.service_kit.testing import Harness
from tests.conftest import AnyBroker, OpenHarness, SettingsFor
from tests.service_kit.toy import moods, tables
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Counted, Measured

NUMBERS = 40


class InterruptedConsumer(Consumer):
    """A consumer that reports an error from the broker in the middle of its work."""

    interruptions = 0

    def _balance(self, consumer: Any) -> None:
        super()._balance(consumer)
        if not self.interruptions and len(self._marks) > 1:
            self.interruptions += 1
            raise KafkaError("the broker answered with something unexpected")


@asynccontextmanager
async def reading(loop: Consumer) -> AsyncIterator[None]:
    running = asyncio.create_task(loop.run())
    yield
    loop.stop()
    await running


async def request_all(settings: KitSettings, clients: list[UUID]) -> None:
    """Send every number for every client."""
    producer = kafka.producer(settings)
    await producer.start()
    for number in range(NUMBERS):
        for client in clients:
            event = Counted(client_id=client, number=number)
            raw = Envelope.wrap(event, source="t").encode()
            await producer.send_and_wait(TOY.name, raw, key=str(client).encode())
    await producer.stop()


async def counted(toy: Harness[Any], clients: list[UUID], *, expected: int | None = None) -> int:
    """How many numbers were counted, when all are or after a long wait."""
    expected = NUMBERS * len(clients) if expected is None else expected
    statement = select(func.count()).where(tables.Count.client_id.in_(clients), tables.Count.times == 1)
    number = 0
    for _ in range(100):
        async with toy.context().read(all_tenants=True) as tx:
            number = int(await tx.value(statement))
        if number == expected:
            break
        await asyncio.sleep(0.2)
    return number


async def test_after_an_error_of_the_broker_every_partition_is_read_again(
    harness: OpenHarness, settings_for: SettingsFor, broker: AnyBroker
) -> None:
    toy: Harness[Deps] = await harness(app)
    settings = settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port())
    await kafka.create_topics(settings, [TOY])
    clients = [uuid4() for _ in range(8)]
    loop = InterruptedConsumer(settings, f"interrupted-{uuid4()}", (TOY.name,), toy.running.dispatcher)

    async with reading(loop):
        await request_all(settings, clients)
        heard = await counted(toy, clients)

    assert loop.interruptions == 1
    assert heard == NUMBERS * len(clients)


class ConsumerInterruptedAtWork(Consumer):
    """A consumer that reports an error from the broker once a handler works outside the database."""

    at_work: asyncio.Event
    interruptions = 0

    def _balance(self, consumer: Any) -> None:
        super()._balance(consumer)
        if self.at_work.is_set() and not self.interruptions:
            self.interruptions += 1
            raise KafkaError("the broker answered with something unexpected")


async def test_after_an_error_of_the_broker_nobody_waits_for_work_outside_the_database(
    harness: OpenHarness, settings_for: SettingsFor, broker: AnyBroker
) -> None:
    """A scan may take a minute and a half to read; the documents of all others are not to wait for it."""
    toy: Harness[moods.Deps] = await harness(moods.app)
    settings = settings_for(moods.app, kafka_bootstrap=broker.bootstrap, port=free_port())
    await kafka.create_topics(settings, [TOY])
    client, others = uuid4(), [uuid4(), uuid4()]
    loop = ConsumerInterruptedAtWork(settings, f"at-work-{uuid4()}", (TOY.name,), toy.running.dispatcher)
    loop.at_work = toy.deps.waiting
    producer = kafka.producer(settings)
    await producer.start()
    slow = Envelope.wrap(Measured(client_id=client, millimetres=1000), source="t").encode()
    await producer.send_and_wait(TOY.name, slow, key=str(client).encode())
    await producer.stop()

    async with reading(loop):
        await asyncio.wait_for(toy.deps.waiting.wait(), 60)
        await request_all(settings, others)
        meanwhile = await counted(toy, others)
        toy.deps.go_on.set()
        await counted(toy, [client], expected=1)

    assert (loop.interruptions, meanwhile) == (1, NUMBERS * len(others))
    assert toy.deps.began[1000] == 1


async def test_a_position_that_reached_the_new_broker_from_before_its_loss_skips_nothing(
    harness: OpenHarness, settings_for: SettingsFor
) -> None:
    """A commit that was in progress when the broker died is repeated to the new broker, whose offsets start at 0."""
    toy: Harness[Deps] = await harness(app)
    clients = [uuid4() for _ in range(8)]
    with Broker() as own:
        settings = settings_for(
            app, kafka_bootstrap=own.bootstrap, port=free_port(), kafka_idempotent=False, kafka_replication=1
        )
        await kafka.create_topics(settings, [TOY])
        await request_all(settings, clients)
        late = kafka.consumer(settings, "late")
        await late.start()
        late.assign([TopicPartition(TOY.name, number) for number in range(TOY.partitions)])
        await late.commit(dict.fromkeys(late.assignment(), NUMBERS // 2))
        await late.stop()

        async with reading(Consumer(settings, "late", (TOY.name,), toy.running.dispatcher)):
            heard = await counted(toy, clients)

    assert heard == NUMBERS * len(clients)
