"""The kit's promise on a real Kafka while a broker dies and members come and go."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from contracts.envelope import Envelope
from libs.embedded.ports import free_port
from libs.service_kit import kafka as bus
from libs.service_kit.running import Running
from tests.conftest import ON_KAFKA, SettingsFor
from tests.kafka.cluster import KafkaCluster
from tests.service_kit.toy import tables
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Counted
from tests.skips import Skip, needs

pytestmark = [
    pytest.mark.kafka,
    needs(ON_KAFKA, Skip.KAFKA),
]

CLIENTS, EACH = 20, 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[KafkaCluster]:
    with KafkaCluster() as kafka:
        yield kafka


@pytest.fixture
async def replicas() -> AsyncIterator[list[Running[Deps]]]:
    running: list[Running[Deps]] = []
    yield running
    for one in running:
        await one.stop()


async def started(cluster: KafkaCluster, settings_for: SettingsFor, replicas: list[Running[Deps]]) -> Running[Deps]:
    one = Running(app, settings_for(app, kafka_bootstrap=cluster.bootstrap, port=free_port()))
    await one.start()
    replicas.append(one)
    return one


async def send(settings: Any, records: list[tuple[str, bytes]]) -> None:
    producer = bus.producer(settings)
    await producer.start()
    try:
        for key, value in records:
            await producer.send_and_wait("toy", value, key=key.encode())
    finally:
        await producer.stop()


async def test_a_killed_broker_and_a_rebalance_lose_and_repeat_nothing(
    cluster: KafkaCluster, settings_for: SettingsFor, replicas: list[Running[Deps]]
) -> None:
    first = await started(cluster, settings_for, replicas)
    await bus.create_topics(first.settings, [TOY])
    clients = [uuid4() for _ in range(CLIENTS)]
    records = [
        (str(client), Envelope.wrap(Counted(client_id=client, number=number), source="t").encode())
        for number in range(EACH)
        for client in clients
    ]

    sending = asyncio.create_task(send(first.settings, records))
    await asyncio.sleep(1)
    await asyncio.to_thread(cluster.kill, 2)
    second = await started(cluster, settings_for, replicas)
    await asyncio.sleep(2)
    replicas.remove(first)
    await first.stop()
    await asyncio.to_thread(cluster.start, 2)
    await sending

    statement = select(func.count()).where(tables.Count.client_id.in_(clients), tables.Count.times == 1)
    async with asyncio.timeout(120):
        while True:
            async with second.context().read(all_tenants=True) as tx:
                counted = await tx.value(statement)
            if counted == CLIENTS * EACH:
                break
            await asyncio.sleep(0.5)
    async with second.context().read(all_tenants=True) as tx:
        total = await tx.value(select(func.count()).where(tables.Count.client_id.in_(clients)))
    assert total == CLIENTS * EACH
