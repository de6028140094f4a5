"""The lines of an e-invoice, and the allowances and charges on document level: all of them, or none."""

from decimal import ROUND_HALF_UP, Decimal

from contracts.fields import AllowanceFields, LineFields, Origin, VatCategory
from libs.ubl_schema.model import AllowanceCharge, Invoice, Line
from services.ocr_extract.files.einvoice.checks import AMOUNT, NUMBER, Checks
from services.ocr_extract.files.einvoice.rates import completed_breakdown, rate_of_category
from services.ocr_extract.limits import within_limits

_SLACK = Decimal("0.02")
"""Peppol allows two cents between a line and quantity times price."""


def lines_of(invoice: Invoice, checks: Checks) -> tuple[LineFields, ...]:
    """The lines (BG-25); none when one of them lacks a required value. Raises Refusal for a text that is too long."""
    lines = []
    breakdown = completed_breakdown(invoice)
    for position, line in enumerate(invoice.lines):
        net = checks.kept(AMOUNT, line.net, "BT-131")
        category = checks.category(line.vat_category, "BT-151") if line.vat_category else None
        counted, price = _per_unit(line, net)
        quantity = checks.kept(NUMBER, counted, "BT-129")
        name = line.name or line.description
        rate = line.vat_rate if line.vat_rate is not None or category is None else rate_of_category(breakdown, category)
        if net is None or category is None or quantity is None or price is None or name is None or rate is None:
            continue
        with within_limits(f"lines.{position}"):
            lines.append(
                LineFields(
                    name=name,
                    description=line.description if line.name else None,
                    quantity=quantity,
                    unit=line.unit or "C62",
                    unit_price=price,
                    net=net,
                    category=category,
                    rate=rate,
                    ledger_account=line.accounting_cost,
                    origin=Origin.EMBEDDED,
                )
            )
    return tuple(lines) if len(lines) == len(invoice.lines) else ()


def allowances_of(invoice: Invoice, checks: Checks) -> tuple[AllowanceFields, ...]:
    """The allowances and charges (BG-20, BG-21); none when the amount of one breaks a rule."""
    found = [allowance for item in invoice.allowances if (allowance := _allowance(item, checks))]
    return tuple(found) if len(found) == len(invoice.allowances) else ()


def _allowance(item: AllowanceCharge, checks: Checks) -> AllowanceFields | None:
    """One allowance or charge. Percentage and base amount are taken together or not at all."""
    amount = checks.kept(AMOUNT, item.amount, "BT-99" if item.is_charge else "BT-92")
    if amount is None:
        return None
    base = checks.kept(AMOUNT, item.base, "BT-100" if item.is_charge else "BT-93")
    percentage = checks.kept(NUMBER, item.percentage, "BT-101" if item.is_charge else "BT-94")
    whole = base is not None and percentage is not None
    term = "BT-102" if item.is_charge else "BT-95"
    category = checks.category(item.vat_category, term) if item.vat_category else None
    rate = checks.kept(NUMBER, item.vat_rate, "BT-103" if item.is_charge else "BT-96")
    without_rate = category not in (None, VatCategory.STANDARD)
    return AllowanceFields(
        is_charge=item.is_charge,
        amount=amount,
        reason=item.reason,
        reason_code=item.reason_code,
        percentage=percentage if whole else None,
        base=base if whole else None,
        category=category,
        rate=Decimal(0) if rate is None and without_rate else rate,
        origin=Origin.EMBEDDED,
    )


def _per_unit(line: Line, net: Decimal | None) -> tuple[Decimal, Decimal | None]:
    """Quantity and price for one unit. An event carries six decimals: where these lose the amount of the line, the
    quantity is counted in the units that the price is stated for, or else it is one at the whole amount."""
    quantity = line.quantity if line.quantity is not None else Decimal(1)
    if line.price is None:
        return quantity, net
    base = line.base_quantity or Decimal(1)
    exact = line.price / base
    for counted, price in ((quantity, exact), (quantity / base, line.price)):
        if abs(counted * (_six(price) - price)) <= _SLACK and _six(counted) == counted:
            return counted, _six(price)
    return Decimal(1), net


def _six(number: Decimal) -> Decimal:
    """A number rounded to six decimals."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        return number.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return number
