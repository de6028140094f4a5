"""The audit trail hears where secrets and documents went before, and where they go now; never a secret."""

from typing import Any
from uuid import uuid4

import pytest

from contracts.events.audit import AuditRecorded
from libs.embedded.receivers import SftpReceiver
from tests.delivery.running import RunningDelivery, sftp_config

SECRETS = ("geheim-van-de-map", "ander-geheim-4711")


async def told(delivery: RunningDelivery) -> list[AuditRecorded]:
    """The entries of this test's client, in order."""
    entries = await delivery.harness.events(AuditRecorded)
    assert not [word for word in SECRETS for entry in entries if word in entry.model_dump_json()]
    return entries


async def test_a_connection_that_is_set_up_moved_tested_and_removed_is_told_with_both_places(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    user = uuid4()
    new = {"connector": "sftp", "name": "Server", "config": sftp_config(inbox)}
    made = await delivery.call("POST", "/connections", json=new, user_id=user)
    path = f"/connections/{made.json()['connection_id']}"
    moved = {"host": "sftp.elders.example", "password": SECRETS[1]}

    await delivery.call("POST", f"{path}/test", json={}, user_id=user)
    await delivery.call("PATCH", path, json={"config": moved}, user_id=user)
    await delivery.call("PATCH", path, json={"config": {"host": "evil.example"}}, user_id=user)
    await delivery.call("DELETE", path, user_id=user)

    entries = await told(delivery)
    assert [e.action for e in entries] == [
        f"connection.{what}" for what in ("added", "tested", "changed", "removed")
    ], "what was refused changed nothing"
    assert {(e.actor, e.user_id, str(e.subject_id)) for e in entries} == {("user", user, path.rpartition("/")[2])}
    assert entries[2].old == {"host": "127.0.0.1"}
    assert entries[2].new == {"host": "sftp.elders.example", "password": "changed"}
    assert (entries[1].new["result"], entries[1].new["host"]) == ("works", "127.0.0.1")


async def test_a_destination_that_is_changed_or_removed_is_told_with_both_places(delivery: RunningDelivery) -> None:
    connection = await delivery.by_mail()
    body: dict[str, Any] = {"connection_id": str(connection), "settings": {"address": "nieuw@docin.pakket.example"}}

    await delivery.call("PUT", "/destination", json=body)
    await delivery.call("DELETE", "/destination")

    changes = [e for e in await told(delivery) if e.action == "destination.changed"]
    assert [(e.old.get("address"), e.new.get("address")) for e in changes] == [
        (None, "uid4711@docin.pakket.example"),
        ("uid4711@docin.pakket.example", "nieuw@docin.pakket.example"),
        ("nieuw@docin.pakket.example", None),
    ]


@pytest.mark.parametrize("channel", ["sftp", "email"])
async def test_a_worker_that_signs_in_with_a_secret_is_told(
    delivery: RunningDelivery, inbox: SftpReceiver, channel: str
) -> None:
    await (delivery.by_sftp(inbox) if channel == "sftp" else delivery.by_mail())
    await delivery.handle(await delivery.rendered())

    await delivery.work()

    used = [e for e in await told(delivery) if e.action == "connection.secret_used"]
    expected = [("delivery", {"connector", "host", "port", "username", "delivery_id"})] if channel == "sftp" else []
    assert [(e.actor, set(e.new)) for e in used] == expected, "the platform's own mail account has no secret of a user"
