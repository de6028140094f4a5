"""The matcher's verdict on all documents and movements of some amounts, brought into the tables.

Whole amounts are judged anew each time (they are small), so that the outcome never depends on what came in first.
Things that a person linked, settled or put aside are left alone.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.engine import Row

from contracts.fields import PaymentState
from services.reconcile.domain.kinds import KIND_BAR
from services.reconcile.domain.matching import Link, PairIds, judge
from services.reconcile.judging.judging import Judging
from services.reconcile.judging.linking import change_links
from services.reconcile.queries import bookings, candidates, duplicates
from services.reconcile.rows import document_keys, document_marks, transaction_keys, transaction_marks
from services.reconcile.tables import Document, Movement


async def rematch(judging: Judging, amounts: Collection[int]) -> set[UUID]:
    """Judge these amounts again; answers the things whose booking or doubt changed."""
    if not amounts:
        return set()
    tx, client_id = judging.tx, judging.client_id
    documents = await candidates.documents_of_amounts(tx, client_id, amounts)
    movements = await candidates.movements_of_amounts(tx, client_id, amounts)
    ids = {row.document_id for row in documents} | {row.transaction_id for row in movements}
    members = await bookings.fellows(tx, client_id, ids)
    links = await bookings.links_among(tx, client_id, {m.item_id for m in members})
    held = _in_hands_of_people(members, links)
    later = await _later_duplicates(judging, documents)
    free_documents = [row for row in documents if row.document_id not in held | later and payable(row)]
    free_movements = [row for row in movements if row.transaction_id not in held and not transaction_marks(row).settled]
    verdict = judge(
        [document_keys(row) for row in free_documents],
        [transaction_keys(row) for row in free_movements],
        await bookings.apart(tx, client_id, {row.document_id for row in free_documents}),
    )
    ours = [link for link in links if not {link.one_id, link.other_id} & held]
    changed = await _apply(judging, ours, verdict.links)
    asked = verdict.asked_documents | verdict.asked_transactions
    return changed | await _mark_asked(judging, documents, movements, asked)


def _in_hands_of_people(members: Sequence[Row[Any]], links: Sequence[Row[Any]]) -> set[UUID]:
    """Things in a booking that a person made or changed."""
    by_person = {i for link in links if link.by_person for i in (link.one_id, link.other_id)}
    theirs = {m.booking_id for m in members if m.item_id in by_person}
    return {m.item_id for m in members if m.booking_id in theirs}


async def _later_duplicates(judging: Judging, documents: Sequence[Row[Any]]) -> set[UUID]:
    """Of two documents that may be one, the earlier stands for both until a person has decided."""
    ids = {row.document_id for row in documents}
    partners = await duplicates.unsettled_partners(judging.tx, judging.client_id, ids)
    return {one for one, others in partners.items() if min(others) < one}


def payable(row: Row[Any]) -> bool:
    """Whether the matcher may pay a document: sure of its kind, not put aside, not said to be paid elsewhere."""
    marks = document_marks(row)
    elsewhere = marks.payment in (PaymentState.CASH, PaymentState.PRIVATE)
    return not (marks.deleted_at or marks.kept_only or marks.done or elsewhere) and row.kind_confidence >= KIND_BAR


async def _apply(judging: Judging, there: Sequence[Row[Any]], links: Sequence[Link]) -> set[UUID]:
    """Make the automatic links exactly those of the verdict."""
    present: set[PairIds] = {(link.one_id, link.other_id) for link in there}
    wanted = {(link.document_id, link.transaction_id): link for link in links}
    new = [
        {
            "one_id": pair[0],
            "other_id": pair[1],
            "ground": link.ground.name.lower(),
            "evidence": [e.model_dump(mode="json") for e in link.evidence],
        }
        for pair, link in sorted(wanted.items())
        if pair not in present
    ]
    return await change_links(judging, remove=sorted(present - wanted.keys()), add=new)


async def _mark_asked(
    judging: Judging, documents: Sequence[Row[Any]], movements: Sequence[Row[Any]], asked: frozenset[UUID]
) -> set[UUID]:
    changed_documents = {row.document_id for row in documents if row.asked != (row.document_id in asked)}
    changed_movements = {row.transaction_id for row in movements if row.asked != (row.transaction_id in asked)}
    for value in (True, False):
        wanted_documents = {i for i in changed_documents if (i in asked) is value}
        wanted_movements = {i for i in changed_movements if (i in asked) is value}
        if wanted_documents:
            await judging.tx.execute(
                update(Document)
                .where(Document.client_id == judging.client_id, Document.document_id.in_(wanted_documents))
                .values(asked=value)
            )
        if wanted_movements:
            await judging.tx.execute(
                update(Movement)
                .where(Movement.client_id == judging.client_id, Movement.transaction_id.in_(wanted_movements))
                .values(asked=value)
            )
    return changed_documents | changed_movements
