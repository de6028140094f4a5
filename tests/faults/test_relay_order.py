"""The relay keeps the order of each key when a part of a batch cannot be sent."""

import asyncio
from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiokafka.errors import KafkaTimeoutError
from sqlalchemy import text

from contracts.envelope import Envelope
from libs.service_kit.relay import Relay
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Answered


class FailingProducer:
    """Acknowledges everything but the calls with these numbers, counted from 0."""

    def __init__(self, *failing: int) -> None:
        self.failing: Collection[int] = failing
        self.sent: list[tuple[UUID, int]] = []
        self._calls = 0

    async def send(self, _topic: str, value: bytes, **_: Any) -> "asyncio.Future[None]":
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._calls in self.failing:
            expired = KafkaTimeoutError("the batch expired")
            asyncio.get_running_loop().call_later(0.01, answer.set_exception, expired)
        else:
            answer.set_result(None)
            event = Envelope.parse(value).event()
            assert isinstance(event, Answered)
            self.sent.append((event.client_id, event.number))
        self._calls += 1
        return answer


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(app)
    async with opened.running.database.begin("*") as tx:
        await tx.execute(text("DELETE FROM toy.unsent"))
    return opened


async def say(toy: Harness[Deps], client: UUID, *numbers: int) -> None:
    async with toy.context(client).transaction() as tx:
        tx.publish(Answered(client_id=client, number=number) for number in numbers)


async def publish_all(toy: Harness[Deps], producer: FailingProducer) -> int:
    """Publish until nothing is left; returns how often an error of the broker was met."""
    relay, errors = Relay(toy.running.settings, toy.running.database, "toy"), 0
    done: list[int] = []
    while rows := await relay._note_and_look(done):
        try:
            done = await relay._publish(producer, rows)
        except KafkaTimeoutError:
            done, errors = [], errors + 1
    return errors


@pytest.mark.parametrize("failing", [(0,), (1,), (3,), (0, 2), (1, 5)])
async def test_after_a_partial_failure_every_key_has_its_rows_in_order(
    toy: Harness[Deps], failing: tuple[int, ...]
) -> None:
    client, other = uuid4(), uuid4()
    await say(toy, client, 1, 2, 3, 4)
    await say(toy, other, 1, 2)
    producer = FailingProducer(*failing)

    errors = await publish_all(toy, producer)

    assert errors >= 1
    assert lasting(producer, client) == [1, 2, 3, 4]
    assert lasting(producer, other) == [1, 2]


def lasting(producer: FailingProducer, client: UUID) -> list[int]:
    """The numbers of one client in the order in which each came last: what a compacted topic keeps."""
    numbers = [number for sender, number in producer.sent if sender == client]
    return list(dict.fromkeys(reversed(numbers)))[::-1]


async def test_large_events_are_read_a_few_at_a_time_and_all_are_sent(toy: Harness[Deps]) -> None:
    """A thousand of the largest would fill the memory, again after each start, and every company would wait."""
    client = uuid4()
    await say(toy, client, *range(1, 31))
    async with toy.context(client).transaction() as tx:
        await tx.execute(text("UPDATE toy.outbox SET payload = payload || repeat(' ', 900000)"))
    relay, producer = Relay(toy.running.settings, toy.running.database, "toy"), FailingProducer()

    first = await relay._note_and_look([])
    await publish_all(toy, producer)

    assert 1 < len(first) < 12
    assert [number for _, number in producer.sent] == list(range(1, 31))
