"""Firms, their staff and groups, and which clients each user sees."""

import asyncio
from uuid import UUID

import pytest

from contracts.events.client import ClientConfigured
from contracts.events.firm import FirmConfigured
from libs.service_kit.testing import Harness
from services.directory.domain.rights import Role
from services.directory.service import Deps
from tests.directory import builders
from tests.directory.builders import SignedInUser


async def firm_snapshots(user: SignedInUser) -> list[FirmConfigured]:
    events = await user.directory.events(FirmConfigured)
    return [event for event in events if event.firm_id == user.firm_id]


async def sees(user: SignedInUser, client: str) -> int:
    """Returns the status code of the gateway's question about this user and this client."""
    return (await builders.access(user.directory, user.user_id, client)).status_code


async def listed(user: SignedInUser) -> list[str]:
    answer = await user.http("GET", "/v1/clients")
    return [item["client_id"] for item in answer.json()["items"]]


async def test_an_operator_makes_a_firm_with_its_administrator(directory: Harness[Deps]) -> None:
    admin = await builders.firm_admin(directory, name="Kantoor De Valk")

    (published,) = await firm_snapshots(admin)
    shown = (await admin.in_firm("GET")).json()
    groups = (await admin.in_firm("GET", "/groups")).json()
    assert (published.name, published.active, shown["name"]) == ("Kantoor De Valk", True, "Kantoor De Valk")
    assert [group["everyone"] for group in groups] == [True]


async def test_only_an_operator_makes_firms(admin: SignedInUser) -> None:
    answer = await admin.http("POST", "/v1/firms", json=builders.new_firm())

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.feature(56)
async def test_without_groups_all_staff_see_all_clients(admin: SignedInUser) -> None:
    employee = await builders.employee(admin)
    client = await admin.makes_client()

    assert await sees(employee, client["client_id"]) == 200
    assert await listed(employee) == [client["client_id"]]


@pytest.mark.feature(53)
async def test_staff_of_one_group_does_not_find_clients_of_another(admin: SignedInUser) -> None:
    north, south = [(await admin.in_firm("POST", "/groups", json={"name": n})).json() for n in ("Noord", "Zuid")]
    employee = await builders.employee(admin, groups=[north["group_id"]])
    mine = await admin.makes_client(groups=[north["group_id"]])
    other = await admin.makes_client(groups=[south["group_id"]])

    assert [await sees(employee, client["client_id"]) for client in (mine, other)] == [200, 404]
    assert await listed(employee) == [mine["client_id"]]
    assert set(await listed(admin)) == {mine["client_id"], other["client_id"]}


@pytest.mark.feature(55)
async def test_a_client_and_an_employee_move_between_groups_and_lose_nothing(admin: SignedInUser) -> None:
    branch = (await admin.in_firm("POST", "/groups", json={"name": "Filiaal Aalst"})).json()["group_id"]
    employee, client = await builders.employee(admin), await admin.makes_client(reference="0417")

    await admin.on(client["client_id"], "PATCH", json={"groups": [branch]})
    between = await sees(employee, client["client_id"])
    await admin.in_firm("PATCH", f"/staff/{employee.user_id}", json={"groups": [branch]})

    published = await admin.directory.events(ClientConfigured, clients=[UUID(client["client_id"])])
    assert (between, await sees(employee, client["client_id"])) == (404, 200)
    assert (await admin.on(client["client_id"], "GET")).json() == client | {"groups": [branch]}
    assert published[-1].groups == (UUID(branch),)


async def test_staff_cannot_move_a_client_to_a_group_that_they_do_not_see(admin: SignedInUser) -> None:
    elsewhere = (await admin.in_firm("POST", "/groups", json={"name": "Elders"})).json()["group_id"]
    employee = await builders.employee(admin)

    answer = await employee.http("POST", "/v1/clients", json=builders.new_client(groups=[elsewhere]))

    assert (answer.status_code, answer.json()["code"]) == (422, "group_not_yours")
    assert await listed(admin) == []


async def test_a_group_of_another_firm_is_refused(admin: SignedInUser) -> None:
    stranger = await builders.firm_admin(admin.directory)
    (theirs,) = (await stranger.in_firm("GET", "/groups")).json()

    answer = await admin.http("POST", "/v1/clients", json=builders.new_client(groups=[theirs["group_id"]]))

    assert (answer.status_code, answer.json()["code"]) == (422, "group_unknown")


