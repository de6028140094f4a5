"""Links and bookings of documents and transactions.

Only links are stored decisions: pairs of items, made by the matcher or by a user. A booking is a set of items that
links connect; an item without links is a booking of its own. So undoing a link restores exactly the state before it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table


class BookingMember(Table, kw_only=True):
    """The booking that a document or transaction is in: always exactly one."""

    __tablename__ = "booking_member"
    __table_args__ = (Index(None, "client_id", "booking_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    booking_id: Mapped[UUID]
    is_document: Mapped[bool] = mapped_column(Boolean)


class Booking(Table, kw_only=True):
    """What lists ask of a booking, so that they need not count members; kept by a trigger on `booking_member`.

    `shared`: it has more than one member. `with_document`: one of them is a document.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index(None, "client_id", "shared", "booking_id"),
        Index(None, "client_id", "with_document", "booking_id"),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    booking_id: Mapped[UUID] = mapped_column(primary_key=True)
    shared: Mapped[bool] = mapped_column(Boolean)
    with_document: Mapped[bool] = mapped_column(Boolean)


class Link(Table, kw_only=True):
    """Two items that belong together, and why. `linked_by` is the user, or empty for a link of the matcher.

    `was_unlinked`: a user had unlinked the pair before, so undoing this link must restore that too.
    """

    __tablename__ = "link"
    __table_args__ = (Index(None, "client_id", "other_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    one_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    evidence: Mapped[list[Any]]
    ground: Mapped[str | None] = mapped_column(default=None)
    by_user: Mapped[bool] = mapped_column(Boolean)
    linked_by: Mapped[UUID | None] = mapped_column(default=None)
    linked_at: Mapped[datetime]
    was_unlinked: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))


class UnlinkedPair(Table, kw_only=True):
    """Two items that a user unlinked, as a link names them: the matcher never links them again."""

    __tablename__ = "unlinked_pair"
    __table_args__ = (Index(None, "client_id", "other_id"),)

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    one_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    decided_by: Mapped[UUID | None] = mapped_column(default=None)
    decided_at: Mapped[datetime]
