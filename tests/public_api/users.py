"""Twelve kinds of user around one client company, signed in, with the objects of that company and of others."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform, User
from tests.ingest.builders import pdf

READ = {"documents:read", "bank:read", "tasks:read", "deliveries:read", "connections:read", "client:read"}
WORK = READ | {"documents:write", "bank:write", "tasks:write", "deliveries:write"}
PEOPLE = {"connections:email", "users:read", "users:write"}
ON_THE_CLIENT: Mapping[str, set[str]] = {
    "reader": READ,
    "owner": WORK | PEOPLE | {"client:hand_over"},
    "staff": WORK | PEOPLE | {"connections:all", "client:write"},
    "admin": WORK | PEOPLE | {"connections:all", "client:write", "client:hand_over"},
}
"""What each user may do on the client, written here a second time: a change of the rights has to be meant."""
ELSEWHERE: Mapping[str, set[str]] = {
    "admin of another firm": {"me", "firm:read", "firm:write", "clients:read", "clients:write", "connections:all"},
    "owner at another firm": {"me"},
    "staff of another group": {"me", "firm:read", "clients:read", "clients:write"},
    "owner of another client": {"me"},
    "operator": {"me", "firms:read", "firms:write"},
    "reader": {"me"},
    "owner": {"me"},
    "staff": {"me", "firm:read", "clients:read", "clients:write"},
    "admin": {"me", "firm:read", "firm:write", "clients:read", "clients:write", "connections:all"},
}
NOBODY = ("anonymous", "junk token", "disabled")
OF_THE_FIRM = ("staff of another group", "staff", "admin")


@dataclass(frozen=True)
class World:
    """The users by kind, and the ids of the client's objects and of two other clients' by parameter name."""

    headers: Mapping[str, Mapping[str, str]]
    users: Mapping[str, User]
    ids: Mapping[str, object]
    foreign: Mapping[str, Mapping[str, object]]


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def _user(platform: Platform, admin: User, client: str, role: str) -> User:
    address = email(role.replace("_", ""))
    new = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD, "role": role}
    answer = await admin("POST", f"/v1/clients/{client}/users", json=new)
    assert answer.status_code == 201, answer.text
    return await platform.sign_in(address)


async def _employee(platform: Platform, admin: User, groups: list[str]) -> User:
    address = email("collega")
    new = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD, "groups": groups}
    answer = await admin("POST", f"/v1/firms/{admin.session['firm_id']}/staff", json=new)
    assert answer.status_code == 201, answer.text
    return await platform.sign_in(address)


async def _objects(owner: User) -> dict[str, object]:
    """A document, the task that it ends in (it cannot be read), a connection and a user of the owner's company."""
    base = f"/v1/clients/{owner.session['client_id']}"
    files = [("files", ("a.pdf", pdf(email()), "application/pdf"))]
    document = (await owner("POST", f"{base}/documents", files=files)).json()["results"][0]["document_id"]
    config = {"host": "mail.voorbeeld.example", "sender": "a@voorbeeld.example", "username": "u", "password": "geheim"}
    new = {"connector": "email", "name": "Eigen mail", "config": config}
    connection = await owner("POST", f"{base}/connections", json=new)
    assert connection.status_code == 201, connection.text
    async with asyncio.timeout(60):
        while True:
            tasks = (await owner("GET", f"{base}/tasks")).json()["items"]
            if tasks:
                break
            await asyncio.sleep(0.2)
    return {
        "document_id": document,
        "connection_id": connection.json()["connection_id"],
        "task_id": tasks[0]["task_id"],
        "user_id": owner.session["user_id"],
    }


async def populate(platform: Platform) -> World:
    """Make all of them."""
    admin, other_admin = await platform.firm(), await platform.firm()
    firm = f"/v1/firms/{admin.session['firm_id']}"
    north, south = [
        (await admin("POST", f"{firm}/groups", json={"name": name})).json()["group_id"] for name in ("Noord", "Zuid")
    ]
    owner_address = email("zaakvoerder")
    client = await platform.client(admin, contact={"email": owner_address, "password": PASSWORD}, groups=[north])
    users = {
        "admin": admin,
        "owner": await platform.sign_in(owner_address),
        "reader": await _user(platform, admin, client["client_id"], "client_reader"),
        "disabled": await _user(platform, admin, client["client_id"], "client_owner"),
        "staff": await _employee(platform, admin, [north]),
        "staff of another group": await _employee(platform, admin, [south]),
        "owner of another client": await platform.owner(admin),
        "admin of another firm": other_admin,
        "owner at another firm": await platform.owner(other_admin),
        "operator": await platform.operator(),
    }
    disabled = f"/v1/clients/{client['client_id']}/users/{users['disabled'].session['user_id']}"
    answer = await admin("PATCH", disabled, json={"active": False})
    assert answer.status_code == 200, answer.text
    headers = {kind: bearer(user.session["token"]) for kind, user in users.items()}
    own = {"client_id": client["client_id"], "firm_id": admin.session["firm_id"], "number": 1, "package": "octopus"}
    return World(
        headers={"anonymous": {}, "junk token": bearer("srn_" + "x" * 43), **headers},
        users=users,
        ids=own | await _objects(users["owner"]),
        foreign={kind: await _objects(users[kind]) for kind in ("owner of another client", "owner at another firm")},
    )


def expected(kind: str, template: str, right: str | None) -> set[int] | None:
    """The statuses that this kind of user may get, or None where they may do it: anything but 401, 403 and 5xx."""
    if kind in NOBODY:
        return {401}
    if "{client_id}" in template:
        if kind not in ON_THE_CLIENT:
            return {404}
        return None if right is None or right in ON_THE_CLIENT[kind] else {403}
    if right is not None and right not in ELSEWHERE[kind]:
        return {403, 404}
    if "{firm_id}" in template and kind not in OF_THE_FIRM and not (right or "").startswith("firms:"):
        return {404}
    return None


def as_expected(status: int, wanted: set[int] | None) -> bool:
    """Whether a status is what `expected` said."""
    return status in wanted if wanted is not None else status < 500 and status not in (401, 403)


def body_of(operation: Mapping[str, Any]) -> dict[str, Any]:
    """An empty body of the kind that the operation takes."""
    return {"json": {}} if "requestBody" in operation else {}
