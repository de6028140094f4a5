"""Links, the bookings they form, and pairs that users unlinked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from contracts.events.booking import Evidence
from libs.service_kit import Transaction
from services.reconcile.rows import Member
from services.reconcile.tables import BankTransaction, BookingMember, Document, Link, UnlinkedPair

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class NewLink:
    """A link to be stored, and why. A link of the matcher has a `ground` and is not `by_user`."""

    one_id: UUID
    other_id: UUID
    evidence: Sequence[Evidence]
    ground: str | None = None
    by_user: bool = False
    was_unlinked: bool = False


async def members_with(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> list[Member]:
    """All members of the bookings of these items, with amounts and kinds."""
    if not items:
        return []
    mine = select(BookingMember.booking_id).where(
        BookingMember.client_id == client_id, BookingMember.item_id.in_(items)
    )
    is_document = and_(Document.client_id == BookingMember.client_id, Document.document_id == BookingMember.item_id)
    is_transaction = and_(
        BankTransaction.client_id == BookingMember.client_id, BankTransaction.transaction_id == BookingMember.item_id
    )
    rows = await tx.tuples(
        select(
            BookingMember.booking_id,
            BookingMember.item_id,
            BookingMember.is_document,
            Document.cents.label("document_cents"),
            BankTransaction.cents.label("transaction_cents"),
            BankTransaction.kind.label("transaction_kind"),
            Document.marks["deleted_at"].astext.label("deleted"),
            Document.marks["done"].astext.label("document_done"),
            BankTransaction.marks["done"].astext.label("transaction_done"),
        )
        .outerjoin(Document, is_document)
        .outerjoin(BankTransaction, is_transaction)
        .where(BookingMember.client_id == client_id, BookingMember.booking_id.in_(mine))
        .order_by(BookingMember.booking_id, BookingMember.item_id)
    )
    return [Member(*row) for row in rows]


async def links_among(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> Sequence[Link]:
    """The links that have one of these items at either end."""
    if not items:
        return []
    return await tx.all(
        select(Link)
        .where(Link.client_id == client_id, or_(Link.one_id.in_(items), Link.other_id.in_(items)))
        .order_by(Link.one_id, Link.other_id)
    )


async def unlinked_pairs(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> frozenset[Pair]:
    """The pairs that begin with one of these items and that users unlinked."""
    if not items:
        return frozenset()
    rows = await tx.tuples(
        select(UnlinkedPair.one_id, UnlinkedPair.other_id).where(
            UnlinkedPair.client_id == client_id, UnlinkedPair.one_id.in_(items)
        )
    )
    return frozenset(rows)


async def keep_unlinked(
    tx: Transaction, client_id: UUID, pairs: Collection[Pair], user_id: UUID | None, now: datetime
) -> None:
    """Store that the matcher must never link these pairs again."""
    rows = [
        {"client_id": client_id, "one_id": one, "other_id": other, "decided_by": user_id, "decided_at": now}
        for one, other in pairs
    ]
    if rows:
        await tx.execute(insert(UnlinkedPair).values(rows).on_conflict_do_nothing())


async def forget_unlinked(tx: Transaction, client_id: UUID, pairs: Collection[Pair]) -> None:
    """Delete unlinked pairs: a user linked them after all."""
    if pairs:
        await tx.execute(
            delete(UnlinkedPair).where(
                UnlinkedPair.client_id == client_id,
                tuple_(UnlinkedPair.one_id, UnlinkedPair.other_id).in_(pairs),
            )
        )


async def members_of(tx: Transaction, client_id: UUID, booking_ids: Collection[UUID]) -> Sequence[UUID]:
    """The items in these bookings."""
    if not booking_ids:
        return []
    return await tx.all(
        select(BookingMember.item_id).where(
            BookingMember.client_id == client_id, BookingMember.booking_id.in_(booking_ids)
        )
    )
