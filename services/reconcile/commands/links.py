"""Links that users make, undo and refuse.

`undo` deletes exactly what users linked: the tables are as they were before. `unlink` records that items do not belong
together: the matcher will not link them again, whoever had linked them.
"""

from collections.abc import Collection
from itertools import pairwise
from uuid import UUID

from contracts.events.booking import Evidence, EvidenceKind
from contracts.events.document_state import DocumentState
from libs.refusal import Refusal
from services.reconcile.commands import documents, transactions
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.evidence import compare
from services.reconcile.queries import bookings
from services.reconcile.queries import documents as documents_
from services.reconcile.queries import transactions as transactions_
from services.reconcile.queries.bookings import NewLink, Pair
from services.reconcile.reconciliation import Round, change_links, reconcile
from services.reconcile.rows import document_keys, transaction_keys
from services.reconcile.texts.problems import Code

MOST = 50


async def link(user: ActingUser, document_ids: Collection[UUID], transaction_ids: Collection[UUID]) -> None:
    """Put these documents and transactions into one booking."""
    pairs = await _pairs(user, document_ids, transaction_ids)
    round_ = await user.begin_round("link", *document_ids, *transaction_ids)
    separate = await bookings.unlinked_pairs(user.tx, user.client_id, {one for one, _ in pairs})
    links = [await _link(user, pair, was_unlinked=pair in separate) for pair in pairs]
    await bookings.forget_unlinked(user.tx, user.client_id, separate & set(pairs))
    await _change(round_, document_ids, transaction_ids, add=links)


async def undo(user: ActingUser, document_ids: Collection[UUID], transaction_ids: Collection[UUID]) -> None:
    """Delete what users linked among these; links that the matcher is certain of come back by themselves."""
    items = {*document_ids, *transaction_ids}
    kept = await bookings.links_among(user.tx, user.client_id, items)
    user_links = [k for k in kept if k.by_user and k.one_id in items and k.other_id in items]
    if not user_links:
        raise Refusal(Code.NO_LINK_TO_UNDO)
    round_ = await user.begin_round("undo_link", *items)
    again = [(k.one_id, k.other_id) for k in user_links if k.was_unlinked]
    await bookings.keep_unlinked(user.tx, user.client_id, again, user.user_id, user.now)
    await _change(round_, document_ids, transaction_ids, remove=[(k.one_id, k.other_id) for k in user_links])


async def unlink(user: ActingUser, item_id: UUID) -> None:
    """Take one item out of its booking; the others stay together."""
    kept = await bookings.links_among(user.tx, user.client_id, {item_id})
    if not kept:
        raise Refusal(Code.NOT_LINKED)
    members = await bookings.members_with(user.tx, user.client_id, {item_id})
    is_document = {m.item_id: m.is_document for m in members}
    neighbours = sorted(
        {i for k in kept for i in (k.one_id, k.other_id)} - {item_id}, key=lambda i: (not is_document[i], i)
    )
    round_ = await user.begin_round("unlink", item_id, *neighbours)
    separate = [(k.one_id, k.other_id) for k in kept if not is_document[k.other_id]]
    await bookings.keep_unlinked(user.tx, user.client_id, separate, user.user_id, user.now)
    bridges = [_bridge(one, other) for one, other in pairwise(neighbours)]
    document_ids = [i for i, document in is_document.items() if document]
    transaction_ids = [i for i, document in is_document.items() if not document]
    await _change(round_, document_ids, transaction_ids, remove=[(k.one_id, k.other_id) for k in kept], add=bridges)


async def _pairs(user: ActingUser, document_ids: Collection[UUID], transaction_ids: Collection[UUID]) -> list[Pair]:
    """The pairs that form the booking: the first document with each transaction, other documents beside it."""
    if len(document_ids) + len(transaction_ids) < 2:
        raise Refusal(Code.TWO_ITEMS_NEEDED)
    if len(document_ids) + len(transaction_ids) > MOST:
        raise Refusal(Code.TOO_MANY_ITEMS)
    for document in document_ids:
        row = await documents.found(user, document)
        if DocumentState(row.state) is DocumentState.DELETED:
            raise Refusal(Code.DOCUMENT_DELETED)
        if row.read_at is None:
            raise Refusal(Code.NOT_READ_YET)
    for transaction in transaction_ids:
        await transactions.found(user, transaction)
    transaction_ids = sorted(transaction_ids)
    if not document_ids:
        return [(transaction_ids[0], other) for other in transaction_ids[1:]]
    first, *others = sorted(document_ids)
    pairs = [(first, transaction) for transaction in transaction_ids]
    return pairs + [(other, transaction_ids[0]) if transaction_ids else (first, other) for other in others]


async def _link(user: ActingUser, pair: Pair, *, was_unlinked: bool) -> NewLink:
    """A link of a user, with the evidence that the matcher finds in it."""
    evidence = [Evidence(kind=EvidenceKind.USER, detail=str(user.user_id or ""))]
    document = await documents_.document(user.tx, user.client_id, pair[0])
    transaction = await transactions_.transaction(user.tx, user.client_id, pair[1])
    if document is not None and transaction is not None:
        evidence += compare(document_keys(document), transaction_keys(transaction)).evidence
    return NewLink(*pair, evidence=evidence, by_user=True, was_unlinked=was_unlinked)


def _bridge(one: UUID, other: UUID) -> NewLink:
    """The link that keeps two items together when the one between them is taken out."""
    return NewLink(one, other, evidence=[Evidence(kind=EvidenceKind.USER, detail="")], by_user=True)


async def _change(
    round_: Round,
    document_ids: Collection[UUID],
    transaction_ids: Collection[UUID],
    *,
    remove: Collection[Pair] = (),
    add: Collection[NewLink] = (),
) -> None:
    await round_.load_bookings({i for pair in remove for i in pair} | {i for k in add for i in (k.one_id, k.other_id)})
    changed = change_links(round_, remove=remove, add=add, user_id=round_.user_id)
    await round_.write()
    members = await bookings.members_with(round_.tx, round_.client_id, changed | {*document_ids, *transaction_ids})
    await reconcile(
        round_,
        [m.item_id for m in members if m.is_document],
        [m.item_id for m in members if not m.is_document],
    )
