"""Documents and movements with all their facts, gathered from the tables in a handful of statements."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.reconcile.domain.facts import BookingView, DocumentFacts, Question, TransactionFacts
from services.reconcile.domain.states import LEFT, DocumentState
from services.reconcile.queries import bookings, documents, duplicates, tasks, transactions
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import Member, booking_view, document_facts, transaction_facts
from services.reconcile.tables import Document, Movement, Task


@dataclass
class Paper:
    """A document: its row, its facts, and the tasks there ever were about it."""

    row: Document
    facts: DocumentFacts
    tasks: list[Task]


@dataclass
class Move:
    """A movement: its row, its facts, and the tasks there ever were about it."""

    row: Movement
    facts: TransactionFacts
    tasks: list[Task]


async def papers_and_moves(judging: Judging, ids: Collection[UUID]) -> tuple[list[Paper], list[Move]]:
    """These things, without the questions that the matcher has about them."""
    if not ids:
        return [], []
    tx, client_id = judging.tx, judging.client_id
    rows = await documents.documents(tx, client_id, ids)
    moved = await transactions.movements(tx, client_id, ids)
    views = await booking_views(judging, ids)
    doubts = await _duplicates(judging, rows)
    about: dict[UUID, list[Task]] = {}
    for task in await tasks.tasks_about(tx, client_id, ids):
        about.setdefault(task.subject_id, []).append(task)
    papers = []
    for row in rows:
        view = views.get(row.document_id, BookingView(documents=(row.document_id,)))
        parts = await documents.parts_in(tx, row)
        facts = document_facts(row, view, doubts.get(row.document_id, ()), Question(tie=row.asked), parts)
        papers.append(Paper(row, facts, about.get(row.document_id, [])))
    moves = []
    for movement in moved:
        name = movement.transaction_id
        view = views.get(name, BookingView(transactions=(name,)))
        moves.append(
            Move(movement, transaction_facts(movement, view, Question(tie=movement.asked)), about.get(name, []))
        )
    return papers, moves


async def booking_views(judging: Judging, ids: Collection[UUID]) -> dict[UUID, BookingView]:
    """The booking that each of these things is in."""
    members = await bookings.fellows(judging.tx, judging.client_id, ids)
    shared = {m.item_id for m in members} - {m.item_id for m in members if _alone(m, members)}
    links = await bookings.links_among(judging.tx, judging.client_id, shared)
    by_person = {i for link in links if link.by_person for i in (link.one_id, link.other_id)}
    views: dict[UUID, BookingView] = {}
    for booking in {m.booking_id for m in members}:
        inside = [m for m in members if m.booking_id == booking]
        view = booking_view(inside, any(m.item_id in by_person for m in inside))
        views |= {m.item_id: view for m in inside}
    return views


def _alone(member: Member, members: Collection[Member]) -> bool:
    return not any(m.booking_id == member.booking_id and m.item_id != member.item_id for m in members)


async def _duplicates(judging: Judging, rows: Collection[Document]) -> dict[UUID, set[UUID]]:
    """For each document those that stand before it: it waits until a person has decided.

    The earlier one stands first, unless the later has already left; of two that have both left, the later is asked
    about.
    """
    partners = await duplicates.unsettled_partners(judging.tx, judging.client_id, {row.document_id for row in rows})
    others = {other for group in partners.values() for other in group}
    left = {
        row.document_id
        for row in await documents.documents(judging.tx, judging.client_id, others)
        if DocumentState(row.state) in LEFT
    }
    ahead: dict[UUID, set[UUID]] = {}
    for row in rows:
        mine, gone = row.document_id, DocumentState(row.state) in LEFT
        ahead[mine] = {o for o in partners.get(mine, ()) if (o in left and o < mine if gone else o in left or o < mine)}
    return ahead
