"""Connections are set up, shown, tested, changed and removed; secrets are stored and never shown."""

import asyncio
import json
import string
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery import connectors
from services.delivery.app import app
from services.delivery.connectors import CONNECTORS, connector, forms
from services.delivery.connectors.email import Email, EmailConfig, EmailDestination
from services.delivery.tables import Connection
from services.delivery.texts import TEXTS
from tests.conftest import OpenHarness
from tests.delivery.builders import client_configured, firm_configured
from tests.delivery.running import RunningDelivery, service_settings, sftp_config

CANARY = "kanarie-7f3a91-geheim"
CLIENT_ROLE = ["connections:read", "connections:email", "deliveries:read"]
TITLE = {"fr": "x", "nl": "x", "en": "x"}


def sftp(inbox: SftpReceiver, **config: Any) -> dict[str, Any]:
    return {"connector": "sftp", "name": "Server kantoor", "config": sftp_config(inbox) | config}


def test_two_connectors_with_one_name_refuse_to_start() -> None:
    with pytest.raises(RuntimeError, match="two connectors are called email"):
        connector("email", title=TITLE, config=EmailConfig, destination=EmailDestination)(Email)


def test_a_connector_without_a_title_in_each_language_refuses_to_start() -> None:
    with pytest.raises(RuntimeError, match="nl"):
        connector("new", title={"fr": "x", "en": "x"}, config=EmailConfig, destination=EmailDestination)(Email)

    assert "new" not in CONNECTORS


def test_every_folder_of_a_connector_is_registered() -> None:
    folders = {file.parent.name for file in Path(connectors.__file__).parent.glob("*/__init__.py")}

    assert set(CONNECTORS) == folders


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_every_field_of_every_form_has_a_title_in_each_language(name: str, language: str) -> None:
    for model in (CONNECTORS[name].config, CONNECTORS[name].destination):
        raw, shown = model.model_json_schema(), forms.schema(model, language, TITLE)
        for field, definition in raw["properties"].items():
            assert shown["properties"][field]["title"] == definition["x-titles"][language]


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
async def test_no_word_of_the_code_is_in_a_form(delivery: RunningDelivery, language: str) -> None:
    """A docstring or the name of a class is English, whoever reads it."""
    listed = (await delivery.call("GET", "/connectors", language=language)).json()

    for one in listed:
        for name, model in (("config_form", CONNECTORS[one["name"]].config), ("destination_form", None)):
            form = one[name]
            known = (model or CONNECTORS[one["name"]].destination).about
            assert (form["title"], form["description"]) == (one["title"], known[language])
            assert len(set(known.values())) == 3
            assert not [f for f in form["properties"].values() if any(key.startswith("x-titles") for key in f)]


@pytest.mark.parametrize(("connector", "code"), [("email", "no_mail_server"), ("folder", "folders_not_opened")])
async def test_what_this_installation_cannot_deliver_is_refused_at_set_up(
    harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver, connector: str, code: str
) -> None:
    settings = service_settings(tmp_path, delivery_folder_root=None)
    delivery = RunningDelivery(await harness(app, **settings))
    own = {"host": "127.0.0.1", "port": mailbox.port, "sender": "kantoor@cormoran.example"}

    refused = await delivery.call("POST", "/connections", json={"connector": connector, "name": "x"}, language="fr")
    with_own = await delivery.call("POST", "/connections", json={"connector": "email", "name": "x", "config": own})
    path = f"/connections/{with_own.json()['connection_id']}"
    emptied = await delivery.call("PATCH", path, json={"config": {"host": None}})

    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert "_" not in refused.json()["detail"]
    assert with_own.status_code == 201
    assert (emptied.status_code, emptied.json()["code"]) == (409, "no_mail_server")


async def test_a_connection_that_no_longer_works_here_is_refused_as_a_destination(
    harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver
) -> None:
    delivery = RunningDelivery(await harness(app, **service_settings(tmp_path, mailbox)))
    made = await delivery.call("POST", "/connections", json={"connector": "email", "name": "x"})
    without = RunningDelivery(await harness(app, **service_settings(tmp_path)))
    body = {"connection_id": made.json()["connection_id"], "settings": {"address": "uid@docin.pakket.example"}}

    refused = await without.call("PUT", "/destination", json=body, client_id=delivery.harness.client_id)

    assert (refused.status_code, refused.json()["code"]) == (409, "no_mail_server")


def test_every_text_is_there_in_three_languages_with_the_same_blanks() -> None:
    for code, words in TEXTS.items():
        blanks = {
            language: {name for _, name, _, _ in string.Formatter().parse(words[language]) if name}
            for language in ("fr", "nl", "en")
        }
        assert len(set(map(frozenset, blanks.values()))) == 1, code


