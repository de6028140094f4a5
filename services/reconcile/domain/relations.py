"""What a payment is of its document: the whole, a discount, a rounding, a part, or in another currency."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contracts.events.task import Relation

from .evidence import Comparison, Contradiction

LARGEST_ROUNDING: Final = 5
"""Cents: cash is rounded to five, and several lines by a cent each."""
LARGEST_DISCOUNT: Final = Decimal("3.2")
"""Percent of the total: discounts for quick payment are 1 to 3 %."""
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Difference:
    """A relation, and what the payment leaves open of the document in cents; negative when it pays more.

    `percent` is that of the document's amount, without sign; None for a rounding.
    """

    relation: Relation
    cents: int = 0
    percent: Decimal | None = None

    @property
    def is_asked(self) -> bool:
        """Whether a task asks about it: less was paid, or hardly more; much more pays other documents too."""
        small = self.relation is not Relation.TOO_MUCH or (self.percent or 0) <= LARGEST_DISCOUNT
        return self.cents != 0 and small

    @property
    def amount(self) -> Decimal:
        """The difference as money."""
        return Decimal(self.cents) / HUNDRED


def difference_of(comparison: Comparison) -> Difference:
    """How the amounts of a pair differ. The pair has one direction: a purchase and a payment out, or the reverse."""
    document, transaction = comparison.document, comparison.transaction
    if Contradiction.OTHER_CURRENCY in comparison.contradictions:
        return Difference(Relation.FOREIGN_CURRENCY)
    asked, paid = abs(document.cents or 0), abs(transaction.cents)
    rest = asked - paid
    if rest == 0:
        other = Contradiction.OTHER_COUNTERPARTY in comparison.contradictions
        return Difference(Relation.OTHER_PAYEE if other else Relation.WHOLE)
    if abs(rest) <= LARGEST_ROUNDING:
        return Difference(Relation.ROUNDING, rest)
    percent = (HUNDRED * abs(rest) / asked).quantize(Decimal("0.01"))
    if rest < 0:
        return Difference(Relation.TOO_MUCH, rest, percent)
    return Difference(Relation.DISCOUNT if percent <= LARGEST_DISCOUNT else Relation.PART, rest, percent)
