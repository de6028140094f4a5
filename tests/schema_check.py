"""Compares a service's typed tables with those that its migrations make, and inserts a row into any of them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from libs.service_kit.testing import Harness
from tests.schemas import owner_url_of

KIT_TABLES = {"data_key", "dead_letter", "inbox", "lease", "migration", "outbox", "unsent"}


async def differences(harness: Harness[Any]) -> list[Any]:
    """What alembic would still have to change, apart from the kit's own tables."""
    app = harness.running.app
    owner = owner_url_of(harness.running.settings)
    engine = create_async_engine(owner.replace("postgresql://", "postgresql+asyncpg://"))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_compare, app.service.name, app.tables.metadata)
    finally:
        await engine.dispose()


def _compare(connection: Connection, schema: str, metadata: Any) -> list[Any]:
    def ours(name: str | None, type_: str, _parents: Any) -> bool:
        if type_ == "schema":
            return name == schema
        return not (type_ == "table" and name in KIT_TABLES)

    options = {"include_schemas": True, "include_name": ours, "compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, metadata))


def isolated_tables(metadata: Any) -> set[str]:
    """The tables of a service that hold client data."""
    return {table.name for table in metadata.tables.values() if "client_id" in table.columns}


_ANY_VALUE: dict[str, Any] = {
    "_text": [],
    "_uuid": [],
    "bool": True,
    "bytea": b"",
    "date": date(2026, 3, 14),
    "int4": 1,
    "int8": 1,
    "jsonb": "{}",
    "numeric": 1,
    "text": "",
    "timestamptz": datetime(2026, 3, 14, tzinfo=UTC),
}

_COLUMNS_TO_FILL = """
SELECT column_name AS name, udt_name AS type,
       (SELECT substring(pg_get_constraintdef(c.oid) FROM '''([a-z_]+)''')
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
        WHERE c.contype = 'c' AND c.conrelid = format('%I.%I', $1::text, $2::text)::regclass
        AND a.attname = column_name) AS allowed
FROM information_schema.columns
WHERE table_schema = $1 AND table_name = $2
AND (is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' OR column_name = 'client_id')
"""
"""The columns without a default, each with the first text that a check constraint on it allows."""


async def plant_row(owner: asyncpg.Connection, schema: str, table: str, client_id: UUID) -> None:
    """Insert a row of a client, as the owner of the table, with some value in every column that needs one."""
    columns = await owner.fetch(_COLUMNS_TO_FILL, schema, table)
    values = {
        column["name"]: client_id if column["name"] == "client_id" else column["allowed"] or _any_value(column["type"])
        for column in columns
    }
    places = ", ".join(f"${place}" for place, _ in enumerate(values, start=1))
    async with owner.transaction():
        await owner.execute("SELECT set_config('serein.client', $1, true)", str(client_id))
        await owner.execute(f"INSERT INTO {schema}.{table} ({', '.join(values)}) VALUES ({places})", *values.values())


def _any_value(type_: str) -> Any:
    return uuid4() if type_ == "uuid" else _ANY_VALUE[type_]
