"""Links and bookings in the database: the matcher's verdict applied, a person's word obeyed, both undone exactly."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID, uuid5

from contracts.events.booking import BookingLinked, BookingUnlinked, Evidence
from contracts.ids import uuid7
from services.reconcile.queries import bookings, tasks
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import Member
from services.reconcile.tables import History, Link

BOOKINGS = UUID("0f6b7c9e-3a51-5c0e-9a55-52b3d6a8d001")

Item = tuple[UUID, bool]
"""A thing in a booking: its id, and whether it is a document."""


def booking_id_of(members: Iterable[Item]) -> UUID:
    """The name of a booking follows from what it holds: its oldest document, else its oldest movement."""
    anchor = min(members, key=lambda item: (not item[1], item[0]))
    return uuid5(BOOKINGS, str(anchor[0]))


async def enter(judging: Judging, item_id: UUID, *, is_document: bool) -> None:
    """A new thing is a booking of its own."""
    member = (item_id, is_document, booking_id_of([(item_id, is_document)]))
    await bookings.join_booking(judging.tx, judging.client_id, [member])


async def change_links(
    judging: Judging,
    *,
    remove: Collection[bookings.Pair] = (),
    add: Collection[bookings.NewLink] = (),
    who: UUID | None = None,
) -> set[UUID]:
    """Take links away and add links; bookings follow and are announced. Answers every thing whose booking changed.

    `who` is the person whose doing it is; nobody when the matcher was certain, or is no longer.
    """
    if not remove and not add:
        return set()
    touched = {i for pair in remove for i in pair} | {i for link in add for i in (link.one_id, link.other_id)}
    before = _by_booking(await bookings.fellows(judging.tx, judging.client_id, touched))
    await bookings.remove_links(judging.tx, judging.client_id, remove)
    await bookings.add_links(judging.tx, judging.client_id, add, who, judging.now)

    items = {item for members in before.values() for item in members}
    links = await bookings.links_among(judging.tx, judging.client_id, {i for i, _ in items})
    after = {booking_id_of(group): group for group in _components(items, links)}
    await bookings.join_booking(
        judging.tx, judging.client_id, [(i, d, booking) for booking, group in after.items() for i, d in group]
    )
    await _announce(judging, before, after, links, who)
    return {item_id for item_id, _ in items}


def _by_booking(members: Iterable[Member]) -> dict[UUID, frozenset[Item]]:
    groups: dict[UUID, set[Item]] = defaultdict(set)
    for member in members:
        groups[member.booking_id].add((member.item_id, member.is_document))
    return {booking: frozenset(group) for booking, group in groups.items()}


def _components(items: Iterable[Item], links: Iterable[Link]) -> list[frozenset[Item]]:
    """What hangs together by links."""
    group_of: dict[UUID, set[Item]] = {item[0]: {item} for item in items}
    for link in links:
        one, other = group_of[link.one_id], group_of[link.other_id]
        if one is not other:
            one |= other
            for item in other:
                group_of[item[0]] = one
    return list({id(group): frozenset(group) for group in group_of.values()}.values())


async def _announce(
    judging: Judging,
    before: dict[UUID, frozenset[Item]],
    after: dict[UUID, frozenset[Item]],
    links: Iterable[Link],
    who: UUID | None,
) -> None:
    """Say what is open again and what is together now, and write it in the timeline of each."""
    together = {item for group in after.values() if len(group) > 1 for item in group}
    for booking, group in sorted(before.items()):
        loose = group - together
        if len(group) > 1 and loose:
            judging.tx.publish(
                BookingUnlinked(
                    client_id=judging.client_id,
                    booking_id=booking,
                    document_ids=_ids(loose, documents=True),
                    transaction_ids=_ids(loose, documents=False),
                    unlinked_by=who,
                    unlinked_at=judging.now,
                )
            )
            await _note(judging, "unlinked", loose, booking, who)
    for booking, group in sorted(after.items()):
        if len(group) > 1 and before.get(booking) != group:
            inside = [link for link in links if any(link.one_id == i for i, _ in group)]
            judging.tx.publish(
                BookingLinked(
                    client_id=judging.client_id,
                    booking_id=booking,
                    document_ids=_ids(group, documents=True),
                    transaction_ids=_ids(group, documents=False),
                    evidence=tuple(Evidence.model_validate(e) for link in inside for e in link.evidence),
                    linked_by=who,
                    linked_at=judging.now,
                )
            )
            await _note(judging, "linked", group, booking, who)


def _ids(items: Iterable[Item], *, documents: bool) -> tuple[UUID, ...]:
    return tuple(sorted(item_id for item_id, is_document in items if is_document is documents))


async def _note(judging: Judging, what: str, items: Iterable[Item], booking: UUID, who: UUID | None) -> None:
    await tasks.notes(
        judging.tx,
        [
            History(
                client_id=judging.client_id,
                history_id=uuid7(),
                at=judging.now,
                what=what,
                who=who,
                document_id=item_id if is_document else None,
                transaction_id=None if is_document else item_id,
                details={"booking_id": str(booking)},
            )
            for item_id, is_document in sorted(items)
        ],
    )
