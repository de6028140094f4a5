"""Look-ups as functions of the database: made by an ordinary owner, they see one client only."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from libs.service_kit.migrate import Schema, migrate
from services import reconcile
from tests.growth.rows import insert
from tests.schemas import PASSWORD

MIGRATIONS = Path(reconcile.__file__).parent / "migrations"
LOOK_UPS = {
    "documents_containing": "SELECT * FROM reconcile.documents_containing('%f-7%', NULL, 10)",
    "documents_tagged": "SELECT * FROM reconcile.documents_tagged('car', 10)",
    "documents_numbered": "SELECT * FROM reconcile.documents_numbered(ARRAY['f7'], 10)",
    "documents_amounting_to": "SELECT * FROM reconcile.documents_amounting_to(-7.00, 10)",
    "transactions_containing": "SELECT * FROM reconcile.transactions_containing('%f-7%', NULL, 10)",
    "transactions_tagged": "SELECT * FROM reconcile.transactions_tagged('car', 10)",
    "transactions_numbered": "SELECT * FROM reconcile.transactions_numbered(ARRAY['f7'], 10)",
}


@pytest.fixture(scope="module")
async def service(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the service's role to a schema that an owner without any other right has made."""
    administrator = await asyncpg.connect(database_url)
    owner, name = (f"look_ups_{part}_{uuid4().hex[:8]}" for part in ("owner", "database"))
    await administrator.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'secret'")
    await administrator.execute(f"CREATE DATABASE {name} OWNER {owner}")
    await administrator.close()
    administrator = await asyncpg.connect(f"{database_url.rpartition('/')[0]}/{name}")
    await administrator.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")  # as deploy/postgres/10-owner.sql does
    await administrator.close()
    place = f"{database_url.partition('@')[2].rpartition('/')[0]}/{name}"
    owners = f"postgresql://{owner}:secret@{place}"
    await migrate(owners, [Schema("reconcile", MIGRATIONS, PASSWORD)])
    connection = await asyncpg.connect(f"postgresql://serein_reconcile:{PASSWORD}@{place}")
    yield connection
    await connection.close()


async def as_client(service: asyncpg.Connection, client: UUID | str) -> None:
    await service.execute("SELECT set_config('serein.client', $1, false)", str(client))


async def add_rows(service: asyncpg.Connection) -> UUID:
    """A document and a transaction of a new client."""
    client = uuid4()
    await as_client(service, client)
    shared = {"client_id": f"'{client}'::uuid", "searched": "'supplier | f-7'", "tags": "ARRAY['car']"}
    shared |= {"numbers": "ARRAY['f7']"}
    await insert(service, "reconcile.document", "(SELECT 1) AS one", total="7.00", **shared)
    await insert(service, "reconcile.transaction", "(SELECT 1) AS one", **shared)
    return client


@pytest.mark.parametrize("look_up", LOOK_UPS)
async def test_a_look_up_finds_rows_of_one_client(service: asyncpg.Connection, look_up: str) -> None:
    clients = [await add_rows(service), await add_rows(service)]

    found = []
    for client in clients:
        await as_client(service, client)
        found.append({row[0] for row in await service.fetch(LOOK_UPS[look_up])})

    assert [len(ids) for ids in found] == [1, 1]
    assert found[0] != found[1]


@pytest.mark.parametrize("look_up", LOOK_UPS)
@pytest.mark.parametrize("nobody", ["", "*"])
async def test_a_look_up_without_a_client_finds_nothing(service: asyncpg.Connection, look_up: str, nobody: str) -> None:
    await add_rows(service)
    await as_client(service, nobody)

    assert await service.fetch(LOOK_UPS[look_up]) == []


async def test_bookings_keep_whether_they_are_shared(service: asyncpg.Connection) -> None:
    client, one, other = uuid4(), uuid4(), uuid4()
    await as_client(service, client)
    columns = "client_id, item_id, booking_id, is_document"
    add = f"INSERT INTO reconcile.booking_member ({columns}) VALUES ($1, $2, $2, $3 = 'document')"
    await service.execute(add, client, one, "document")
    await service.execute(add, client, other, "transaction")
    alone = await bookings(service)

    await service.execute("UPDATE reconcile.booking_member SET booking_id = $1", one)
    together = await bookings(service)
    await service.execute("UPDATE reconcile.booking_member SET booking_id = item_id")

    assert alone == {one: (False, True), other: (False, False)}
    assert together == {one: (True, True)}
    assert await bookings(service) == alone


async def bookings(service: asyncpg.Connection) -> dict[UUID, tuple[bool, bool]]:
    rows = await service.fetch("SELECT booking_id, shared, with_document FROM reconcile.booking")
    return {row[0]: (row[1], row[2]) for row in rows}
