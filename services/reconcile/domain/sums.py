"""Whether the lines of a document, less discounts plus charges on the whole, add up to its total and VAT bases."""

from collections.abc import Sequence
from decimal import Decimal

from contracts.fields import AllowanceFields, DocumentFields, VatCategory

Part = tuple[VatCategory | None, Decimal | None, Decimal]
ZERO = Decimal(0)
CENTS = Decimal("0.05")
"""How far the sum of rounded lines may be from the total."""


def without_stale_allowances(fields: DocumentFields) -> DocumentFields:
    """The fields without discounts and charges that no longer fit between the lines and the total.

    They are dropped where there are no lines, and where the lines add up to the total without them. Where nothing adds
    up either way, the user is not done yet, and nothing is dropped.
    """
    stale = not fields.lines or (not adds_up(fields, fields.allowances) and adds_up(fields, ()))
    return fields.model_copy(update={"allowances": ()}) if stale else fields


def adds_up(fields: DocumentFields, allowances: Sequence[AllowanceFields]) -> bool:
    """Whether the sum agrees in total and, where there is a VAT summary and every part has its rate, for each rate."""
    parts: list[Part] = [(line.category, line.rate, line.net) for line in fields.lines]
    parts += [(part.category, part.rate, part.amount if part.is_charge else -part.amount) for part in allowances]
    total = fields.total_without_vat.value if fields.total_without_vat else sum((row.base for row in fields.vat), ZERO)
    if abs(sum((amount for _, _, amount in parts), ZERO) - total) > CENTS:
        return False
    if not fields.vat or any(category is None or rate is None for category, rate, _ in parts):
        return True
    left: dict[tuple[VatCategory | None, Decimal | None], Decimal] = {
        (row.category, row.rate): row.base for row in fields.vat
    }
    for category, rate, amount in parts:
        left[category, rate] = left.get((category, rate), ZERO) - amount
    return all(abs(rest) <= CENTS for rest in left.values())
