"""Change links, and the bookings that follow from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID, uuid5

from contracts.events.booking import BookingLinked, BookingUnlinked, Evidence
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.queries.bookings import NewLink, Pair
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import Member
from services.reconcile.tables import Link

BOOKINGS = UUID("0f6b7c9e-3a51-5c0e-9a55-52b3d6a8d001")

Item = tuple[UUID, bool]
"""A member of a booking: its id, and whether it is a document."""

MOST_EVIDENCE = 200
"""A booking shows at most so many reasons of its links."""


def booking_id_of(members: Iterable[Item]) -> UUID:
    """The id of a booking, derived from its oldest document, else its oldest transaction."""
    anchor = min(members, key=lambda item: (not item[1], item[0]))
    return uuid5(BOOKINGS, str(anchor[0]))


def open_booking(round_: Round, item_id: UUID, *, is_document: bool) -> None:
    """Put a new item into a booking of its own."""
    booking = booking_id_of([(item_id, is_document)])
    before = round_.board.members.now.get(item_id)
    if before is None or before.booking_id != booking:
        alone = Member(booking, item_id, is_document, None, None, None, None, None, None)
        round_.board.members.now[item_id] = alone


def change_links(
    round_: Round,
    *,
    remove: Collection[Pair] = (),
    add: Collection[NewLink] = (),
    user_id: UUID | None = None,
) -> set[UUID]:
    """Delete and add links, update the bookings, publish what changed. Returns every item whose booking changed.

    `user_id` is the user who did it; None for the matcher. The board has the bookings of all these items.
    """
    if not remove and not add:
        return set()
    board = round_.board
    touched = {i for pair in remove for i in pair} | {i for link in add for i in (link.one_id, link.other_id)}
    before = _by_booking(look.members_with(board, touched))
    for pair in remove:
        board.links.now.pop(pair, None)
    for new in add:
        board.links.now[new.one_id, new.other_id] = _link(round_, new, user_id)

    items = {item for members in before.values() for item in members}
    links = look.links_at(board, {i for i, _ in items})
    after = {booking_id_of(group): group for group in _components(items, links)}
    for booking, group in after.items():
        for item_id, _ in group:
            member = board.members.now[item_id]
            if member.booking_id != booking:
                board.members.now[item_id] = member._replace(booking_id=booking)
    _announce(round_, before, after, links, user_id)
    return {item_id for item_id, _ in items}


def _link(round_: Round, new: NewLink, user_id: UUID | None) -> Link:
    return Link(
        client_id=round_.client_id,
        one_id=new.one_id,
        other_id=new.other_id,
        evidence=[e.model_dump(mode="json") for e in new.evidence],
        ground=new.ground,
        by_user=new.by_user,
        linked_by=user_id,
        linked_at=round_.now,
        was_unlinked=new.was_unlinked,
    )


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


def _announce(
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
            round_.publish(
                BookingUnlinked(
                    client_id=round_.client_id,
                    booking_id=booking,
                    document_ids=_ids(loose, documents=True),
                    transaction_ids=_ids(loose, documents=False),
                    unlinked_by=user_id,
                    unlinked_at=round_.now,
                )
            )
            _record_history(round_, HistoryEvent.UNLINKED, loose, booking, user_id)
    for booking, group in sorted(after.items()):
        if len(group) > 1 and before.get(booking) != group:
            inside = [link for link in links if any(link.one_id == i for i, _ in group)]
            evidence = tuple(Evidence.model_validate(e) for link in inside for e in link.evidence)
            round_.publish(
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
            _record_history(round_, HistoryEvent.LINKED, group, booking, user_id)


def _ids(items: Iterable[Item], *, documents: bool) -> tuple[UUID, ...]:
    return tuple(sorted(item_id for item_id, is_document in items if is_document is documents))


def _record_history(
    round_: Round, what: HistoryEvent, items: Iterable[Item], booking: UUID, user_id: UUID | None
) -> None:
    for item_id, is_document in sorted(items):
        round_.record(
            what,
            round_.now,
            user_id=user_id,
            document_id=item_id if is_document else None,
            transaction_id=None if is_document else item_id,
            details={"booking_id": str(booking)},
        )
