"""Schemas, roles and migrations: alembic with one version folder per service, and the tables of every service.

The role that migrates owns the tables. The service's own role may only read and write rows, and row-level security is
forced on every table with client data.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from alembic import op
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from libs.service_kit.retention import COMPACTED

_SETTING = "current_setting('serein.client', true)"
_TENANT = f"{_SETTING} = '*' OR client_id = nullif(nullif({_SETTING}, ''), '*')::uuid"

_PLANNING = ("random_page_cost = 1.1", "jit = off")
"""Settings of a service's role: on solid-state disks an index is cheap; compiling short statements gains nothing."""

_APPEND_ONLY = """SELECT c.oid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname = 'append_only' AND c.relnamespace = CAST(:schema AS regnamespace)"""
"""The tables whose rows a service may add and read, and nothing else."""


def isolate(schema: str, *tables: str, by: str = "client_id") -> None:
    """Force row-level security: only rows of the transaction's client can be read and written.

    `by` is the column that says whose a row is, where that is not a client.
    """
    tenant = _TENANT.replace("client_id", by)
    for table in tables:
        op.execute(f"ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {schema}.{table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {schema}.{table} USING ({tenant}) WITH CHECK ({tenant})")


def append_only(schema: str, table: str, *, deletable: str = "false") -> None:
    """Refuse to change or delete the rows of a table; the owner may delete those for which `deletable` (SQL) is true.

    The service's own role is not even granted it (`migrate`).
    """
    function = f"{schema}.refuse_change_of_{table}"
    op.execute(
        f"""CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN
                IF {deletable} THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION '{schema}.{table} is append-only' USING ERRCODE = 'insufficient_privilege';
        END $$"""
    )
    call = f"EXECUTE FUNCTION {function}()"
    op.execute(f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {schema}.{table} FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER append_only_all BEFORE TRUNCATE ON {schema}.{table} FOR EACH STATEMENT {call}")


def kit_tables(schema: str) -> None:
    """Create inbox, outbox (columns as Debezium's outbox router needs them), dead letters and data keys."""
    op.execute(
        f"""CREATE TABLE {schema}.inbox (
            event_id uuid PRIMARY KEY,
            handled_at timestamptz NOT NULL DEFAULT now())"""
    )
    op.execute(
        f"""CREATE TABLE {schema}.outbox (
            seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL UNIQUE,
            client_id uuid,
            aggregatetype text NOT NULL,
            aggregateid text NOT NULL,
            type text NOT NULL,
            payload text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now())"""
    )
    op.execute(f"CREATE INDEX outbox_created ON {schema}.outbox (created_at)")
    compacted = ", ".join(f"'{name}'" for name in COMPACTED)
    op.execute(
        f"CREATE INDEX outbox_newest ON {schema}.outbox (aggregatetype, aggregateid, seq)"
        f" WHERE aggregatetype IN ({compacted})"
    )
    op.execute(f"CREATE TABLE {schema}.unsent (seq bigint PRIMARY KEY)")
    op.execute(f"CREATE INDEX inbox_handled ON {schema}.inbox (handled_at)")
    op.execute(
        f"""CREATE TABLE {schema}.lease (
            name text PRIMARY KEY,
            holder uuid NOT NULL,
            until timestamptz NOT NULL)"""
    )
    op.execute(
        f"""CREATE TABLE {schema}.dead_letter (
            dead_letter_id uuid PRIMARY KEY,
            client_id uuid,
            topic text NOT NULL,
            type text,
            event_id uuid,
            raw bytea NOT NULL,
            reason text NOT NULL,
            traceback text,
            state text NOT NULL
                CHECK (state IN ('dead', 'waiting', 'early', 'replay', 'replayed', 'unsent', 'dropped')),
            attempts integer NOT NULL DEFAULT 1,
            first_at timestamptz NOT NULL DEFAULT now(),
            last_at timestamptz NOT NULL DEFAULT now())"""
    )
    op.execute(
        f"CREATE INDEX dead_letter_state ON {schema}.dead_letter (state, last_at)"
        " WHERE state NOT IN ('replayed', 'dropped')"
    )
    op.execute(
        f"CREATE INDEX dead_letter_done ON {schema}.dead_letter (last_at) WHERE state IN ('replayed', 'dropped')"
    )
    op.execute(f"CREATE INDEX dead_letter_event ON {schema}.dead_letter (event_id)")
    op.execute(
        f"""CREATE TABLE {schema}.data_key (
            owner_id uuid PRIMARY KEY,
            master text NOT NULL,
            wrapped bytea NOT NULL)"""
    )
    op.execute(f"ALTER TABLE {schema}.outbox ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {schema}.outbox FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {schema}.outbox USING ({_TENANT}) WITH CHECK (client_id IS NULL OR {_TENANT})")
    isolate(schema, "dead_letter")
    for table in ("dead_letter", "outbox"):
        op.execute(
            f"CREATE POLICY without_client ON {schema}.{table}"
            f" USING (client_id IS NULL AND coalesce({_SETTING}, '') = '')"
        )


def _run(connection: Connection, schema: str, folder: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory(str(folder), version_locations=[str(folder)])

    def upgrade(revision: Any, _: Any) -> Any:
        return script._upgrade_revs("heads", revision)

    with EnvironmentContext(config, script, fn=upgrade) as environment:
        environment.configure(connection=connection, version_table="migration", version_table_schema=schema)
        with environment.begin_transaction():
            environment.run_migrations()


async def migrate(owner_url: str, app_url: str, schema: str, folder: Path) -> None:
    """Bring one service's schema up to date and grant its role only what it needs. May run twice at once."""
    app = urlsplit(app_url)
    role, password = unquote(app.username or ""), unquote(app.password or "")
    engine = create_async_engine(owner_url.replace("postgresql://", "postgresql+asyncpg://"), hide_parameters=True)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(7305204)"))
            await connection.run_sync(_ensure_role, role, password)
            await connection.execute(sa.schema.CreateSchema(schema, if_not_exists=True))
            await connection.run_sync(_run, schema, folder)
            for grant in (
                f"GRANT USAGE ON SCHEMA {schema} TO {role}",
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
                f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
                f"REVOKE INSERT, UPDATE, DELETE ON {schema}.migration FROM {role}",
            ):
                await connection.execute(text(grant))
            for table in await connection.scalars(text(_APPEND_ONLY), {"schema": schema}):
                await connection.execute(text(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}"))
    finally:
        await engine.dispose()


def _ensure_role(connection: Connection, role: str, password: str) -> None:
    """Create the service's own role: it may sign in, owns nothing, bypasses nothing. Raises ValueError."""
    if not role.replace("_", "").isalnum():
        raise ValueError(f"{role!r} is no role name")
    row = connection.execute(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :role"), {"role": role}
    ).first()
    if row is None:
        quoted = password.replace("'", "''")
        connection.execute(text(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{quoted}'"))
        for setting in _PLANNING:
            connection.execute(text(f"ALTER ROLE {role} SET {setting}"))
    elif row[0]:
        raise ValueError(f"role {role} can bypass row-level security: a service must not run as it")
