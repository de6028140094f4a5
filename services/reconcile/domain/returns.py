"""Payments that came back: a direct debit refused or reversed, a transfer to an account that is closed.

The return takes away what the payment had paid, so the document is open again, and neither of the two asks for one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from contracts.events.booking import Evidence, EvidenceKind

from .keys import TransactionKeys
from .names import same_name

LONGEST: Final = 400
"""Days within which a payment comes back: thirteen months for a direct debit that nobody authorised."""


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
    payments: dict[int, list[TransactionKeys]] = defaultdict(list)
    returns = []
    for transaction in sorted(transactions, key=lambda t: (t.booked, t.transaction_id)):
        if transaction.is_return:
            returns.append(transaction)
        else:
            payments[transaction.cents].append(transaction)
    found: list[Return] = []
    taken: set[UUID] = set()
    for returned in returns:
        before = [
            p
            for p in payments[-returned.cents]
            if p.transaction_id not in taken and _came_back(p, returned) and ids_of(p, returned) not in never
        ]
        if before:
            taken.add(before[-1].transaction_id)
            found.append(Return(before[-1], returned))
    return tuple(found)


def ids_of(payment: TransactionKeys, returned: TransactionKeys) -> tuple[UUID, UUID]:
    """The ids of both, the smaller first, as links name them."""
    one, other = sorted((payment.transaction_id, returned.transaction_id))
    return one, other


def _came_back(payment: TransactionKeys, returned: TransactionKeys) -> bool:
    days = (returned.booked - payment.booked).days
    return 0 <= days <= LONGEST and payment.currency == returned.currency and _is_of_one(payment, returned)


def _is_of_one(payment: TransactionKeys, returned: TransactionKeys) -> bool:
    """Whether both are of one party and, where both say so, of one mandate, reference or document."""
    marks = [(payment.mandate, returned.mandate), (payment.ogm, returned.ogm)]
    if any(one and other and one != other for one, other in marks):
        return False
    shared = any(one is not None and one == other for one, other in marks)
    shared = shared or not payment.numbers.isdisjoint(returned.numbers)
    if payment.iban and returned.iban:
        return payment.iban == returned.iban
    return shared or same_name(payment.name, returned.name)
