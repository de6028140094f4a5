"""An address is one sign-in on the platform, and whoever adds a user does not learn from us that a stranger has it."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from libs.service_kit.testing import Harness
from services.directory.addresses import TAKEN_A_DAY
from services.directory.domain.rights import Role
from services.directory.service import Deps
from services.directory.tables import User
from tests.directory import builders
from tests.directory.builders import PASSWORD, SignedInUser

NAMES = {"first_name": "Noor", "last_name": "Maes"}
CHANGING = ("id", "at", "email", "vat_number", "mobile")
OTHER_PASSWORD = "andere-sloten-12-fietsen"


async def strangers_address(directory: Harness[Deps]) -> str:
    """Returns the address of an employee of a firm that nobody else in the test knows."""
    address = builders.email("vreemd")
    await builders.employee(await builders.firm_admin(directory), email=address)
    return address


def owner_of(client: Mapping[str, Any], admin: SignedInUser) -> SignedInUser:
    return SignedInUser(admin.directory, UUID(client["contact"]["user_id"]), Role.CLIENT_OWNER)


async def enters(door: str, admin: SignedInUser, address: str) -> Any:
    """Enter an address at one of the doors. Returns the answer."""
    client = await admin.makes_client()
    identity, user_id = client["client_id"], client["contact"]["user_id"]
    match door:
        case "staff":
            return await admin.in_firm("POST", "/staff", json=NAMES | {"email": address, "password": PASSWORD})
        case "staff changed":
            employee = await builders.employee(admin)
            return await admin.in_firm("PATCH", f"/staff/{employee.user_id}", json={"email": address})
        case "client":
            new = builders.new_client(contact={"email": address, "password": PASSWORD})
            return await admin.http("POST", "/v1/clients", json=new)
        case "client changed":
            return await admin.on(identity, "PATCH", json={"contact": {"email": address}})
        case "user by owner":
            return await owner_of(client, admin).on(identity, "POST", "/users", json=NAMES | {"email": address})
        case "user by firm":
            return await admin.on(identity, "POST", "/users", json=NAMES | {"email": address, "password": PASSWORD})
    return await admin.on(identity, "PATCH", f"/users/{user_id}", json={"email": address})


DOORS = ("staff", "staff changed", "client", "client changed", "user by owner", "user by firm", "user changed")


def shape(value: Any) -> Any:
    """A value without what differs between any two users."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items() if not key.endswith(CHANGING) and key != "groups"}
    return [shape(one) for one in value] if isinstance(value, list) else value


async def seen_by(admin: SignedInUser) -> Any:
    """What the administrator sees of their firm afterwards."""
    clients = (await admin.http("GET", "/v1/clients")).json()["items"]
    users = [(await admin.on(one["client_id"], "GET", "/users")).json() for one in clients]
    trail = (await admin.in_firm("GET", "/audit")).json()["items"]
    staff = (await admin.in_firm("GET", "/staff")).json()
    return shape([clients, users, staff, [(one["action"], sorted(one["new"])) for one in trail]])


@pytest.mark.feature(16)
@pytest.mark.parametrize("door", DOORS)
async def test_a_strangers_address_is_answered_like_a_new_one(directory: Harness[Deps], door: str) -> None:
    taken, free = await strangers_address(directory), builders.email("nieuw")
    admins = [await builders.firm_admin(directory) for _ in range(2)]

    answers = [await enters(door, admin, one) for admin, one in zip(admins, (taken, free), strict=True)]

    of_taken, of_free = [(one.status_code, shape(one.json()), sorted(one.headers)) for one in answers]
    assert of_taken == of_free
    assert of_taken[0] in (200, 201)
    assert taken in answers[0].text
    assert await seen_by(admins[0]) == await seen_by(admins[1])


@pytest.mark.parametrize("door", DOORS)
async def test_who_has_an_address_keeps_it(directory: Harness[Deps], door: str) -> None:
    address = builders.email("vreemd")
    holder = await builders.employee(await builders.firm_admin(directory), email=address, password=OTHER_PASSWORD)

    await enters(door, await builders.firm_admin(directory), address.upper())

    own = await builders.sign_in(directory, address, OTHER_PASSWORD)
    with_theirs = await builders.sign_in(directory, address, PASSWORD)
    assert (own.status_code, own.json()["user_id"]) == (200, str(holder.user_id))
    assert with_theirs.status_code == 401


