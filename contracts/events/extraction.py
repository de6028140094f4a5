"""Topic `extraction`, keyed by client: the result of reading a document."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, PositiveInt

from contracts.card_statement import CardStatementFields
from contracts.fields import DocumentFields, DocumentKind, DocumentRegion
from contracts.reason import Reason
from contracts.registry import Event, Topic, event
from contracts.values import Language, Name, Sha256

EXTRACTION = Topic("extraction", key="client_id")


@event("document.reading", version=1, topic=EXTRACTION)
class DocumentReadingV1(Event):
    """Reading has begun and takes a while (usually a scan). Only for waiting users; nothing may depend on it."""

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    begun_at: AwareDatetime


@event("document.extracted", version=1, topic=EXTRACTION)
class DocumentExtractedV1(Event):
    """Reading finished. `embedded_sha256` is the e-invoice received with or inside the file, unchanged.

    `pdf_sha256` is the PDF to show and to embed: the file itself, or the one inside an e-invoice; absent when there is
    none. `warnings` are for the user, before the document leaves (for example a hidden text layer). `card_statement` is
    set when a card statement ties out; otherwise a warning says why. `regions` are set when one image shows several
    documents: the fields are then empty, and a user decides whether to divide it.
    """

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    kind: DocumentKind
    kind_confidence: Annotated[float, Field(ge=0, le=1)]
    language: Language | None = None
    fields: DocumentFields
    pages: PositiveInt | None = None
    embedded_sha256: Sha256 | None = None
    pdf_sha256: Sha256 | None = None
    reader: Name
    extracted_at: AwareDatetime
    warnings: Annotated[tuple[Reason, ...], Field(max_length=200)] = ()
    card_statement: CardStatementFields | None = None
    regions: Annotated[tuple[DocumentRegion, ...], Field(max_length=200)] = ()


@event("document.unreadable", version=1, topic=EXTRACTION)
class DocumentUnreadableV1(Event):
    """Nothing certain could be read: `password`, `damaged`, `needs_ocr`, `too_many_pages`, `limits`, ..."""

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    reason: Reason
    extracted_at: AwareDatetime


DocumentReading = DocumentReadingV1
DocumentExtracted = DocumentExtractedV1
DocumentUnreadable = DocumentUnreadableV1
