"""A whole service on a real broker and a real database: events in, events out."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from aiokafka import ConsumerRebalanceListener, TopicPartition
from sqlalchemy import func, select

from contracts.envelope import Envelope
from libs.embedded.broker import Broker
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.running import Running
from libs.service_kit.settings import KitSettings
from tests.conftest import AnyBroker, SettingsFor
from tests.service_kit.toy import tables
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Answered, Counted

EVERYTHING_IS_PUBLISHED = 'serein_outbox_age_seconds{service="toy"} 0.0'


class BrokerClient:
    """Sends events to the broker and reads the answers."""

    def __init__(self, settings: KitSettings) -> None:
        self.settings = settings

    async def send(self, *records: tuple[str, bytes]) -> None:
        producer = kafka.producer(self.settings)
        await producer.start()
        try:
            for future in [await producer.send("toy", value, key=key.encode()) for key, value in records]:
                await future
        finally:
            await producer.stop()

    async def answers(self, client: UUID, number: int) -> list[int]:
        """The first `number` different numbers answered for one client, in the order of their arrival.

        The broker may deliver an answer twice; the tables show that it was counted once.
        """
        consumer = kafka.consumer(self.settings, f"test-{uuid4()}")
        await consumer.start()
        consumer.subscribe(["toy"])
        found: dict[int, None] = {}
        try:
            async with asyncio.timeout(60):
                while len(found) < number:
                    for records in (await consumer.getmany(timeout_ms=200)).values():
                        found |= {n: None for r in records if (n := answered(r.value, client)) is not None}
        finally:
            await consumer.stop()
        return list(found)


def answered(value: bytes, client: UUID) -> int | None:
    try:
        event = Envelope.parse(value).event()
    except Exception:  # noqa: BLE001 - the test puts garbage on this topic
        return None
    return event.number if isinstance(event, Answered) and event.client_id == client else None


def counted(client: UUID, number: int, behaviour: str = "calm") -> tuple[str, bytes]:
    return str(client), Envelope.wrap(
        Counted(client_id=client, number=number, behaviour=behaviour), source="t"
    ).encode()


@pytest.fixture
async def broker_client(settings_for: SettingsFor, broker: AnyBroker) -> BrokerClient:
    settings = settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port())
    await kafka.create_topics(settings, [TOY])
    return BrokerClient(settings)


@pytest.fixture
async def toy(broker_client: BrokerClient) -> AsyncIterator[Running[Deps]]:
    running = Running(app, broker_client.settings)
    await running.start()
    yield running
    await running.stop()


async def counts_of(running: Running[Any], client: UUID) -> list[tuple[int, int]]:
    async with running.context().for_client(client).read() as tx:
        rows = await tx.fetch(select(tables.Count.number, tables.Count.times).order_by(tables.Count.number))
    return [(row.number, row.times) for row in rows]


async def test_events_of_one_client_are_answered_once_and_in_order(
    broker_client: BrokerClient, toy: Running[Deps]
) -> None:
    client = uuid4()
    records = [counted(client, number) for number in range(200)]

    await broker_client.send(*records, *records[:50])

    assert await broker_client.answers(client, 200) == list(range(200))
    assert await counts_of(toy, client) == [(number, 1) for number in range(200)]


@pytest.mark.usefixtures("toy")
async def test_invalid_records_on_a_topic_do_not_block_the_others(broker_client: BrokerClient) -> None:
    client = uuid4()
    stream = []
    for number in range(40):
        stream += [counted(client, number), (str(client), b"\xff not an event"), counted(client, 1000, "hopeless")]

    await broker_client.send(*stream)

    assert await broker_client.answers(client, 40) == list(range(40))


async def test_a_service_that_has_not_started_yet_can_be_stopped(settings_for: SettingsFor) -> None:
    running = Running(app, settings_for(app))

    await running.stop()

    assert not running.failed.done()


async def test_a_restarted_service_continues_where_it_stopped(broker_client: BrokerClient) -> None:
    client = uuid4()
    first = Running(app, broker_client.settings)
    await first.start()
    await broker_client.send(*[counted(client, number) for number in range(300)])
    await asyncio.sleep(0.5)
    await first.stop()

    second = Running(app, broker_client.settings)
    await second.start()
    try:
        assert len(await broker_client.answers(client, 300)) >= 300
        assert await counts_of(second, client) == [(number, 1) for number in range(300)]
    finally:
        await second.stop()


async def test_a_broker_that_lost_everything_is_filled_again_from_the_outbox(settings_for: SettingsFor) -> None:
    client = uuid4()
    with Broker() as own:
        settings = settings_for(
            app, kafka_bootstrap=own.bootstrap, port=free_port(), kafka_idempotent=False, kafka_replication=1
        )
        broker_client = BrokerClient(settings)
        await kafka.create_topics(settings, [TOY])
        running = Running(app, settings)
        await running.start()
        try:
            await broker_client.send(*[counted(client, number) for number in range(30)])
            assert await broker_client.answers(client, 30) == list(range(30))

            await asyncio.to_thread(own.kill)
            await asyncio.to_thread(own.start)

            assert sorted(await broker_client.answers(client, 30)) == list(range(30))
        finally:
            await running.stop()


@pytest.mark.usefixtures("toy")
async def test_a_connection_that_rested_longer_than_clients_keep_one_still_answers(broker_client: BrokerClient) -> None:
    client = uuid4()
    await broker_client.send(counted(client, 1))
    await broker_client.answers(client, 1)
    reader, writer = await asyncio.open_connection("127.0.0.1", broker_client.settings.port)
    answers = []

    for rest in (6.0, 0.0):  # httpx gives up an idle connection after five seconds
        writer.write(b"GET /livez HTTP/1.1\r\nHost: toy\r\n\r\n")
        answers.append(await reader.readuntil(b"}"))
        await asyncio.sleep(rest)
    writer.close()

    assert [answer.split(b"\r\n")[0] for answer in answers] == [b"HTTP/1.1 200 OK"] * 2


@pytest.mark.usefixtures("toy")
async def test_health_and_metrics_show_the_state_of_the_service(broker_client: BrokerClient) -> None:
    client = uuid4()
    await broker_client.send(counted(client, 1))
    await broker_client.answers(client, 1)

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{broker_client.settings.port}") as browser:
        live = await browser.get("/livez")
        ready = await browser.get("/readyz")
        metrics = ""
        async with asyncio.timeout(60):
            while EVERYTHING_IS_PUBLISHED not in metrics:
                await asyncio.sleep(0.05)  # the answer arrives before the relay has noted that the outbox is empty
                metrics = (await browser.get("/metrics")).text

    assert live.status_code == 200
    assert json.loads(ready.content) == {"database": True, "kafka": True}
    assert 'serein_events_total{outcome="handled",service="toy",type="toy.counted.v1"}' in metrics
    assert 'serein_consumer_lag{service="toy",topic="toy"}' in metrics


async def test_two_replicas_share_the_work(settings_for: SettingsFor) -> None:
    """On a broker of its own: the embedded one never forms a group again whose leader left during a rebalance."""
    clients = [uuid4() for _ in range(12)]
    with Broker() as own:
        settings = settings_for(app, kafka_bootstrap=own.bootstrap, kafka_idempotent=False, kafka_replication=1)
        broker_client = BrokerClient(settings)
        await kafka.create_topics(settings, [TOY])
        replicas = [Running(app, settings.model_copy(update={"port": free_port()})) for _ in range(2)]
        try:
            for replica in replicas:
                await replica.start()
            await broker_client.send(*[counted(client, number) for number in range(20) for client in clients])
            for client in clients:
                await broker_client.answers(client, 20)
            async with replicas[0].context().read(all_tenants=True) as tx:
                statement = select(func.count()).where(tables.Count.client_id.in_(clients), tables.Count.times == 1)
                assert await tx.value(statement) == 240
        finally:
            await asyncio.gather(*[replica.stop() for replica in replicas])


class KeepsItsPartitions(ConsumerRebalanceListener):  # type: ignore[misc]
    """A member of the group that does not let go of its partitions, so that the group is not formed again."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.joined = asyncio.Event()
        self.let_go = asyncio.Event()

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        if revoked:
            self.asked.set()
            await self.let_go.wait()

    async def on_partitions_assigned(self, _: list[TopicPartition]) -> None:
        self.joined.set()


async def test_a_service_stops_while_its_group_is_not_formed(settings_for: SettingsFor) -> None:
    with Broker() as own:
        settings = settings_for(
            app, kafka_bootstrap=own.bootstrap, port=free_port(), kafka_idempotent=False, kafka_replication=1
        )
        await kafka.create_topics(settings, [TOY])
        other, keeper = kafka.consumer(settings, "toy"), KeepsItsPartitions()
        await other.start()
        other.subscribe(["toy"], listener=keeper)
        await keeper.joined.wait()
        running = Running(app, settings)
        await running.start()
        await keeper.asked.wait()

        async with asyncio.timeout(12):  # what does not end by itself is ended after 15 seconds
            await running.stop()

        keeper.let_go.set()
        await other.stop()
