"""The audit trail: who did what, from where, what it was before; appended in a chain that nobody can change."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest

from contracts.events.audit import AuditRecorded
from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.domain.audit_chain import PLATFORM, Break, Check
from services.directory.domain.rights import Role
from services.directory.queries import audit
from services.directory.service import Deps
from tests.conftest import OpenHarness
from tests.directory import builders
from tests.directory.builders import CHEAP, PASSWORD, SignedInUser


def done_elsewhere(client_id: UUID | None = None, **more: object) -> AuditRecorded:
    """Something that another service says was done."""
    values: dict[str, object] = {
        "entry_id": uuid4(),
        "at": datetime(2026, 3, 14, 9, 26, tzinfo=UTC),
        "actor": "user",
        "user_id": uuid4(),
        "client_id": client_id,
        "action": "connection.changed",
        "subject_id": uuid4(),
        "address": "192.0.2.17",
        "old": {"host": "sftp.voorbeeld.example"},
        "new": {"host": "sftp.exemple.example"},
    }
    return AuditRecorded.model_validate(values | more)


async def first_break(directory: Harness[Deps], chain_id: UUID) -> Break | None:
    async with directory.context().read(all_tenants=True) as tx:
        (chain,) = [one for one in await audit.chains(tx) if one.chain_id == chain_id]
        check = Check(chain_id, audit.head_of(chain))
        return check.read(await audit.entries_after(tx, chain_id, 0, 10_000)) or check.end()


async def newest(user: SignedInUser, client: str, **wanted: str) -> dict[str, object]:
    answer = await user.on(client, "GET", "/audit", params=wanted)
    return dict(answer.json()["items"][0])


async def test_a_change_is_kept_with_its_old_and_new_values_and_the_address_it_came_from(admin: SignedInUser) -> None:
    client = (await admin.makes_client(name="Bakkerij Morgenrood"))["client_id"]

    await admin.on(client, "PATCH", json={"name": "Bakkerij Avondrood"}, address="198.51.100.7")

    entry = await newest(admin, client)
    assert (entry["action"], entry["user_id"], entry["actor"]) == ("client.changed", str(admin.user_id), "user")
    assert (entry["old"], entry["new"]) == ({"name": "Bakkerij Morgenrood"}, {"name": "Bakkerij Avondrood"})
    assert entry["address"] == "198.51.100.7"


async def test_no_password_is_in_the_trail(admin: SignedInUser) -> None:
    employee = await builders.employee(admin)
    secret = "kanarie-in-de-mijn-77"

    await admin.in_firm("PATCH", f"/staff/{employee.user_id}", json={"password": secret, "first_name": "Willem"})

    entries = (await admin.in_firm("GET", "/audit")).json()["items"]
    assert entries[0]["new"] == {"first_name": "Willem", "password": "changed"}
    assert secret not in str(entries)
    assert PASSWORD not in str(entries)
    assert "argon" not in str(entries)


async def test_what_another_service_says_is_in_the_trail_of_client_and_firm_once(admin: SignedInUser) -> None:
    client = (await admin.makes_client())["client_id"]
    event = done_elsewhere(UUID(client))

    outcomes = [await admin.directory.handle(event) for _ in range(2)]

    entry = await newest(admin, client, action="connection.changed")
    of_firm = (await admin.in_firm("GET", "/audit", params={"action": "connection.changed"})).json()["items"]
    assert outcomes == ["handled", "handled"]
    assert (entry["old"], entry["new"], entry["address"]) == (event.old, event.new, event.address)
    assert [one["audit_id"] for one in of_firm] == [str(event.entry_id)]


@pytest.mark.parametrize("firm_id", [None, uuid4()])
async def test_what_concerns_no_client_is_in_the_trail_of_the_firm_or_the_platform(
    directory: Harness[Deps], firm_id: UUID | None
) -> None:
    event = done_elsewhere(firm_id=firm_id)

    outcome = await directory.handle(event)

    async with directory.context().read(all_tenants=True) as tx:
        kept = await audit.entries_before(tx, audit.Wanted(firm_id=firm_id), None, 1)
    assert outcome == "handled"
    assert [(one.audit_id, one.chain_id) for one in kept] == [(event.entry_id, firm_id or PLATFORM)]


async def test_the_trail_of_a_firm_is_searched_by_user_action_and_time(admin: SignedInUser) -> None:
    client = (await admin.makes_client())["client_id"]
    early = done_elsewhere(UUID(client), at=datetime(2026, 1, 5, tzinfo=UTC))
    late = done_elsewhere(UUID(client), at=datetime(2026, 2, 5, tzinfo=UTC), action="secret.used")
    for event in (early, late):
        await admin.directory.handle(event)

    async def found(**wanted: str) -> list[str]:
        answer = await admin.in_firm("GET", "/audit", params=wanted)
        return [entry["audit_id"] for entry in answer.json()["items"]]

    assert await found(user_id=str(early.user_id)) == [str(early.entry_id)]
    assert await found(action="secret.used") == [str(late.entry_id)]
    assert await found(until="2026-01-31") == [str(early.entry_id)]
    assert await found(since="2026-02-05", until="2026-02-05") == [str(late.entry_id)]


async def test_pages_of_the_trail_leave_nothing_out(admin: SignedInUser) -> None:
    for name in ("een", "twee", "drie", "vier"):
        await admin.in_firm("POST", "/groups", json={"name": name})

    seen, cursor = [], None
    while True:
        params = {"limit": 2, "action": "group.added"} | ({"cursor": cursor} if cursor else {})
        page = (await admin.in_firm("GET", "/audit", params=params)).json()
        seen += [entry["new"]["name"] for entry in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == ["vier", "drie", "twee", "een"]


@pytest.mark.parametrize(
    "params",
    [
        {"since": "yesterday"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"user_id": "me"},
        {"action": "a\0b"},
        {"limit": 0},
        {"unheard": "of"},
    ],
    ids=str,
)
async def test_a_search_that_makes_no_sense_is_refused(admin: SignedInUser, params: dict[str, object]) -> None:
    assert (await admin.in_firm("GET", "/audit", params=params)).status_code == 422


async def test_a_firm_sees_nothing_of_another_ones_trail(admin: SignedInUser) -> None:
    stranger = await builders.firm_admin(admin.directory)
    await admin.in_firm("POST", "/groups", json={"name": "geheim"})

    own = (await stranger.in_firm("GET", "/audit")).json()["items"]
    foreign = await stranger.http("GET", f"/v1/firms/{admin.firm_id}/audit")

    assert "geheim" not in str(own)
    assert foreign.status_code == 404


async def test_changes_at_the_same_time_make_one_chain(admin: SignedInUser) -> None:
    names = [f"groep {number}" for number in range(12)]

    answers = await asyncio.gather(*(admin.in_firm("POST", "/groups", json={"name": name}) for name in names))

    assert {answer.status_code for answer in answers} == {201}
    assert admin.firm_id is not None
    assert await first_break(admin.directory, admin.firm_id) is None


@pytest.mark.parametrize("change", ["UPDATE directory.audit SET action = 'nothing'", "DELETE FROM directory.audit"])
async def test_the_service_itself_may_not_change_what_it_has_recorded(harness: OpenHarness, change: str) -> None:
    directory = await harness(app, **CHEAP)
    await builders.firm_admin(directory)

    connection = await directory.running.database.connect()

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(change)

    await connection.close()


@pytest.mark.parametrize(
    "change",
    ["UPDATE directory.audit SET action = 'x'", "DELETE FROM directory.audit", "TRUNCATE directory.audit"],
)
async def test_not_even_the_owner_changes_it_in_passing(harness: OpenHarness, database_url: str, change: str) -> None:
    directory = await harness(app, **CHEAP)
    await builders.firm_admin(directory)
    owner = await asyncpg.connect(database_url)
    await owner.execute("SELECT set_config('serein.client', '*', false)")

    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await owner.execute(change)

    await owner.close()


async def test_an_owner_who_switches_the_guard_off_is_found_by_the_chain(
    harness: OpenHarness, database_url: str
) -> None:
    directory = await harness(app, **CHEAP)
    admin = await builders.firm_admin(directory)
    assert admin.firm_id is not None
    await admin.in_firm("POST", "/groups", json={"name": "een"})
    whole = await first_break(directory, admin.firm_id)
    owner = await asyncpg.connect(database_url)
    await owner.execute("SELECT set_config('serein.client', '*', false)")
    await owner.execute("ALTER TABLE directory.audit DISABLE TRIGGER USER")

    await owner.execute("DELETE FROM directory.audit WHERE chain_id = $1 AND seq = 2", admin.firm_id)

    found = await first_break(directory, admin.firm_id)
    await owner.execute("ALTER TABLE directory.audit ENABLE TRIGGER USER")
    await owner.close()
    assert (whole, found) == (None, Break(2, "the last entries are missing"))


async def test_a_reader_of_a_client_sees_its_trail_and_nothing_of_the_firm(admin: SignedInUser) -> None:
    client = (await admin.makes_client())["client_id"]
    await admin.in_firm("POST", "/groups", json={"name": "geheim"})
    reader = SignedInUser(admin.directory, uuid4(), Role.CLIENT_READER)

    entries = (await reader.on(client, "GET", "/audit")).json()["items"]

    assert {entry["client_id"] for entry in entries} == {client}
