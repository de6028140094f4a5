"""Documents and transactions of the board, with all their facts."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from contracts.events.document_state import DocumentState
from services.reconcile.domain.facts import BookingView, DocumentFacts, Question, TransactionFacts
from services.reconcile.domain.states import AFTER_RELEASE
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.board import Board
from services.reconcile.reconciliation.match import COMBINATION
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import booking_view, document_facts, transaction_facts
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


def load_items(round_: Round, ids: Collection[UUID]) -> tuple[list[LoadedDocument], list[LoadedTransaction]]:
    """These items, of which the board has everything, without the suggestions of the matcher."""
    board = round_.board
    views = booking_views(board, ids)
    rows = look.documents(board, ids)
    duplicates_of = _duplicates(board, rows)
    documents = [
        LoadedDocument(
            row,
            document_facts(
                row,
                views.get(row.document_id, BookingView(documents=(row.document_id,))),
                duplicates_of.get(row.document_id, ()),
                Question(tie=row.ambiguous),
                look.parts_in(board, row),
            ),
            look.tasks_about(board, row.document_id),
        )
        for row in rows
    ]
    return documents, [_loaded(board, row, views) for row in look.transactions(board, ids)]


def _loaded(board: Board, row: BankTransaction, views: dict[UUID, BookingView]) -> LoadedTransaction:
    name = row.transaction_id
    view = views.get(name, BookingView(transactions=(name,)))
    facts = transaction_facts(row, view, Question(tie=row.ambiguous))
    return LoadedTransaction(row, facts, look.tasks_about(board, name))


def booking_views(board: Board, ids: Collection[UUID]) -> dict[UUID, BookingView]:
    """The booking of each of these items."""
    members = look.members_with(board, ids)
    links = look.links_at(board, {m.item_id for m in members})
    by_user = {i for link in links if link.by_user for i in (link.one_id, link.other_id)}
    combined = {i for link in links if link.ground == COMBINATION for i in (link.one_id, link.other_id)}
    views: dict[UUID, BookingView] = {}
    for _, group in groupby(members, key=lambda member: member.booking_id):
        inside = list(group)
        view = booking_view(
            inside,
            by_user=any(m.item_id in by_user for m in inside),
            is_combination=any(m.item_id in combined for m in inside),
        )
        views |= {m.item_id: view for m in inside}
    return views


def _duplicates(board: Board, rows: Collection[Document]) -> dict[UUID, set[UUID]]:
    """For each document the duplicates that it waits for until a user has decided.

    The later document waits for the earlier one, unless the later is released already. Of two released ones the task
    is about the later.
    """
    partners = look.unsettled_partners(board, {row.document_id for row in rows})
    others = {other for group in partners.values() for other in group}
    released = {i for i in others if (p := look.partner(board, i)) and DocumentState(p.state) in AFTER_RELEASE}
    ahead: dict[UUID, set[UUID]] = {}
    for row in rows:
        name, is_released = row.document_id, DocumentState(row.state) in AFTER_RELEASE
        ahead[name] = {
            o
            for o in partners.get(name, ())
            if (o in released and o < name if is_released else o in released or o < name)
        }
    return ahead
