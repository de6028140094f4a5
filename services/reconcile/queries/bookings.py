"""Links, the bookings they make, and pairs that people took apart."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.reconcile.tables import Apart, BookingMember, Document, Link, Movement

Pair = tuple[UUID, UUID]


async def join_booking(tx: Transaction, client_id: UUID, members: Iterable[tuple[UUID, bool, UUID]]) -> None:
    """Put things in bookings: (item, whether it is a document, booking)."""
    rows = [
        {"client_id": client_id, "item_id": item, "is_document": is_document, "booking_id": booking}
        for item, is_document, booking in members
    ]
    if rows:
        row = insert(BookingMember).values(rows)
        await tx.execute(
            row.on_conflict_do_update(
                index_elements=["client_id", "item_id"], set_={"booking_id": row.excluded.booking_id}
            )
        )


async def fellows(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> Sequence[Row[Any]]:
    """Everything in the bookings of these things, with amounts and kinds: one row per member."""
    if not items:
        return []
    mine = select(BookingMember.booking_id).where(
        BookingMember.client_id == client_id, BookingMember.item_id.in_(items)
    )
    return await tx.rows(
        select(
            BookingMember.booking_id, BookingMember.item_id, BookingMember.is_document,
            Document.cents.label("document_cents"), Movement.cents.label("transaction_cents"),
            Movement.kind.label("transaction_kind"),
            Document.marks["deleted_at"].astext.label("deleted"),
            Document.marks["done"].astext.label("document_done"),
            Movement.marks["done"].astext.label("transaction_done"),
        )
        .outerjoin(
            Document,
            (Document.client_id == BookingMember.client_id) & (Document.document_id == BookingMember.item_id),
        )
        .outerjoin(
            Movement,
            (Movement.client_id == BookingMember.client_id) & (Movement.transaction_id == BookingMember.item_id),
        )
        .where(BookingMember.client_id == client_id, BookingMember.booking_id.in_(mine))
        .order_by(BookingMember.booking_id, BookingMember.item_id)
    )  # fmt: skip


async def links_among(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> Sequence[Row[Any]]:
    """The links that touch these things."""
    if not items:
        return []
    return await tx.rows(
        select(Link.__table__)
        .where(Link.client_id == client_id, or_(Link.one_id.in_(items), Link.other_id.in_(items)))
        .order_by(Link.one_id, Link.other_id)
    )


async def add_links(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """New links; one that exists is overruled (a person's word over the matcher's)."""
    if rows:
        row = insert(Link).values(rows)
        columns = ("evidence", "ground", "by_person", "linked_by", "linked_at", "was_apart")
        await tx.execute(
            row.on_conflict_do_update(
                index_elements=["client_id", "one_id", "other_id"],
                set_={name: row.excluded[name] for name in columns},
            )
        )


async def remove_links(tx: Transaction, client_id: UUID, pairs: Collection[Pair]) -> None:
    """Take links away."""
    if pairs:
        await tx.execute(delete(Link).where(Link.client_id == client_id, tuple_(Link.one_id, Link.other_id).in_(pairs)))


async def apart(tx: Transaction, client_id: UUID, documents: Collection[UUID]) -> frozenset[Pair]:
    """Pairs of these documents that a person took apart."""
    if not documents:
        return frozenset()
    rows = await tx.rows(
        select(Apart.document_id, Apart.transaction_id).where(
            Apart.client_id == client_id, Apart.document_id.in_(documents)
        )
    )
    return frozenset((row.document_id, row.transaction_id) for row in rows)


async def apart_from(tx: Transaction, client_id: UUID, transaction_id: UUID) -> frozenset[Pair]:
    """Pairs of this movement that a person took apart."""
    rows = await tx.rows(
        select(Apart.document_id, Apart.transaction_id).where(
            Apart.client_id == client_id, Apart.transaction_id == transaction_id
        )
    )
    return frozenset((row.document_id, row.transaction_id) for row in rows)


async def keep_apart(
    tx: Transaction, client_id: UUID, pairs: Collection[Pair], who: UUID | None, now: datetime
) -> None:
    """Never link these again by ourselves."""
    rows = [
        {"client_id": client_id, "document_id": d, "transaction_id": t, "said_by": who, "said_at": now}
        for d, t in pairs
    ]
    if rows:
        await tx.execute(insert(Apart).values(rows).on_conflict_do_nothing())


async def no_longer_apart(tx: Transaction, client_id: UUID, pairs: Collection[Pair]) -> None:
    """A person put them together after all."""
    if pairs:
        await tx.execute(
            delete(Apart).where(
                Apart.client_id == client_id, tuple_(Apart.document_id, Apart.transaction_id).in_(pairs)
            )
        )


async def members_of(tx: Transaction, client_id: UUID, booking_ids: Collection[UUID]) -> list[UUID]:
    """The things in these bookings."""
    if not booking_ids:
        return []
    rows = await tx.rows(
        select(BookingMember.item_id).where(
            BookingMember.client_id == client_id, BookingMember.booking_id.in_(booking_ids)
        )
    )
    return [row.item_id for row in rows]