@pytest.mark.feature(321)
async def test_the_list_of_connectors_is_the_form_in_the_readers_language(delivery: RunningDelivery) -> None:
    listed = {c["name"]: c for c in (await delivery.call("GET", "/connectors", language="nl")).json()}

    form = listed["sftp"]["config_form"]["properties"]
    assert form["username"]["title"] == "Gebruikersnaam"
    assert form["password"]["x-secret"] is True
    assert listed["email"]["sender"] == "levering@serein.example"
    assert listed["email"]["destination_form"]["properties"]["purchase"]["title"] == "Adres voor aankopen"


async def test_a_change_of_the_configuration_keeps_a_name_given_meanwhile(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    connection_id = await delivery.by_sftp(inbox)
    renamed = update(Connection).where(Connection.connection_id == connection_id).values(name="Nieuwe naam")

    async with delivery.harness.context().transaction() as tx:
        await tx.execute(renamed)
        change = {"config": {"folder": "archief"}}
        changing = asyncio.create_task(delivery.call("PATCH", f"/connections/{connection_id}", json=change))
        await waits_for_a_lock(delivery)
    changed = (await changing).json()

    assert (changed["name"], changed["config"]["folder"]) == ("Nieuwe naam", "archief")


async def waits_for_a_lock(delivery: RunningDelivery) -> None:
    """Returns when work of this service waits for the transaction of the same client."""
    async with asyncio.timeout(10):
        while True:
            if delivery.harness.running.database.locks.waiting():
                return
            await asyncio.sleep(0.01)


@pytest.mark.feature(281, 298)
async def test_a_client_role_sets_up_mail_and_nothing_else(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    mail = {"connector": "email", "name": "Octopus", "config": {}}

    allowed = await delivery.call("POST", "/connections", json=mail, rights=CLIENT_ROLE)
    refused = await delivery.call("POST", "/connections", json=sftp(inbox), rights=CLIENT_ROLE)
    reader = await delivery.call("POST", "/connections", json=mail, rights=["connections:read"])
    offered = {
        c["name"]: c["may_set_up"] for c in (await delivery.call("GET", "/connectors", rights=CLIENT_ROLE)).json()
    }

    assert allowed.status_code == 201
    assert (refused.status_code, refused.json()["params"]) == (403, {"right": "connections:all"})
    assert reader.status_code == 403
    assert offered == {"email": True, "sftp": False, "folder": False}


@pytest.mark.feature(281)
async def test_a_client_role_cannot_touch_an_sftp_connection_by_any_route(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    connection = await delivery.by_sftp(inbox)
    path = f"/connections/{connection}"

    answers = [
        await delivery.call("PATCH", path, json={"name": "x"}, rights=CLIENT_ROLE),
        await delivery.call("DELETE", path, rights=CLIENT_ROLE),
        await delivery.call("POST", f"{path}/test", json={}, rights=CLIENT_ROLE),
        await delivery.call(
            "PUT",
            "/destination",
            json={"connection_id": str(connection), "settings": {"folder": "x"}},
            rights=CLIENT_ROLE,
        ),
    ]

    assert [a.status_code for a in answers] == [403] * 4


@pytest.mark.feature(293, 299)
async def test_a_channel_that_the_firm_has_not_enabled_cannot_be_chosen(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    firm = uuid4()
    await delivery.harness.handle(client_configured(delivery.harness.client_id, firm))
    await delivery.harness.handle(firm_configured(firm, "email"))

    listed = {c["name"]: c["enabled"] for c in (await delivery.call("GET", "/connectors")).json()}
    refused = await delivery.call("POST", "/connections", json=sftp(inbox))

    assert listed == {"email": True, "sftp": False, "folder": False}
    assert (refused.status_code, refused.json()["code"]) == (409, "channel_disabled")


@pytest.mark.feature(284, 285, 322, 326)
async def test_a_firms_named_connection_is_used_by_its_clients_only(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    firm, other_firm = uuid4(), uuid4()
    await delivery.harness.handle(client_configured(delivery.harness.client_id, firm))
    await delivery.harness.handle(client_configured(delivery.harness.other_client_id, other_firm))
    made = await delivery.call("POST", f"/v1/firms/{firm}/connections", json=sftp(inbox), firm_id=firm)
    connection = made.json()["connection_id"]

    mine = (await delivery.call("GET", "/connections")).json()
    strangers = (await delivery.call("GET", "/connections", client_id=delivery.harness.other_client_id)).json()
    body = {"connection_id": connection, "settings": {"folder": "zilverlinde"}}
    put = await delivery.call("PUT", "/destination", json=body)
    put_by_stranger = await delivery.call("PUT", "/destination", json=body, client_id=delivery.harness.other_client_id)
    await delivery.handle(await delivery.rendered())
    await delivery.work()

    assert [(c["name"], c["owner"], c["config"]) for c in mine] == [("Server kantoor", "firm", {})]
    assert strangers == []
    assert (put.status_code, put_by_stranger.status_code) == (200, 404)
    assert await delivery.states() == ["confirmed"]
    assert len(inbox.files("/zilverlinde")) == 1


async def test_a_firms_connection_is_the_firms_to_change(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    firm = uuid4()
    await delivery.harness.handle(client_configured(delivery.harness.client_id, firm))
    made = await delivery.call("POST", f"/v1/firms/{firm}/connections", json=sftp(inbox), firm_id=firm)
    path = f"/connections/{made.json()['connection_id']}"

    by_client = await delivery.call("PATCH", path, json={"name": "x"})
    by_other_firm = await delivery.call("PATCH", f"/v1/firms/{firm}{path}", json={"name": "x"}, firm_id=uuid4())
    by_firm = await delivery.call("PATCH", f"/v1/firms/{firm}{path}", json={"name": "Nieuw"}, firm_id=firm)
    listed = await delivery.call("GET", f"/v1/firms/{firm}/connections", firm_id=firm)
    removed = await delivery.call("DELETE", f"/v1/firms/{firm}{path}", firm_id=firm)

    assert (by_client.status_code, by_other_firm.status_code, by_firm.status_code) == (403, 404, 200)
    assert [c["name"] for c in listed.json()] == ["Nieuw"]
    assert removed.status_code == 204


@pytest.mark.feature(284, 321)
async def test_the_test_button_says_what_is_wrong_in_the_readers_language_and_when_it_works(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    made = await delivery.call("POST", "/connections", json=sftp(inbox, host_key=""))
    path = f"/connections/{made.json()['connection_id']}"

    first = (await delivery.call("POST", f"{path}/test", json={}, language="fr")).json()
    await delivery.call("PATCH", path, json={"config": {"host_key": first["reason"]["params"]["seen"]}})
    second = (await delivery.call("POST", f"{path}/test", json={"settings": {"folder": "zilverlinde"}})).json()
    shown = (await delivery.call("GET", path)).json()

    assert (first["works"], first["reason"]["code"]) == (False, "host_key_unknown")
    assert inbox.fingerprint in first["reason"]["text"]
    assert second == {"works": True, "reason": None}
    assert shown["checked_at"] is not None


async def test_a_change_keeps_the_secrets_that_are_not_named(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    connection = await delivery.by_sftp(inbox)
    path = f"/connections/{connection}"

    renamed = await delivery.call("PATCH", path, json={"name": "Nieuwe naam", "config": {"folder": ""}})
    works = await delivery.call("POST", f"{path}/test", json={})
    emptied = await delivery.call("PATCH", path, json={"config": {"password": None}})

    assert (renamed.json()["name"], renamed.json()["secrets"]) == ("Nieuwe naam", ["password"])
    assert works.json()["works"]
    assert emptied.status_code == 422, "a password or a key is needed"


async def test_a_connection_in_use_is_not_removed(delivery: RunningDelivery) -> None:
    connection = await delivery.by_mail()

    refused = await delivery.call("DELETE", f"/connections/{connection}", language="nl")
    await delivery.call("DELETE", "/destination")
    removed = await delivery.call("DELETE", f"/connections/{connection}")
    gone = await delivery.call("GET", f"/connections/{connection}")

    assert (refused.status_code, refused.json()["code"]) == (409, "connection_in_use")
    assert "kies eerst een andere bestemming" in refused.json()["detail"]
    assert (removed.status_code, gone.status_code) == (204, 404)


async def test_another_clients_connection_is_not_there(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    connection = await delivery.by_sftp(inbox)
    other = delivery.harness.other_client_id
    path = f"/connections/{connection}"

    answers = [
        await delivery.call("GET", path, client_id=other),
        await delivery.call("PATCH", path, json={"name": "x"}, client_id=other),
        await delivery.call("DELETE", path, client_id=other),
        await delivery.call("POST", f"{path}/test", json={}, client_id=other),
        await delivery.call("GET", f"/v1/clients/{delivery.harness.client_id}/connections", client_id=other),
    ]

    assert [a.status_code for a in answers] == [404] * 5


@pytest.mark.feature(319)
@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"unknown": 1}, "unknown"),
        ({"port": 0}, "port"),
        ({"folder": "../x"}, "folder"),
        ({"host_key": "not a key"}, "host_key"),
    ],
)
async def test_a_form_that_is_wrong_names_the_field_and_shows_no_value(
    delivery: RunningDelivery, inbox: SftpReceiver, config: dict[str, Any], field: str
) -> None:
    answer = await delivery.call("POST", "/connections", json=sftp(inbox, password=CANARY, **config))

    assert answer.status_code == 422
    assert field in answer.json()["detail"]
    assert CANARY not in answer.text


async def test_a_destination_is_checked_against_the_form_of_its_connector(delivery: RunningDelivery) -> None:
    connection = str(await delivery.by_mail())

    wrong = await delivery.call(
        "PUT", "/destination", json={"connection_id": connection, "settings": {"address": "geen adres"}}
    )
    shown = (await delivery.call("GET", "/destination")).json()

    assert wrong.status_code == 422
    assert shown["settings"]["address"] == "uid4711@docin.pakket.example"


async def test_an_sftp_server_inside_the_operators_network_cannot_be_reached(
    harness: OpenHarness, tmp_path: Path, inbox: SftpReceiver
) -> None:
    delivery = RunningDelivery(await harness(app, **service_settings(tmp_path, delivery_open_networks="")))
    made = await delivery.call("POST", "/connections", json=sftp(inbox))

    tested = await delivery.call("POST", f"/connections/{made.json()['connection_id']}/test", json={})

    assert tested.json()["reason"]["code"] == "address_forbidden"


@pytest.mark.parametrize("channel", ["sftp", "email"])
async def test_the_canary_secret_is_in_no_answer_no_event_no_log_and_no_row(
    delivery: RunningDelivery,
    mailbox: SmtpReceiver,
    inbox: SftpReceiver,
    capfd: pytest.CaptureFixture[str],
    channel: str,
) -> None:
    capfd.readouterr()
    if channel == "sftp":
        new = sftp(inbox, password=CANARY)
        settings: dict[str, Any] = {"folder": "zilverlinde"}
    else:
        own = {"host": "127.0.0.1", "port": mailbox.port, "username": "levering", "password": CANARY}
        new = {"connector": "email", "name": "Post", "config": own | {"sender": "kantoor@cormoran.example"}}
        settings = {"address": "uid4711@docin.pakket.example"}
    answers = [await delivery.call("POST", "/connections", json=new)]
    connection = answers[0].json()["connection_id"]
    put = {"connection_id": connection, "settings": settings}
    answers.append(await delivery.call("PUT", "/destination", json=put))
    event = await delivery.rendered()
    await delivery.handle(event)
    await delivery.work(2)
    answers += [
        await delivery.call("GET", "/connections"),
        await delivery.call("GET", f"/connections/{connection}"),
        await delivery.call("PATCH", f"/connections/{connection}", json={"name": "Andere naam"}),
        await delivery.call("POST", f"/connections/{connection}/test", json={}),
        await delivery.call("GET", "/deliveries"),
        await delivery.call("PATCH", f"/connections/{connection}", json={"config": {"port": CANARY}}),
    ]
    events = await delivery.harness.events(DeliveryFailed, DeliveryCompleted)
    rows = await dump(delivery)
    printed = capfd.readouterr()

    assert events, "the password was used, and refused"
    assert await sealed(delivery, UUID(connection)), "and it is kept"
    for place in [*(a.text for a in answers), *(e.model_dump_json() for e in events), rows, printed.out, printed.err]:
        assert CANARY not in place


async def test_a_server_that_repeats_our_password_does_not_get_it_into_our_records() -> None:
    from services.delivery.connections.secrets import hide

    said = f"535 wrong password {CANARY} (AUTH PLAIN a2FuYXJpZS03ZjNhOTEtZ2VoZWlt)"

    assert hide(said, [CANARY]) == "535 wrong password ••• (AUTH PLAIN •••)"


async def test_a_sealed_secret_does_not_open_in_another_row(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    first, second = await delivery.by_sftp(inbox), await delivery.by_sftp(inbox)
    async with delivery.harness.context().transaction() as tx:
        swap = (
            "UPDATE delivery.connection SET sealed = (SELECT sealed FROM delivery.connection WHERE connection_id = :a)"
        )
        await tx.execute(text(f"{swap} WHERE connection_id = :b").bindparams(a=first, b=second))
    await delivery.handle(await delivery.rendered())

    await delivery.work()

    assert [f.reason.code for f in await delivery.harness.events(DeliveryFailed)] == ["secret_needed"]


async def dump(delivery: RunningDelivery) -> str:
    """Returns every row of every table of the service, as text."""
    async with delivery.harness.context().read(all_tenants=True) as tx:
        tables = ["connection", "destination", "delivery", "attempt", "outbox", "inbox", "dead_letter"]
        found = [await tx.fetch(text(f"SELECT to_jsonb(t) FROM delivery.{table} t")) for table in tables]
    return json.dumps([[row[0] for row in rows] for rows in found])


async def sealed(delivery: RunningDelivery, connection_id: UUID) -> bytes | None:
    async with delivery.harness.context().read() as tx:
        found: bytes | None = await tx.value(
            text("SELECT sealed FROM delivery.connection WHERE connection_id = :id").bindparams(id=connection_id)
        )
    return found
