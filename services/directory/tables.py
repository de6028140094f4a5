"""The tables of the directory. Rows with a `client_id` are visible for that client or in all-tenant transactions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from contracts.events.client import Release
from libs.service_kit.database import COLUMN_TYPES, NAMES
from services.directory.domain.audit_chain import ANCHOR
from services.directory.domain.contact import email_key


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """A table of schema `directory`."""

    metadata = MetaData(schema="directory", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


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


class User(Table, kw_only=True):
    """A user who may sign in. `contact` marks the one user whose address is the client's, where its notices go.

    Sessions that began before `sessions_from` are over: it is set to now when the password changes.
    """

    __tablename__ = "user"
    __table_args__ = (
        UniqueConstraint("email_key"),
        Index(None, "firm_id"),
        Index(None, "client_id"),
        Index("uq_user_client_id_contact", "client_id", unique=True, postgresql_where=text("contact")),
    )

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(init=False)
    first_name: Mapped[str]
    last_name: Mapped[str]
    mobile: Mapped[str | None] = mapped_column(default=None)
    language: Mapped[str]
    role: Mapped[str]
    firm_id: Mapped[UUID | None] = mapped_column(default=None)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    contact: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(default=None)
    sessions_from: Mapped[datetime]
    created_at: Mapped[datetime]

    def __post_init__(self) -> None:
        """Sets the form of the address that must be unique."""
        self.email_key = email_key(self.email)


class SignInAttempts(Table, kw_only=True):
    """Tries to sign in: of an account from a place, or the turns of an account or an address. The key is hashed.

    `failures` are those of the place, of an account those from everywhere.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "last_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    waits_until: Mapped[datetime | None] = mapped_column(default=None)
    turn: Mapped[datetime | None] = mapped_column(default=None)
    new_until: Mapped[datetime | None] = mapped_column(default=None)
    failed_until: Mapped[datetime | None] = mapped_column(default=None)


class KnownPlace(Table, kw_only=True):
    """A device or an address (hashed) that a user has signed in from: no stranger can make them wait there."""

    __tablename__ = "known_place"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    last_at: Mapped[datetime]


class Mail(Table, kw_only=True):
    """A letter that waits to be sent; gone once it is. `values` fill its text, and no secret is among them.

    Of a letter that anybody can ask for, `recipient` is what they typed: whether it is a user's address is looked up
    when it is sent, so that nobody sees the difference.
    """

    __tablename__ = "mail"
    __table_args__ = (Index(None, "due_at"),)

    mail_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    recipient: Mapped[str]
    language: Mapped[str]
    values: Mapped[dict[str, Any]]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)


class UnlockToken(Table, kw_only=True):
    """The hash of a code that a user was sent, with which they sign in without waiting. It works once."""

    __tablename__ = "unlock_token"
    __table_args__ = (Index(None, "user_id"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    mail_id: Mapped[UUID]
    kind: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class AuditChain(Table, kw_only=True):
    """The end of a chain of audit entries, of a firm or the platform; entries up to number `sealed` may be deleted."""

    __tablename__ = "audit_chain"

    chain_id: Mapped[UUID] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(BigInteger, default=0)
    head: Mapped[bytes] = mapped_column(default=ANCHOR)
    sealed: Mapped[int] = mapped_column(BigInteger, default=0)
    seal: Mapped[bytes] = mapped_column(default=ANCHOR)


class Audit(Table, kw_only=True):
    """Who did what, from where: appended, never changed. `old` and `new` hold values by name, never a secret."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("chain_id", "seq"),
        *(
            Index(None, owner, *narrowed, "at", "audit_id")
            for owner in ("client_id", "firm_id")
            for narrowed in ((), ("action",), ("user_id",))
        ),
    )

    audit_id: Mapped[UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    actor: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(default=None)
    firm_id: Mapped[UUID | None] = mapped_column(default=None)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    action: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    old: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    new: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    hash: Mapped[bytes]
