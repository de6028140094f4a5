"""The connections of a firm for all of its clients: its administrators set them up, its staff and clients use them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx
import pytest

from libs.embedded.receivers import SftpReceiver
from services.directory.domain.rights import ELSEWHERE, Role, rights_on_client
from tests.delivery.builders import client_configured
from tests.delivery.running import RunningDelivery, sftp_config

OTHERS = [role for role in Role if role is not Role.FIRM_ADMIN]


@dataclass(frozen=True)
class Signed:
    """A user of a role who calls delivery as the gateway lets them."""

    delivery: RunningDelivery
    role: Role
    firm_id: UUID | None = None

    async def on_firm(self, method: str, path: str, **more: Any) -> httpx.Response:
        rights = sorted(ELSEWHERE[self.role])
        firm = firm_of(self.delivery)
        more["firm_id"] = self.firm_id or firm
        return await self.delivery.call(method, f"/v1/firms/{firm}{path}", rights=rights, **more)

    async def on_client(self, method: str, path: str, **more: Any) -> httpx.Response:
        rights = sorted(rights_on_client(self.role, closed=False))
        return await self.delivery.call(method, path, rights=rights, **more)


def firm_of(delivery: RunningDelivery) -> UUID:
    """The firm of this test's client."""
    return uuid5(delivery.harness.client_id, "firm")


async def set_up(delivery: RunningDelivery, connector: str, config: dict[str, Any]) -> str:
    """A connection of the firm, made by its administrator."""
    await delivery.harness.handle(client_configured(delivery.harness.client_id, firm_of(delivery)))
    new = {"connector": connector, "name": "Kantoor", "config": config}
    made = await Signed(delivery, Role.FIRM_ADMIN).on_firm("POST", "/connections", json=new)
    assert made.status_code == 201, made.text
    connection: str = made.json()["connection_id"]
    return connection


async def test_an_administrator_sets_up_reads_tests_changes_and_removes(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    admin = Signed(delivery, Role.FIRM_ADMIN)
    path = f"/connections/{await set_up(delivery, 'sftp', sftp_config(inbox))}"

    shown = await admin.on_firm("GET", path)
    tested = await admin.on_firm("POST", f"{path}/test", json={})
    offered = await admin.on_firm("GET", "/connectors")
    moved = await admin.on_firm("PATCH", path, json={"config": {"username": "iemand-anders"}})
    removed = await admin.on_firm("DELETE", path)

    assert (shown.json()["config"]["username"], shown.json()["secrets"]) == ("kantoor", ["password"])
    assert tested.json()["works"]
    assert all(one["may_set_up"] for one in offered.json())
    assert (moved.status_code, moved.json()["code"]) == (422, "secret_needed")
    assert removed.status_code == 204


@pytest.mark.parametrize("role", OTHERS)
async def test_nobody_else_gets_at_them_through_the_firm(
    delivery: RunningDelivery, inbox: SftpReceiver, role: Role
) -> None:
    path = f"/connections/{await set_up(delivery, 'sftp', sftp_config(inbox))}"
    user = Signed(delivery, role)

    answers = [
        await user.on_firm("GET", "/connectors"),
        await user.on_firm("GET", "/connections"),
        await user.on_firm("GET", path),
        await user.on_firm("POST", "/connections", json={"connector": "email", "name": "x"}),
        await user.on_firm("PATCH", path, json={"name": "x"}),
        await user.on_firm("POST", f"{path}/test", json={}),
        await user.on_firm("DELETE", path),
    ]

    assert [a.status_code for a in answers] == [403] * 7


async def test_an_administrator_of_another_firm_does_not_find_them(
    delivery: RunningDelivery, inbox: SftpReceiver
) -> None:
    path = f"/connections/{await set_up(delivery, 'sftp', sftp_config(inbox))}"
    stranger = Signed(delivery, Role.FIRM_ADMIN, firm_id=uuid4())

    answers = [
        await stranger.on_firm("GET", "/connections"),
        await stranger.on_firm("GET", path),
        await stranger.on_firm("PATCH", path, json={"config": {"password": "x", "host": "evil.example"}}),
        await stranger.on_firm("POST", f"{path}/test", json={}),
        await stranger.on_firm("DELETE", path),
    ]

    assert [a.status_code for a in answers] == [404] * 5


@pytest.mark.parametrize("role", [Role.FIRM_ADMIN, Role.FIRM_STAFF, Role.CLIENT_OWNER, Role.CLIENT_READER])
async def test_on_a_client_they_are_used_and_neither_read_nor_moved(
    delivery: RunningDelivery, inbox: SftpReceiver, role: Role
) -> None:
    connection = await set_up(delivery, "sftp", sftp_config(inbox))
    user, path = Signed(delivery, role), f"/connections/{connection}"
    theirs = {"host": "evil.example", "username": "x", "password": "x"}
    place = {"connection_id": connection, "settings": {"folder": "zilverlinde"}}

    listed = await user.on_client("GET", "/connections")
    shown = await user.on_client("GET", path)
    moved = await user.on_client("PATCH", path, json={"config": theirs})
    removed = await user.on_client("DELETE", path)
    chosen = await user.on_client("PUT", "/destination", json=place)

    staff = role in {Role.FIRM_ADMIN, Role.FIRM_STAFF}
    assert [(c["name"], c["config"], c["secrets"]) for c in (*listed.json(), shown.json())] == [("Kantoor", {}, [])] * 2
    assert (moved.status_code, removed.status_code) == (403, 403)
    assert chosen.status_code == (200 if staff else 403), "another client's folder is one word away"
    assert all(text not in listed.text + shown.text + moved.text for text in ("geheim", "127.0.0.1", 'kantoor"'))


async def test_an_owner_sends_by_the_mail_account_of_the_firm(delivery: RunningDelivery) -> None:
    connection = await set_up(delivery, "email", {})
    owner = Signed(delivery, Role.CLIENT_OWNER)
    await Signed(delivery, Role.FIRM_STAFF).on_client(
        "PUT",
        "/destination",
        json={"connection_id": connection, "settings": {"address": "uid4711@docin.pakket.example"}, "active": False},
    )

    chosen = await owner.on_client(
        "PUT",
        "/destination",
        json={"connection_id": connection, "settings": {"address": "uid4711@docin.pakket.example"}},
    )
    await delivery.handle(await delivery.rendered())
    await delivery.work()

    assert chosen.status_code == 200
    assert await delivery.states() == ["confirmed"]
