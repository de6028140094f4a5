"""What ocr_extract keeps: who the clients are, and what was read of each document."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(DeclarativeBase):
    """The tables of schema `ocr_extract`."""

    metadata = MetaData(schema="ocr_extract", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Client(Table):
    """The part of a client's settings that tells its own numbers from others'."""

    __tablename__ = "client"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    vat_number: Mapped[str]
    ibans: Mapped[list[str]]
    configured_at: Mapped[datetime]


class Extraction(Table):
    """The outcome for one document: its fields, or the reason why there are none."""

    __tablename__ = "extraction"
    __table_args__ = (Index(None, "client_id", "extracted_at"),)

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    sha256: Mapped[str]
    state: Mapped[str]
    kind: Mapped[str | None]
    reader: Mapped[str | None]
    result: Mapped[dict[str, Any]]
    embedded_sha256: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    extracted_at: Mapped[datetime]
