"""The tables as the code sees them are the tables as the migrations make them."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from libs.service_kit.testing import Harness
from services.directory.service import Deps
from services.directory.tables import Table

KIT = {"inbox", "outbox", "dead_letter", "data_key", "migration"}
TENANT = ("client", "group_client", "user", "audit")


def differences(connection: Connection) -> list[Any]:
    def ours(name: str | None, kind: str, parents: Any) -> bool:
        return name == "directory" if kind == "schema" else not (kind == "table" and name in KIT)

    options = {"include_schemas": True, "include_name": ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata))


async def test_tables_and_migrations_agree(directory: Harness[Deps]) -> None:
    owner = directory.running.settings.database_owner_url
    assert owner is not None
    engine = create_async_engine(owner.get_secret_value().replace("postgresql://", "postgresql+asyncpg://"))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []


@pytest.mark.feature(11)
@pytest.mark.parametrize("table", TENANT)
async def test_without_a_tenant_no_row_of_a_client_is_seen(directory: Harness[Deps], table: str) -> None:
    async with directory.running.database.begin(None, read_only=True) as tx:
        seen = await tx.value(text(f'SELECT count(*) FROM directory."{table}"'))
        forced = await tx.value(
            text("SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass(:name)").bindparams(
                name=f'directory."{table}"'
            )
        )

    assert (seen, forced) == (0, True)
