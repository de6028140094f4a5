"""The matcher's verdict on all that hangs together with some news, brought into the tables.

All of it is judged anew each time (it is little), so that the outcome never depends on what came in first. Things that
a person linked, settled or put aside are left alone.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from contracts.fields import PaymentState
from services.reconcile import tables
from services.reconcile.domain.blocking import reached
from services.reconcile.domain.kinds import KIND_BAR
from services.reconcile.domain.matching import Link, PairIds, judge
from services.reconcile.queries import bookings, candidates, duplicates
from services.reconcile.reconciliation.bookings import change_links
from services.reconcile.reconciliation.derive import News
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import (
    DocumentCandidate,
    Member,
    MovementCandidate,
    document_keys,
    document_marks,
    transaction_keys,
    transaction_marks,
)
from services.reconcile.tables import Document


async def rematch(judging: Judging, news: News) -> set[UUID]:
    """Judge again what the news concerns; answers the things whose booking or doubt changed."""
    if not news.amounts:
        return set()
    tx, client_id = judging.tx, judging.client_id
    documents, movements = await _concerned(judging, news)
    members = await bookings.fellows(tx, client_id, documents.keys() | movements.keys())
    links = await bookings.links_among(tx, client_id, {m.item_id for m in members})
    theirs = _in_hands_of_people(members, links)
    held = theirs | await _later_duplicates(judging, documents.keys())
    verdict = judge(
        [document_keys(row) for i, row in documents.items() if i not in held and payable(row)],
        [transaction_keys(row) for i, row in movements.items() if i not in held and not transaction_marks(row).settled],
        await bookings.apart(tx, client_id, documents.keys()),
    )
    ours = [link for link in links if not {link.one_id, link.other_id} & theirs]
    changed = await _apply(judging, ours, verdict.links)
    asked = verdict.asked_documents | verdict.asked_transactions
    turned = {i for i, row in documents.items() if row.asked != (i in asked)}
    turned |= {i for i, row in movements.items() if row.asked != (i in asked)}
    await candidates.mark_asked(tx, client_id, turned, asked)
    return changed | turned


async def _concerned(
    judging: Judging, news: News
) -> tuple[dict[UUID, DocumentCandidate], dict[UUID, MovementCandidate]]:
    """Of all documents and movements of these amounts those that hang together with the news."""
    papers = await candidates.documents_of_amounts(judging.tx, judging.client_id, news.amounts)
    moves = await candidates.movements_of_amounts(judging.tx, judging.client_id, news.amounts)
    near_papers, near_moves = reached(map(document_keys, papers), map(transaction_keys, moves), news.facets)
    ids = {d.document_id for d in near_papers} | {t.transaction_id for t in near_moves}
    return (
        {row.document_id: row for row in papers if row.document_id in ids},
        {row.transaction_id: row for row in moves if row.transaction_id in ids},
    )


def _in_hands_of_people(members: Sequence[Member], links: Sequence[tables.Link]) -> set[UUID]:
    """Things in a booking that a person made or changed."""
    by_person = {i for link in links if link.by_person for i in (link.one_id, link.other_id)}
    theirs = {m.booking_id for m in members if m.item_id in by_person}
    return {m.item_id for m in members if m.booking_id in theirs}


async def _later_duplicates(judging: Judging, ids: Collection[UUID]) -> set[UUID]:
    """Of two documents that may be one, the earlier stands for both until a person has decided."""
    partners = await duplicates.unsettled_partners(judging.tx, judging.client_id, ids)
    return {one for one, others in partners.items() if min(others) < one}


def payable(row: Document | DocumentCandidate) -> bool:
    """Whether the matcher may pay a document: sure of its kind, not put aside, not said to be paid elsewhere."""
    marks = document_marks(row)
    elsewhere = marks.payment in (PaymentState.CASH, PaymentState.PRIVATE)
    return not (marks.deleted_at or marks.kept_only or marks.done or elsewhere) and row.kind_confidence >= KIND_BAR


async def _apply(judging: Judging, there: Sequence[tables.Link], links: Sequence[Link]) -> set[UUID]:
    """Make the automatic links exactly those of the verdict."""
    present: set[PairIds] = {(link.one_id, link.other_id) for link in there}
    wanted = {(link.document_id, link.transaction_id): link for link in links}
    new = [
        bookings.NewLink(*pair, evidence=link.evidence, ground=link.ground.name.lower())
        for pair, link in sorted(wanted.items())
        if pair not in present
    ]
    return await change_links(judging, remove=sorted(present - wanted.keys()), add=new)
