"""Apply to the tables which documents and transactions the matcher links.

Everything connected with a change is matched anew each time (it is little), so that the outcome does not depend on
what came in first. Items that a user linked, settled or put aside are left alone.
"""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from contracts.fields import PaymentState
from services.reconcile import tables
from services.reconcile.domain.blocking import connected
from services.reconcile.domain.kinds import KIND_BAR
from services.reconcile.domain.matching import MatchResult, PairIds, find_matches
from services.reconcile.domain.returns import ids_of
from services.reconcile.queries.bookings import NewLink
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.board import Board
from services.reconcile.reconciliation.bookings import change_links
from services.reconcile.reconciliation.derive import Changes
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import (
    DocumentCandidate,
    Member,
    document_keys,
    document_marks,
    transaction_keys,
    transaction_marks,
)
from services.reconcile.tables import Document

COMBINATION = "combination"
"""The ground of a link between a transaction and one of the documents that it pays together."""

RETURN = "returned"
"""The ground of a link between a payment and the transaction with which it came back."""


@dataclass(frozen=True)
class Rematched:
    """The items whose booking changed, and those whose match is ambiguous now, or no longer."""

    linked_ids: AbstractSet[UUID] = frozenset()
    reviewed_ids: AbstractSet[UUID] = frozenset()
    ambiguous: AbstractSet[UUID] = frozenset()


def affected(board: Board, changes: Changes) -> set[UUID]:
    """The documents and transactions of the changed amounts that are connected with a change."""
    documents, transactions = connected(
        map(document_keys, look.documents_of_amounts(board, changes.amounts)),
        map(transaction_keys, look.transactions_of_amounts(board, changes.amounts)),
        changes.blocking_keys,
    )
    return {d.document_id for d in documents} | {t.transaction_id for t in transactions}


def rematch(round_: Round, changes: Changes, near: Collection[UUID]) -> Rematched:
    """Match anew what the changes affect: the board has all bookings of the items `near`."""
    board = round_.board
    documents = {r.document_id: r for r in look.documents_of_amounts(board, changes.amounts) if r.document_id in near}
    transactions = {
        row.transaction_id: row
        for row in look.transactions_of_amounts(board, changes.amounts)
        if row.transaction_id in near
    }
    members = look.members_with(board, near)
    links = look.links_at(board, {m.item_id for m in members})
    by_users = decided_by_users(members, links)
    held = by_users | later_duplicates(board, documents.keys())
    result = find_matches(
        [document_keys(row) for i, row in documents.items() if i not in held and payable(row)],
        [
            transaction_keys(row)
            for i, row in transactions.items()
            if i not in held and not transaction_marks(row).settled
        ],
        {pair for pair in board.unlinked if pair[0] in documents or pair[0] in transactions},
    )
    automatic = [link for link in links if not {link.one_id, link.other_id} & by_users]
    linked_ids = _apply(round_, automatic, result)
    ambiguous = result.ambiguous_documents | result.ambiguous_transactions
    reviewed_ids = {i for i, row in documents.items() if row.ambiguous != (i in ambiguous)}
    reviewed_ids |= {i for i, row in transactions.items() if row.ambiguous != (i in ambiguous)}
    return Rematched(linked_ids, reviewed_ids, ambiguous)


def mark_ambiguous(board: Board, rematched: Rematched) -> None:
    """Set for the reviewed items whether their match is ambiguous; the board has their rows."""
    for item in rematched.reviewed_ids:
        if item in board.documents.now:
            board.change_document(item, ambiguous=item in rematched.ambiguous)
        else:
            board.change_transaction(item, ambiguous=item in rematched.ambiguous)


def decided_by_users(members: Sequence[Member], links: Sequence[tables.Link]) -> set[UUID]:
    """Items in a booking that a user made or changed."""
    by_user = {i for link in links if link.by_user for i in (link.one_id, link.other_id)}
    bookings_of_users = {m.booking_id for m in members if m.item_id in by_user}
    return {m.item_id for m in members if m.booking_id in bookings_of_users}


def later_duplicates(board: Board, ids: Collection[UUID]) -> set[UUID]:
    """Suspected duplicates but the earliest, which stands for all of them until a user has decided."""
    partners = look.unsettled_partners(board, ids)
    return {one for one, others in partners.items() if min(others) < one}


def payable(row: Document | DocumentCandidate) -> bool:
    """Whether the matcher may link a document: its kind is sure, it is not put aside or paid outside the bank."""
    marks = document_marks(row)
    elsewhere = marks.payment in (PaymentState.CASH, PaymentState.PRIVATE)
    return not (marks.deleted_at or marks.kept_only or marks.done or elsewhere) and row.kind_confidence >= KIND_BAR


def _apply(round_: Round, present_links: Sequence[tables.Link], result: MatchResult) -> set[UUID]:
    """Make the automatic links one to one exactly those that the matcher found.

    A combination with an item that is now linked one to one falls apart.
    """
    present: set[PairIds] = {(link.one_id, link.other_id) for link in present_links if link.ground != COMBINATION}
    wanted = {
        (match.document_id, match.transaction_id): (match.evidence, match.ground.name.lower())
        for match in result.matches
    }
    wanted |= {ids_of(found.payment, found.returned): (found.evidence, RETURN) for found in result.returns}
    new = [
        NewLink(*pair, evidence=evidence, ground=ground)
        for pair, (evidence, ground) in sorted(wanted.items())
        if pair not in present
    ]
    paired = {i for link in new for i in (link.one_id, link.other_id)}
    broken = {k.other_id for k in present_links if k.ground == COMBINATION and paired & {k.one_id, k.other_id}}
    apart = {(k.one_id, k.other_id) for k in present_links if k.ground == COMBINATION and k.other_id in broken}
    return change_links(round_, remove=sorted((present - wanted.keys()) | apart), add=new)
