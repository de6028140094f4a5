"""Links made, taken back and taken apart by people.

`undo` takes back exactly what a person linked: the tables are as they were before. `take_apart` says that two things
do not belong together: the matcher will not link them again, whoever had linked them.
"""

from collections.abc import Collection
from itertools import pairwise
from uuid import UUID

from contracts.events.booking import Evidence, EvidenceKind
from services.reconcile.commands import documents, transactions
from services.reconcile.commands.user import Person
from services.reconcile.domain.actions import Refused
from services.reconcile.domain.evidence import compare
from services.reconcile.domain.states import DocumentState
from services.reconcile.queries import bookings
from services.reconcile.queries import documents as documents_
from services.reconcile.queries import transactions as transactions_
from services.reconcile.queries.bookings import NewLink, Pair
from services.reconcile.reconciliation import Judging, change_links, judge
from services.reconcile.rows import document_keys, transaction_keys
from services.reconcile.texts.problems import Code

MOST = 50


async def link(person: Person, papers: Collection[UUID], movements: Collection[UUID]) -> None:
    """Put these documents and movements into one booking."""
    pairs = await _pairs(person, papers, movements)
    judging = await person.judging("link", *papers, *movements)
    separate = await bookings.apart(person.tx, person.client_id, papers)
    links = [await _link(person, pair, pair in separate) for pair in pairs]
    await bookings.no_longer_apart(person.tx, person.client_id, separate & set(pairs))
    await _change(judging, papers, movements, add=links)


async def undo(person: Person, papers: Collection[UUID], movements: Collection[UUID]) -> None:
    """Take back what a person linked among these; what the matcher is certain of returns by itself."""
    items = {*papers, *movements}
    kept = await bookings.links_among(person.tx, person.client_id, items)
    theirs = [k for k in kept if k.by_person and k.one_id in items and k.other_id in items]
    if not theirs:
        raise Refused(Code.NO_LINK_TO_UNDO)
    judging = await person.judging("undo_link", *items)
    again = [(k.one_id, k.other_id) for k in theirs if k.was_apart]
    await bookings.keep_apart(person.tx, person.client_id, again, person.user_id, person.now)
    await _change(judging, papers, movements, remove=[(k.one_id, k.other_id) for k in theirs])


async def take_apart(person: Person, item_id: UUID) -> None:
    """Take one thing out of its booking; the others stay together."""
    kept = await bookings.links_among(person.tx, person.client_id, {item_id})
    if not kept:
        raise Refused(Code.NOT_LINKED)
    members = await bookings.fellows(person.tx, person.client_id, {item_id})
    is_document = {m.item_id: m.is_document for m in members}
    neighbours = sorted(
        {i for k in kept for i in (k.one_id, k.other_id)} - {item_id}, key=lambda i: (not is_document[i], i)
    )
    judging = await person.judging("unlink", item_id, *neighbours)
    separate = [(k.one_id, k.other_id) for k in kept if is_document[k.one_id] and not is_document[k.other_id]]
    await bookings.keep_apart(person.tx, person.client_id, separate, person.user_id, person.now)
    bridges = [_bridge(one, other) for one, other in pairwise(neighbours)]
    papers = [i for i, paper in is_document.items() if paper]
    movements = [i for i, paper in is_document.items() if not paper]
    await _change(judging, papers, movements, remove=[(k.one_id, k.other_id) for k in kept], add=bridges)


async def _pairs(person: Person, papers: Collection[UUID], movements: Collection[UUID]) -> list[Pair]:
    """The pairs that hold the booking together: the first document with each movement, other documents beside."""
    if len(papers) + len(movements) < 2:
        raise Refused(Code.TWO_THINGS_NEEDED)
    if len(papers) + len(movements) > MOST:
        raise Refused(Code.TOO_MANY_THINGS)
    for paper in papers:
        row = await documents.found(person, paper)
        if DocumentState(row.state) is DocumentState.DELETED:
            raise Refused(Code.DOCUMENT_DELETED)
        if row.read_at is None:
            raise Refused(Code.NOT_READ_YET)
    for movement in movements:
        await transactions.found(person, movement)
    moved = sorted(movements)
    if not papers:
        return [(moved[0], other) for other in moved[1:]]
    first, *others = sorted(papers)
    pairs = [(first, movement) for movement in moved]
    return pairs + [(other, moved[0]) if moved else (first, other) for other in others]


async def _link(person: Person, pair: Pair, was_apart: bool) -> NewLink:
    """One link of a person, with what the machine sees in it too."""
    evidence = [Evidence(kind=EvidenceKind.USER, detail=str(person.user_id or ""))]
    paper = await documents_.document(person.tx, person.client_id, pair[0])
    movement = await transactions_.movement(person.tx, person.client_id, pair[1])
    if paper is not None and movement is not None:
        evidence += compare(document_keys(paper), transaction_keys(movement)).evidence
    return NewLink(*pair, evidence=evidence, by_person=True, was_apart=was_apart)


def _bridge(one: UUID, other: UUID) -> NewLink:
    """What stays together when the thing between two others is taken out."""
    return NewLink(one, other, evidence=[Evidence(kind=EvidenceKind.USER, detail="")], by_person=True)


async def _change(
    judging: Judging,
    papers: Collection[UUID],
    movements: Collection[UUID],
    *,
    remove: Collection[Pair] = (),
    add: Collection[NewLink] = (),
) -> None:
    changed = await change_links(judging, remove=remove, add=add, who=judging.who)
    members = await bookings.fellows(judging.tx, judging.client_id, changed | {*papers, *movements})
    await judge(
        judging,
        [m.item_id for m in members if m.is_document],
        [m.item_id for m in members if not m.is_document],
    )
