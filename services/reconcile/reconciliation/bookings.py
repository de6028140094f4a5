"""Change links, and the bookings that follow from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID, uuid5

from contracts.events.booking import BookingLinked, BookingUnlinked, Evidence
from contracts.ids import uuid7
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.queries import bookings, history
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import Member
from services.reconcile.tables import History, Link

BOOKINGS = UUID("0f6b7c9e-3a51-5c0e-9a55-52b3d6a8d001")

Item = tuple[UUID, bool]
"""A member of a booking: its id, and whether it is a document."""

MOST_EVIDENCE = 200
"""A booking shows at most so many reasons of its links."""


def booking_id_of(members: Iterable[Item]) -> UUID:
    """The id of a booking, derived from its oldest document, else its oldest transaction."""
    anchor = min(members, key=lambda item: (not item[1], item[0]))
    return uuid5(BOOKINGS, str(anchor[0]))


async def open_booking(round_: Round, item_id: UUID, *, is_document: bool) -> None:
    """Put a new item into a booking of its own."""
    member = (item_id, is_document, booking_id_of([(item_id, is_document)]))
    await bookings.join_booking(round_.tx, round_.client_id, [member])


async def change_links(
    round_: Round,
    *,
    remove: Collection[bookings.Pair] = (),
    add: Collection[bookings.NewLink] = (),
    user_id: UUID | None = None,
) -> set[UUID]:
    """Delete and add links, update the bookings, publish what changed. Returns every item whose booking changed.

    `user_id` is the user who did it; None for the matcher.
    """
    if not remove and not add:
        return set()
    touched = {i for pair in remove for i in pair} | {i for link in add for i in (link.one_id, link.other_id)}
    before = _by_booking(await bookings.members_with(round_.tx, round_.client_id, touched))
    await bookings.remove_links(round_.tx, round_.client_id, remove)
    await bookings.add_links(round_.tx, round_.client_id, add, user_id, round_.now)

    items = {item for members in before.values() for item in members}
    links = await bookings.links_among(round_.tx, round_.client_id, {i for i, _ in items})
    after = {booking_id_of(group): group for group in _components(items, links)}
    await bookings.join_booking(
        round_.tx, round_.client_id, [(i, d, booking) for booking, group in after.items() for i, d in group]
    )
    await _announce(round_, before, after, links, user_id)
    return {item_id for item_id, _ in items}


def _by_booking(members: Iterable[Member]) -> dict[UUID, frozenset[Item]]:
    groups: dict[UUID, set[Item]] = defaultdict(set)
    for member in members:
        groups[member.booking_id].add((member.item_id, member.is_document))
    return {booking: frozenset(group) for booking, group in groups.items()}


def _components(items: Iterable[Item], links: Iterable[Link]) -> list[frozenset[Item]]:
    """The connected components of the links: the bookings."""
    group_of: dict[UUID, set[Item]] = {item[0]: {item} for item in items}
    for link in links:
        one, other = group_of[link.one_id], group_of[link.other_id]
        if one is not other:
            one |= other
            for item in other:
                group_of[item[0]] = one
    return list({id(group): frozenset(group) for group in group_of.values()}.values())


async def _announce(
    round_: Round,
    before: dict[UUID, frozenset[Item]],
    after: dict[UUID, frozenset[Item]],
    links: Iterable[Link],
    user_id: UUID | None,
) -> None:
    """Publish bookings that fell apart and bookings that formed, and write the history of each item."""
    together = {item for group in after.values() if len(group) > 1 for item in group}
    for booking, group in sorted(before.items()):
        loose = group - together
        if len(group) > 1 and loose:
            round_.tx.publish(
                BookingUnlinked(
                    client_id=round_.client_id,
                    booking_id=booking,
                    document_ids=_ids(loose, documents=True),
                    transaction_ids=_ids(loose, documents=False),
                    unlinked_by=user_id,
                    unlinked_at=round_.now,
                )
            )
            await _record_history(round_, HistoryEvent.UNLINKED, loose, booking, user_id)
    for booking, group in sorted(after.items()):
        if len(group) > 1 and before.get(booking) != group:
            inside = [link for link in links if any(link.one_id == i for i, _ in group)]
            evidence = tuple(Evidence.model_validate(e) for link in inside for e in link.evidence)
            round_.tx.publish(
                BookingLinked(
                    client_id=round_.client_id,
                    booking_id=booking,
                    document_ids=_ids(group, documents=True),
                    transaction_ids=_ids(group, documents=False),
                    evidence=evidence[:MOST_EVIDENCE],
                    linked_by=user_id,
                    linked_at=round_.now,
                )
            )
            await _record_history(round_, HistoryEvent.LINKED, group, booking, user_id)


def _ids(items: Iterable[Item], *, documents: bool) -> tuple[UUID, ...]:
    return tuple(sorted(item_id for item_id, is_document in items if is_document is documents))


async def _record_history(
    round_: Round, what: HistoryEvent, items: Iterable[Item], booking: UUID, user_id: UUID | None
) -> None:
    await history.record_all(
        round_.tx,
        [
            History(
                client_id=round_.client_id,
                history_id=uuid7(),
                at=round_.now,
                what=what.value,
                user_id=user_id,
                document_id=item_id if is_document else None,
                transaction_id=None if is_document else item_id,
                details={"booking_id": str(booking)},
            )
            for item_id, is_document in sorted(items)
        ],
    )
