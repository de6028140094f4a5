"""Connections: set up, shown, tested, changed, removed; secrets go in and never come out."""

import json
import string
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery import connectors
from services.delivery.app import app
from services.delivery.connectors import CONNECTORS, connector, forms
from services.delivery.connectors.email import Email, EmailConfig, EmailDestination
from services.delivery.texts import TEXTS
from tests.conftest import OpenHarness
from tests.delivery.builders import client_configured, firm_configured
from tests.delivery.world import World, service_settings, sftp_config

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
        raw, shown = model.model_json_schema(), forms.schema(model, language)
        for field, definition in raw["properties"].items():
            assert shown["properties"][field]["title"] == definition["x-titles"][language]


def test_every_text_is_there_in_three_languages_with_the_same_blanks() -> None:
    for code, words in TEXTS.items():
        blanks = {
            language: {name for _, name, _, _ in string.Formatter().parse(words[language]) if name}
            for language in ("fr", "nl", "en")
        }
        assert len(set(map(frozenset, blanks.values()))) == 1, code


@pytest.mark.feature(321)
async def test_the_list_of_connectors_is_the_form_in_the_readers_language(world: World) -> None:
    listed = {c["name"]: c for c in (await world.call("GET", "/connectors", language="nl")).json()}

    form = listed["sftp"]["config_form"]["properties"]
    assert form["username"]["title"] == "Gebruikersnaam"
    assert form["password"]["x-secret"] is True
    assert listed["email"]["sender"] == "levering@serein.example"
    assert listed["email"]["destination_form"]["properties"]["purchase"]["title"] == "Adres voor aankopen"


@pytest.mark.feature(281, 298)
async def test_a_client_role_sets_up_mail_and_nothing_else(world: World, inbox: SftpReceiver) -> None:
    mail = {"connector": "email", "name": "Octopus", "config": {}}

    allowed = await world.call("POST", "/connections", json=mail, rights=CLIENT_ROLE)
    refused = await world.call("POST", "/connections", json=sftp(inbox), rights=CLIENT_ROLE)
    reader = await world.call("POST", "/connections", json=mail, rights=["connections:read"])
    offered = {c["name"]: c["may_set_up"] for c in (await world.call("GET", "/connectors", rights=CLIENT_ROLE)).json()}

    assert allowed.status_code == 201
    assert (refused.status_code, refused.json()["params"]) == (403, {"right": "connections:all"})
    assert reader.status_code == 403
    assert offered == {"email": True, "sftp": False, "folder": False}


@pytest.mark.feature(281)
async def test_a_client_role_cannot_touch_an_sftp_connection_by_any_route(world: World, inbox: SftpReceiver) -> None:
    connection = await world.by_sftp(inbox)
    path = f"/connections/{connection}"

    answers = [
        await world.call("PATCH", path, json={"name": "x"}, rights=CLIENT_ROLE),
        await world.call("DELETE", path, rights=CLIENT_ROLE),
        await world.call("POST", f"{path}/test", json={}, rights=CLIENT_ROLE),
        await world.call(
            "PUT",
            "/destination",
            json={"connection_id": str(connection), "settings": {"folder": "x"}},
            rights=CLIENT_ROLE,
        ),
    ]

    assert [a.status_code for a in answers] == [403] * 4


@pytest.mark.feature(293, 299)
async def test_a_channel_that_the_firm_has_not_enabled_cannot_be_chosen(world: World, inbox: SftpReceiver) -> None:
    firm = uuid4()
    await world.delivery.handle(client_configured(world.delivery.client_id, firm))
    await world.delivery.handle(firm_configured(firm, "email"))

    listed = {c["name"]: c["enabled"] for c in (await world.call("GET", "/connectors")).json()}
    refused = await world.call("POST", "/connections", json=sftp(inbox))

    assert listed == {"email": True, "sftp": False, "folder": False}
    assert (refused.status_code, refused.json()["code"]) == (409, "channel_disabled")


@pytest.mark.feature(284, 285, 322, 326)
async def test_a_firms_named_connection_is_used_by_its_clients_and_by_nobody_else(
    world: World, inbox: SftpReceiver
) -> None:
    firm, other_firm = uuid4(), uuid4()
    await world.delivery.handle(client_configured(world.delivery.client_id, firm))
    await world.delivery.handle(client_configured(world.delivery.other_client_id, other_firm))
    made = await world.call("POST", f"/v1/firms/{firm}/connections", json=sftp(inbox), firm_id=firm)
    connection = made.json()["connection_id"]

    mine = (await world.call("GET", "/connections")).json()
    strangers = (await world.call("GET", "/connections", client_id=world.delivery.other_client_id)).json()
    body = {"connection_id": connection, "settings": {"folder": "zilverlinde"}}
    put = await world.call("PUT", "/destination", json=body)
    put_by_stranger = await world.call("PUT", "/destination", json=body, client_id=world.delivery.other_client_id)
    await world.hear(await world.rendered())
    await world.work()

    assert [(c["name"], c["owner"], c["config"]) for c in mine] == [("Server kantoor", "firm", {})]
    assert strangers == []
    assert (put.status_code, put_by_stranger.status_code) == (200, 404)
    assert await world.states() == ["confirmed"]
    assert len(inbox.files("/zilverlinde")) == 1


