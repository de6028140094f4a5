"""Deliveries from `ubl.rendered` to a receipt, through the whole service and a real receiver."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update

from contracts.envelope import Envelope
from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery import domain
from services.delivery.app import app, deliver_pending
from services.delivery.tables import Delivery
from tests.conftest import OpenHarness
from tests.delivery.builders import client_configured, firm_configured, whole_files
from tests.delivery.running import RunningDelivery, service_settings


@pytest.mark.feature(277)
async def test_a_rendered_file_is_mailed_once_and_proved(delivery: RunningDelivery, mailbox: SmtpReceiver) -> None:
    await delivery.by_mail()
    event = await delivery.rendered()

    await delivery.handle(event)
    await delivery.work()

    (mail,) = mailbox.messages()
    (said,) = await delivery.harness.events(DeliveryCompleted)
    assert said.document_id == event.document_id
    assert said.receipt.sha256 == event.files[0].sha256
    assert said.receipt.destination == "uid4711@docin.pakket.example"
    assert said.receipt.remote_id == mail.message["Message-ID"]
    assert await delivery.states() == ["confirmed"]


@pytest.mark.feature(282)
async def test_the_same_delivery_twice_reaches_the_package_once(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    await delivery.by_sftp(inbox)
    event = await delivery.rendered()
    again = Envelope.wrap(event, source="replay")

    for announced in (event, event, again):
        await delivery.harness.handle(announced)
        await delivery.work()

    assert inbox.files("/zilverlinde/aankoop") == [event.files[0].filename]
    assert len(await delivery.harness.events(DeliveryCompleted)) == 1


async def test_the_receipt_belongs_to_the_story_that_the_upload_began(delivery: RunningDelivery) -> None:
    await delivery.by_folder()
    cause = Envelope.wrap(await delivery.rendered(), source="test", correlation=uuid4())

    await delivery.harness.handle(cause)
    await delivery.work()

    statement = text(
        "SELECT payload FROM delivery.outbox WHERE type = 'delivery.completed.v1' ORDER BY seq DESC LIMIT 1"
    )
    async with delivery.harness.running.context().read(all_tenants=True) as tx:
        said = Envelope.parse((await tx.value(statement)).encode())
    assert said.correlation == cause.correlation


async def test_into_a_folder_too(delivery: RunningDelivery, tmp_path: Path) -> None:
    await delivery.by_folder()
    event = await delivery.rendered()

    await delivery.handle(event)
    await delivery.work()

    assert list(whole_files(tmp_path / "opened")) == [event.files[0].filename]


BROKEN = {
    "files": "UPDATE delivery.delivery SET files = '[{\"name\": 7}]'",
    "the connection": """UPDATE delivery.connection SET stopped = '{"no": "code"}'""",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN)
async def test_a_delivery_whose_stored_data_cannot_be_read_is_given_up_with_the_reason(
    delivery: RunningDelivery, statement: str
) -> None:
    await delivery.by_folder()
    event = await delivery.rendered()
    await delivery.handle(event)
    async with delivery.harness.context().transaction() as tx:
        await tx.execute(text(statement))

    await delivery.work()

    (failed,) = await delivery.harness.events(DeliveryFailed)
    assert (failed.document_id, failed.reason.code) == (event.document_id, "stored_data_broken")
    async with delivery.harness.context().read() as tx:
        assert await tx.all(select(Delivery.state)) == ["failed"]


@pytest.mark.feature(326)
async def test_without_a_destination_it_waits_says_so_once_and_goes_when_there_is_one(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    event = await delivery.rendered()

    await delivery.handle(event, event)
    await delivery.work(2)
    waiting = await delivery.states()
    await delivery.by_mail()
    await delivery.work()

    (failed,) = await delivery.harness.events(DeliveryFailed)
    assert failed.reason.code == "no_destination"
    assert not failed.unconfirmed
    assert waiting == ["no_destination"]
    assert await delivery.states() == ["confirmed"]
    assert len(mailbox.messages()) == 1


@pytest.mark.feature(324, 326)
async def test_a_destination_that_is_switched_off_sends_nothing_until_it_is_on(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    connection = str(await delivery.by_mail())
    off = {"connection_id": connection, "settings": {"address": "a@pakket.example"}, "active": False}
    await delivery.call("PUT", "/destination", json=off)

    await delivery.handle(await delivery.rendered())
    await delivery.work()
    before = len(mailbox.messages())
    await delivery.call("PUT", "/destination", json=off | {"active": True})
    await delivery.work()

    assert before == 0
    assert [m.recipients for m in mailbox.messages()] == [("a@pakket.example",)]


async def test_a_destination_taken_away_while_it_waits_parks_it(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    await delivery.call("DELETE", "/destination")

    await delivery.work()

    assert await delivery.states() == ["no_destination"]
    assert [f.reason.code for f in await delivery.harness.events(DeliveryFailed)] == ["no_destination"]
    assert mailbox.messages() == []


@pytest.mark.feature(278)
async def test_documents_of_one_client_arrive_in_order(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    await delivery.by_sftp(inbox)
    events = [await delivery.rendered(n) for n in range(1, 7)]

    await delivery.handle(*events)
    await delivery.work(8)

    folder = inbox.folder / "zilverlinde/aankoop"
    by_time = sorted(folder.iterdir(), key=lambda p: p.stat().st_ctime_ns)
    assert [p.name for p in by_time] == [e.files[0].filename for e in events]


async def test_one_that_waits_holds_up_those_behind_it_but_not_for_ever(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    first, second = await delivery.rendered(1), await delivery.rendered(2)
    await delivery.handle(first, second)
    mailbox.faults.refuse(451, "later", at="RCPT", times=3)

    await delivery.work(3)
    while_waiting = await delivery.states()
    for _ in range(2):
        await delivery.end_pauses()
        await delivery.work()
    await delivery.work(2)

    assert while_waiting == ["pending", "pending"]
    assert await delivery.states() == ["pending", "confirmed"]


async def test_a_slow_package_does_not_hold_up_the_others(
    harness: OpenHarness, tmp_path: Path, inbox: SftpReceiver
) -> None:
    delivery = RunningDelivery(await harness(app, **service_settings(tmp_path, delivery_parallel=2)))
    await delivery.close_earlier_deliveries()
    await delivery.by_sftp(inbox)
    inbox.faults.slow(1.5)
    other = delivery.harness.other_client_id
    made = await delivery.call(
        "POST", "/connections", json={"connector": "folder", "name": "f", "config": {}}, client_id=other
    )
    body = {"connection_id": made.json()["connection_id"], "settings": {"folder": "x"}}
    await delivery.call("PUT", "/destination", json=body, client_id=other)
    await delivery.handle(await delivery.rendered(1))
    await delivery.harness.run(deliver_pending)

    await delivery.handle(await delivery.rendered(2, client_id=other))
    await delivery.harness.run(deliver_pending)
    await asyncio.sleep(0.5)

    assert len(whole_files(tmp_path / "opened")) == 1
    assert inbox.files("/zilverlinde/aankoop") == [] or all(".part" in n for n in inbox.files("/zilverlinde/aankoop"))
    await delivery.harness.deps.pool.idle()


async def test_a_temporary_refusal_is_tried_again_after_a_pause_and_arrives_once(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    mailbox.faults.refuse(451, "greylisted", at="RCPT", times=2)

    await delivery.work(3)
    (row,) = await delivery.rows()
    await delivery.work_after_pauses()

    assert (row.state, row.attempts_since_restart) == ("pending", 1)
    assert timedelta(seconds=4) < row.not_before - datetime.now(UTC) < timedelta(seconds=11)
    assert len(mailbox.messages()) == 1
    assert [e.attempts for e in await delivery.harness.events(DeliveryCompleted)] == [3]


async def test_after_a_day_of_refusals_the_failure_is_reported(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    mailbox.faults.refuse(451, "never ready", at="RCPT")
    async with delivery.harness.context().transaction() as tx:
        await tx.execute(update(Delivery).values(waiting_since=datetime.now(UTC) - timedelta(hours=24)))

    await delivery.work()

    (failed,) = await delivery.harness.events(DeliveryFailed)
    assert await delivery.states() == ["dead"]
    assert (failed.reason.code, failed.unconfirmed) == ("mail_postponed", False)


@pytest.mark.parametrize("code", [550, 552, 554])
async def test_a_final_refusal_is_reported_at_once_and_a_user_may_try_again(
    delivery: RunningDelivery, mailbox: SmtpReceiver, code: int
) -> None:
    await delivery.by_mail()
    event = await delivery.rendered()
    await delivery.handle(event)
    mailbox.faults.refuse(code, "no such mailbox", at="RCPT", times=1)

    await delivery.work()
    (failed,) = await delivery.harness.events(DeliveryFailed)
    delivery_id = domain.delivery_id(event.client_id, event.release_id)
    shown = (await delivery.call("GET", f"/deliveries/{delivery_id}", language="nl")).json()
    again = await delivery.call("POST", f"/deliveries/{delivery_id}/actions", json={"action": "retry"})
    await delivery.work()

    assert failed.reason.code == "address_refused"
    assert (failed.unconfirmed, failed.channel) == (False, "email")
    assert shown["actions"] == ["done_by_hand", "retry"]
    assert "aanvaardt het adres niet" in shown["reason"]["text"]
    assert str(code) in shown["history"][0]["reason"]["params"]["answer"]
    assert again.status_code == 200
    assert await delivery.states() == ["confirmed"]
    assert len(mailbox.messages()) == 1


async def test_a_file_that_is_lost_from_our_own_store_is_reported_and_nothing_is_sent(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    event = await delivery.rendered()
    gone = event.files[0].model_copy(update={"sha256": "0" * 64})
    await delivery.handle(event.model_copy(update={"files": (gone,)}))

    await delivery.work()

    assert [f.reason.code for f in await delivery.harness.events(DeliveryFailed)] == ["file_missing"]
    assert mailbox.messages() == []


async def test_a_hostile_file_name_from_upstream_is_refused_and_reported(
    delivery: RunningDelivery, tmp_path: Path
) -> None:
    await delivery.by_folder()
    event = await delivery.rendered()
    hostile = event.files[0].model_copy(update={"filename": "../../etc/cron.d/x"})
    await delivery.handle(event.model_copy(update={"files": (hostile,)}))

    await delivery.work()

    assert [f.reason.code for f in await delivery.harness.events(DeliveryFailed)] == ["unsafe_file_name"]
    assert whole_files(tmp_path / "opened") == {}


async def test_a_release_rendered_without_a_file_is_a_dead_letter(delivery: RunningDelivery) -> None:
    event = await delivery.rendered()

    assert await delivery.harness.handle(event.model_copy(update={"files": ()})) == "dead"


async def test_a_delivery_whose_workers_die_again_and_again_is_given_up_some_day(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    async with delivery.harness.context().transaction() as tx:
        await tx.execute(update(Delivery).values(waiting_since=datetime.now(UTC) - timedelta(hours=26)))

    await delivery.work()

    (failed,) = await delivery.harness.events(DeliveryFailed)
    assert (failed.reason.code, failed.unconfirmed) == ("given_up", False)
    assert mailbox.messages() == []


@pytest.mark.feature(299)
async def test_a_channel_that_the_firm_has_disabled_sends_nothing(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    firm = uuid4()
    await delivery.harness.handle(client_configured(delivery.harness.client_id, firm))
    await delivery.harness.handle(firm_configured(firm, "email", "sftp"))
    await delivery.by_mail()
    await delivery.harness.handle(firm_configured(firm, "sftp"))
    await delivery.handle(await delivery.rendered())

    await delivery.work()

    assert [f.reason.code for f in await delivery.harness.events(DeliveryFailed)] == ["channel_disabled"]
    assert mailbox.messages() == []
