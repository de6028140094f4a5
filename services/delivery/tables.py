"""Connections with their sealed secrets, one destination for each client, deliveries and their attempts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from contracts.events.delivery import Receipt
from contracts.events.rendering import RenderedFile
from contracts.reason import Reason
from libs.service_kit.database import COLUMN_TYPES, NAMES
from libs.service_kit.json_columns import Shaped
from services.delivery.domain import TakenRoute

OPEN_STATES = text("state IN ('pending', 'leased', 'sent_unconfirmed')")


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    metadata = MetaData(schema="delivery", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Client(Table, kw_only=True):
    """The settings of a client that delivery needs: its firm and its package."""

    __tablename__ = "client"
    __table_args__ = (Index("ix_client_firm_id", "firm_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    firm_id: Mapped[UUID | None] = mapped_column(default=None)
    package: Mapped[str]
    revision: Mapped[int] = mapped_column(BigInteger)


class Firm(Table, kw_only=True):
    """The channels that an accounting office has enabled for its clients."""

    __tablename__ = "firm"

    firm_id: Mapped[UUID] = mapped_column(primary_key=True)
    channels: Mapped[list[str]]
    revision: Mapped[int] = mapped_column(BigInteger)


class Connection(Table, kw_only=True):
    """A configured connection of a client, or of a firm for all of its clients. `sealed` holds the encrypted secrets.

    `stopped` is why nothing goes through it until a user has repaired it (a changed host key, a refused password).
    """

    __tablename__ = "connection"
    __table_args__ = (
        CheckConstraint("(client_id IS NULL) <> (firm_id IS NULL)", name="owner"),
        Index("ix_connection_client_id", "client_id"),
        Index("ix_connection_firm_id", "firm_id"),
    )

    connection_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    firm_id: Mapped[UUID | None] = mapped_column(default=None)
    connector: Mapped[str]
    name: Mapped[str]
    config: Mapped[dict[str, Any]]
    secret_names: Mapped[list[str]]
    sealed: Mapped[bytes | None] = mapped_column(default=None)
    stopped: Mapped[Reason | None] = mapped_column(Shaped(Reason), default=None)
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]


class Destination(Table, kw_only=True):
    """Where a client's documents go: a connection, and the addresses or folders within it."""

    __tablename__ = "destination"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    connection_id: Mapped[UUID] = mapped_column(index=True)
    settings: Mapped[dict[str, Any]]
    active: Mapped[bool]
    changed_at: Mapped[datetime]


class Delivery(Table, kw_only=True):
    """One rendered release to deliver. No worker leases it before `not_before`: the end of a pause, or of a lease.

    `fence` counts the leases: only the worker with the latest one may record. `handed_over_in` is the lease that may
    have delivered it, `handed_over_to` the connection and destination of that moment. `attempts_since_restart` starts
    again at 0 when a user restarts the delivery; `fence` never does.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_due", "not_before", postgresql_where=OPEN_STATES),
        Index("ix_delivery_open", "client_id", "seq", postgresql_where=OPEN_STATES),
        Index("ix_delivery_client_seq", "client_id", "seq"),
        Index("ix_delivery_client_state", "client_id", "state", "seq"),
        Index("ix_delivery_stopped_by", "stopped_by", postgresql_where=text("stopped_by IS NOT NULL")),
        Index("ix_delivery_client_document", "client_id", "document_id"),
    )

    delivery_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), init=False)
    release_id: Mapped[UUID]
    document_id: Mapped[UUID]
    route: Mapped[str]
    package: Mapped[str]
    subject: Mapped[str]
    files: Mapped[list[RenderedFile]] = mapped_column(Shaped(list[RenderedFile]))
    rendered_at: Mapped[datetime]
    correlation: Mapped[UUID | None] = mapped_column(default=None)
    state: Mapped[str]
    not_before: Mapped[datetime]
    waiting_since: Mapped[datetime]
    attempts_since_restart: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    handed_over_in: Mapped[int | None] = mapped_column(default=None)
    handed_over_to: Mapped[TakenRoute | None] = mapped_column(Shaped(TakenRoute), default=None)
    unconfirmed: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str | None] = mapped_column(default=None)
    stopped_by: Mapped[UUID | None] = mapped_column(default=None)
    reason: Mapped[Reason | None] = mapped_column(Shaped(Reason), default=None)
    receipt: Mapped[Receipt | None] = mapped_column(Shaped(Receipt), default=None)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)


class Attempt(Table, kw_only=True):
    """One lease of one delivery and how it ended. Without an end it was abandoned: its worker crashed.

    `by_operator`: handed over by the platform's own mail server.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "ix_attempt_by_operator",
            "client_id",
            "handed_over_at",
            postgresql_where=text("by_operator AND handed_over_at IS NOT NULL"),
        ),
    )

    delivery_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    started_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None] = mapped_column(default=None)
    by_operator: Mapped[bool]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[Reason | None] = mapped_column(Shaped(Reason), default=None)
