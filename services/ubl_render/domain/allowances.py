"""Discounts (BG-20) and costs (BG-21) on a whole document, in the form of the standard. Their sums are computed.

Not everything has to be given: on a document with one VAT rate they have that rate, and without a reason they get a
default one, declared in the provenance.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from contracts.fields import AllowanceFields, DocumentFields, VatCategory, VatRow
from libs.ubl_schema import Invoice, Provenance
from libs.ubl_schema.code_lists import codes
from libs.ubl_schema.model import AllowanceCharge
from services.ubl_render.texts import WITHOUT_REASON

_ROUNDING = Decimal("0.02")
"""Allowed difference between percentage times base and the amount (PEPPOL-EN16931-R040)."""


def with_allowances(invoice: Invoice, fields: DocumentFields, language: str) -> Invoice:
    """The invoice with the discounts and costs of the fields; default reasons are declared in the provenance."""
    items = tuple(_allowance(part, fields.vat) for part in fields.allowances)
    invoice = invoice.model_copy(update={"allowances": tuple(_with_reason(item, language) for item in items)})
    wordless = [item for item in items if item.reason is None and item.reason_code is None]
    return invoice.with_provenance(
        Provenance.DEFAULTED, *("BT-104" if item.is_charge else "BT-97" for item in wordless)
    )


def _allowance(part: AllowanceFields, rows: Sequence[VatRow]) -> AllowanceCharge:
    """One discount or cost. A negative discount becomes a cost and the reverse, because amounts must be positive."""
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
    """Category and rate as given, else those of the only row of the VAT summary that it can belong to."""
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
