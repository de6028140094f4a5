"""Load documents and transactions with all their facts, in a few statements."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.reconcile.domain.facts import BookingView, DocumentFacts, Question, TransactionFacts
from services.reconcile.domain.states import AFTER_RELEASE, DocumentState
from services.reconcile.queries import bookings, documents, duplicates, tasks, transactions
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import Member, booking_view, document_facts, transaction_facts
from services.reconcile.tables import BankTransaction, Document, Task


@dataclass
class LoadedDocument:
    """A document: its row, its facts, and all tasks about it, closed ones too."""

    row: Document
    facts: DocumentFacts
    tasks: list[Task]


@dataclass
class LoadedTransaction:
    """A transaction: its row, its facts, and all tasks about it, closed ones too."""

    row: BankTransaction
    facts: TransactionFacts
    tasks: list[Task]


async def load_items(round_: Round, ids: Collection[UUID]) -> tuple[list[LoadedDocument], list[LoadedTransaction]]:
    """These items, without the suggestions of the matcher."""
    if not ids:
        return [], []
    tx, client_id = round_.tx, round_.client_id
    rows = await documents.documents(tx, client_id, ids)
    transaction_rows = await transactions.transactions(tx, client_id, ids)
    views = await booking_views(round_, ids)
    duplicates_of = await _duplicates(round_, rows)
    about: dict[UUID, list[Task]] = {}
    for task in await tasks.tasks_about(tx, client_id, ids):
        about.setdefault(task.subject_id, []).append(task)
    loaded_documents = []
    for row in rows:
        view = views.get(row.document_id, BookingView(documents=(row.document_id,)))
        parts = await documents.parts_in(tx, row)
        facts = document_facts(row, view, duplicates_of.get(row.document_id, ()), Question(tie=row.ambiguous), parts)
        loaded_documents.append(LoadedDocument(row, facts, about.get(row.document_id, [])))
    loaded_transactions = []
    for transaction in transaction_rows:
        name = transaction.transaction_id
        view = views.get(name, BookingView(transactions=(name,)))
        loaded_transactions.append(
            LoadedTransaction(
                transaction,
                transaction_facts(transaction, view, Question(tie=transaction.ambiguous)),
                about.get(name, []),
            )
        )
    return loaded_documents, loaded_transactions


async def booking_views(round_: Round, ids: Collection[UUID]) -> dict[UUID, BookingView]:
    """The booking of each of these items."""
    members = await bookings.members_with(round_.tx, round_.client_id, ids)
    shared = {m.item_id for m in members} - {m.item_id for m in members if _alone(m, members)}
    links = await bookings.links_among(round_.tx, round_.client_id, shared)
    by_user = {i for link in links if link.by_user for i in (link.one_id, link.other_id)}
    views: dict[UUID, BookingView] = {}
    for booking in {m.booking_id for m in members}:
        inside = [m for m in members if m.booking_id == booking]
        view = booking_view(inside, by_user=any(m.item_id in by_user for m in inside))
        views |= {m.item_id: view for m in inside}
    return views


def _alone(member: Member, members: Collection[Member]) -> bool:
    return not any(m.booking_id == member.booking_id and m.item_id != member.item_id for m in members)


async def _duplicates(round_: Round, rows: Collection[Document]) -> dict[UUID, set[UUID]]:
    """For each document the duplicates that it waits for until a user has decided.

    The later document waits for the earlier one, unless the later is released already. Of two released ones the task
    is about the later.
    """
    partners = await duplicates.unsettled_partners(round_.tx, round_.client_id, {row.document_id for row in rows})
    others = {other for group in partners.values() for other in group}
    released = {
        row.document_id
        for row in await documents.documents(round_.tx, round_.client_id, others)
        if DocumentState(row.state) in AFTER_RELEASE
    }
    ahead: dict[UUID, set[UUID]] = {}
    for row in rows:
        name, is_released = row.document_id, DocumentState(row.state) in AFTER_RELEASE
        ahead[name] = {
            o
            for o in partners.get(name, ())
            if (o in released and o < name if is_released else o in released or o < name)
        }
    return ahead
