"""Apply to the tables which documents and transactions the matcher links.

Everything connected with a change is matched anew each time (it is little), so that the outcome does not depend on
what came in first. Items that a user linked, settled or put aside are left alone.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from contracts.fields import PaymentState
from services.reconcile import tables
from services.reconcile.domain.blocking import connected
from services.reconcile.domain.kinds import KIND_BAR
from services.reconcile.domain.matching import Match, PairIds, find_matches
from services.reconcile.queries import bookings, candidates, duplicates
from services.reconcile.reconciliation.bookings import change_links
from services.reconcile.reconciliation.derive import Changes
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import (
    DocumentCandidate,
    Member,
    TransactionCandidate,
    document_keys,
    document_marks,
    transaction_keys,
    transaction_marks,
)
from services.reconcile.tables import Document


async def rematch(round_: Round, changes: Changes) -> set[UUID]:
    """Match anew what the changes affect; returns the items whose booking or ambiguity changed."""
    if not changes.amounts:
        return set()
    tx, client_id = round_.tx, round_.client_id
    documents, transactions = await _affected(round_, changes)
    members = await bookings.members_with(tx, client_id, documents.keys() | transactions.keys())
    links = await bookings.links_among(tx, client_id, {m.item_id for m in members})
    by_users = _decided_by_users(members, links)
    held = by_users | await _later_duplicates(round_, documents.keys())
    result = find_matches(
        [document_keys(row) for i, row in documents.items() if i not in held and payable(row)],
        [
            transaction_keys(row)
            for i, row in transactions.items()
            if i not in held and not transaction_marks(row).settled
        ],
        await bookings.unlinked_pairs(tx, client_id, documents.keys()),
    )
    automatic = [link for link in links if not {link.one_id, link.other_id} & by_users]
    linked_ids = await _apply(round_, automatic, result.matches)
    ambiguous = result.ambiguous_documents | result.ambiguous_transactions
    reviewed_ids = {i for i, row in documents.items() if row.ambiguous != (i in ambiguous)}
    reviewed_ids |= {i for i, row in transactions.items() if row.ambiguous != (i in ambiguous)}
    await candidates.mark_ambiguous(tx, client_id, reviewed_ids, ambiguous)
    return linked_ids | reviewed_ids


async def _affected(
    round_: Round, changes: Changes
) -> tuple[dict[UUID, DocumentCandidate], dict[UUID, TransactionCandidate]]:
    """The documents and transactions of the changed amounts that are connected with a change."""
    document_rows = await candidates.documents_of_amounts(round_.tx, round_.client_id, changes.amounts)
    transaction_rows = await candidates.transactions_of_amounts(round_.tx, round_.client_id, changes.amounts)
    near_documents, near_transactions = connected(
        map(document_keys, document_rows), map(transaction_keys, transaction_rows), changes.blocking_keys
    )
    ids = {d.document_id for d in near_documents} | {t.transaction_id for t in near_transactions}
    return (
        {row.document_id: row for row in document_rows if row.document_id in ids},
        {row.transaction_id: row for row in transaction_rows if row.transaction_id in ids},
    )


def _decided_by_users(members: Sequence[Member], links: Sequence[tables.Link]) -> set[UUID]:
    """Items in a booking that a user made or changed."""
    by_user = {i for link in links if link.by_user for i in (link.one_id, link.other_id)}
    bookings_of_users = {m.booking_id for m in members if m.item_id in by_user}
    return {m.item_id for m in members if m.booking_id in bookings_of_users}


async def _later_duplicates(round_: Round, ids: Collection[UUID]) -> set[UUID]:
    """Suspected duplicates but the earliest, which stands for all of them until a user has decided."""
    partners = await duplicates.unsettled_partners(round_.tx, round_.client_id, ids)
    return {one for one, others in partners.items() if min(others) < one}


def payable(row: Document | DocumentCandidate) -> bool:
    """Whether the matcher may link a document: its kind is sure, it is not put aside or paid outside the bank."""
    marks = document_marks(row)
    elsewhere = marks.payment in (PaymentState.CASH, PaymentState.PRIVATE)
    return not (marks.deleted_at or marks.kept_only or marks.done or elsewhere) and row.kind_confidence >= KIND_BAR


async def _apply(round_: Round, present_links: Sequence[tables.Link], matches: Sequence[Match]) -> set[UUID]:
    """Make the automatic links exactly those that the matcher found."""
    present: set[PairIds] = {(link.one_id, link.other_id) for link in present_links}
    wanted = {(match.document_id, match.transaction_id): match for match in matches}
    new = [
        bookings.NewLink(*pair, evidence=match.evidence, ground=match.ground.name.lower())
        for pair, match in sorted(wanted.items())
        if pair not in present
    ]
    return await change_links(round_, remove=sorted(present - wanted.keys()), add=new)
