"""A secret goes only where it was entered for: when the place changes, it must be entered again."""

import json
import socket
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from contracts.events.delivery import DeliveryFailed
from libs.embedded.receivers import SftpReceiver
from services.delivery.connectors import CONNECTORS, forms
from services.delivery.connectors.hosts import canonical_host
from tests.delivery.running import RunningDelivery, sftp_config

MAIL = {
    "host": "mail.office.example",
    "port": 465,
    "security": "tls",
    "username": "office",
    "password": "geheim-van-het-kantoor",
    "sender": "office@cormoran.example",
}
SFTP = {
    "host": "sftp.package.example",
    "username": "winbooks",
    "password": "geheim-van-de-map",
    "host_key": "SHA256:" + "A" * 43,
}
WITH_SECRETS: dict[str, dict[str, Any]] = {"email": MAIL, "sftp": SFTP}
ELSEWHERE: dict[str, Any] = {
    "host": "evil.example",
    "port": 2222,
    "security": "starttls",
    "username": "somebody-else",
    "host_key": "SHA256:" + "B" * 43,
}
"""Another value for each field that is part of a place."""

PLACES = [(name, field) for name in sorted(CONNECTORS) for field in sorted(forms.place_fields(CONNECTORS[name].config))]


async def connected(delivery: RunningDelivery, connector: str, **more: Any) -> str:
    new = {"connector": connector, "name": "Kantoor", "config": WITH_SECRETS[connector] | more}
    made = await delivery.call("POST", "/connections", json=new)
    assert made.status_code == 201, made.text
    return f"/connections/{made.json()['connection_id']}"


def test_every_connector_with_secrets_is_tried_here() -> None:
    with_secrets = {name for name, one in CONNECTORS.items() if forms.secret_fields(one.config)}

    assert with_secrets == set(WITH_SECRETS)
    assert {field for _, field in PLACES} == set(ELSEWHERE)


@pytest.mark.parametrize(("connector", "field"), PLACES)
async def test_another_place_needs_the_secret_again(delivery: RunningDelivery, connector: str, field: str) -> None:
    path = await connected(delivery, connector)

    moved = await delivery.call("PATCH", path, json={"config": {field: ELSEWHERE[field]}})
    shown = (await delivery.call("GET", path)).json()
    given = await delivery.call("PATCH", path, json={"config": {field: ELSEWHERE[field], "password": "nieuw-geheim"}})

    assert (moved.status_code, moved.json()["code"]) == (422, "secret_needed")
    assert [(e["pointer"], e["code"]) for e in moved.json()["errors"]] == [("/config/password", "secret_needed")]
    assert shown["config"].get(field) == {**WITH_SECRETS[connector]}.get(field, 22), "nothing was changed"
    assert (given.status_code, given.json()["config"][field]) == (200, ELSEWHERE[field])


@pytest.mark.parametrize("connector", sorted(WITH_SECRETS))
async def test_what_is_no_place_keeps_the_secret(delivery: RunningDelivery, connector: str) -> None:
    path = await connected(delivery, connector)
    beside = {"email": {"max_megabytes": 5, "sender": "post@cormoran.example"}, "sftp": {"folder": "inbox"}}[connector]

    changed = await delivery.call("PATCH", path, json={"name": "Anders", "config": beside})

    assert (changed.status_code, changed.json()["secrets"]) == (200, ["password"])


@pytest.mark.parametrize(
    "spelling", ["MAIL.Office.Example", "mail.office.example.", " mail.office.example ", "ｍail.office.example"]
)
async def test_another_spelling_of_the_same_server_is_the_same_place(delivery: RunningDelivery, spelling: str) -> None:
    path = await connected(delivery, "email")

    changed = await delivery.call("PATCH", path, json={"config": {"host": spelling, "port": 465}})

    assert (changed.status_code, changed.json()["config"]["host"]) == (200, "mail.office.example")


async def test_a_default_port_that_is_written_out_is_the_same_place(delivery: RunningDelivery) -> None:
    path = await connected(delivery, "sftp")

    changed = await delivery.call("PATCH", path, json={"config": {"port": 22}})

    assert changed.status_code == 200


async def test_every_secret_is_needed_again_and_not_only_one(delivery: RunningDelivery) -> None:
    path = await connected(delivery, "sftp", private_key="-----BEGIN OPENSSH PRIVATE KEY-----", passphrase="zin")
    move = {"host": "evil.example", "password": "van-de-aanvaller"}

    moved = await delivery.call("PATCH", path, json={"config": move})
    emptied = await delivery.call("PATCH", path, json={"config": move | {"private_key": None, "passphrase": None}})

    assert {e["pointer"] for e in moved.json()["errors"]} == {"/config/passphrase", "/config/private_key"}
    assert (emptied.status_code, emptied.json()["secrets"]) == (200, ["password"])