@pytest.mark.feature(16)
@pytest.mark.parametrize("door", DOORS)
async def test_a_firm_hears_of_an_address_that_it_sees_itself(directory: Harness[Deps], door: str) -> None:
    admin = await builders.firm_admin(directory)
    address = builders.email("collega")
    if door == "user by owner":
        client = await admin.makes_client()
        new = NAMES | {"email": address}
        owner = owner_of(client, admin)
        await owner.on(client["client_id"], "POST", "/users", json=new)
        answer = await owner.on(client["client_id"], "POST", "/users", json=new)
    else:
        await builders.employee(admin, email=address)
        answer = await enters(door, admin, address.upper())

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


async def test_a_company_hears_nothing_of_another_one_of_its_firm(admin: SignedInUser) -> None:
    taken = (await admin.makes_client())["contact"]["email"]

    answer = await enters("user by owner", admin, taken)

    assert answer.status_code == 201


async def test_a_firm_enters_few_addresses_of_strangers_a_day_whoever_of_it_does(directory: Harness[Deps]) -> None:
    admin = await builders.firm_admin(directory)
    client = await admin.makes_client()
    path = (client["client_id"], "POST", "/users")
    taken = [await strangers_address(directory) for _ in range(TAKEN_A_DAY + 1)]

    free = [(await admin.in_firm("POST", "/staff", json=NAMES | {"email": builders.email()})) for _ in range(3)]
    answers = [
        await admin.in_firm("POST", "/staff", json=NAMES | {"email": one})
        if number % 2
        else await admin.on(*path, json=NAMES | {"email": one})
        for number, one in enumerate(taken)
    ]
    afterwards = await admin.on(*path, json=NAMES | {"email": builders.email()})
    own = await owner_of(client, admin).on(*path, json=NAMES | {"email": builders.email()})

    assert {one.status_code for one in free} == {201}
    assert [one.status_code for one in answers] == [201] * TAKEN_A_DAY + [429]
    assert (afterwards.status_code, own.status_code) == (429, 201)


async def test_of_several_who_enter_one_new_address_at_once_one_has_it(directory: Harness[Deps]) -> None:
    admins = [await builders.firm_admin(directory) for _ in range(5)]
    address = builders.email("wie.eerst")

    answers = await asyncio.gather(
        *(one.in_firm("POST", "/staff", json=NAMES | {"email": address, "password": PASSWORD}) for one in admins)
    )

    async with directory.context().read(all_tenants=True) as tx:
        held = await tx.all(select(User.email_held).where(User.email == address))
    assert [one.status_code for one in answers] == [201] * 5
    assert sorted(held) == [False] * 4 + [True]


async def test_an_operator_is_told(directory: Harness[Deps]) -> None:
    new = builders.new_firm()
    await builders.operator(directory).http("POST", "/v1/firms", json=new)

    answer = await builders.operator(directory).http("POST", "/v1/firms", json=new)

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


async def test_who_waits_has_the_address_once_it_is_free_and_entered_again(directory: Harness[Deps]) -> None:
    admin, former = await builders.firm_admin(directory), await builders.firm_admin(directory)
    address = builders.email("verhuisd")
    holder = await builders.employee(former, email=address)
    user = await builders.employee(admin, email=address, password=OTHER_PASSWORD)
    path = f"/staff/{user.user_id}"
    early = await admin.in_firm("PATCH", path, json={"email": address})
    before = await builders.sign_in(directory, address, OTHER_PASSWORD)

    await former.in_firm("PATCH", f"/staff/{holder.user_id}", json={"email": builders.email("oud"), "active": False})
    again = await admin.in_firm("PATCH", path, json={"email": address})

    assert (early.status_code, before.status_code, again.status_code) == (200, 401, 200)
    assert (await builders.sign_in(directory, address, OTHER_PASSWORD)).json()["user_id"] == str(user.user_id)
