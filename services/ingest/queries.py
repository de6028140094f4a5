"""Every SQL statement of ingest."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from contracts.events.client import ClientConfigured
from libs.service_kit import Transaction
from services.ingest.tables import Client, Provenance, ReceivedFile


async def keep_client(tx: Transaction, event: ClientConfigured) -> None:
    """Record the newest settings of a client."""
    client = Client(client_id=event.client_id, active=event.active, revision=event.revision)
    await tx.replace(client, newest_by="revision")


async def is_closed(tx: Transaction) -> bool:
    """Whether this client is known to be inactive. One that is not known yet is new, and may send documents."""
    return await tx.one(select(Client.active)) is False


async def document_with(tx: Transaction, sha256: str) -> UUID | None:
    """The client's document that has these bytes."""
    return await tx.one(select(ReceivedFile.document_id).where(ReceivedFile.sha256 == sha256))


async def add(tx: Transaction, row: ReceivedFile | Provenance) -> None:
    """Insert a new file, or one more time that a file came in."""
    await tx.add(row)


async def file_of(tx: Transaction, document_id: UUID) -> ReceivedFile | None:
    """The file of a document: its hash, type and name."""
    return await tx.one(select(ReceivedFile).where(ReceivedFile.document_id == document_id))


async def first_arrival(tx: Transaction, document_id: UUID) -> Provenance | None:
    """How a document came in the first time."""
    arrivals = select(Provenance).where(Provenance.document_id == document_id)
    return await tx.one(arrivals.order_by(Provenance.provenance_id).limit(1))


async def parts_of(tx: Transaction, document_id: UUID) -> set[int | None]:
    """The numbers of the parts of this photo that are documents already."""
    return set(await tx.all(select(Provenance.part_number).where(Provenance.part_of == document_id)))


async def provenance_of(tx: Transaction, document_id: UUID) -> Sequence[Provenance]:
    """Every time this document came in, the first one first."""
    arrivals = select(Provenance).where(Provenance.document_id == document_id)
    return await tx.all(arrivals.order_by(Provenance.provenance_id))