async def test_the_first_host_key_is_pinned_without_the_password_and_a_second_one_is_not(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    new = {"connector": "sftp", "name": "Server", "config": sftp_config(inbox) | {"host_key": ""}}
    path = f"/connections/{(await delivery.call('POST', '/connections', json=new)).json()['connection_id']}"

    first = await delivery.call("PATCH", path, json={"config": {"host_key": inbox.fingerprint}})
    works = (await delivery.call("POST", f"{path}/test", json={})).json()["works"]
    emptied = await delivery.call("PATCH", path, json={"config": {"host_key": ""}})
    both = await delivery.call(
        "PATCH", path, json={"config": {"host": "evil.example", "host_key": ELSEWHERE["host_key"]}}
    )

    assert (first.status_code, works) == (200, True)
    assert [a.json()["code"] for a in (emptied, both)] == ["secret_needed"] * 2


async def test_the_password_of_the_office_never_reaches_a_server_of_somebody_else(delivery: RunningDelivery) -> None:
    """The finding F2: an owner moves the host to their own server and presses the test button."""
    new = {"connector": "email", "name": "Kantoor", "config": MAIL}
    path = f"/connections/{(await delivery.call('POST', '/connections', json=new)).json()['connection_id']}"
    owner = ["connections:read", "connections:email"]

    with socket.create_server(("127.0.0.1", 0)) as attackers:
        attackers.settimeout(0.05)
        theirs = {"host": "127.0.0.1", "port": attackers.getsockname()[1]}
        moved = await delivery.call("PATCH", path, json={"config": theirs}, rights=owner)
        await delivery.call("POST", f"{path}/test", json={}, rights=owner)
        with pytest.raises(TimeoutError):
            attackers.accept()

    assert moved.status_code == 422


@pytest.mark.parametrize(("connector", "field"), [*PLACES, ("sftp", "connector")])
async def test_a_row_changed_behind_our_back_makes_the_secret_unreadable(
    delivery: RunningDelivery, connector: str, field: str
) -> None:
    path = await connected(delivery, connector)
    await change_row(delivery, UUID(path.rpartition("/")[2]), field, ELSEWHERE.get(field))
    settings = {"address": "uid4711@docin.pakket.example"} if connector == "email" else {"folder": "zilverlinde"}
    body = {"connection_id": path.rpartition("/")[2], "settings": settings}
    if field == "connector":
        body["settings"] = {"address": "uid4711@docin.pakket.example"}

    tested = (await delivery.call("POST", f"{path}/test", json={}, language="fr")).json()
    renamed = await delivery.call("PATCH", path, json={"config": {"port": 2525}})
    await delivery.call("PUT", "/destination", json=body)
    await delivery.handle(await delivery.rendered())
    await delivery.work()
    failed = await delivery.harness.events(DeliveryFailed)
    shown = (await delivery.call("GET", path)).json()

    assert (tested["works"], tested["reason"]["code"]) == (False, "secret_needed")
    assert "mot de passe" in tested["reason"]["text"]
    assert (renamed.status_code, renamed.json()["code"]) in {(422, "secret_needed"), (422, "invalid_request")}
    assert [f.reason.code for f in failed] == ["secret_needed"]
    assert shown["stopped"]["code"] == "secret_needed"


async def test_entering_the_secret_again_lifts_the_stop_and_sends_what_waited(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    connection = await delivery.by_sftp(inbox)
    await change_row(delivery, connection, "username", "iemand-anders")
    await delivery.handle(await delivery.rendered())
    await delivery.work()
    before = await delivery.states()

    repaired = {"username": "kantoor", "password": "geheim-van-de-map"}
    await delivery.call("PATCH", f"/connections/{connection}", json={"config": repaired})
    await delivery.work()

    assert (before, await delivery.states()) == (["failed"], ["confirmed"])


async def change_row(delivery: RunningDelivery, connection_id: UUID, field: str, value: object) -> None:
    """Change a stored connection without the service, as an injection or another code path would."""
    changed = "config = config || CAST(:change AS jsonb)" if field != "connector" else "connector = 'email'"
    statement = text(f"UPDATE delivery.connection SET {changed} WHERE connection_id = :id")
    values = {"change": json.dumps({field: value})} if field != "connector" else {}
    async with delivery.harness.context().transaction() as tx:
        await tx.execute(statement.bindparams(id=connection_id, **values))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("bücher.example", "xn--bcher-kva.example"),
        ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("[2001:DB8::0:1]", "2001:db8::1"),
        ("2001:db8:0:0:0:0:0:1", "2001:db8::1"),
        ("sftp", "sftp"),
    ],
)
def test_a_host_has_one_spelling(typed: str, stored: str) -> None:
    assert canonical_host(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *("", ".", "a..b", "mail.example:25", "https://mail.example", "user@mail.example", "a b", "a\x00b"),
        *("-a.example", "fe80::1%eth0", "1.2.3.4.5", "a" * 64 + ".example", "mail.example/x", "mail.example\\x"),
        *("\u202eexample", "…"),
    ],
)
def test_what_is_no_host_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not_a_host"):
        canonical_host(typed)
