"""Every SQL statement of ocr_extract."""

from uuid import UUID

from sqlalchemy import select

from libs.service_kit import Transaction
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.tables import Client, Extraction


async def keep_client(tx: Transaction, client: Client) -> None:
    """Store the newest snapshot of a client instead of the one before."""
    await tx.replace(client, newest_by="revision")


async def identity_of(tx: Transaction, client_id: UUID) -> ClientIdentity | None:
    """The client's name and numbers; None as long as directory has not announced the client."""
    client = await tx.one(select(Client).where(Client.client_id == client_id))
    if client is None:
        return None
    return ClientIdentity.of(name=client.name, vat_number=client.vat_number, ibans=tuple(client.ibans))


async def keep_extraction(tx: Transaction, extraction: Extraction) -> None:
    """Store the outcome for a document; a later reading replaces an earlier one."""
    await tx.replace(extraction)


async def extraction_of(tx: Transaction, client_id: UUID, document_id: UUID) -> Extraction | None:
    """The outcome for a document; None when it was never read here."""
    mine = (Extraction.client_id == client_id, Extraction.document_id == document_id)
    return await tx.one(select(Extraction).where(*mine))
