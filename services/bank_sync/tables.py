"""What bank_sync stores: statements with their balances, transactions with what identifies them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Index, MetaData, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import Numeric, Text

from libs.service_kit.database import COLUMN_TYPES, NAMES

Money = Numeric(18, 3)
"""Three decimals, because a few currencies have them."""


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """The tables of schema `bank_sync`."""

    metadata = MetaData(schema="bank_sync", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Client(Table, kw_only=True):
    """The accounts that belong to a client."""

    __tablename__ = "client"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    ibans: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    revision: Mapped[int] = mapped_column(BigInteger)


class BankStatement(Table, kw_only=True):
    """One statement of one account, as imported; `transactions` is how many it brought in."""

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_latest", "client_id", "account", "currency", text("new_balance_date DESC")),
        Index("ix_statement_listed", "client_id", "new_balance_date", "statement_id"),
    )

    statement_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    account: Mapped[str]
    iban: Mapped[str | None] = mapped_column(default=None)
    currency: Mapped[str]
    holder: Mapped[str]
    number: Mapped[int | None] = mapped_column(default=None)
    printed_number: Mapped[str]
    old_balance: Mapped[Decimal] = mapped_column(Money)
    old_balance_date: Mapped[date]
    new_balance: Mapped[Decimal] = mapped_column(Money)
    new_balance_date: Mapped[date]
    continuity: Mapped[str]
    source: Mapped[str]
    sha256: Mapped[str]
    transactions: Mapped[int]
    imported_at: Mapped[datetime]


class BankTransaction(Table, kw_only=True):
    """One transaction and what it is recognised by."""

    __tablename__ = "transaction"
    __table_args__ = (Index(None, "client_id", "account", "booking_date"),)

    transaction_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    statement_id: Mapped[UUID]
    account: Mapped[str]
    booking_date: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Money)
    money: Mapped[str]
    content: Mapped[str]
    bank_reference: Mapped[str]
    occurrence: Mapped[int]
    source: Mapped[str]
    doubts: Mapped[list[UUID]]
