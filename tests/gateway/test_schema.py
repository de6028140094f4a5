"""The tables in the code are the same as those that the migrations make."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from services.gateway.app import app
from services.gateway.tables import Table
from tests.conftest import OpenHarness
from tests.schemas import owner_url_of

KIT = {"data_key", "dead_letter", "inbox", "lease", "migration", "outbox", "unsent"}


def differences(connection: Connection) -> list[Any]:
    def ours(name: str | None, kind: str, _parents: Any) -> bool:
        return name == "gateway" if kind == "schema" else not (kind == "table" and name in KIT)

    options = {"include_schemas": True, "include_name": ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata))


async def test_tables_and_migrations_agree_and_what_users_own_is_isolated(harness: OpenHarness) -> None:
    gateway = await harness(app)
    owner = owner_url_of(gateway.running.settings)
    engine = create_async_engine(owner.replace("postgresql://", "postgresql+asyncpg://"))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
        forced = await connection.scalars(
            text("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'gateway'::regnamespace")
        )
    await engine.dispose()

    assert found == []
    assert {"live_event", "stored_answer"} <= set(forced)
