"""Two firms that enter one company: one tenant holds its number, the company decides, and nobody is told who serves."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, insert, select, true, update

from contracts.events.client import ClientConfigured
from services.directory.domain.rights import Role
from services.directory.handlers import settle_requests
from services.directory.tables import Client, HandOver
from tests.directory import builders
from tests.directory.builders import PASSWORD, SignedInUser

ANY = {"client_id", "firm_id", "groups", "contact", "vat_number"}


async def company_of(admin: SignedInUser, vat: str, **more: Any) -> tuple[dict[str, Any], SignedInUser]:
    """Returns a client of this firm and its owner, who has signed in."""
    address = builders.email("zaakvoerder")
    client = await admin.makes_client(vat_number=vat, contact={"email": address, "password": PASSWORD}, **more)
    await builders.sign_in(admin.directory, address)
    return client, SignedInUser(admin.directory, UUID(client["contact"]["user_id"]), Role.CLIENT_OWNER)


async def request_to(owner: SignedInUser, client: dict[str, Any]) -> dict[str, Any]:
    """Returns the newest request that the owner of a company sees."""
    answer = await owner.on(client["client_id"], "GET", "/requests")
    assert answer.status_code == 200, answer.text
    return dict(answer.json()[0])


async def answered(user: SignedInUser, client: dict[str, Any], *, accept: bool) -> int:
    request = await request_to(user, client)
    path = f"/requests/{request['request_id']}"
    return (await user.on(client["client_id"], "PUT", path, json={"accept": accept})).status_code


async def shown(admin: SignedInUser, client: dict[str, Any]) -> dict[str, Any]:
    return dict((await admin.on(client["client_id"], "GET")).json())


async def reaches(user: SignedInUser, client: dict[str, Any]) -> int:
    return (await builders.access(user.directory, user.user_id, client["client_id"])).status_code


async def as_if_later(admin: SignedInUser, client: dict[str, Any], days: int) -> None:
    """Let the requests for a file end and begin so many days earlier, and run the job."""
    earlier = timedelta(days=days)
    mine = update(HandOver).where(HandOver.client_id == UUID(client["client_id"]))
    async with admin.directory.running.context().transaction(all_tenants=True) as tx:
        await tx.execute(mine.values(expires_at=HandOver.expires_at - earlier, moves_at=HandOver.moves_at - earlier))
    await admin.directory.run(settle_requests)


async def holders(admin: SignedInUser, vat: str) -> list[str]:
    async with admin.directory.running.context().transaction(all_tenants=True) as tx:
        return [
            str(one) for one in await tx.all(select(Client.client_id).where(Client.vat_number == vat, Client.vat_held))
        ]


def shape(value: Any) -> Any:
    """The names and types of an answer, and its words."""
    if isinstance(value, dict):
        return {name: shape(one) if name not in ANY else "" for name, one in value.items()}
    return value if isinstance(value, bool) or name_of(value) else type(value).__name__


def name_of(value: Any) -> bool:
    return isinstance(value, str) and not value[:4].isdigit()


@pytest.fixture
async def other(admin: SignedInUser) -> SignedInUser:
    """Returns the administrator of another firm."""
    return await builders.firm_admin(admin.directory)


@pytest.mark.feature(10)
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
async def test_a_number_that_another_firm_serves_is_answered_like_any_other(
    admin: SignedInUser, other: SignedInUser, language: str
) -> None:
    vat = builders.vat_number()
    client, _ = await company_of(admin, vat)

    taken = await other.http("POST", "/v1/clients", json=builders.new_client(vat_number=vat), language=language)
    free = await other.http("POST", "/v1/clients", json=builders.new_client(), language=language)

    assert (taken.status_code, shape(taken.json())) == (free.status_code, shape(free.json()))
    assert taken.json()["confirmation"]["state"] == "asked"
    assert client["client_id"] not in taken.text
    assert await holders(admin, vat) == [client["client_id"]]
    assert await reaches(other, client) == 404


async def test_what_the_second_firm_sees_of_its_file_later_does_not_tell_either(
    admin: SignedInUser, other: SignedInUser
) -> None:
    vat = builders.vat_number()
    await company_of(admin, vat)
    taken, free = await other.makes_client(vat_number=vat), await other.makes_client()
    states = []

    for change in ({"skip_vat_check": True}, {"skip_vat_check": False}, {"closed": True}, {"closed": False}):
        answers = [await other.on(one["client_id"], "PATCH", json=change) for one in (taken, free)]
        assert shape(answers[0].json()) == shape(answers[1].json())
        states.append([one.json()["confirmation"]["state"] for one in answers])

    assert states == [["asked"] * 2, ["asked"] * 2, ["withdrawn"] * 2, ["asked"] * 2]


async def test_the_company_and_its_firm_see_who_asks_and_the_trail_says_so(
    admin: SignedInUser, other: SignedInUser
) -> None:
    vat = builders.vat_number()
    client, owner = await company_of(admin, vat)
    await other.makes_client(vat_number=vat)
    await admin.directory.run(settle_requests)

    request = await request_to(owner, client)
    to_firm = (await admin.in_firm("GET", "/requests")).json()
    trail = (await admin.on(client["client_id"], "GET", "/audit")).json()["items"]

    assert (request["firm_name"], request["state"]) == ("Kantoor Ter Linde", "asked")
    assert [one["request_id"] for one in to_firm] == [request["request_id"]]
    assert "client.asked_for" in [entry["action"] for entry in trail]
    assert (await other.in_firm("GET", "/requests")).json() == []


async def test_the_firm_that_asks_cannot_answer_nor_can_any_other(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    client, owner = await company_of(admin, vat)
    file = await other.makes_client(vat_number=vat)
    request = await request_to(owner, client)

    answer = await other.on(file["client_id"], "PUT", f"/requests/{request['request_id']}", json={"accept": True})

    assert answer.status_code == 404
    assert (await request_to(owner, client))["state"] == "asked"


@pytest.mark.parametrize("firm_first", [True, False])
async def test_a_company_moves_with_both_consents_and_the_old_firm_is_out_at_once(
    admin: SignedInUser, other: SignedInUser, *, firm_first: bool
) -> None:
    vat = builders.vat_number()
    client, owner = await company_of(admin, vat, reference="OUD-1")
    employee = await builders.employee(admin)
    file = await other.makes_client(vat_number=vat, reference="NIEUW-7")

    statuses = [
        await answered(user, client, accept=True) for user in ((admin, owner) if firm_first else (owner, admin))
    ]

    after = await shown(other, client)
    snapshots = await admin.directory.events(ClientConfigured, clients=[UUID(client["client_id"])])
    assert statuses == [204, 204]
    assert [await reaches(user, client) for user in (admin, employee)] == [404, 404]
    assert [await reaches(user, client) for user in (other, owner)] == [200, 200]
    assert (after["firm_id"], after["reference"]) == (str(other.firm_id), "NIEUW-7")
    assert (snapshots[-1].firm_id, snapshots[-1].vat_verified) == (other.firm_id, True)
    assert not set(map(str, snapshots[-1].groups)) & set(client["groups"])
    assert await holders(admin, vat) == [client["client_id"]]
    assert (await shown(other, file))["confirmation"]["succeeded_by"] == client["client_id"]
    assert (await other.on(file["client_id"], "PATCH", json={"closed": False})).json()["code"] == "file_succeeded"


async def test_the_present_firm_cannot_block_for_ever(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    client, owner = await company_of(admin, vat)
    file = await other.makes_client(vat_number=vat)
    await answered(owner, client, accept=True)
    await answered(admin, client, accept=False)
    before = await reaches(other, client)

    await as_if_later(admin, file, days=15)

    assert (before, await reaches(other, client), await reaches(admin, client)) == (404, 200, 404)


async def test_the_present_firm_alone_moves_nobody_who_can_answer(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    client, _ = await company_of(admin, vat)
    await other.makes_client(vat_number=vat)

    await answered(admin, client, accept=True)

    assert await reaches(other, client) == 404


async def test_a_company_that_refuses_stays_and_the_file_is_closed(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    client, owner = await company_of(admin, vat)
    file = await other.makes_client(vat_number=vat)

    await answered(owner, client, accept=False)

    after = await shown(other, file)
    again = await answered(owner, client, accept=True)
    assert (after["closed"], after["confirmation"]["state"]) == (True, "refused")
    assert (again, await reaches(admin, client), await reaches(other, client)) == (409, 200, 404)


async def test_a_request_expires_and_can_be_made_again(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    client, owner = await company_of(admin, vat)
    file = await other.makes_client(vat_number=vat)

    await as_if_later(admin, file, days=31)
    expired = await shown(other, file)
    await other.on(file["client_id"], "PATCH", json={"closed": False})

    assert (expired["closed"], expired["confirmation"]["state"]) == (True, "expired")
    assert (await request_to(owner, client))["state"] == "asked"


async def test_a_company_that_nobody_else_serves_is_simply_a_client_in_the_end(admin: SignedInUser) -> None:
    client = await admin.makes_client()

    await as_if_later(admin, client, days=31)

    after = await shown(admin, client)
    assert (after["closed"], after["confirmation"]) == (False, None)


async def test_an_unverified_entry_gives_its_number_to_a_verified_one(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    squatter = await other.makes_client(vat_number=vat, skip_vat_check=True)

    client = await admin.makes_client(vat_number=vat)

    (snapshot,) = await admin.directory.events(ClientConfigured, clients=[UUID(client["client_id"])])
    assert await holders(admin, vat) == [client["client_id"]]
    assert snapshot.vat_verified
    assert (await shown(other, squatter))["closed"] is False


async def test_what_an_unverified_holder_was_asked_is_asked_of_the_verified_one(
    admin: SignedInUser, other: SignedInUser
) -> None:
    vat, third = builders.vat_number(), await builders.firm_admin(admin.directory)
    squatter, squatting = await company_of(other, vat, skip_vat_check=True)
    file = await third.makes_client(vat_number=vat, skip_vat_check=True)
    await answered(squatting, squatter, accept=True)

    client, owner = await company_of(admin, vat)

    asked = (await owner.on(client["client_id"], "GET", "/requests")).json()
    assert {one["state"] for one in asked} == {"asked"}
    assert len(asked) == 2
    assert (await squatting.on(squatter["client_id"], "GET", "/requests")).json() == []
    assert (await shown(third, file))["confirmation"]["moves_at"] is None


async def test_a_verified_file_takes_the_number_that_a_firm_calls_unverified_after_all(
    admin: SignedInUser, other: SignedInUser
) -> None:
    vat = builders.vat_number()
    first = await other.makes_client(vat_number=vat)
    file = await admin.makes_client(vat_number=vat)

    await other.on(first["client_id"], "PATCH", json={"skip_vat_check": True})

    snapshots = await admin.directory.events(ClientConfigured, clients=[UUID(file["client_id"])])
    assert await holders(admin, vat) == [file["client_id"]]
    assert [snapshot.vat_verified for snapshot in snapshots][-1]


async def test_a_file_that_was_there_first_stays_open_when_its_company_says_nothing(
    admin: SignedInUser, other: SignedInUser
) -> None:
    vat = builders.vat_number()
    squatter = await other.makes_client(vat_number=vat, skip_vat_check=True)
    await admin.makes_client(vat_number=vat)

    await as_if_later(other, squatter, days=31)

    after = await shown(other, squatter)
    assert (after["closed"], after["confirmation"]["state"]) == (False, "expired")


async def test_an_unverified_entry_takes_nothing_from_anybody(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    client = await admin.makes_client(vat_number=vat)

    file = await other.makes_client(vat_number=vat, skip_vat_check=True)
    await other.on(file["client_id"], "PATCH", json={"skip_vat_check": False})

    snapshots = await admin.directory.events(ClientConfigured, clients=[UUID(file["client_id"])])
    assert await holders(admin, vat) == [client["client_id"]]
    assert not any(snapshot.vat_verified for snapshot in snapshots)


async def test_a_firm_enters_a_company_once(admin: SignedInUser) -> None:
    vat = builders.vat_number()
    await admin.makes_client(vat_number=vat)

    answer = await admin.http("POST", "/v1/clients", json=builders.new_client(vat_number=vat))

    assert (answer.status_code, answer.json()["code"]) == (409, "vat_number_taken")


async def test_of_many_firms_at_once_one_holds_the_number(admin: SignedInUser) -> None:
    vat = builders.vat_number()
    firms = [admin, *[await builders.firm_admin(admin.directory) for _ in range(4)]]

    made = await asyncio.gather(
        *(firm.makes_client(vat_number=vat, skip_vat_check=n % 2 == 0) for n, firm in enumerate(firms))
    )

    (holder,) = await holders(admin, vat)
    assert holder in [client["client_id"] for client in made if not client["unverified"]]


async def test_the_database_itself_refuses_a_second_holder(admin: SignedInUser, other: SignedInUser) -> None:
    vat = builders.vat_number()
    await admin.makes_client(vat_number=vat)
    file = await other.makes_client(vat_number=vat)
    held = update(Client).where(Client.client_id == UUID(file["client_id"])).values(vat_held=True)

    with pytest.raises(asyncpg.UniqueViolationError, match="uq_client_vat_number_held"):
        async with admin.directory.running.context().transaction(all_tenants=True) as tx:
            await tx.execute(held)


async def test_a_firm_cannot_ask_for_every_company_there_is(admin: SignedInUser, other: SignedInUser) -> None:
    first = await other.makes_client()
    mine = update(HandOver).where(HandOver.client_id == UUID(first["client_id"]))
    series = func.generate_series(1, 500).table_valued("number")
    columns = [getattr(HandOver, name) for name in ("firm_id", "state", "asked_at", "expires_at", "displaced", "told")]
    copied = select(func.gen_random_uuid(), func.gen_random_uuid(), *columns).select_from(HandOver).join(series, true())
    names = ["request_id", "client_id", *(column.key for column in columns)]
    async with admin.directory.running.context().transaction(all_tenants=True) as tx:
        await tx.execute(mine.values(state="unopposed"))
        await tx.execute(insert(HandOver).from_select(names, copied.where(HandOver.firm_id == other.firm_id)))

    answer = await other.http("POST", "/v1/clients", json=builders.new_client())

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_new_clients")
