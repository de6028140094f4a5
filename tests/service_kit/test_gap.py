"""A gap that a reader of a topic has found is filled by every service from what it keeps of that topic."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from contracts.events.platform import GapFound
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Answered


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    """Returns the toy service after it has published three events, none of which waits."""
    service: Harness[Deps] = await harness(app)
    async with service.context().transaction() as tx:
        tx.publish(*(Answered(client_id=service.client_id, number=number) for number in range(3)))
    async with service.running.database.begin(ALL_TENANTS) as tx:
        await tx.execute(text("DELETE FROM toy.unsent"))
    return service


def gap(topic: str, found_at: datetime | None = None) -> GapFound:
    return GapFound(
        gap_id=uuid4(), topic_name=topic, partition=0, group="reader", position=3, first=9,
        found_at=found_at or datetime.now(UTC) + timedelta(minutes=1),
    )  # fmt: skip


async def waiting(toy: Harness[Deps]) -> list[int]:
    """The numbers of this test's events that wait to be sent, in order."""
    statement = text(
        "SELECT (payload::jsonb #>> '{data,number}')::int FROM toy.unsent JOIN toy.outbox USING (seq)"
        f" WHERE client_id = '{toy.client_id}' ORDER BY seq"
    )
    async with toy.running.database.begin(ALL_TENANTS, read_only=True) as tx:
        return [row[0] for row in await tx.fetch(statement)]


async def test_kept_events_of_the_topic_are_published_again(toy: Harness[Deps]) -> None:
    outcome = await toy.handle(gap("toy"))

    assert outcome == "handled"
    assert await waiting(toy) == [0, 1, 2]


@pytest.mark.parametrize("other", [gap("bank"), gap("toy", datetime.now(UTC) - timedelta(days=1))])
async def test_events_of_other_topics_and_newer_ones_are_not(toy: Harness[Deps], other: GapFound) -> None:
    await toy.handle(other)

    assert await waiting(toy) == []


async def test_what_an_operator_dropped_stays_dropped(toy: Harness[Deps]) -> None:
    async with toy.running.database.begin(ALL_TENANTS) as tx:
        await tx.execute(
            text(
                "INSERT INTO toy.dead_letter (dead_letter_id, topic, event_id, raw, reason, state)"
                " SELECT gen_random_uuid(), 'toy', id, '', 'too large', 'dropped' FROM toy.outbox"
                f" WHERE client_id = '{toy.client_id}' ORDER BY seq LIMIT 1"
            )
        )

    await toy.handle(gap("toy"))

    assert await waiting(toy) == [1, 2]


def test_every_service_that_publishes_hears_of_gaps() -> None:
    assert GapFound in app.service.heard
    assert "platform" in app.service.topics
