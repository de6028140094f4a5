"""What ocr_extract keeps: who the clients are, and what was read of each document."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from contracts.events.extraction import DocumentExtracted, DocumentUnreadable
from libs.service_kit.database import COLUMN_TYPES, NAMES
from libs.service_kit.json_columns import Shaped, StoredEvent
from services.ocr_extract.domain.evidence import Explanation


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """The tables of schema `ocr_extract`."""

    metadata = MetaData(schema="ocr_extract", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Client(Table, kw_only=True):
    """The part of a client's settings by which its own name and numbers are recognised on a document."""

    __tablename__ = "client"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    vat_number: Mapped[str]
    ibans: Mapped[list[str]]
    configured_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(BigInteger)


class Extraction(Table, kw_only=True):
    """The outcome for one document. `result` is the event that announced it: its fields, or why there are none.

    `explanations` say why it was read so; no other service needs them."""

    __tablename__ = "extraction"
    __table_args__ = (Index(None, "client_id", "extracted_at"),)

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    sha256: Mapped[str]
    state: Mapped[Literal["read", "unreadable"]] = mapped_column(Text)
    kind: Mapped[str | None]
    reader: Mapped[str | None]
    result: Mapped[DocumentExtracted | DocumentUnreadable] = mapped_column(StoredEvent())
    explanations: Mapped[tuple[Explanation, ...]] = mapped_column(Shaped(tuple[Explanation, ...]))
    embedded_sha256: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    extracted_at: Mapped[datetime]
