"""The matchers that are scored: the present one, and two simple ones beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.events.bank import TransactionBooked
from services.reconcile.domain.combining import find_combinations
from services.reconcile.domain.combining import propose as combinations
from services.reconcile.domain.duplicates import suspected_duplicates
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys, keys_of_document, keys_of_transaction
from services.reconcile.domain.matching import find_matches
from services.reconcile.domain.suggestions import as_suggestions, for_transaction
from services.reconcile.queries.candidates import BACK, MOST
from tests.reconcile.years.truth import Paper

Pair = tuple[UUID, UUID]
ENOUGH = 2
NEAR_DAYS = 5


@dataclass(frozen=True)
class Proposal:
    """Documents that a transaction may pay together, and what the payment is said to be of them."""

    documents: frozenset[UUID]
    says: str


def _no_proposal(_: UUID) -> list[Proposal]:
    return []


@dataclass(frozen=True)
class Result:
    """What a matcher says of one company: links (document, transaction), returns (payment, returned), duplicates.

    `propose` tells what is offered for a transaction, the best first.
    """

    links: frozenset[Pair]
    returns: frozenset[Pair] = frozenset()
    duplicates: frozenset[frozenset[UUID]] = frozenset()
    propose: Callable[[UUID], list[Proposal]] = _no_proposal


Matcher = Callable[[Sequence[Paper], Sequence[TransactionBooked]], Result]


def present(documents: Sequence[Paper], transactions: Sequence[TransactionBooked]) -> Result:
    """The pure code of `reconcile`, in the order of the service: duplicates, pairs, then combinations."""
    by_arrival = sorted(documents, key=lambda p: (p.received_at, p.id))
    papers = {p.id: keys_of_document(p.id, p.kind, p.fields) for p in by_arrival}
    keys = {t.transaction_id: keys_of_transaction(t) for t in transactions}
    duplicates = _duplicates(papers.values())
    order = {p.id: n for n, p in enumerate(by_arrival)}
    later = {max(pair, key=order.__getitem__) for pair in duplicates}
    payable = [d for d in papers.values() if d.document_id not in later]
    found = find_matches(payable, keys.values())
    returns = {(r.payment.transaction_id, r.returned.transaction_id) for r in found.returns}
    done = {i for pair in (*found.pairs(), *returns) for i in pair}
    left = [d for d in payable if d.document_id not in done]
    together = find_combinations(left, [t for t in keys.values() if t.transaction_id not in done])
    links = found.pairs() | {(d, c.transaction.transaction_id) for c in together for d in c.document_ids}
    shelf = _Shelf([d for d in left if d.document_id not in {one for one, _ in links}])

    def propose(transaction_id: UUID) -> list[Proposal]:
        transaction = keys[transaction_id]
        near = shelf.near(transaction)
        offered = as_suggestions(
            for_transaction(transaction, near), combinations(transaction, near), about=transaction_id
        )
        return [
            Proposal(frozenset(i for i in s.document_ids or (s.document_id,) if i), s.relation or "") for s in offered
        ]

    return Result(frozenset(links), frozenset(returns), frozenset(duplicates), propose)


class _Shelf:
    """The open documents by what a transaction may share with them, as the service looks them up."""

    def __init__(self, documents: Sequence[DocumentKeys]) -> None:
        self.by_key: dict[object, list[DocumentKeys]] = defaultdict(list)
        for document in documents:
            for key in _shared(document, document.company):
                self.by_key[key].append(document)

    def near(self, transaction: TransactionKeys) -> list[DocumentKeys]:
        shared = _shared(transaction, transaction.creditor_company)
        found = {d.document_id: d for key in shared for d in self.by_key.get(key, ())}.values()
        in_time = [d for d in found if not d.issued or d.issued <= transaction.booked + BACK]
        return sorted(in_time, key=lambda d: _order(d, transaction))[:MOST]


def _shared(keys: DocumentKeys | TransactionKeys, company: str | None) -> list[tuple[str, object]]:
    named = [(name, getattr(keys, name)) for name in ("cents", "ogm", "creditor_reference", "iban", "name")]
    return [(n, v) for n, v in (*named, ("company", company)) if v] + [("number", n) for n in keys.numbers]


def _order(document: DocumentKeys, transaction: TransactionKeys) -> tuple[bool, int, UUID]:
    """What shares a reference first, then the latest."""
    pairs = ((document.ogm, transaction.ogm), (document.creditor_reference, transaction.creditor_reference))
    named = any(one and one == other for one, other in pairs) or bool(document.numbers & transaction.numbers)
    return not named, -document.issued.toordinal() if document.issued else 0, document.document_id


def _duplicates(documents: Iterable[DocumentKeys]) -> set[frozenset[UUID]]:
    shelves: dict[object, list[DocumentKeys]] = defaultdict(list)
    for key in documents:
        shelves[key.number].append(key)
        shelves[key.cents, key.issued].append(key)
    found = (
        suspected_duplicates(key, shelf)
        for name, shelf in shelves.items()
        if name not in (None, (None, None))
        for key in shelf
    )
    return {frozenset({s.first, s.second}) for some in found for s in some}


def naive(documents: Sequence[Paper], transactions: Sequence[TransactionBooked]) -> Result:
    """Any two of exact amount, same account or name, and a day within five of issue or due date; the best taken."""
    by_cents, by_party = _shelves(documents)
    taken: set[UUID] = set()
    links = set()
    for t in sorted(map(keys_of_transaction, transactions), key=lambda k: (k.booked, k.transaction_id)):
        near = [*by_cents.get(t.cents, ()), *(d for k in (t.iban, t.name) if k for d in by_party.get(k, ()))]
        free = [d for d in near if d.document_id not in taken]
        best = max(free, key=lambda d: _agreements(d, t), default=None)
        if best and _agreements(best, t) >= ENOUGH:
            taken.add(best.document_id)
            links.add((best.document_id, t.transaction_id))
    return Result(frozenset(links))


def _agreements(d: DocumentKeys, t: TransactionKeys) -> int:
    days = [abs((t.booked - day).days) for day in (d.issued, d.due) if day]
    same_party = bool((d.iban and d.iban == t.iban) or (d.name and d.name == t.name))
    same_direction = d.cents is not None and (d.cents < 0) == (t.cents < 0)
    return same_direction * ((d.cents == t.cents) + same_party + (min(days, default=99) <= NEAR_DAYS))


def keyed(documents: Sequence[Paper], transactions: Sequence[TransactionBooked]) -> Result:
    """Exact amount and one of reference, document number, account or name; only where there is one candidate."""
    by_cents, _ = _shelves(documents)
    links: dict[UUID, list[UUID]] = defaultdict(list)
    for t in map(keys_of_transaction, transactions):
        near = [d for d in by_cents.get(t.cents, ()) if _shares_a_key(d, t)]
        if len(near) == 1:
            links[near[0].document_id].append(t.transaction_id)
    return Result(frozenset((d, ids[0]) for d, ids in links.items() if len(ids) == 1))


def _shares_a_key(d: DocumentKeys, t: TransactionKeys) -> bool:
    pairs = ((d.ogm, t.ogm), (d.iban, t.iban), (d.name, t.name), (d.creditor_reference, t.creditor_reference))
    return any(one and one == other for one, other in pairs) or bool(d.numbers & t.numbers)


def _shelves(documents: Sequence[Paper]) -> tuple[dict[int, list[DocumentKeys]], dict[str, list[DocumentKeys]]]:
    by_cents: dict[int, list[DocumentKeys]] = defaultdict(list)
    by_party: dict[str, list[DocumentKeys]] = defaultdict(list)
    for d in (keys_of_document(p.id, p.kind, p.fields) for p in documents):
        if d.cents is not None:
            by_cents[d.cents].append(d)
            for key in (d.iban, d.name):
                if key:
                    by_party[key].append(d)
    return by_cents, by_party


MATCHERS: dict[str, Matcher] = {"present": present, "keyed": keyed, "naive": naive}
