"""What a user decides on a task about a delivery that has stopped, and the words in which deliveries are shown."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from contracts.events.delivery import DeliveryCompleted
from contracts.events.release import ReleaseDecided, ReleaseDecision
from contracts.events.rendering import UblRendered
from contracts.reason import Reason
from libs.reasons.delivery import DeliveryReason
from libs.service_kit.testing import Harness
from services.delivery import domain
from services.delivery.domain import Action
from services.delivery.service import Deps
from services.delivery.tables import Attempt, Connection, Delivery
from tests.delivery.running import RunningDelivery

NOW = datetime(2026, 3, 15, 8, 0, tzinfo=UTC)


def decided(event: UblRendered, decision: ReleaseDecision, **more: Any) -> ReleaseDecided:
    values: dict[str, Any] = {
        "client_id": event.client_id,
        "release_id": event.release_id,
        "document_id": event.document_id,
        "delivery_id": domain.delivery_id(event.client_id, event.release_id),
        "decision": decision,
        "decided_at": NOW,
        "decided_by": uuid4(),
    }
    return ReleaseDecided(**(values | more))


async def stopped(delivery: RunningDelivery, state: str, **columns: Any) -> UblRendered:
    """A delivery that has stopped in this state."""
    await delivery.by_mail()
    event = await delivery.rendered()
    await delivery.handle(event)
    async with delivery.harness.context().transaction() as tx:
        await tx.execute(update(Delivery).values(state=state, **columns))
    return event


def test_what_a_task_decides_is_what_a_user_may_do_here() -> None:
    assert {decision.value for decision in ReleaseDecision} == {action.value for action in Action}


@pytest.mark.parametrize("state", ["failed", "dead"])
async def test_a_retry_sends_it(delivery: RunningDelivery, state: str) -> None:
    event = await stopped(delivery, state)

    await delivery.harness.handle(decided(event, ReleaseDecision.RETRY))
    await delivery.work()

    assert await delivery.states() == ["confirmed"]


@pytest.mark.parametrize("state", ["failed", "dead", "no_destination"])
async def test_what_was_brought_by_hand_is_proven_by_who_said_so_and_never_sent(
    delivery: RunningDelivery, state: str
) -> None:
    event = await stopped(delivery, state)
    decision = decided(event, ReleaseDecision.DONE_BY_HAND)

    await delivery.harness.handle(decision)
    await delivery.work()

    (arrived,) = await delivery.harness.events(DeliveryCompleted)
    assert (arrived.receipt.channel, arrived.receipt.remote_id) == ("by_hand", str(decision.decided_by))
    assert (arrived.release_id, arrived.receipt.filename) == (event.release_id, event.files[0].filename)
    assert await delivery.states() == ["confirmed"]


@pytest.mark.parametrize("decision", [ReleaseDecision.RETRY, ReleaseDecision.DONE_BY_HAND])
async def test_what_may_have_arrived_is_never_sent_by_a_plain_retry(
    delivery: RunningDelivery, decision: ReleaseDecision
) -> None:
    event = await stopped(delivery, "failed", unconfirmed=True)

    await delivery.harness.handle(decided(event, decision))
    await delivery.work()

    assert await delivery.states() == ["failed"]


async def test_a_decision_that_comes_too_late_changes_nothing(delivery: RunningDelivery) -> None:
    event = await stopped(delivery, "failed")
    await delivery.harness.handle(decided(event, ReleaseDecision.DONE_BY_HAND))

    again = await delivery.harness.handle(decided(event, ReleaseDecision.RETRY))
    await delivery.work()

    assert again == "handled"
    assert len(await delivery.harness.events(DeliveryCompleted)) == 1


async def test_a_decision_about_another_clients_delivery_does_nothing(delivery: RunningDelivery) -> None:
    event = await stopped(delivery, "failed")
    other = delivery.harness.other_client_id

    outcome = await delivery.harness.handle(decided(event, ReleaseDecision.DONE_BY_HAND, client_id=other))

    assert outcome not in {"handled", "duplicate"}
    assert await delivery.states() == ["failed"]


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
async def test_no_code_is_shown_as_a_text_in_any_view(delivery: RunningDelivery, language: str) -> None:
    """Each reason without its parameters, as an event of an older version may be; and with one that is a code."""
    event = await stopped(delivery, "failed")
    connection = (await delivery.call("GET", "/connections")).json()[0]["connection_id"]
    async with delivery.harness.context().transaction() as tx:
        delivery_id = domain.delivery_id(event.client_id, event.release_id)
        await tx.add(
            Attempt(delivery_id=delivery_id, number=1, client_id=event.client_id, started_at=NOW, by_operator=False)
        )

    wrong: list[str] = []
    for code in DeliveryReason:
        for params in ({}, {"host": "this_server", "route": "purchase", "channel": "folder", "header": "media_type"}):
            await give_reason(delivery.harness, Reason(code=code, params=params))
            texts = [
                (await delivery.call("GET", "/deliveries", language=language)).json()["items"][0]["reason"]["text"],
                (await delivery.call("GET", f"/deliveries/{delivery_id}", language=language)).json()["history"][0][
                    "reason"
                ]["text"],
                (await delivery.call("GET", f"/connections/{connection}", language=language)).json()["stopped"]["text"],
            ]
            wrong += [text for text in texts if "_" in text or "{" in text or code in text.split()]

    assert wrong == []


async def give_reason(harness: Harness[Deps], reason: Reason) -> None:
    async with harness.context().transaction() as tx:
        await tx.execute(update(Delivery).values(reason=reason))
        await tx.execute(update(Attempt).values(reason=reason))
        await tx.execute(update(Connection).values(stopped=reason))
