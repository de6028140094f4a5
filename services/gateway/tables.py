"""What the gateway keeps for a while: sessions, answers already given, live states."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """A table of schema `gateway`."""

    metadata = MetaData(schema="gateway", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Session(Table):
    """One sign-in of a user. Only the hash of the token is kept. `signed_in_at` is by the directory's clock.

    `confirmed_at`: when the user last showed their password in it, by the gateway's clock.
    """

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"), Index(None, "expires_at"))

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes]
    user_id: Mapped[UUID]
    signed_in_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str]
    user_agent: Mapped[str]


class StoredAnswer(Table):
    """A write under an Idempotency-Key: running, or answered. `attempt` shuts out an attempt that took too long.

    `rights` are those that the user had: whoever has lost one of them does not see the answer again.
    """

    __tablename__ = "stored_answer"
    __table_args__ = (Index(None, "started_at"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    attempt: Mapped[UUID]
    started_at: Mapped[datetime]
    rights: Mapped[list[Any]]
    status: Mapped[int | None] = mapped_column(default=None)
    headers: Mapped[list[Any]] = mapped_column(default_factory=list)
    body: Mapped[bytes] = mapped_column(default=b"")


class LiveEvent(Table):
    """A new state of a client's document or task, for live streams. Within one client `seq` is in order of commit."""

    __tablename__ = "live_event"
    __table_args__ = (Index(None, "client_id", "seq"), Index(None, "kept_at"))

    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True, init=False)
    client_id: Mapped[UUID]
    at: Mapped[datetime]
    kept_at: Mapped[datetime]
    type: Mapped[str]
    state: Mapped[str]
    document_id: Mapped[UUID | None] = mapped_column(default=None)
    task_id: Mapped[UUID | None] = mapped_column(default=None)
