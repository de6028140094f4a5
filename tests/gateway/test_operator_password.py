"""`serein operator-password`: the operator signs in with the new password, everything from before has ended."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from cli.installation import OPERATOR as OF_AN_INSTALLATION
from cli.installation import Installation
from cli.main import app
from cli.operator_password import set_password
from cli.secrets_file import InstallationSecrets
from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit.database import ALL_TENANTS
from services.directory.domain.rights import Role
from services.directory.queries import users
from services.directory.tables import User
from tests.directory.builders import PASSWORD
from tests.gateway.platform import OPERATOR, Platform

NEW = "een heel ander geheim, 2026"


async def serein(*arguments: str) -> Result:
    """Run the command in a thread, because it starts an event loop."""
    return await asyncio.to_thread(CliRunner(env={"LC_ALL": "en_US.UTF-8"}).invoke, app, list(arguments))


@pytest.fixture
def owner(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The variable by which commands find the database."""
    monkeypatch.setenv("SEREIN_DATABASE_OWNER_URL", database_url)
    return database_url


async def rows(platform: Platform, statement: str) -> list[Any]:
    async with platform.running["directory"].database.begin(ALL_TENANTS) as tx:
        return list(await tx.fetch(text(statement)))


async def test_the_operator_gets_a_new_password_and_every_session_ends(platform: Platform, owner: str) -> None:
    before = await platform.operator()
    for _ in range(6):
        await platform.browser.post("/v1/sessions", json={"email": OPERATOR, "password": "verkeerd wachtwoord"})

    result = await serein("operator-password")

    assert (result.exit_code, OPERATOR in result.stdout) == (0, True), (result.output, owner)
    password = result.stdout.split(": ")[1].split(" ")[0]
    old = await platform.browser.post("/v1/sessions", json={"email": OPERATOR, "password": PASSWORD})
    new = await platform.browser.post("/v1/sessions", json={"email": OPERATOR, "password": password})
    assert (await before("GET", "/v1/me")).status_code == 401
    assert (old.status_code, new.status_code) == (401, 201)
    entries = await rows(platform, "SELECT * FROM directory.audit WHERE action = 'operator.password_reset'")
    assert [(entry.actor, str(entry.subject_id)) for entry in entries] == [("operator", before.session["user_id"])]
    assert password not in json.dumps([entry.new for entry in entries])
    await set_password(owner, OPERATOR, PASSWORD)


async def test_an_installation_keeps_it_where_the_first_one_was_kept(
    platform: Platform, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SEREIN_DATABASE_OWNER_URL", raising=False)
    (tmp_path / "running.json").write_text(json.dumps({"owner_url": database_url}))
    before = InstallationSecrets.load_or_make(Installation.secrets_file(tmp_path))
    await called(platform, OPERATOR, OF_AN_INSTALLATION)

    result = await serein("operator-password", "--var", str(tmp_path))

    after = InstallationSecrets.load_or_make(Installation.secrets_file(tmp_path))
    assert result.exit_code == 0, result.output
    assert f": {after.operator_password} (" in result.stdout
    assert replace(after, operator_password=before.operator_password) == before
    assert after.operator_password != before.operator_password
    assert Installation.secrets_file(tmp_path).stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["running.json", "secrets.json"]
    assert (await platform.sign_in(OF_AN_INSTALLATION, after.operator_password)).session["role"] == "operator"
    await called(platform, OF_AN_INSTALLATION, OPERATOR)
    await set_password(database_url, OPERATOR, PASSWORD)


async def called(platform: Platform, old: str, new: str) -> None:
    """Give an operator another address."""
    change = f"UPDATE directory.user SET email = '{new}', email_key = '{new}' WHERE email_key = '{old}'"
    await rows(platform, f"{change} RETURNING user_id")


async def test_only_an_operator_gets_one(platform: Platform, owner: str) -> None:
    admin = await platform.firm()
    me = (await admin("GET", "/v1/me")).json()

    result = await serein("operator-password", me["email"])

    assert (result.exit_code, result.stderr) == (1, f"There is no operator {me['email']}.\n"), owner
    assert (await admin("GET", "/v1/me")).status_code == 200


async def test_among_several_operators_one_must_be_named(platform: Platform, owner: str) -> None:
    second = User(
        user_id=uuid7(),
        email="twee@voorbeeld.example",
        first_name="Operator",
        last_name="Twee",
        language="nl",
        role=Role.OPERATOR,
        sessions_from=datetime.now(UTC),
        created_at=datetime.now(UTC),
    )
    async with platform.running["directory"].context().transaction(all_tenants=True) as tx:
        await users.add_user(tx, second)

    with pytest.raises(Refusal, match="several_operators") as several:
        await set_password(owner, None, NEW)
    named = await set_password(owner, "Twee@Voorbeeld.example", NEW)

    assert several.value.params["emails"] == f"{OPERATOR}, twee@voorbeeld.example"
    assert named == "twee@voorbeeld.example"
    assert (await platform.sign_in("twee@voorbeeld.example", NEW)).session["role"] == "operator"
    await rows(platform, "DELETE FROM directory.user WHERE email_key LIKE 'twee%' RETURNING user_id")
