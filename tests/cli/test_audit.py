"""`serein audit` and `serein unlock` on the database of a directory."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from libs.service_kit.testing import Harness
from services.directory.app import app as directory_app
from services.directory.domain.audit_chain import PLATFORM
from services.directory.queries import audit
from services.directory.service import Deps
from tests.conftest import OpenHarness
from tests.directory import builders
from tests.directory.builders import CHEAP, SignedInUser

WITHOUT_GUARD = "ALTER TABLE directory.audit DISABLE TRIGGER USER"
WITH_GUARD = "ALTER TABLE directory.audit ENABLE TRIGGER USER"


@pytest.fixture
async def directory(harness: OpenHarness, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Harness[Deps]:
    """The directory, and the variable by which the command finds its database."""
    monkeypatch.setenv("SEREIN_DATABASE_OWNER_URL", database_url)
    return await harness(directory_app, **CHEAP)


@pytest.fixture
async def admin(directory: Harness[Deps]) -> SignedInUser:
    """The administrator of a firm whose chain has four entries."""
    made = await builders.firm_admin(directory)
    for name in ("een", "twee", "drie"):
        await made.in_firm("POST", "/groups", json={"name": name})
    return made


async def serein(*arguments: str | Path) -> Result:
    """Run the command in a thread, because it starts an event loop."""
    return await asyncio.to_thread(CliRunner().invoke, app, [str(one) for one in arguments])


async def as_owner(url: str, *statements: str) -> None:
    """Change the tables as somebody does who has the whole database."""
    connection = await asyncpg.connect(url)
    await connection.execute("SELECT set_config('serein.client', '*', false)")
    for statement in (WITHOUT_GUARD, *statements, WITH_GUARD):
        await connection.execute(statement)
    await connection.close()


async def operator_entries(directory: Harness[Deps], action: str) -> list[Any]:
    async with directory.context().read(all_tenants=True) as tx:
        return list(await audit.entries_before(tx, audit.Wanted(action=action), None, 100))


async def test_a_trail_that_nobody_touched_is_whole(admin: SignedInUser) -> None:
    result = await serein("audit", "verify")

    assert (result.exit_code, "are what was written" in result.stdout) == (0, True), (result.output, admin)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE directory.audit SET new = '{{}}' WHERE {firm} AND seq = 2", "entry 2: the entry is not"),
        ("DELETE FROM directory.audit WHERE {firm} AND seq = 3", "entry 3: the entry is missing"),
        ("DELETE FROM directory.audit WHERE {firm} AND seq = 4", "entry 4: the last entries are missing"),
        ("DELETE FROM directory.audit_chain WHERE {firm}", "entry 1: the head of the chain is gone"),
        (
            "INSERT INTO directory.audit SELECT gen_random_uuid(), chain_id, 5, at, actor, user_id, firm_id, client_id,"
            " action, subject_id, address, old, new, detail, hash FROM directory.audit WHERE {firm} AND seq = 4",
            "entry 5: the entry is not",
        ),
    ],
)
async def test_what_somebody_with_the_whole_database_changes_is_found(
    admin: SignedInUser, database_url: str, change: str, found: str
) -> None:
    firm = f"chain_id = '{admin.firm_id}'"
    keep = f"CREATE TABLE public.kept AS SELECT * FROM directory.audit WHERE {firm}"
    head = f"CREATE TABLE public.kept_head AS SELECT * FROM directory.audit_chain WHERE {firm}"
    await as_owner(database_url, keep, head, change.format(firm=firm))

    result = await serein("audit", "verify")

    back = [f"DELETE FROM directory.audit WHERE {firm}", "INSERT INTO directory.audit SELECT * FROM public.kept"]
    back += [f"DELETE FROM directory.audit_chain WHERE {firm}"]
    back += ["INSERT INTO directory.audit_chain SELECT * FROM public.kept_head"]
    await as_owner(database_url, *back, "DROP TABLE public.kept, public.kept_head")
    assert result.exit_code == 1
    assert f"firm {admin.firm_id}: {found}" in result.stderr
    assert (await serein("audit", "verify")).exit_code == 0


async def test_a_chain_that_was_cut_short_with_its_head_is_found_by_the_exported_heads(
    admin: SignedInUser, database_url: str, tmp_path: Path
) -> None:
    heads = tmp_path / "heads.json"
    heads.write_text((await serein("audit", "head")).stdout)
    firm = f"chain_id = '{admin.firm_id}'"
    await as_owner(
        database_url,
        f"DELETE FROM directory.audit WHERE {firm} AND seq = 4",
        "UPDATE directory.audit_chain SET length = 3, head ="
        f" (SELECT hash FROM directory.audit WHERE {firm} AND seq = 3) WHERE {firm}",
    )

    without, with_heads = await serein("audit", "verify"), await serein("audit", "verify", "--heads", heads)

    assert (without.exit_code, with_heads.exit_code) == (0, 1)
    assert f"firm {admin.firm_id}: entry 4: entries that were exported are missing" in with_heads.stderr


@pytest.mark.parametrize("content", ["", "[]", "{}x", '{"a": 1}', '{"a": {"length": "x", "head": "zz"}}'])
@pytest.mark.usefixtures("directory")
async def test_a_file_that_holds_no_heads_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    heads = tmp_path / "heads.json"
    heads.write_text(content)

    result = await serein("audit", "verify", "--heads", heads)

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


async def test_old_entries_go_and_the_rest_is_still_whole(admin: SignedInUser, directory: Harness[Deps]) -> None:
    tomorrow = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"

    sealed = await serein("audit", "seal", "--before", tomorrow)
    await admin.in_firm("POST", "/groups", json={"name": "vier"})

    kept = (await admin.in_firm("GET", "/audit")).json()["items"]
    told = await operator_entries(directory, "audit.sealed")
    assert sealed.exit_code == 0, sealed.output
    assert [entry["new"] for entry in kept] == [{"name": "vier"}]
    assert (await serein("audit", "verify")).exit_code == 0
    assert (told[0].actor, told[0].chain_id) == ("operator", PLATFORM)


async def test_heads_name_every_chain(admin: SignedInUser) -> None:
    heads = json.loads((await serein("audit", "head")).stdout)

    assert heads[str(admin.firm_id)]["length"] == 4
    assert len(bytes.fromhex(heads[str(admin.firm_id)]["head"])) == 32


async def test_an_operator_lets_somebody_in_and_that_is_written_down(
    admin: SignedInUser, directory: Harness[Deps]
) -> None:
    address = builders.email("collega")
    employee = await builders.employee(admin, email=address)
    for _ in range(6):
        await builders.sign_in(directory, address, "verkeerd wachtwoord")
    waiting = await builders.sign_in(directory, address)

    result = await serein("unlock", address.upper())

    told = await operator_entries(directory, "sign_in.unlocked")
    assert waiting.status_code == 429
    assert result.exit_code == 0, result.output
    assert (await builders.sign_in(directory, address)).status_code == 200
    assert told[0].subject_id == employee.user_id


@pytest.mark.usefixtures("directory")
async def test_nobody_is_let_in_who_does_not_exist() -> None:
    result = await serein("unlock", "niemand@voorbeeld.example")

    assert (result.exit_code, result.stderr) == (1, "Nobody signs in with niemand@voorbeeld.example.\n")


async def test_an_operator_sees_who_was_added_with_the_address_of_somebody_else(
    admin: SignedInUser, directory: Harness[Deps]
) -> None:
    address = builders.email("collega")
    await builders.employee(await builders.firm_admin(directory), email=address)
    await builders.employee(admin, email=address)

    result = await serein("invitations", address.upper())
    nobody = await serein("invitations", "niemand@voorbeeld.example")

    assert result.stdout.startswith("Kantoor Ter Linde: firm_staff, 20"), result.output
    assert (nobody.exit_code, nobody.stderr) == (1, "Nobody waits for niemand@voorbeeld.example.\n")
