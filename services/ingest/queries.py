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


async def is_closed(tx: Transaction, client_id: UUID) -> bool:
    """Whether this client is known to be inactive. One that is not known yet is new, and may send documents."""
    return await tx.one(select(Client.active).where(Client.client_id == client_id)) is False


async def document_with(tx: Transaction, client_id: UUID, sha256: str) -> UUID | None:
    """The client's document that has these bytes."""
    same = (ReceivedFile.client_id == client_id, ReceivedFile.sha256 == sha256)
    return await tx.one(select(ReceivedFile.document_id).where(*same))


async def add(tx: Transaction, row: ReceivedFile | Provenance) -> None:
    """Insert a new file, or one more time that a file came in."""
    await tx.add(row)


async def file_of(tx: Transaction, client_id: UUID, document_id: UUID) -> ReceivedFile | None:
    """The file of a document: its hash, type and name."""
    mine = (ReceivedFile.client_id == client_id, ReceivedFile.document_id == document_id)
    return await tx.one(select(ReceivedFile).where(*mine))


async def first_arrival(tx: Transaction, client_id: UUID, document_id: UUID) -> Provenance | None:
    """How a document came in the first time."""
    arrivals = select(Provenance).where(Provenance.client_id == client_id, Provenance.document_id == document_id)
    return await tx.one(arrivals.order_by(Provenance.provenance_id).limit(1))


async def parts_of(tx: Transaction, client_id: UUID, document_id: UUID) -> set[int | None]:
    """The numbers of the parts of this photo that are documents already."""
    cut = (Provenance.client_id == client_id, Provenance.part_of == document_id)
    return set(await tx.all(select(Provenance.part_number).where(*cut)))


async def provenance_of(tx: Transaction, client_id: UUID, document_id: UUID) -> Sequence[Provenance]:
    """Every time this document came in, the first one first."""
    arrivals = select(Provenance).where(Provenance.client_id == client_id, Provenance.document_id == document_id)
    return await tx.all(arrivals.order_by(Provenance.provenance_id))
