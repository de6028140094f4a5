"""Whether a service's typed tables are what its migrations make."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from libs.service_kit.testing import Harness

KIT_TABLES = {"inbox", "outbox", "dead_letter", "data_key", "migration"}


async def differences(harness: Harness[Any]) -> list[Any]:
    """What alembic would still have to do, the kit's own tables apart."""
    app = harness.running.app
    owner = harness.running.settings.database_owner_url
    if owner is None:
        raise ValueError("the harness migrates with the owner's URL")
    engine = create_async_engine(owner.get_secret_value().replace("postgresql://", "postgresql+asyncpg://"))
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
