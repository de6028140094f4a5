"""The database is made by a job of its own; a service that finds another one refuses to work."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from libs.embedded.postgres import Postgres
from libs.service_kit.database import Database
from libs.service_kit.database.roles import jobs_url
from libs.service_kit.errors import CannotStart
from libs.service_kit.migrate import Schema, check_revision, migrate
from services import migrate as job
from tests.service_kit.toy.app import app

TOY = Schema("toy", app.migrations, "secret")


@pytest.fixture
async def empty(postgres: Postgres) -> AsyncIterator[str]:
    """The owner's address of a new database."""
    name = f"test_{uuid4().hex[:12]}"
    connection = await asyncpg.connect(postgres.url())
    await connection.execute(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


def service_url(owner_url: str, password: str = "secret") -> str:  # noqa: S107
    return f"postgresql://serein_toy:{password}@{owner_url.partition('@')[2]}"


async def revision_is_right(owner_url: str, folder: Path) -> None:
    database = Database(service_url(owner_url), "toy", pool=1)
    await database.open()
    try:
        await check_revision(database, folder)
    finally:
        await database.close()


async def test_a_service_that_finds_no_schema_or_another_one_says_what_to_do(empty: str, tmp_path: Path) -> None:
    await migrate(empty, [TOY])
    newer = tmp_path / "r0009_more.py"
    newer.write_text('revision, down_revision = "0009", None\n')

    await revision_is_right(empty, app.migrations)
    with pytest.raises(CannotStart, match="at revision 0001 and this service needs 0009: run the migrations"):
        await revision_is_right(empty, tmp_path)

    owner = await asyncpg.connect(empty)
    await owner.execute("DROP SCHEMA toy CASCADE")
    await owner.close()
    with pytest.raises(CannotStart, match="at revision none and this service needs 0001: run the migrations"):
        await revision_is_right(empty, app.migrations)


async def test_the_job_may_run_twice_at_once_and_again(empty: str) -> None:
    await asyncio.gather(*(migrate(empty, [TOY]) for _ in range(4)))
    await migrate(empty, [TOY])

    await revision_is_right(empty, app.migrations)


async def test_a_new_password_is_that_of_both_roles_and_stands_in_no_statement(empty: str) -> None:
    await migrate(empty, [TOY])
    try:
        await migrate(empty, [Schema("toy", app.migrations, "it's rotated")])

        for url in (service_url(empty, "it's%20rotated"), jobs_url(service_url(empty, "it's%20rotated"))):
            await (await asyncpg.connect(url)).close()
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(service_url(empty))
        assert "rotated" not in repr(Schema("toy", app.migrations, "it's rotated"))
    finally:
        await migrate(empty, [TOY])


async def test_a_role_that_could_see_everything_is_refused(empty: str) -> None:
    owner = await asyncpg.connect(empty)
    await owner.execute("CREATE ROLE serein_mighty LOGIN BYPASSRLS")
    try:
        with pytest.raises(ValueError, match="serein_mighty can bypass"):
            await migrate(empty, [Schema("mighty", app.migrations, "secret")])
    finally:
        await owner.execute("DROP ROLE serein_mighty")
        await owner.close()


def test_the_job_says_what_is_missing() -> None:
    passwords = {f"SEREIN_DATABASE_PASSWORD_{name.upper()}": "x" for name, _ in job.services()}

    with pytest.raises(CannotStart, match="SEREIN_DATABASE_PASSWORD_DELIVERY is not set"):
        job.schemas({name: value for name, value in passwords.items() if "DELIVERY" not in name})
    assert job.run(passwords) == 1
