"""Documents: received, read, corrected, reconciled, released."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Float, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table, json_or_nothing

LISTED_BY = ("kind", "payment", "state")
"""Columns that the list of documents can be narrowed by, whatever their value."""
MATCHED_BY = ("cents", "ogm", "creditor_reference", "iban", "company", "name")
"""Columns by which a transaction finds the open documents that it may pay."""
TRIGRAMS = {"searched": "gin_trgm_ops"}


class Document(Table, kw_only=True):
    """One document: recorded facts (`read_*`, `user_kind`, `marks`, ...) and the columns derived from them.

    Derived columns are computed anew from the facts on every change; they are stored to be searched and listed.
    The reading may arrive before the receipt: `received_at` is empty until then.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_listed", "client_id", "received_at", "document_id"),
        *(Index(f"ix_document_{name}", "client_id", name, "received_at", "document_id") for name in LISTED_BY),
        Index(
            "ix_document_hold",
            "client_id",
            "hold",
            "received_at",
            "document_id",
            postgresql_where=text("hold IS NOT NULL"),
        ),
        Index("ix_document_day", "client_id", "day", "document_id"),
        Index("ix_document_cents", "client_id", "cents", "issued"),
        Index("ix_document_number", "client_id", "number", postgresql_where=text("number IS NOT NULL")),
        Index("ix_document_total", "client_id", "total", postgresql_where=text("total IS NOT NULL")),
        Index("ix_document_company_iban", "client_id", "company", "iban", postgresql_where=text("iban IS NOT NULL")),
        *(
            Index(
                f"ix_document_open_{name}",
                "client_id",
                name,
                text("issued DESC NULLS LAST"),
                "document_id",
                postgresql_where=text("is_open"),
            )
            for name in MATCHED_BY
        ),
        Index("ix_document_numbers", "client_id", "numbers", postgresql_using="gin"),
        Index("ix_document_tags", "client_id", "tags", postgresql_using="gin", postgresql_where=text("tags <> '{}'")),
        Index("ix_document_searched", "client_id", "searched", postgresql_using="gin", postgresql_ops=TRIGRAMS),
        Index("ix_document_due", "hold_until", postgresql_where=text("hold_until IS NOT NULL")),
        Index(None, "client_id", "part_of"),
        Index("ix_document_reconcile_again", "client_id", postgresql_where=text("reconcile_again")),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)

    sha256: Mapped[str | None] = mapped_column(default=None)
    media_type: Mapped[str | None] = mapped_column(default=None)
    size: Mapped[int | None] = mapped_column(BigInteger, default=None)
    filename: Mapped[str | None] = mapped_column(default=None)
    channel: Mapped[str | None] = mapped_column(default=None)
    received_at: Mapped[datetime | None] = mapped_column(default=None)
    received_by: Mapped[UUID | None] = mapped_column(default=None)
    kind_hint: Mapped[str | None] = mapped_column(default=None)
    part_of: Mapped[UUID | None] = mapped_column(default=None)
    part_number: Mapped[int | None] = mapped_column(Integer, default=None)

    reading_at: Mapped[datetime | None] = mapped_column(default=None)
    read_kind: Mapped[str | None] = mapped_column(default=None)
    read_confidence: Mapped[float | None] = mapped_column(Float, default=None)
    read_fields: Mapped[dict[str, Any] | None] = json_or_nothing()
    read_at: Mapped[datetime | None] = mapped_column(default=None)
    learnt: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default=text("'{}'"))
    language: Mapped[str | None] = mapped_column(default=None)
    pages: Mapped[int | None] = mapped_column(Integer, default=None)
    embedded_sha256: Mapped[str | None] = mapped_column(default=None)
    pdf_sha256: Mapped[str | None] = mapped_column(default=None)
    warnings: Mapped[list[Any]] = mapped_column(default_factory=list, server_default=text("'[]'"))
    regions: Mapped[list[Any]] = mapped_column(default_factory=list, server_default=text("'[]'"))
    known_parts: Mapped[list[Any]] = mapped_column(default_factory=list, server_default=text("'[]'"))
    division_failure: Mapped[dict[str, Any] | None] = json_or_nothing()
    unreadable: Mapped[dict[str, Any] | None] = json_or_nothing()

    user_kind: Mapped[str | None] = mapped_column(default=None)
    corrections: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default=text("'{}'"))
    marks: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default=text("'{}'"))
    tags: Mapped[list[str]] = mapped_column(default_factory=list, server_default=text("'{}'"))
    note: Mapped[str | None] = mapped_column(default=None)

    kind: Mapped[str | None] = mapped_column(default=None)
    kind_confidence: Mapped[float] = mapped_column(Float, default=0.0, server_default=text("0"))
    fields: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default=text("'{}'"))
    state: Mapped[str]
    payment: Mapped[str] = mapped_column(default="unknown", server_default=text("'unknown'"))
    hold: Mapped[str | None] = mapped_column(default=None)
    hold_until: Mapped[datetime | None] = mapped_column(default=None)
    eligible_at: Mapped[datetime | None] = mapped_column(default=None)
    ambiguous: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    is_open: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    is_combined: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    reconcile_again: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))

    cents: Mapped[int | None] = mapped_column(BigInteger, default=None)
    currency: Mapped[str | None] = mapped_column(default=None)
    issued: Mapped[date | None] = mapped_column(default=None)
    day: Mapped[date | None] = mapped_column(default=None)
    """When it was issued, or the Belgian day on which it was received where no date was read; periods go by it."""
    due: Mapped[date | None] = mapped_column(default=None)
    ogm: Mapped[str | None] = mapped_column(default=None)
    creditor_reference: Mapped[str | None] = mapped_column(default=None)
    iban: Mapped[str | None] = mapped_column(default=None)
    company: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    number: Mapped[str | None] = mapped_column(default=None)
    numbers: Mapped[list[str]] = mapped_column(ARRAY(Text()), default_factory=list, server_default=text("'{}'"))
    counterparty: Mapped[str | None] = mapped_column(default=None)
    total: Mapped[Decimal | None] = mapped_column(default=None)
    searched: Mapped[str] = mapped_column(default="", server_default=text("''"))

    revision: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))
    release_id: Mapped[UUID | None] = mapped_column(default=None)
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    release_cause: Mapped[str | None] = mapped_column(default=None)
    rendered_at: Mapped[datetime | None] = mapped_column(default=None)
    refused: Mapped[list[Any]] = mapped_column(default_factory=list, server_default=text("'[]'"))
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    failure: Mapped[dict[str, Any] | None] = json_or_nothing()
    failed_at: Mapped[datetime | None] = mapped_column(default=None)
    delivery_id: Mapped[UUID | None] = mapped_column(default=None)
    unconfirmed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    receipt: Mapped[dict[str, Any] | None] = json_or_nothing()


