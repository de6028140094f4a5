"""From "rendered" to a receipt, through the whole service and a real receiver."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text, update

from contracts.envelope import Envelope
from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery import domain
from services.delivery.app import app, deliver_pending
from services.delivery.tables import Delivery
from tests.conftest import OpenHarness
from tests.delivery.builders import client_configured, firm_configured, whole_files
from tests.delivery.world import World, service_settings


@pytest.mark.feature(277)
async def test_a_rendered_file_is_mailed_once_and_proved(world: World, mailbox: SmtpReceiver) -> None:
    await world.by_mail()
    event = await world.rendered()

    await world.hear(event)
    await world.work()

    (mail,) = mailbox.messages()
    (said,) = await world.delivery.events(DeliveryCompleted)
    assert said.document_id == event.document_id
    assert said.receipt.sha256 == event.files[0].sha256
    assert said.receipt.destination == "uid4711@docin.pakket.example"
    assert said.receipt.remote_id == mail.message["Message-ID"]
    assert await world.states() == ["confirmed"]


@pytest.mark.feature(282)
async def test_the_same_delivery_twice_reaches_the_package_once(world: World, inbox: SftpReceiver) -> None:
    await world.by_sftp(inbox)
    event = await world.rendered()
    again = Envelope.wrap(event, source="replay")

    for announced in (event, event, again):
        await world.delivery.handle(announced)
        await world.work()

    assert inbox.files("/zilverlinde/aankoop") == [event.files[0].filename]
    assert len(await world.delivery.events(DeliveryCompleted)) == 1


async def test_the_receipt_belongs_to_the_story_that_the_upload_began(world: World) -> None:
    await world.by_folder()
    cause = Envelope.wrap(await world.rendered(), source="test", correlation=uuid4())

    await world.delivery.handle(cause)
    await world.work()

    statement = text(
        "SELECT payload FROM delivery.outbox WHERE type = 'delivery.completed.v1' ORDER BY seq DESC LIMIT 1"
    )
    async with world.delivery.running.context().read(all_tenants=True) as tx:
        said = Envelope.parse((await tx.value(statement)).encode())
    assert said.correlation == cause.correlation


async def test_into_a_folder_too(world: World, tmp_path: Path) -> None:
    await world.by_folder()
    event = await world.rendered()

    await world.hear(event)
    await world.work()

    assert list(whole_files(tmp_path / "opened")) == [event.files[0].filename]


@pytest.mark.feature(326)
async def test_without_a_destination_it_waits_says_so_once_and_goes_when_there_is_one(
    world: World, mailbox: SmtpReceiver
) -> None:
    event = await world.rendered()

    await world.hear(event, event)
    await world.work(2)
    waiting = await world.states()
    await world.by_mail()
    await world.work()

    (failed,) = await world.delivery.events(DeliveryFailed)
    assert failed.reason.code == "no_destination"
    assert not failed.unconfirmed
    assert waiting == ["no_destination"]
    assert await world.states() == ["confirmed"]
    assert len(mailbox.messages()) == 1


@pytest.mark.feature(324, 326)
async def test_a_destination_that_is_switched_off_sends_nothing_until_it_is_on(
    world: World, mailbox: SmtpReceiver
) -> None:
    connection = str(await world.by_mail())
    off = {"connection_id": connection, "settings": {"address": "a@pakket.example"}, "active": False}
    await world.call("PUT", "/destination", json=off)

    await world.hear(await world.rendered())
    await world.work()
    before = len(mailbox.messages())
    await world.call("PUT", "/destination", json=off | {"active": True})
    await world.work()

    assert before == 0
    assert [m.recipients for m in mailbox.messages()] == [("a@pakket.example",)]


async def test_a_destination_taken_away_while_it_waits_parks_it(world: World, mailbox: SmtpReceiver) -> None:
    await world.by_mail()
    await world.hear(await world.rendered())
    await world.call("DELETE", "/destination")

    await world.work()

    assert await world.states() == ["no_destination"]
    assert [f.reason.code for f in await world.delivery.events(DeliveryFailed)] == ["no_destination"]
    assert mailbox.messages() == []


@pytest.mark.feature(278)
async def test_documents_of_one_client_arrive_in_order(world: World, inbox: SftpReceiver) -> None:
    await world.by_sftp(inbox)
    events = [await world.rendered(n) for n in range(1, 7)]

    await world.hear(*events)
    await world.work(8)

    folder = inbox.folder / "zilverlinde/aankoop"
    by_time = sorted(folder.iterdir(), key=lambda p: p.stat().st_ctime_ns)
    assert [p.name for p in by_time] == [e.files[0].filename for e in events]


async def test_one_that_waits_holds_up_those_behind_it_but_not_for_ever(world: World, mailbox: SmtpReceiver) -> None:
    await world.by_mail()
    first, second = await world.rendered(1), await world.rendered(2)
    await world.hear(first, second)
    mailbox.faults.refuse(451, "later", at="RCPT", times=3)

    await world.work(3)
    while_waiting = await world.states()
    for _ in range(2):
        await world.no_more_waiting()
        await world.work()
    await world.work(2)

    assert while_waiting == ["pending", "pending"]
    assert await world.states() == ["pending", "confirmed"]


async def test_a_slow_package_does_not_hold_up_the_others(
    harness: OpenHarness, tmp_path: Path, inbox: SftpReceiver
) -> None:
    world = World(await harness(app, **service_settings(tmp_path, delivery_parallel=2)))
    await world.forget_others()
    await world.by_sftp(inbox)
    inbox.faults.slow(1.5)
    other = world.delivery.other_client_id
    made = await world.call(
        "POST", "/connections", json={"connector": "folder", "name": "f", "config": {}}, client_id=other
    )
    body = {"connection_id": made.json()["connection_id"], "settings": {"folder": "x"}}
    await world.call("PUT", "/destination", json=body, client_id=other)
    await world.hear(await world.rendered(1))
    await world.delivery.run(deliver_pending)

    await world.hear(await world.rendered(2, client_id=other))
    await world.delivery.run(deliver_pending)
    await asyncio.sleep(0.5)

    assert len(whole_files(tmp_path / "opened")) == 1
    assert inbox.files("/zilverlinde/aankoop") == [] or all(".part" in n for n in inbox.files("/zilverlinde/aankoop"))
    await world.delivery.deps.crew.idle()


async def test_a_no_for_now_is_tried_again_after_a_pause_and_arrives_once(world: World, mailbox: SmtpReceiver) -> None:
    await world.by_mail()
    await world.hear(await world.rendered())
    mailbox.faults.refuse(451, "greylisted", at="RCPT", times=2)

    await world.work(3)
    (row,) = await world.rows()
    await world.work_at_last()

    assert (row.state, row.tries) == ("pending", 1)
    assert timedelta(seconds=4) < row.not_before - datetime.now(UTC) < timedelta(seconds=11)
    assert len(mailbox.messages()) == 1
    assert [e.attempts for e in await world.delivery.events(DeliveryCompleted)] == [3]


async def test_after_a_day_of_noes_a_person_is_told(world: World, mailbox: SmtpReceiver) -> None:
    await world.by_mail()
    await world.hear(await world.rendered())
    mailbox.faults.refuse(451, "never ready", at="RCPT")
    async with world.delivery.context().transaction() as tx:
        await tx.execute(update(Delivery).values(waiting_since=datetime.now(UTC) - timedelta(hours=24)))

    await world.work()

    (failed,) = await world.delivery.events(DeliveryFailed)
    assert await world.states() == ["dead"]
    assert (failed.reason.code, failed.unconfirmed) == ("mail_postponed", False)


@pytest.mark.parametrize("code", [550, 552, 554])
async def test_a_no_for_good_is_told_at_once_and_a_person_may_try_again(
    world: World, mailbox: SmtpReceiver, code: int
) -> None:
    await world.by_mail()
    event = await world.rendered()
    await world.hear(event)
    mailbox.faults.refuse(code, "no such mailbox", at="RCPT", times=1)

    await world.work()
    (failed,) = await world.delivery.events(DeliveryFailed)
    delivery = domain.delivery_id(event.client_id, event.release_id)
    shown = (await world.call("GET", f"/deliveries/{delivery}", language="nl")).json()
    again = await world.call("POST", f"/deliveries/{delivery}/actions", json={"action": "retry"})
    await world.work()

    assert failed.reason.code == "address_refused"
    assert (failed.unconfirmed, failed.channel) == (False, "email")
    assert shown["actions"] == ["retry"]
    assert "aanvaardt het adres niet" in shown["reason"]["text"]
    assert str(code) in shown["history"][0]["reason"]["params"]["answer"]
    assert again.status_code == 200
    assert await world.states() == ["confirmed"]
    assert len(mailbox.messages()) == 1


async def test_a_file_that_is_lost_from_our_own_store_is_told_and_nothing_is_sent(
    world: World, mailbox: SmtpReceiver
) -> None:
    await world.by_mail()
    event = await world.rendered()
    gone = event.files[0].model_copy(update={"sha256": "0" * 64})
    await world.hear(event.model_copy(update={"files": (gone,)}))

    await world.work()

    assert [f.reason.code for f in await world.delivery.events(DeliveryFailed)] == ["file_missing"]
    assert mailbox.messages() == []


async def test_a_hostile_file_name_from_upstream_is_refused_and_told(world: World, tmp_path: Path) -> None:
    await world.by_folder()
    event = await world.rendered()
    hostile = event.files[0].model_copy(update={"filename": "../../etc/cron.d/x"})
    await world.hear(event.model_copy(update={"files": (hostile,)}))

    await world.work()

    assert [f.reason.code for f in await world.delivery.events(DeliveryFailed)] == ["unsafe_file_name"]
    assert whole_files(tmp_path / "opened") == {}


async def test_a_release_rendered_without_a_file_is_a_dead_letter(world: World) -> None:
    event = await world.rendered()

    assert await world.delivery.handle(event.model_copy(update={"files": ()})) == "dead"


async def test_a_delivery_whose_workers_die_again_and_again_is_given_up_some_day(
    world: World, mailbox: SmtpReceiver
) -> None:
    await world.by_mail()
    await world.hear(await world.rendered())
    async with world.delivery.context().transaction() as tx:
        await tx.execute(update(Delivery).values(waiting_since=datetime.now(UTC) - timedelta(hours=26)))

    await world.work()

    (failed,) = await world.delivery.events(DeliveryFailed)
    assert (failed.reason.code, failed.unconfirmed) == ("given_up", False)
    assert mailbox.messages() == []


@pytest.mark.feature(299)
async def test_a_channel_that_the_firm_has_disabled_sends_nothing(world: World, mailbox: SmtpReceiver) -> None:
    firm = uuid4()
    await world.delivery.handle(client_configured(world.delivery.client_id, firm))
    await world.delivery.handle(firm_configured(firm, "email", "sftp"))
    await world.by_mail()
    await world.delivery.handle(firm_configured(firm, "sftp"))
    await world.hear(await world.rendered())

    await world.work()

    assert [f.reason.code for f in await world.delivery.events(DeliveryFailed)] == ["channel_disabled"]
    assert mailbox.messages() == []
