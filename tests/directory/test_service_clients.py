"""Client companies and their settings."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import delete, update

from contracts.day import belgian_day
from contracts.events.client import ClientConfigured, LedgerAccount, ReleasePolicy, ReleaseTiming
from libs.service_kit.context import utc_now
from services.directory.queries.clients import client_details
from services.directory.tables import User
from tests.directory import builders
from tests.directory.builders import SignedInUser


async def snapshots(user: SignedInUser, client: dict[str, Any]) -> list[ClientConfigured]:
    """Returns the published snapshots of one client, oldest first."""
    return await user.directory.events(ClientConfigured, clients=[UUID(client["client_id"])])


@pytest.mark.feature(34, 42, 43)
async def test_a_new_client_is_not_yet_invited_and_announced_whole(admin: SignedInUser) -> None:
    vat, account = builders.vat_number(), builders.iban()

    client = await admin.makes_client(vat_number=vat, ibans=[account], package="octopus", reference="0417")

    (snapshot,) = await snapshots(admin, client)
    assert (client["status"], client["contact"]["mobile"]) == ("not_invited", "+32470123456")
    assert (snapshot.name, snapshot.vat_number, snapshot.ibans) == ("Bakkerij Morgenrood", vat, (account,))
    assert (snapshot.package, snapshot.reference, snapshot.language) == ("octopus", "0417", "nl")
    assert (snapshot.firm_id, snapshot.active) == (admin.firm_id, True)
    assert [str(group) for group in snapshot.groups] == client["groups"]
    assert len(snapshot.groups) == 1


async def test_a_client_has_one_contact_and_no_second(admin: SignedInUser) -> None:
    client = UUID((await admin.makes_client())["client_id"])
    second = {"email": builders.email("tweede"), "first_name": "Jan", "last_name": "Peeters", "role": "client_reader"}
    await admin.on(str(client), "POST", "/users", json=second)
    everyone = update(User).where(User.client_id == client).values(contact=True)

    with pytest.raises(asyncpg.UniqueViolationError, match="uq_user_client_id_contact"):
        async with admin.directory.running.database.begin(client) as tx:
            await tx.execute(everyone)


async def test_a_client_that_lost_its_contact_is_named_in_the_error(admin: SignedInUser) -> None:
    client = UUID((await admin.makes_client())["client_id"])
    async with admin.directory.running.database.begin(client) as tx:
        await tx.execute(delete(User).where(User.client_id == client))

    with pytest.raises(ValueError, match=str(client)):
        async with admin.directory.running.database.begin(client, read_only=True) as tx:
            await client_details(tx, client)


@pytest.mark.parametrize("wrong", ["BE0403170702", "0403170701x", "BE", "XX123456789"])
async def test_a_vat_number_with_wrong_check_digits_is_refused_in_the_users_language(
    admin: SignedInUser, wrong: str
) -> None:
    answer = await admin.http("POST", "/v1/clients", json=builders.new_client(vat_number=wrong), language="nl")

    assert (answer.status_code, answer.json()["code"]) == (422, "vat_number_invalid")
    assert answer.json()["detail"].startswith("Dit btw-nummer is niet geldig")


@pytest.mark.feature(3)
async def test_without_a_vat_number_there_is_no_company(admin: SignedInUser) -> None:
    new = builders.new_client()
    del new["vat_number"]

    answer = await admin.http("POST", "/v1/clients", json=new, language="fr")

    assert (answer.status_code, answer.json()["code"]) == (422, "vat_number_missing")
    assert "numéro de TVA est obligatoire" in answer.json()["detail"]


@pytest.mark.feature(16, 41)
async def test_an_address_is_unique_whatever_its_case(admin: SignedInUser) -> None:
    address = builders.email("Bakker")
    await admin.makes_client(contact={"email": address})

    answer = await admin.http("POST", "/v1/clients", json=builders.new_client(contact={"email": address.upper()}))

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


async def test_a_sub_address_is_an_address_of_its_own(admin: SignedInUser) -> None:
    address = builders.email("twee.zaken")
    await admin.makes_client(contact={"email": address})

    second = await admin.makes_client(contact={"email": address.replace("@", "+b@")})

    assert "+b@" in second["contact"]["email"]


@pytest.mark.feature(38)
async def test_a_company_just_founded_is_accepted_and_flagged(admin: SignedInUser) -> None:
    client = await admin.makes_client(skip_vat_check=True)

    (snapshot,) = await snapshots(admin, client)
    assert client["unverified"]
    assert not snapshot.vat_verified


@pytest.mark.feature(50)
async def test_a_client_run_by_its_firm_needs_a_bank_account(admin: SignedInUser) -> None:
    refused = await admin.http("POST", "/v1/clients", json=builders.new_client(mode="internal"))
    client = await admin.makes_client(mode="internal", ibans=[builders.iban()])
    emptied = await admin.on(client["client_id"], "PATCH", json={"ibans": []})

    assert (refused.status_code, refused.json()["code"]) == (422, "internal_needs_iban")
    assert (emptied.status_code, emptied.json()["code"]) == (422, "internal_needs_iban")


async def test_a_second_bank_account_is_added_and_announced(admin: SignedInUser) -> None:
    first, second = builders.iban(), builders.iban()
    client = await admin.makes_client(ibans=[first])

    answer = await admin.on(client["client_id"], "PATCH", json={"ibans": [first, f"{second[:4]} {second[4:]}"]})

    assert answer.json()["ibans"] == [first, second]
    assert (await snapshots(admin, client))[-1].ibans == (first, second)


@pytest.mark.feature(70)
async def test_follow_up_starts_at_most_ninety_days_back(admin: SignedInUser) -> None:
    today = belgian_day(utc_now())
    ninety, ninety_one = (str(today - timedelta(days=days)) for days in (90, 91))

    accepted = await admin.makes_client(follow_up={"from_date": ninety})
    refused = await admin.http("POST", "/v1/clients", json=builders.new_client(follow_up={"from_date": ninety_one}))

    assert accepted["follow_up"]["from_date"] == ninety
    assert (refused.status_code, refused.json()["code"]) == (422, "follow_up_too_early")


async def test_without_a_chosen_date_follow_up_starts_on_the_day_of_registration(admin: SignedInUser) -> None:
    today = belgian_day(utc_now())
    client = await admin.makes_client()
    chosen = str(today - timedelta(days=30))

    await admin.on(client["client_id"], "PATCH", json={"follow_up": {"from_date": chosen}})
    await admin.on(client["client_id"], "PATCH", json={"follow_up": {"from_date": None}})

    published = await snapshots(admin, client)
    assert [str(event.follow_up.from_date) for event in published] == [str(today), chosen, str(today)]


async def test_the_follow_up_settings_are_published_and_kept_when_one_of_them_changes(admin: SignedInUser) -> None:
    client = await admin.makes_client(follow_up={"expenses_only": True})

    await admin.on(client["client_id"], "PATCH", json={"follow_up": {"documents_without_transaction": False}})

    follow_up = (await snapshots(admin, client))[-1].follow_up
    assert (follow_up.expenses_only, follow_up.documents_without_transaction) == (True, False)


@pytest.mark.feature(74)
async def test_a_clients_exception_wins_and_without_it_the_firms_default_is_back(admin: SignedInUser) -> None:
    client = await admin.makes_client()
    path = client["client_id"]

    await admin.on(path, "PATCH", json={"release": {"timing": "monthly"}})
    await admin.in_firm("PATCH", json={"release": {"policy": "on_demand", "timing": "nightly"}})
    await admin.on(path, "PATCH", json={"release": None})

    published = [(event.release.policy, event.release.timing) for event in await snapshots(admin, client)]
    assert published == [
        (ReleasePolicy.AUTOMATIC, ReleaseTiming.AT_ONCE),
        (ReleasePolicy.AUTOMATIC, ReleaseTiming.MONTHLY),
        (ReleasePolicy.ON_DEMAND, ReleaseTiming.MONTHLY),
        (ReleasePolicy.ON_DEMAND, ReleaseTiming.NIGHTLY),
    ]


async def test_sending_after_days_needs_the_days(admin: SignedInUser) -> None:
    refused = await admin.http("POST", "/v1/clients", json=builders.new_client(release={"timing": "after_days"}))

    assert (refused.status_code, refused.json()["code"]) == (422, "release_days")


async def test_card_statements_go_with_purchases_or_with_the_rest(admin: SignedInUser) -> None:
    client = await admin.makes_client()

    await admin.on(client["client_id"], "PATCH", json={"card_statement_route": "misc"})
    refused = await admin.on(client["client_id"], "PATCH", json={"card_statement_route": "sales"})

    assert [event.card_statement_route for event in await snapshots(admin, client)] == ["purchase", "misc"]
    assert refused.status_code == 422


async def test_one_of_several_ledger_accounts_is_the_default_and_a_single_one_always_is(admin: SignedInUser) -> None:
    goods, discounts = {"code": "700000", "name": "Verkopen"}, {"code": "708000", "name": "Kortingen"}

    client = await admin.makes_client(ledger_accounts=[goods])
    unsure = await admin.on(client["client_id"], "PATCH", json={"ledger_accounts": [goods, discounts]})
    both = [goods | {"default": True}, discounts]
    await admin.on(client["client_id"], "PATCH", json={"ledger_accounts": both})

    first, second = await snapshots(admin, client)
    assert first.ledger_accounts == (LedgerAccount(code="700000", name="Verkopen", default=True),)
    assert (unsure.status_code, unsure.json()["code"]) == (422, "ledger_default")
    assert [(account.code, account.default) for account in second.ledger_accounts] == [
        ("700000", True),
        ("708000", False),
    ]


async def test_a_ledger_account_that_is_listed_twice_is_refused_by_its_code(admin: SignedInUser) -> None:
    account = {"code": "700000", "name": "Verkopen", "default": False}
    client = await admin.makes_client()

    twice = await admin.on(client["client_id"], "PATCH", json={"ledger_accounts": [account, account]})

    assert (twice.status_code, twice.json()["code"]) == (422, "ledger_account_twice")
    assert twice.json()["params"] == {"code": "700000"}


async def test_an_unknown_package_is_refused(admin: SignedInUser) -> None:
    refused = await admin.http("POST", "/v1/clients", json=builders.new_client(package="unheard_of"))

    assert (refused.status_code, refused.json()["code"]) == (422, "package_unknown")
    assert "winbooks" in refused.json()["detail"]


@pytest.mark.feature(46)
async def test_a_new_client_is_shown_as_it_was_made(admin: SignedInUser) -> None:
    made = await admin.makes_client(vat_frequency="monthly", mode="delivery_only", language="fr")
    others = [await admin.makes_client(language=language) for language in ("nl", "en")]

    shown = (await admin.on(made["client_id"], "GET")).json()

    assert shown == made
    assert (shown["vat_frequency"], shown["mode"], shown["language"]) == ("monthly", "delivery_only", "fr")
    assert [other["language"] for other in others] == ["nl", "en"]


@pytest.mark.feature(42)
@pytest.mark.parametrize(
    ("typed", "kept"), [("0032 470/12.34.56", "+32470123456"), ("+33 6 12 34 56 78", "+33612345678")]
)
async def test_a_mobile_number_is_kept_in_its_international_form(admin: SignedInUser, typed: str, kept: str) -> None:
    client = await admin.makes_client(contact={"mobile": typed})

    assert client["contact"]["mobile"] == kept


@pytest.mark.feature(40, 41)
@pytest.mark.parametrize("field", ["first_name", "last_name", "email"])
async def test_the_contact_of_a_company_has_a_name_and_an_address(admin: SignedInUser, field: str) -> None:
    new = builders.new_client()
    del new["contact"][field]

    answer = await admin.http("POST", "/v1/clients", json=new)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert field in answer.json()["detail"]


async def test_a_mobile_number_without_country_is_refused(admin: SignedInUser) -> None:
    new = builders.new_client(contact={"mobile": "0470 12 34 56"})

    assert (await admin.http("POST", "/v1/clients", json=new)).json()["code"] == "mobile_invalid"


@pytest.mark.feature(30)
async def test_active_and_inactive_clients_are_two_lists_with_search_and_pages(admin: SignedInUser) -> None:
    names = ["Appelboom", "Beukenhof", "Cederhout", "100% Hout"]
    made = [await admin.makes_client(name=name) for name in names]
    await admin.on(made[1]["client_id"], "POST", "/activate")

    async def listed(**query: Any) -> dict[str, Any]:
        return dict((await admin.http("GET", "/v1/clients", params=query)).json())

    first = await listed(status="inactive", limit=2)
    second = await listed(status="inactive", limit=2, cursor=first["next"])
    assert [item["name"] for item in first["items"] + second["items"]] == ["100% Hout", "Appelboom", "Cederhout"]
    assert second["next"] is None
    assert [item["name"] for item in (await listed(status="active"))["items"]] == ["Beukenhof"]
    assert [item["name"] for item in (await listed(search="0% ho"))["items"]] == ["100% Hout"]
    assert [item["name"] for item in (await listed(search=made[2]["vat_number"]))["items"]] == ["Cederhout"]


@pytest.mark.feature(45, 65)
async def test_activation_is_silent_logged_and_never_undone(admin: SignedInUser) -> None:
    client = await admin.makes_client(mode="internal", ibans=[builders.iban()])

    answers = [await admin.on(client["client_id"], "POST", "/activate") for _ in range(2)]

    audit = (await admin.on(client["client_id"], "GET", "/audit")).json()["items"]
    assert [answer.json()["status"] for answer in answers] == ["active", "active"]
    assert [(entry["action"], entry["user_id"]) for entry in audit] == [
        ("client.status", str(admin.user_id)),
        ("client.created", str(admin.user_id)),
    ]


async def test_a_closed_client_is_no_longer_served_until_it_is_opened_again(admin: SignedInUser) -> None:
    client = await admin.makes_client()

    await admin.on(client["client_id"], "PATCH", json={"closed": True})
    await admin.on(client["client_id"], "PATCH", json={"closed": False})

    assert [event.active for event in await snapshots(admin, client)] == [True, False, True]


@pytest.mark.parametrize("field", ["client_id", "firm_id", "status", "vat_number", "registered_on"])
async def test_a_field_that_cannot_be_set_is_refused_not_ignored(admin: SignedInUser, field: str) -> None:
    client = await admin.makes_client()

    answer = await admin.on(client["client_id"], "PATCH", json={field: client.get(field, "x")})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_a_refused_change_changes_and_publishes_nothing(admin: SignedInUser) -> None:
    client = await admin.makes_client()

    await admin.on(client["client_id"], "PATCH", json={"name": "Anders", "package": "unheard_of"})

    assert (await admin.on(client["client_id"], "GET")).json()["name"] == "Bakkerij Morgenrood"
    assert len(await snapshots(admin, client)) == 1
