"""Every SQL statement of ingest."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from contracts.events.client import ClientConfigured
from libs.service_kit import Transaction
from services.ingest.tables import Client, Provenance, ReceivedFile


async def keep_client(tx: Transaction, event: ClientConfigured) -> None:
    """The newest settings of a client."""
    row = insert(Client).values(client_id=event.client_id, active=event.active)
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id"], set_={"active": row.excluded.active}))


async def is_closed(tx: Transaction) -> bool:
    """Whether this client is known to be inactive; one not heard of yet is new and welcome."""
    return await tx.value(select(Client.active)) is False


async def document_with(tx: Transaction, sha256: str) -> UUID | None:
    """The client's document that has these bytes."""
    found: UUID | None = await tx.value(select(ReceivedFile.document_id).where(ReceivedFile.sha256 == sha256))
    return found


async def add_file(tx: Transaction, **values: Any) -> None:
    """A new file."""
    await tx.execute(insert(ReceivedFile).values(**values))


async def add_provenance(tx: Transaction, **values: Any) -> None:
    """One more time that a file came in."""
    await tx.execute(insert(Provenance).values(**values))


async def file_of(tx: Transaction, document_id: UUID) -> Row[Any] | None:
    """Where the bytes of a document are, and what they are."""
    return await tx.row(
        select(ReceivedFile.sha256, ReceivedFile.media_type, ReceivedFile.filename).where(
            ReceivedFile.document_id == document_id
        )
    )


async def first_arrival(tx: Transaction, document_id: UUID) -> Row[Any] | None:
    """How a document came in the first time."""
    columns = (Provenance.channel, Provenance.filename, Provenance.received_by)
    first = select(*columns).where(Provenance.document_id == document_id).order_by(Provenance.provenance_id).limit(1)
    return await tx.row(first)


async def parts_of(tx: Transaction, document_id: UUID) -> set[int]:
    """The numbers of the papers of this picture that are documents already."""
    rows = await tx.rows(select(Provenance.part_number).where(Provenance.part_of == document_id))
    return {row.part_number for row in rows}


async def provenance_of(tx: Transaction, document_id: UUID) -> Sequence[Row[Any]]:
    """Every time this document came in, first one first."""
    columns = (
        Provenance.channel,
        Provenance.filename,
        Provenance.received_at,
        Provenance.received_by,
        Provenance.part_of,
        Provenance.part_number,
    )
    return await tx.rows(
        select(*columns).where(Provenance.document_id == document_id).order_by(Provenance.provenance_id)
    )