async def test_a_firms_connection_is_the_firms_to_change(world: World, inbox: SftpReceiver) -> None:
    firm = uuid4()
    await world.delivery.handle(client_configured(world.delivery.client_id, firm))
    made = await world.call("POST", f"/v1/firms/{firm}/connections", json=sftp(inbox), firm_id=firm)
    path = f"/connections/{made.json()['connection_id']}"

    by_client = await world.call("PATCH", path, json={"name": "x"})
    by_other_firm = await world.call("PATCH", f"/v1/firms/{firm}{path}", json={"name": "x"}, firm_id=uuid4())
    by_firm = await world.call("PATCH", f"/v1/firms/{firm}{path}", json={"name": "Nieuw"}, firm_id=firm)
    listed = await world.call("GET", f"/v1/firms/{firm}/connections", firm_id=firm)
    removed = await world.call("DELETE", f"/v1/firms/{firm}{path}", firm_id=firm)

    assert (by_client.status_code, by_other_firm.status_code, by_firm.status_code) == (403, 404, 200)
    assert [c["name"] for c in listed.json()] == ["Nieuw"]
    assert removed.status_code == 204


@pytest.mark.feature(284, 321)
async def test_the_test_button_says_what_is_wrong_in_the_readers_language_and_when_it_works(
    world: World, inbox: SftpReceiver
) -> None:
    made = await world.call("POST", "/connections", json=sftp(inbox, host_key=""))
    path = f"/connections/{made.json()['connection_id']}"

    first = (await world.call("POST", f"{path}/test", json={}, language="fr")).json()
    await world.call("PATCH", path, json={"config": {"host_key": first["reason"]["params"]["seen"]}})
    second = (await world.call("POST", f"{path}/test", json={"settings": {"folder": "zilverlinde"}})).json()
    shown = (await world.call("GET", path)).json()

    assert (first["works"], first["reason"]["code"]) == (False, "host_key_unknown")
    assert inbox.fingerprint in first["reason"]["text"]
    assert second == {"works": True, "reason": None}
    assert shown["checked_at"] is not None


async def test_a_change_keeps_the_secrets_that_are_not_named(world: World, inbox: SftpReceiver) -> None:
    connection = await world.by_sftp(inbox)
    path = f"/connections/{connection}"

    renamed = await world.call("PATCH", path, json={"name": "Nieuwe naam", "config": {"folder": ""}})
    works = await world.call("POST", f"{path}/test", json={})
    emptied = await world.call("PATCH", path, json={"config": {"password": None}})

    assert (renamed.json()["name"], renamed.json()["secrets"]) == ("Nieuwe naam", ["password"])
    assert works.json()["works"]
    assert emptied.status_code == 422, "a password or a key is needed"


async def test_a_connection_in_use_is_not_removed(world: World) -> None:
    connection = await world.by_mail()

    refused = await world.call("DELETE", f"/connections/{connection}", language="nl")
    await world.call("DELETE", "/destination")
    removed = await world.call("DELETE", f"/connections/{connection}")
    gone = await world.call("GET", f"/connections/{connection}")

    assert (refused.status_code, refused.json()["code"]) == (409, "connection_in_use")
    assert "kies eerst een andere bestemming" in refused.json()["detail"]
    assert (removed.status_code, gone.status_code) == (204, 404)


async def test_another_clients_connection_is_not_there(world: World, inbox: SftpReceiver) -> None:
    connection = await world.by_sftp(inbox)
    other = world.delivery.other_client_id
    path = f"/connections/{connection}"

    answers = [
        await world.call("GET", path, client_id=other),
        await world.call("PATCH", path, json={"name": "x"}, client_id=other),
        await world.call("DELETE", path, client_id=other),
        await world.call("POST", f"{path}/test", json={}, client_id=other),
        await world.call("GET", f"/v1/clients/{world.delivery.client_id}/connections", client_id=other),
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
    world: World, inbox: SftpReceiver, config: dict[str, Any], field: str
) -> None:
    answer = await world.call("POST", "/connections", json=sftp(inbox, password=CANARY, **config))

    assert answer.status_code == 422
    assert field in answer.json()["detail"]
    assert CANARY not in answer.text


