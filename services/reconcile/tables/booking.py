"""Where documents and movements meet.

Links are the truth: pairs of things, made by the matcher or by a person. A booking is what the links hold together;
a thing without links is a booking of its own. So undoing a link restores exactly what was before.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table


class BookingMember(Table, kw_only=True):
    """Which booking a document or movement is in: always exactly one."""

    __tablename__ = "booking_member"
    __table_args__ = (Index(None, "client_id", "booking_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    booking_id: Mapped[UUID]
    is_document: Mapped[bool] = mapped_column(Boolean)


class Link(Table, kw_only=True):
    """Two things belong together, and why. `linked_by` is a person, or nobody when the matcher was certain.

    `was_apart` remembers that a person had taken the pair apart before, so that undoing brings that back too.
    """

    __tablename__ = "link"
    __table_args__ = (Index(None, "client_id", "other_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    one_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    evidence: Mapped[list[Any]]
    ground: Mapped[str | None] = mapped_column(default=None)
    by_person: Mapped[bool] = mapped_column(Boolean)
    linked_by: Mapped[UUID | None] = mapped_column(default=None)
    linked_at: Mapped[datetime]
    was_apart: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))


class Apart(Table, kw_only=True):
    """A document and a movement that a person took apart: the matcher does not link them again."""

    __tablename__ = "apart"
    __table_args__ = (Index(None, "client_id", "transaction_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    transaction_id: Mapped[UUID] = mapped_column(primary_key=True)
    said_by: Mapped[UUID | None] = mapped_column(default=None)
    said_at: Mapped[datetime]