@pytest.mark.feature(54)
async def test_a_disabled_employee_loses_access_at_once(admin: SignedInUser) -> None:
    address = builders.email("collega")
    employee, client = await builders.employee(admin, email=address), await admin.makes_client()
    before = await sees(employee, client["client_id"])

    await admin.in_firm("PATCH", f"/staff/{employee.user_id}", json={"active": False})

    assert (before, await sees(employee, client["client_id"])) == (200, 401)
    assert (await builders.sign_in(admin.directory, address)).status_code == 401


async def test_an_administrator_cannot_disable_themselves(admin: SignedInUser) -> None:
    answer = await admin.in_firm("PATCH", f"/staff/{admin.user_id}", json={"active": False})

    assert (answer.status_code, answer.json()["code"]) == (409, "not_yourself")


@pytest.mark.parametrize("change", [{"role": "firm_staff"}, {"active": False}], ids=str)
async def test_administrators_who_remove_each_other_at_once_leave_one(
    admin: SignedInUser, change: dict[str, object]
) -> None:
    others = [await builders.employee(admin, role=Role.FIRM_ADMIN) for _ in range(3)]
    everyone = [admin, *others]

    answers = await asyncio.gather(
        *(
            one.in_firm("PATCH", f"/staff/{everyone[(place + 1) % 4].user_id}", json=change)
            for place, one in enumerate(everyone)
        )
    )

    staff = (await admin.in_firm("GET", "/staff")).json()
    left = [one for one in staff if one["role"] == "firm_admin" and one["active"]]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409] == ["last_admin"]
    assert len(left) == 1


async def test_nobody_of_a_suspended_firm_signs_in_and_its_clients_are_not_served(admin: SignedInUser) -> None:
    client = await admin.makes_client()

    await builders.operator(admin.directory).http("PUT", f"/v1/firms/{admin.firm_id}/status", json={"active": False})

    published = await admin.directory.events(ClientConfigured, clients=[UUID(client["client_id"])])
    assert await sees(admin, client["client_id"]) == 401
    assert [event.active for event in published] == [True, False]
    assert [event.active for event in await firm_snapshots(admin)] == [True, False]


@pytest.mark.parametrize("path", ["", "/staff", "/groups", "/audit"])
async def test_another_firm_is_not_found(admin: SignedInUser, path: str) -> None:
    stranger = await builders.firm_admin(admin.directory)

    answer = await admin.http("GET", f"/v1/firms/{stranger.firm_id}{path}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_no_list_of_a_firm_shows_a_row_of_another(admin: SignedInUser) -> None:
    stranger = await builders.firm_admin(admin.directory)
    theirs = {(await stranger.makes_client())["client_id"], str((await builders.employee(stranger)).user_id)}
    theirs |= {group["group_id"] for group in (await stranger.in_firm("GET", "/groups")).json()}
    await admin.makes_client()

    paths = [f"/v1/firms/{admin.firm_id}{path}" for path in ("", "/staff", "/groups", "/audit")]
    shown = [(await admin.http("GET", path)).text for path in [*paths, "/v1/clients?search=a&status=all"]]

    assert not [identity for identity in (*theirs, str(stranger.firm_id)) if any(identity in text for text in shown)]


async def test_a_colleague_of_another_firm_is_not_changed(admin: SignedInUser) -> None:
    stranger = await builders.firm_admin(admin.directory)

    answer = await admin.in_firm("PATCH", f"/staff/{stranger.user_id}", json={"role": "firm_staff"})

    assert answer.status_code == 404


@pytest.mark.feature(27)
async def test_a_client_user_cannot_open_the_portal_of_the_firm(admin: SignedInUser) -> None:
    client = await admin.makes_client()
    owner = SignedInUser(admin.directory, UUID(client["contact"]["user_id"]), Role.CLIENT_OWNER)

    assert (await owner.http("GET", "/v1/clients")).status_code == 403
    assert (await owner.http("POST", "/v1/clients", json=builders.new_client())).status_code == 403


@pytest.mark.feature(14)
async def test_an_owner_adds_a_reader_and_the_audit_names_who_did_it(admin: SignedInUser) -> None:
    client = await admin.makes_client()
    owner = SignedInUser(admin.directory, UUID(client["contact"]["user_id"]), Role.CLIENT_OWNER)
    new = {"email": builders.email("lezer"), "first_name": "Noor", "last_name": "Maes", "role": "client_reader"}

    added = await owner.on(client["client_id"], "POST", "/users", json=new)

    rights = (await builders.access(admin.directory, UUID(added.json()["user_id"]), client["client_id"])).json()
    entry = (await admin.on(client["client_id"], "GET", "/audit")).json()["items"][0]
    assert added.status_code == 201
    assert "documents:read" in rights["rights"]
    assert "documents:write" not in rights["rights"]
    assert (entry["action"], entry["user_id"]) == ("user.added", str(owner.user_id))