class Release(Table, kw_only=True):
    """One released snapshot, never changed: proof of what was sent, whatever is corrected later."""

    __tablename__ = "release"
    __table_args__ = (Index(None, "client_id", "document_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    release_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID]
    revision: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    snapshot: Mapped[dict[str, Any]]
    released_at: Mapped[datetime]
    released_by: Mapped[UUID | None] = mapped_column(default=None)


class Correction(Table, kw_only=True):
    """One corrected field: who, when, from what; applied again to the next document of the same counterparty."""

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_remembered", "client_id", "counterparty_key", "made_at", "correction_id"),
        Index(None, "client_id", "document_id"),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    correction_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID]
    counterparty_key: Mapped[str | None] = mapped_column(default=None)
    path: Mapped[str]
    was: Mapped[Any | None] = json_or_nothing()
    value: Mapped[Any | None] = json_or_nothing()
    made_by: Mapped[UUID | None] = mapped_column(default=None)
    made_at: Mapped[datetime]


class Duplicate(Table, kw_only=True):
    """Two documents that may be one invoice. `decision` of a user: `connected`, `different`, or none yet."""

    __tablename__ = "duplicate"
    __table_args__ = (Index(None, "client_id", "second_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    first_id: Mapped[UUID] = mapped_column(primary_key=True)
    second_id: Mapped[UUID] = mapped_column(primary_key=True)
    why: Mapped[str]
    decision: Mapped[str | None] = mapped_column(default=None)
    decided_by: Mapped[UUID | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
