"""Apply to the tables which transactions pay several documents together.

Decided anew is what a change may affect: the open transactions that share a reference or the party with a document that
came, went or changed, and the others that claim one of the same documents. A pair goes first: what the matcher or a
user links one to one is no part of a combination, and takes apart the one it was in.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from services.reconcile.domain.combining import Combination, are_related, decide, without_rivals
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.queries.bookings import NewLink, Pair
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.board import Board
from services.reconcile.reconciliation.bookings import change_links
from services.reconcile.reconciliation.match import COMBINATION, decided_by_users, later_duplicates, payable
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import document_keys, transaction_keys, transaction_marks

FEWEST: Final = 2
"""A combination has at least so many documents."""


async def combine(round_: Round, changed_ids: Collection[UUID]) -> set[UUID]:
    """Make the combinations exactly those that are decided now; returns every item whose booking changed."""
    board = round_.board
    documents, transactions = look.document_keys_of(board, changed_ids), look.transaction_keys_of(board, changed_ids)
    await round_.load_open_like(documents, transactions, around=True)
    weighed = _Weighed()
    todo = {t.transaction_id: t for t in transactions}
    todo |= _related_to(board, documents) | _combined_with(board, documents)
    while todo:
        await round_.load_open_like([], todo.values(), around=True)
        related = {t.transaction_id: _documents_related_to(board, t) for t in todo.values()}
        few = [t for t in todo.values() if len(related[t.transaction_id]) >= FEWEST or _partners(board, t)]
        await round_.load_bookings({d.document_id for t in few for d in related[t.transaction_id]} | {*todo})
        for transaction in few:
            _weigh(board, weighed, transaction, related[transaction.transaction_id])
        claimed = look.document_keys_of(board, weighed.claimed(t.transaction_id for t in few))
        await round_.load_open_like(claimed, [], around=True)
        weighed.seen.update(todo)
        todo = {i: t for i, t in _related_to(board, claimed).items() if i not in weighed.seen}
    return _apply(round_, weighed)


@dataclass
class _Weighed:
    """Transactions that were looked at: what each pays together, and what it was linked with before."""

    seen: set[UUID] = field(default_factory=set)
    decided: dict[UUID, Combination | None] = field(default_factory=dict)
    before: dict[UUID, set[UUID]] = field(default_factory=dict)

    def claimed(self, transaction_ids: Iterable[UUID]) -> set[UUID]:
        """The documents that these transactions pay together, now or before."""
        claimed: set[UUID] = set()
        for i in transaction_ids:
            combination = self.decided.get(i)
            claimed |= self.before.get(i, set()) | ({*combination.document_ids} if combination else set())
        return claimed


def _weigh(board: Board, weighed: _Weighed, transaction: TransactionKeys, related: Collection[DocumentKeys]) -> None:
    """Decide about one transaction; one in a booking of a user is left alone."""
    name = transaction.transaction_id
    ids = {name} | {d.document_id for d in related}
    held = decided_by_users(look.members_with(board, ids), look.links_at(board, look.members_ids(board, ids)))
    if name in held:
        return
    held |= later_duplicates(board, ids) | _paired(board, ids)
    free = [d for d in related if d.document_id not in held and (d.document_id, name) not in board.unlinked]
    weighed.before[name] = _partners(board, transaction)
    weighed.decided[name] = None if name in held or _is_settled(board, name) else decide(transaction, free)


def _apply(round_: Round, weighed: _Weighed) -> set[UUID]:
    found = without_rivals([combination for combination in weighed.decided.values() if combination])
    present: set[Pair] = {(d, t) for t, documents in weighed.before.items() for d in documents}
    wanted = {
        (part.document.document_id, part.transaction.transaction_id): part.evidence
        for combination in found
        for part in combination.parts
    }
    new = [
        NewLink(*pair, evidence=evidence, ground=COMBINATION)
        for pair, evidence in sorted(wanted.items())
        if pair not in present
    ]
    return change_links(round_, remove=sorted(present - wanted.keys()), add=new)


def _documents_related_to(board: Board, transaction: TransactionKeys) -> list[DocumentKeys]:
    """The open documents that are related to a transaction, oldest id first."""
    rows = look.documents_like(board, transaction.transaction_id)
    found = [document_keys(row) for row in rows if row.kind is not None and payable(row)]
    return [keys for keys in found if are_related(keys, transaction)]


def _related_to(board: Board, documents: Collection[DocumentKeys]) -> dict[UUID, TransactionKeys]:
    """The open transactions that are related to one of these documents."""
    found: dict[UUID, TransactionKeys] = {}
    for document in documents:
        for row in look.transactions_like(board, document.document_id):
            keys = transaction_keys(row)
            if are_related(document, keys):
                found[keys.transaction_id] = keys
    return found


def _combined_with(board: Board, documents: Collection[DocumentKeys]) -> dict[UUID, TransactionKeys]:
    """The transactions that are combined with one of these documents."""
    links = look.links_at(board, {d.document_id for d in documents})
    found = look.transaction_keys_of(board, {link.other_id for link in links if link.ground == COMBINATION})
    return {keys.transaction_id: keys for keys in found}


def _partners(board: Board, transaction: TransactionKeys) -> set[UUID]:
    links = look.links_at(board, {transaction.transaction_id})
    return {link.one_id for link in links if link.ground == COMBINATION}


def _paired(board: Board, ids: Collection[UUID]) -> set[UUID]:
    """Those that are linked otherwise than by a combination."""
    links = [link for link in look.links_at(board, ids) if link.ground != COMBINATION]
    return {i for link in links for i in (link.one_id, link.other_id)}


def _is_settled(board: Board, transaction_id: UUID) -> bool:
    row = look.transaction_row(board, transaction_id)
    return row is None or transaction_marks(row).settled
