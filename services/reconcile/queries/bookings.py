"""Links, the bookings they make, and pairs that people took apart."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from contracts.events.booking import Evidence
from libs.service_kit import Transaction
from services.reconcile.rows import Member
from services.reconcile.tables import Apart, BookingMember, Document, Link, Movement

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class NewLink:
    """Two things to be linked, and why. Not `by_person`: the matcher was certain, on `ground`."""

    one_id: UUID
    other_id: UUID
    evidence: Sequence[Evidence]
    ground: str | None = None
    by_person: bool = False
    was_apart: bool = False


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


async def fellows(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> list[Member]:
    """Everything in the bookings of these things, with amounts and kinds: one row per member."""
    if not items:
        return []
    mine = select(BookingMember.booking_id).where(
        BookingMember.client_id == client_id, BookingMember.item_id.in_(items)
    )
    rows = await tx.tuples(
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
    return [Member(*row) for row in rows]


async def links_among(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> Sequence[Link]:
    """The links that touch these things."""
    if not items:
        return []
    return await tx.all(
        select(Link)
        .where(Link.client_id == client_id, or_(Link.one_id.in_(items), Link.other_id.in_(items)))
        .order_by(Link.one_id, Link.other_id)
    )


async def add_links(
    tx: Transaction, client_id: UUID, links: Collection[NewLink], who: UUID | None, now: datetime
) -> None:
    """New links; one that exists is overruled (a person's word over the matcher's)."""
    rows = [
        {
            "client_id": client_id,
            "one_id": link.one_id,
            "other_id": link.other_id,
            "evidence": [e.model_dump(mode="json") for e in link.evidence],
            "ground": link.ground,
            "by_person": link.by_person,
            "linked_by": who,
            "linked_at": now,
            "was_apart": link.was_apart,
        }
        for link in links
    ]
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
    rows = await tx.tuples(
        select(Apart.document_id, Apart.transaction_id).where(
            Apart.client_id == client_id, Apart.document_id.in_(documents)
        )
    )
    return frozenset(rows)


async def apart_from(tx: Transaction, client_id: UUID, transaction_id: UUID) -> frozenset[Pair]:
    """Pairs of this movement that a person took apart."""
    rows = await tx.tuples(
        select(Apart.document_id, Apart.transaction_id).where(
            Apart.client_id == client_id, Apart.transaction_id == transaction_id
        )
    )
    return frozenset(rows)


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


async def members_of(tx: Transaction, client_id: UUID, booking_ids: Collection[UUID]) -> Sequence[UUID]:
    """The things in these bookings."""
    if not booking_ids:
        return []
    return await tx.all(
        select(BookingMember.item_id).where(
            BookingMember.client_id == client_id, BookingMember.booking_id.in_(booking_ids)
        )
    )
