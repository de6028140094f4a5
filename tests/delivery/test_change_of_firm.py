"""A client that comes to another firm: nothing goes to the old one any more, and nothing is lost."""

from datetime import timedelta
from uuid import uuid4

from contracts.events.delivery import DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.service_kit.context import utc_now
from services.delivery.domain import TakenRoute
from services.delivery.queries import deliveries
from tests.delivery.builders import client_configured
from tests.delivery.running import RunningDelivery


async def at_firm(delivery: RunningDelivery) -> None:
    await delivery.harness.handle(client_configured(delivery.harness.client_id, uuid4(), revision=1))


async def at_another_firm(delivery: RunningDelivery) -> None:
    await delivery.harness.handle(client_configured(delivery.harness.client_id, uuid4(), revision=2))


async def test_what_is_on_its_way_waits_for_a_destination_and_says_so(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await at_firm(delivery)
    await delivery.by_mail()
    event = await delivery.rendered()
    await delivery.harness.handle(event)

    await at_another_firm(delivery)
    await delivery.work()

    (said,) = await delivery.harness.events(DeliveryFailed)
    assert await delivery.states() == ["no_destination"]
    assert (said.document_id, said.reason.code) == (event.document_id, "no_destination")
    assert mailbox.messages() == []
    assert (await delivery.call("GET", "/destination")).json() is None


async def test_a_worker_that_has_it_in_hand_may_not_hand_it_over(delivery: RunningDelivery) -> None:
    await at_firm(delivery)
    connection = await delivery.by_mail()
    await delivery.harness.handle(await delivery.rendered())
    now = utc_now()
    until = now + timedelta(minutes=5)
    async with delivery.harness.context().transaction(all_tenants=True) as tx:
        leases = await deliveries.lease_due(tx, 100, now, until)
    (lease,) = [one for one in leases if one.client_id == delivery.harness.client_id]

    await at_another_firm(delivery)

    async with delivery.harness.context().transaction() as tx:
        begun = await deliveries.begin_handover(tx, lease, TakenRoute(connection, {}), "email", now, until)
    assert not begun
    assert await delivery.states() == ["no_destination"]


async def test_the_new_firm_gets_what_waited_once_it_has_said_where(
    delivery: RunningDelivery, mailbox: SmtpReceiver, inbox: SftpReceiver
) -> None:
    await at_firm(delivery)
    await delivery.by_mail()
    event = await delivery.rendered()
    await delivery.harness.handle(event)
    await at_another_firm(delivery)

    await delivery.by_sftp(inbox)
    await delivery.work()

    assert await delivery.states() == ["confirmed"]
    assert mailbox.messages() == []
    assert inbox.files("/zilverlinde/aankoop") == [event.files[0].filename]


async def test_an_old_snapshot_that_comes_late_changes_nothing(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await at_another_firm(delivery)
    await delivery.by_mail()

    await at_firm(delivery)
    await delivery.handle(await delivery.rendered())
    await delivery.work()

    assert len(mailbox.messages()) == 1
