"""Documents: as received, as read, as corrected, as judged, as sent."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Float, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table, json_or_nothing


class Document(Table):
    """One document. Facts as they came (`read_*`, `said_kind`, `marks`, ...) beside what follows from them.

    What follows is computed anew from the facts each time something happens; it is kept to be searched and listed.
    A row may begin with its reading when that overtakes its receipt: then `received_at` is still empty.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index(None, "client_id", "cents"),
        Index(None, "client_id", "ogm"),
        Index(None, "client_id", "creditor_reference"),
        Index(None, "client_id", "iban", "cents"),
        Index(None, "client_id", "company"),
        Index(None, "client_id", "name"),
        Index(None, "client_id", "state"),
        Index("ix_document_listed", "client_id", "received_at", "document_id"),
        Index("ix_document_numbers", "numbers", postgresql_using="gin"),
        Index("ix_document_due", "hold_until", postgresql_where=text("hold_until IS NOT NULL")),
        Index(None, "client_id", "part_of"),
        Index("ix_document_judge_again", "client_id", postgresql_where=text("judge_again")),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)

    sha256: Mapped[str | None]
    media_type: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    filename: Mapped[str | None]
    channel: Mapped[str | None]
    received_at: Mapped[datetime | None]
    received_by: Mapped[UUID | None]
    kind_hint: Mapped[str | None]
    part_of: Mapped[UUID | None]
    part_number: Mapped[int | None] = mapped_column(Integer)

    read_kind: Mapped[str | None]
    read_confidence: Mapped[float | None] = mapped_column(Float)
    read_fields: Mapped[dict[str, Any] | None] = json_or_nothing()
    read_at: Mapped[datetime | None]
    learnt: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    language: Mapped[str | None]
    pages: Mapped[int | None] = mapped_column(Integer)
    embedded_sha256: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    warnings: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    regions: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    known_parts: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    division_failure: Mapped[dict[str, Any] | None] = json_or_nothing()
    unreadable: Mapped[dict[str, Any] | None] = json_or_nothing()

    said_kind: Mapped[str | None]
    corrections: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    tags: Mapped[list[str]] = mapped_column(default=list, server_default=text("'{}'"))
    note: Mapped[str | None]

    kind: Mapped[str | None]
    kind_confidence: Mapped[float] = mapped_column(Float, default=0.0, server_default=text("0"))
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    state: Mapped[str]
    payment: Mapped[str] = mapped_column(server_default=text("'unknown'"))
    hold: Mapped[str | None]
    hold_until: Mapped[datetime | None]
    freed_at: Mapped[datetime | None]
    asked: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    is_open: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    judge_again: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))

    cents: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None]
    issued: Mapped[date | None]
    due: Mapped[date | None]
    ogm: Mapped[str | None]
    creditor_reference: Mapped[str | None]
    iban: Mapped[str | None]
    company: Mapped[str | None]
    name: Mapped[str] = mapped_column(server_default=text("''"))
    number: Mapped[str | None]
    numbers: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list, server_default=text("'{}'"))
    counterparty: Mapped[str | None]
    total: Mapped[Decimal | None]
    searched: Mapped[str] = mapped_column(server_default=text("''"))

    revision: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    release_id: Mapped[UUID | None]
    released_at: Mapped[datetime | None]
    release_cause: Mapped[str | None]
    rendered_at: Mapped[datetime | None]
    refused: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    delivered_at: Mapped[datetime | None]
    failure: Mapped[dict[str, Any] | None] = json_or_nothing()
    failed_at: Mapped[datetime | None]
    unconfirmed: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    receipt: Mapped[dict[str, Any] | None] = json_or_nothing()


class Release(Table):
    """Every snapshot that left, as it left: proof of what was sent, whatever is corrected afterwards."""

    __tablename__ = "release"
    __table_args__ = (Index(None, "client_id", "document_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    release_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID]
    revision: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    snapshot: Mapped[dict[str, Any]]
    released_at: Mapped[datetime]
    released_by: Mapped[UUID | None]


class Correction(Table):
    """Provenance of a person's corrections; remembered for the next document of the same counterparty."""

    __tablename__ = "correction"
    __table_args__ = (
        Index(None, "client_id", "counterparty_key"),
        Index(None, "client_id", "document_id"),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    correction_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID]
    counterparty_key: Mapped[str | None]
    path: Mapped[str]
    was: Mapped[Any | None] = json_or_nothing()
    value: Mapped[Any | None] = json_or_nothing()
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]


class Duplicate(Table):
    """Two documents that may be one invoice. `said` is a person's word: `connected` or `apart`; empty: in doubt."""

    __tablename__ = "duplicate"
    __table_args__ = (Index(None, "client_id", "second_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    first_id: Mapped[UUID] = mapped_column(primary_key=True)
    second_id: Mapped[UUID] = mapped_column(primary_key=True)
    why: Mapped[str]
    said: Mapped[str | None]
    said_by: Mapped[UUID | None]
    said_at: Mapped[datetime | None]
