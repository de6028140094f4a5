"""Every SQL statement of ocr_extract."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.tables import Client, Extraction


async def keep_client(tx: Transaction, **values: Any) -> None:
    """The newest snapshot of a client replaces the one before."""
    statement = insert(Client).values(**values)
    changes = {name: value for name, value in values.items() if name != "client_id"}
    await tx.execute(statement.on_conflict_do_update(index_elements=["client_id"], set_=changes))


async def identity_of(tx: Transaction, client_id: UUID) -> ClientIdentity | None:
    """Who the client is; None when directory has not told us yet."""
    row = await tx.row(select(Client.name, Client.vat_number, Client.ibans).where(Client.client_id == client_id))
    if row is None:
        return None
    return ClientIdentity.of(name=row.name, vat_number=row.vat_number, ibans=tuple(row.ibans))


async def keep_extraction(tx: Transaction, **values: Any) -> None:
    """The outcome for a document; read again, the newer outcome replaces the older."""
    statement = insert(Extraction).values(**values)
    changes = {name: value for name, value in values.items() if name != "document_id"}
    await tx.execute(statement.on_conflict_do_update(index_elements=["document_id"], set_=changes))


async def extraction_of(tx: Transaction, document_id: UUID) -> Row[Any] | None:
    """The outcome for a document."""
    columns = (
        Extraction.document_id,
        Extraction.state,
        Extraction.result,
        Extraction.embedded_sha256,
        Extraction.pdf_sha256,
        Extraction.extracted_at,
    )
    return await tx.row(select(*columns).where(Extraction.document_id == document_id))
