"""Payments that came back: a direct debit refused or reversed, a transfer to an account that is closed.

The return takes away what the payment had paid, so the document is open again, and neither of the two asks for one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from contracts.events.bank import TransactionKind
from contracts.events.booking import Evidence, EvidenceKind

from .keys import TransactionKeys
from .names import same_name

LONGEST: Final = 400
"""Days within which a payment comes back: thirteen months for a direct debit that nobody authorised."""
SOON: Final = 10
"""Days within which a transfer comes back that could not be carried out."""


@dataclass(frozen=True, slots=True)
class Return:
    """A payment and the transaction with which it came back."""

    payment: TransactionKeys
    returned: TransactionKeys

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Why: what the bank wrote of the return."""
        return (Evidence(kind=EvidenceKind.RETURNED, detail=self.returned.communication or ""),)


def find_returns(
    transactions: Iterable[TransactionKeys], never: Collection[tuple[UUID, UUID]] = ()
) -> tuple[Return, ...]:
    """Each return with the last payment before it, of the same amount and party; each payment comes back once.

    `never`: pairs that users unlinked, the smaller id first.
    """
    in_order = sorted(transactions, key=lambda t: (t.booked, t.transaction_id))
    payments: dict[int, list[TransactionKeys]] = defaultdict(list)
    found: list[Return] = []
    for transaction in in_order:
        payment = None
        if transaction.is_return or transaction.kind is TransactionKind.DIRECT_DEBIT:
            before = [p for p in payments[-transaction.cents] if ids_of(p, transaction) not in never]
            payment = _payment_of(transaction, before)
        if payment is not None:
            payments[payment.cents].remove(payment)
            found.append(Return(payment, transaction))
        elif not transaction.is_return:
            payments[transaction.cents].append(transaction)
    return tuple(found)


def _payment_of(returned: TransactionKeys, before: Sequence[TransactionKeys]) -> TransactionKeys | None:
    """The last payment that came back with this transaction.

    A direct debit the other way under the same mandate is a return whatever its text says. Where the bank says return
    and names nobody, it is the only payment of the amount in the days before.
    """
    if not returned.is_return:
        debits = TransactionKind.DIRECT_DEBIT
        of_mandate = [p for p in before if returned.kind is debits and p.kind is debits and _share_mandate(p, returned)]
        return of_mandate[-1] if of_mandate and _came_back(of_mandate[-1], returned) else None
    alike = [p for p in before if _came_back(p, returned)]
    if alike:
        return alike[-1]
    near = [p for p in before if 0 <= (returned.booked - p.booked).days <= SOON and p.currency == returned.currency]
    unknown = returned.iban is None and len(near) == 1 and not _differ(near[0], returned)
    return near[0] if unknown else None


def ids_of(payment: TransactionKeys, returned: TransactionKeys) -> tuple[UUID, UUID]:
    """The ids of both, the smaller first, as links name them."""
    one, other = sorted((payment.transaction_id, returned.transaction_id))
    return one, other


def _came_back(payment: TransactionKeys, returned: TransactionKeys) -> bool:
    days = (returned.booked - payment.booked).days
    return 0 <= days <= LONGEST and payment.currency == returned.currency and _is_of_one(payment, returned)


def _share_mandate(payment: TransactionKeys, returned: TransactionKeys) -> bool:
    return payment.mandate is not None and payment.mandate == returned.mandate


def _differ(payment: TransactionKeys, returned: TransactionKeys) -> bool:
    """Whether both name a mandate or a reference, and not the same."""
    marks = [(payment.mandate, returned.mandate), (payment.ogm, returned.ogm)]
    return any(one and other and one != other for one, other in marks)


def _is_of_one(payment: TransactionKeys, returned: TransactionKeys) -> bool:
    """Whether both are of one party and, where both say so, of one mandate, reference or document."""
    if _differ(payment, returned):
        return False
    shared = _share_mandate(payment, returned) or (payment.ogm is not None and payment.ogm == returned.ogm)
    shared = shared or not payment.numbers.isdisjoint(returned.numbers)
    if payment.iban and returned.iban:
        return payment.iban == returned.iban
    return shared or same_name(payment.name, returned.name)
