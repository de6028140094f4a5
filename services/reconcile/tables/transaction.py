"""Transactions of bank accounts and cards. The class is called BankTransaction, as a Transaction is one of SQL."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table

MATCHED_BY = ("cents", "ogm", "creditor_reference", "iban", "creditor_company", "name")
"""Columns by which a document finds the open transactions that may pay it."""


class BankTransaction(Table, kw_only=True):
    """One booked transaction as the bank reported it, its keys, and the marks of users."""

    __tablename__ = "transaction"
    __table_args__ = (
        Index("ix_transaction_listed", "client_id", "booking_date", "transaction_id"),
        Index("ix_transaction_kind", "client_id", "kind", "booking_date", "transaction_id"),
        Index("ix_transaction_account", "client_id", "account", "booking_date", "transaction_id"),
        Index("ix_transaction_cents", "client_id", "cents"),
        *(
            Index(
                f"ix_transaction_open_{name}",
                "client_id",
                name,
                "booking_date",
                "transaction_id",
                postgresql_where=text("is_open"),
            )
            for name in MATCHED_BY
        ),
        Index("ix_transaction_numbers", "client_id", "numbers", postgresql_using="gin"),
        Index(
            "ix_transaction_tags", "client_id", "tags", postgresql_using="gin", postgresql_where=text("tags <> '{}'")
        ),
        Index(
            "ix_transaction_searched",
            "client_id",
            "searched",
            postgresql_using="gin",
            postgresql_ops={"searched": "gin_trgm_ops"},
        ),
        Index("ix_transaction_reconcile_again", "client_id", postgresql_where=text("reconcile_again")),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    transaction_id: Mapped[UUID] = mapped_column(primary_key=True)
    account: Mapped[str]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    booking_date: Mapped[date]
    kind: Mapped[str]
    needs_document: Mapped[bool] = mapped_column(Boolean)
    counterparty: Mapped[str | None] = mapped_column(default=None)
    communication: Mapped[str | None] = mapped_column(default=None)
    booked: Mapped[dict[str, Any]]

    cents: Mapped[int] = mapped_column(BigInteger)
    ogm: Mapped[str | None] = mapped_column(default=None)
    creditor_reference: Mapped[str | None] = mapped_column(default=None)
    iban: Mapped[str | None] = mapped_column(default=None)
    creditor_company: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    numbers: Mapped[list[str]] = mapped_column(ARRAY(Text()), default_factory=list, server_default=text("'{}'"))
    searched: Mapped[str] = mapped_column(default="", server_default=text("''"))

    marks: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default=text("'{}'"))
    learnt: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    tags: Mapped[list[str]] = mapped_column(default_factory=list, server_default=text("'{}'"))
    note: Mapped[str | None] = mapped_column(default=None)
    ambiguous: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    is_open: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    is_combined: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    reconcile_again: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))


class Exemption(Table, kw_only=True):
    """A user stated that transactions of this party in this direction have no document: later ones need no task.

    One without a party is known by the words of its text; then `most` is the largest amount in cents that it is about.
    """

    __tablename__ = "exemption"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    party: Mapped[str] = mapped_column(primary_key=True)
    outgoing: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    why: Mapped[str]
    most: Mapped[int | None] = mapped_column(BigInteger, default=None)
    decided_by: Mapped[UUID | None] = mapped_column(default=None)
    decided_at: Mapped[datetime]
