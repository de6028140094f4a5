"""Schemas, roles and rights, made by a job of their own: it alone has the address of the database's owner.

The owner owns the tables. A service's two roles may only read and write rows of its own schema, and row-level security
is forced on every table with client data (`libs.service_kit.migrations`).
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from libs.service_kit.database import Database
from libs.service_kit.database.outages import outages
from libs.service_kit.database.roles import jobs_role_of, role_of
from libs.service_kit.errors import CannotStart
from libs.service_kit.telemetry import log

_LOCK = 7305204
"""The advisory lock of all migrations of a database."""

_PLANNING = ("random_page_cost = 1.1", "jit = off")
"""Settings of a service's role: on solid-state disks an index is cheap; compiling short statements gains nothing."""

_APPEND_ONLY = """SELECT c.oid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname = 'append_only' AND c.relnamespace = CAST(:schema AS regnamespace)"""
"""The tables whose rows a service may add and read, and nothing else."""

_ITERATIONS = 4096


@dataclass(frozen=True)
class Schema:
    """A service's schema, the folder with its migrations, and the password of its roles."""

    name: str
    folder: Path
    password: str = field(repr=False)


async def migrate(owner_url: str, schemas: Iterable[Schema]) -> None:
    """Bring schemas up to date and give each service's roles only what they need; may run twice, also at once.

    Raises ValueError for a role that can bypass row-level security.
    """
    engine = create_async_engine(
        owner_url.replace("postgresql://", "postgresql+asyncpg://"), hide_parameters=True, poolclass=sa.NullPool
    )
    try:
        async with engine.connect() as connection:
            await connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))  # let go with the connection
            await connection.commit()
            for schema in schemas:
                async with connection.begin():
                    await _migrate(connection, schema)
                log.info("migrate.done", service=schema.name)
    finally:
        await engine.dispose()


async def _migrate(connection: AsyncConnection, schema: Schema) -> None:
    name, role, jobs = schema.name, role_of(schema.name), jobs_role_of(schema.name)
    for one in (role, jobs):
        await _ensure_role(connection, one, schema.password)
    await connection.execute(sa.schema.CreateSchema(name, if_not_exists=True))
    await connection.run_sync(_upgrade, name, schema.folder)
    for right in (
        f"REVOKE ALL ON SCHEMA {name} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA {name} TO {role}, {jobs}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {name} TO {role}, {jobs}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {name} TO {role}, {jobs}",
        f"REVOKE INSERT, UPDATE, DELETE ON {name}.migration FROM {role}, {jobs}",
    ):
        await connection.execute(text(right))
    for table in await connection.scalars(text(_APPEND_ONLY), {"schema": name}):
        await connection.execute(text(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}, {jobs}"))


def _upgrade(connection: Connection, schema: str, folder: Path) -> None:
    script = _script(folder)

    def upgrade(revision: Any, _: Any) -> Any:
        return script._upgrade_revs("heads", revision)

    with EnvironmentContext(Config(), script, fn=upgrade) as environment:
        environment.configure(connection=connection, version_table="migration", version_table_schema=schema)
        with environment.begin_transaction():
            environment.run_migrations()


def _script(folder: Path) -> ScriptDirectory:
    return ScriptDirectory(str(folder), version_locations=[str(folder)])


async def _ensure_role(connection: AsyncConnection, role: str, password: str) -> None:
    """Create a role that may sign in and bypasses nothing, or give it this password. Raises ValueError."""
    if not role.replace("_", "").isalnum() or not password:
        raise ValueError(f"{role!r} is no role name, or has no password")
    find = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :role").bindparams(role=role)
    row = (await connection.execute(find)).first()
    if row is not None and row[0]:
        raise ValueError(f"role {role} can bypass row-level security: a service must not run as it")
    verifier = _verifier(password)
    if row is None:
        await connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{verifier}'")
        for setting in _PLANNING:
            await connection.execute(text(f"ALTER ROLE {role} SET {setting}"))
        return
    try:
        async with connection.begin_nested():
            await connection.exec_driver_sql(f"ALTER ROLE {role} PASSWORD '{verifier}'")
    except ProgrammingError as error:  # an administrator has made it, and keeps its password
        if getattr(error.orig, "sqlstate", None) != "42501":
            raise
        log.warning("migrate.role_is_not_ours", role=role)


def _verifier(password: str) -> str:
    """What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 5803), so that the password itself is in no statement."""
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ITERATIONS)
    client, server = (hmac.digest(salted, part, "sha256") for part in (b"Client Key", b"Server Key"))
    written = [base64.b64encode(part).decode() for part in (salt, hashlib.sha256(client).digest(), server)]
    return f"SCRAM-SHA-256${_ITERATIONS}:{written[0]}${written[1]}:{written[2]}"


async def check_revision(database: Database, folder: Path) -> None:
    """Raises CannotStart when the schema is not the one that this version of the service needs; DatabaseAway."""
    needed = _script(folder).get_current_head()
    try:
        async with database.begin(None, read_only=True) as tx:
            with outages(tx.connection):
                query = f"SELECT version_num FROM {database.schema}.migration"  # noqa: S608 - a service's own name
                found = await tx.connection.fetchval(query)
    except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError, asyncpg.InsufficientPrivilegeError):
        found = None
    if found != needed:
        raise CannotStart(
            f"the schema {database.schema} is at revision {found or 'none'} and this service needs {needed}: run the"
            " migrations (`python -m services.migrate`; with compose: `docker compose run --rm migrate`)"
        )
