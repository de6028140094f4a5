"""What the consumer's errors may not do to the events that wait behind them."""

import asyncio
from typing import Any
from uuid import uuid4

from aiokafka.errors import KafkaError
from sqlalchemy import func, select

from contracts.envelope import Envelope
from libs.embedded.ports import free_port
from libs.service_kit import bus
from libs.service_kit.harness import Harness
from libs.service_kit.loop import Loop
from tests.conftest import Bus, OpenHarness, SettingsFor
from tests.service_kit.toy import tables
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Counted

NUMBERS = 40


class Interrupted(Loop):
    """A loop whose consumer reports an error from the broker in the middle of its work."""

    interruptions = 0

    def _balance(self, consumer: Any) -> None:
        super()._balance(consumer)
        if not self.interruptions and self._lanes:
            self.interruptions += 1
            raise KafkaError("the broker answered with something unexpected")


async def test_after_an_error_of_the_broker_every_partition_is_heard_again(
    harness: OpenHarness, settings_for: SettingsFor, broker: Bus
) -> None:
    toy: Harness[Deps] = await harness(app)
    settings = settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port())
    await bus.create_topics(settings, [TOY])
    clients = [uuid4() for _ in range(8)]
    loop = Interrupted(settings, f"interrupted-{uuid4()}", (TOY.name,), toy.running.handling)

    running = asyncio.create_task(loop.run())
    producer = bus.producer(settings)
    await producer.start()
    for number in range(NUMBERS):
        for client in clients:
            event = Counted(client_id=client, number=number)
            await producer.send_and_wait(
                TOY.name, Envelope.wrap(event, source="t").encode(), key=str(client).encode()
            )
    await producer.stop()
    counted = await _counted(toy, clients)
    loop.stop()
    await running

    assert loop.interruptions == 1
    assert counted == NUMBERS * len(clients)


async def _counted(toy: Harness[Deps], clients: list[Any]) -> int:
    """How many numbers were counted, once they all were or after a long wait."""
    statement = select(func.count()).where(tables.Count.client_id.in_(clients), tables.Count.times == 1)
    number = 0
    for _ in range(100):
        async with toy.context().read(everyone=True) as tx:
            number = int(await tx.value(statement))
        if number == NUMBERS * len(clients):
            break
        await asyncio.sleep(0.2)
    return number
