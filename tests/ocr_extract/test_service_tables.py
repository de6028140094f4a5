"""The mapped tables agree with the migrations, and no client sees a row of another."""

from sqlalchemy import select

from libs.service_kit import App
from services.ocr_extract import queries
from services.ocr_extract.service import Deps
from services.ocr_extract.tables import Client, Extraction
from tests.conftest import OpenHarness
from tests.ocr_extract.builders import client_configured, document_received
from tests.schema_check import differences


async def test_tables_and_migrations_agree(harness: OpenHarness, warm_app: App[Deps]) -> None:
    reader = await harness(warm_app)

    assert await differences(reader) == []


async def test_the_newest_snapshot_of_a_client_replaces_the_one_before(
    harness: OpenHarness, warm_app: App[Deps]
) -> None:
    reader = await harness(warm_app)

    await reader.handle(client_configured(reader.client_id, name="Old Name"))
    await reader.handle(client_configured(reader.client_id, name="New Name"))

    async with reader.context().read() as tx:
        identity = await queries.identity_of(tx, reader.client_id)
    assert identity is not None
    assert identity.name == "New Name"


async def test_a_query_without_a_where_sees_no_other_client(harness: OpenHarness, warm_app: App[Deps]) -> None:
    reader = await harness(warm_app)
    for client_id in (reader.client_id, reader.other_client_id):
        await reader.handle(client_configured(client_id))
        sha256 = await reader.running.blobs.put(f"not a document {client_id}".encode())
        await reader.handle(document_received(client_id, sha256))

    async with reader.context(reader.client_id).read() as tx:
        clients = await tx.all(select(Client.client_id))
        extractions = await tx.all(select(Extraction.client_id))

    assert set(clients) == {reader.client_id}
    assert set(extractions) == {reader.client_id}
