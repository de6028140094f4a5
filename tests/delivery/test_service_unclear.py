"""Deliveries with an unknown outcome, and stopped connections: looked for, reported, never sent again automatically."""

from pathlib import Path

import pytest

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery import domain
from tests.delivery.builders import whole_files
from tests.delivery.running import RunningDelivery


async def test_an_unclear_mail_is_never_sent_again_by_itself(delivery: RunningDelivery, mailbox: SmtpReceiver) -> None:
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    mailbox.faults.hang_up_after_accepting()

    await delivery.work_after_pauses()

    (failed,) = await delivery.harness.events(DeliveryFailed)
    assert failed.unconfirmed
    assert failed.reason.code == "mail_unconfirmed"
    assert len(mailbox.messages()) == 1


@pytest.mark.parametrize(("action", "mails"), [("arrived", 1), ("send_again", 2)])
async def test_a_user_settles_an_unclear_mail(
    delivery: RunningDelivery, mailbox: SmtpReceiver, action: str, mails: int
) -> None:
    await delivery.by_mail()
    event = await delivery.rendered()
    await delivery.handle(event)
    mailbox.faults.hang_up_after_accepting()
    await delivery.work()
    path = f"/deliveries/{domain.delivery_id(event.client_id, event.release_id)}"

    shown = (await delivery.call("GET", path)).json()
    wrong = await delivery.call("POST", f"{path}/actions", json={"action": "retry"})
    bulk = await delivery.call("POST", "/deliveries/retry")
    settled = await delivery.call("POST", f"{path}/actions", json={"action": action})
    await delivery.work()

    assert shown["actions"] == ["arrived", "send_again"]
    assert wrong.status_code == 409
    assert bulk.json() == {"restarted": 0}
    assert settled.status_code == 200
    assert await delivery.states() == ["confirmed"]
    assert len(mailbox.messages()) == mails
    assert len({m.message["Message-ID"] for m in mailbox.messages()}) == 1
    assert len(await delivery.harness.events(DeliveryCompleted)) == 1


@pytest.mark.feature(282)
async def test_an_unclear_rename_is_looked_for_and_found(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    await delivery.by_sftp(inbox)
    await delivery.handle(await delivery.rendered())
    inbox.faults.cut_connection_after_rename()

    await delivery.work()
    unclear = await delivery.states()
    await delivery.work_after_pauses()

    (done,) = await delivery.harness.events(DeliveryCompleted)
    assert unclear == ["sent_unconfirmed"]
    assert done.receipt.found_by_probe
    assert len(inbox.files("/zilverlinde/aankoop")) == 1


async def test_an_unclear_file_is_looked_for_at_the_destination_of_its_attempt_even_after_a_change(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    connection = str(await delivery.by_sftp(inbox))
    await delivery.handle(await delivery.rendered())
    inbox.faults.cut_connection_after_rename()
    await delivery.work()

    await delivery.call("PUT", "/destination", json={"connection_id": connection, "settings": {"folder": "elders"}})
    await delivery.work_after_pauses()

    assert await delivery.states() == ["confirmed"]
    assert len(whole_files(inbox.folder)) == 1


async def test_an_unclear_file_that_the_package_took_is_left_to_a_user(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    await delivery.by_sftp(inbox)
    event = await delivery.rendered()
    await delivery.handle(event)
    inbox.faults.cut_connection_after_rename()
    await delivery.work()
    (inbox.folder / "zilverlinde/aankoop" / event.files[0].filename).unlink()

    await delivery.work_after_pauses()

    (failed,) = await delivery.harness.events(DeliveryFailed)
    assert (failed.unconfirmed, failed.reason.code) == (True, "file_gone")
    assert whole_files(inbox.folder) == {}


async def test_a_changed_host_key_stops_the_connection_and_what_failed_goes_when_a_user_has_repaired_it(
    delivery: RunningDelivery, inbox: SftpReceiver, tmp_path: Path
) -> None:
    connection = await delivery.by_sftp(inbox)
    port = inbox.port
    await inbox.stop()
    async with SftpReceiver(tmp_path / "new", port=port, users={"kantoor": "geheim-van-de-map"}) as renewed:
        await delivery.handle(*[await delivery.rendered(n) for n in range(3)])
        await delivery.work(4)
        stopped = (await delivery.call("GET", f"/connections/{connection}", language="fr")).json()["stopped"]
        states, seen = await delivery.states(), whole_files(renewed.folder)

        change = {"config": {"host_key": stopped["params"]["seen"], "password": "geheim-van-de-map"}}
        assert (await delivery.call("PATCH", f"/connections/{connection}", json=change)).status_code == 200
        await delivery.work(4)

        assert (states, seen) == (["failed"] * 3, {})
        assert stopped["code"] == "host_key_changed"
        assert renewed.fingerprint in stopped["text"]
        assert await delivery.states() == ["confirmed"] * 3
        assert len(whole_files(renewed.folder)) == 3


async def test_a_wrong_password_is_tried_once_not_once_for_each_document(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    connection = await delivery.by_sftp(inbox, password="verkeerd-wachtwoord")
    await delivery.handle(*[await delivery.rendered(n) for n in range(3)])
    await delivery.work(4)
    failed = await delivery.states()
    await inbox.stop()

    await delivery.handle(await delivery.rendered(9))
    await delivery.work(2)

    assert failed == ["failed"] * 3
    assert await delivery.states() == ["failed"] * 4, "the server is away, and was not asked"
    await inbox.start()
    await delivery.call("PATCH", f"/connections/{connection}", json={"config": {"password": "geheim-van-de-map"}})
    await delivery.work(5)
    assert await delivery.states() == ["confirmed"] * 4
