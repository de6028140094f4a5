"""Discounts (BG-20) and costs (BG-21) on a whole document, as the standard wants them. Their sums follow from them.

Whoever says one need not say everything: on a document with one VAT rate that rate is its own, and one without words is
called what it is, which the provenance tells.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from contracts.fields import AllowanceFields, DocumentFields, VatCategory, VatRow
from libs.ubl_schema import Invoice, Provenance
from libs.ubl_schema.code_lists import codes
from libs.ubl_schema.model import AllowanceCharge
from services.ubl_render.texts import WITHOUT_REASON

_ROUNDING = Decimal("0.02")
"""Percentage times base may be this far from the amount (PEPPOL-EN16931-R040)."""


def with_allowances(invoice: Invoice, fields: DocumentFields, language: str) -> Invoice:
    """The invoice with the discounts and costs of the fields; words that nobody said are declared to be ours."""
    items = tuple(_allowance(part, fields.vat) for part in fields.allowances)
    invoice = invoice.model_copy(update={"allowances": tuple(_with_reason(item, language) for item in items)})
    wordless = [item for item in items if item.reason is None and item.reason_code is None]
    return invoice.with_provenance(
        Provenance.DEFAULTED, *("BT-104" if item.is_charge else "BT-97" for item in wordless)
    )


def _allowance(part: AllowanceFields, rows: Sequence[VatRow]) -> AllowanceCharge:
    """A negative discount is a cost, and the other way round: the amounts of the standard say no direction."""
    is_charge, amount = part.is_charge is not (part.amount < 0), abs(part.amount)
    category, rate = _taxed(part, rows)
    percentage, base = part.percentage, abs(part.base) if part.base is not None else None
    if percentage is None or base is None or abs(base * percentage / 100 - amount) > _ROUNDING:
        percentage = base = None
    known = codes("charge_reasons" if is_charge else "allowance_reasons")
    is_known = part.reason_code in known
    return AllowanceCharge(
        is_charge=is_charge,
        amount=amount,
        reason=part.reason if is_known else part.reason or part.reason_code,
        reason_code=part.reason_code if is_known else None,
        percentage=percentage,
        base=base,
        vat_category=category.value if category else None,
        vat_rate=None if category is VatCategory.OUTSIDE_SCOPE else rate,
    )


def _taxed(part: AllowanceFields, rows: Sequence[VatRow]) -> tuple[VatCategory | None, Decimal | None]:
    """Category and rate as said, else of the one row of the VAT summary that it can belong to."""
    if part.category is not None and part.rate is not None:
        return part.category, part.rate
    fitting = list(_fitting(part, rows))
    return (fitting[0].category, fitting[0].rate) if len(fitting) == 1 else (part.category, part.rate)


def _fitting(part: AllowanceFields, rows: Sequence[VatRow]) -> Iterator[VatRow]:
    for row in rows:
        if part.category in (None, row.category) and part.rate in (None, row.rate):
            yield row


def _with_reason(item: AllowanceCharge, language: str) -> AllowanceCharge:
    if item.reason is not None or item.reason_code is not None:
        return item
    words = WITHOUT_REASON["charge" if item.is_charge else "allowance"]
    return item.model_copy(update={"reason": words.get(language, words["en"])})
