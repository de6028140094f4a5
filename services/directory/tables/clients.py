"""Firms, their groups and clients, and how a client comes to another firm."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contracts.events.client import Release
from services.directory.tables.base import Table


class Firm(Table):
    """An accounting firm and its defaults."""

    __tablename__ = "firm"

    firm_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str]
    active: Mapped[bool]
    channels: Mapped[list[str]]
    release: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(BigInteger, server_default="0", default=None)

    @property
    def default_release(self) -> Release:
        """How the firm's clients release documents, unless they have exceptions."""
        return Release.model_validate(self.release)


class Group(Table):
    """A part of a firm's clients and staff. Every firm has one group for everyone."""

    __tablename__ = "group"
    __table_args__ = (UniqueConstraint("firm_id", "name"),)

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    firm_id: Mapped[UUID]
    name: Mapped[str]
    everyone: Mapped[bool]


class GroupStaff(Table):
    """An employee in a group."""

    __tablename__ = "group_staff"
    __table_args__ = (Index(None, "user_id"),)

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)


class GroupClient(Table):
    """A client in a group."""

    __tablename__ = "group_client"
    __table_args__ = (Index(None, "client_id"),)

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(primary_key=True)


class Client(Table, kw_only=True):
    """A client company. `release` holds only what differs from the firm's; `follow_up_from` a chosen date, if any.

    `vat_held`: it is the tenant of its VAT number, as only one is; others with the number are files that a firm keeps
    while the company is asked. `succeeded_by` is the tenant that came instead of such a file.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("uq_client_vat_number_held", "vat_number", unique=True, postgresql_where=text("vat_held")),
        Index(
            "uq_client_firm_id_vat_number",
            "firm_id",
            "vat_number",
            unique=True,
            postgresql_where=text("succeeded_by IS NULL"),
        ),
        Index(None, "firm_id"),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    firm_id: Mapped[UUID]
    name: Mapped[str]
    vat_number: Mapped[str]
    vat_held: Mapped[bool] = mapped_column(default=True)
    succeeded_by: Mapped[UUID | None] = mapped_column(default=None)
    unverified: Mapped[bool]
    language: Mapped[str]
    reference: Mapped[str | None] = mapped_column(default=None)
    status: Mapped[str]
    closed: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[str]
    vat_frequency: Mapped[str]
    address: Mapped[dict[str, Any]]
    ibans: Mapped[list[str]]
    package: Mapped[str]
    follow_up_from: Mapped[date | None] = mapped_column(default=None)
    expenses_only: Mapped[bool]
    documents_without_transaction: Mapped[bool]
    release: Mapped[dict[str, Any]]
    card_statement_route: Mapped[str]
    ledger_accounts: Mapped[list[Any]]
    registered_on: Mapped[date]
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(BigInteger, server_default="0", default=None)


class HandOver(Table, kw_only=True):
    """A firm asks to serve a company, for which it keeps a file (`client_id`) until that is decided.

    `holder_id` is the tenant of the company, None when there is no other. `displaced`: the file held the number
    unverified, until a verified entry came. `told`: it is in the audit trail of the firm that the company has.
    """

    __tablename__ = "hand_over"
    __table_args__ = (
        Index("uq_hand_over_open", "client_id", unique=True, postgresql_where=text("state IN ('asked', 'agreed')")),
        Index(None, "client_id"),
        Index(None, "holder_id"),
        Index(None, "firm_id", "asked_at"),
    )

    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    firm_id: Mapped[UUID]
    holder_id: Mapped[UUID | None] = mapped_column(default=None)
    displaced: Mapped[bool] = mapped_column(default=False)
    told: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str]
    firm_agrees: Mapped[bool | None] = mapped_column(default=None)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    moves_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