async def test_a_destination_is_checked_against_the_form_of_its_connector(world: World) -> None:
    connection = str(await world.by_mail())

    wrong = await world.call(
        "PUT", "/destination", json={"connection_id": connection, "settings": {"address": "geen adres"}}
    )
    shown = (await world.call("GET", "/destination")).json()

    assert wrong.status_code == 422
    assert shown["settings"]["address"] == "uid4711@docin.pakket.example"


async def test_an_sftp_server_inside_the_operators_network_cannot_be_reached(
    harness: OpenHarness, tmp_path: Path, inbox: SftpReceiver
) -> None:
    world = World(await harness(app, **service_settings(tmp_path, delivery_open_networks="")))
    made = await world.call("POST", "/connections", json=sftp(inbox))

    tested = await world.call("POST", f"/connections/{made.json()['connection_id']}/test", json={})

    assert tested.json()["reason"]["code"] == "address_forbidden"


@pytest.mark.parametrize("channel", ["sftp", "email"])
async def test_the_canary_secret_is_in_no_answer_no_event_no_log_and_no_row(
    world: World, mailbox: SmtpReceiver, inbox: SftpReceiver, capfd: pytest.CaptureFixture[str], channel: str
) -> None:
    capfd.readouterr()
    if channel == "sftp":
        new = sftp(inbox, password=CANARY)
        settings: dict[str, Any] = {"folder": "zilverlinde"}
    else:
        own = {"host": "127.0.0.1", "port": mailbox.port, "username": "levering", "password": CANARY}
        new = {"connector": "email", "name": "Post", "config": own | {"sender": "kantoor@cormoran.example"}}
        settings = {"address": "uid4711@docin.pakket.example"}
    answers = [await world.call("POST", "/connections", json=new)]
    connection = answers[0].json()["connection_id"]
    put = {"connection_id": connection, "settings": settings}
    answers.append(await world.call("PUT", "/destination", json=put))
    event = await world.rendered()
    await world.hear(event)
    await world.work(2)
    answers += [
        await world.call("GET", "/connections"),
        await world.call("GET", f"/connections/{connection}"),
        await world.call("PATCH", f"/connections/{connection}", json={"name": "Andere naam"}),
        await world.call("POST", f"/connections/{connection}/test", json={}),
        await world.call("GET", "/deliveries"),
        await world.call("PATCH", f"/connections/{connection}", json={"config": {"port": CANARY}}),
    ]
    events = await world.delivery.events(DeliveryFailed, DeliveryCompleted)
    rows = await dump(world)
    printed = capfd.readouterr()

    assert events, "the password was used, and refused"
    assert await sealed(world, UUID(connection)), "and it is kept"
    for place in [*(a.text for a in answers), *(e.model_dump_json() for e in events), rows, printed.out, printed.err]:
        assert CANARY not in place


async def test_a_server_that_repeats_our_password_does_not_get_it_into_our_records(world: World) -> None:
    from services.delivery.connections.secrets import hide

    said = f"535 wrong password {CANARY} (AUTH PLAIN a2FuYXJpZS03ZjNhOTEtZ2VoZWlt)"

    assert hide(said, [CANARY]) == "535 wrong password ••• (AUTH PLAIN •••)"


async def test_a_sealed_secret_does_not_open_in_another_row(world: World, inbox: SftpReceiver) -> None:
    first, second = await world.by_sftp(inbox), await world.by_sftp(inbox)
    async with world.delivery.context().transaction() as tx:
        swap = (
            "UPDATE delivery.connection SET sealed = (SELECT sealed FROM delivery.connection WHERE connection_id = :a)"
        )
        await tx.execute(text(f"{swap} WHERE connection_id = :b").bindparams(a=first, b=second))
    await world.hear(await world.rendered())

    await world.work()

    assert [f.reason.code for f in await world.delivery.events(DeliveryFailed)] == ["connection_incomplete"]


async def dump(world: World) -> str:
    """Every row of every table of the service, as text."""
    async with world.delivery.context().read(all_tenants=True) as tx:
        tables = ["connection", "destination", "delivery", "attempt", "outbox", "inbox", "dead_letter"]
        found = [await tx.rows(text(f"SELECT to_jsonb(t) FROM delivery.{table} t")) for table in tables]
    return json.dumps([[row[0] for row in rows] for rows in found])


async def sealed(world: World, connection_id: UUID) -> bytes | None:
    async with world.delivery.context().read() as tx:
        found: bytes | None = await tx.value(
            text("SELECT sealed FROM delivery.connection WHERE connection_id = :id").bindparams(id=connection_id)
        )
    return found
