"""Invoices with a negative total, which some packages send instead of a credit note.

EN 16931 allows both; accounting packages book a credit note with positive amounts far more reliably. The meaning is
kept exactly: every amount changes its sign, allowances become charges and charges become allowances.
"""

from __future__ import annotations

from decimal import Decimal

from .code_lists import codes
from .invoice import Invoice, Payment, Provenance, Totals
from .line import AllowanceCharge, Line
from .scalars import ZERO

_CREDIT_NOTE_FOR = {"389": "261"}
"""A self-billed invoice becomes a self-billed credit note; all others become 381."""


def is_negative(invoice: Invoice) -> bool:
    """Whether it is an invoice with a negative total."""
    total = invoice.totals.with_vat if invoice.totals.with_vat is not None else invoice.totals.payable
    return not invoice.is_credit_note and total is not None and total < 0


def as_credit_note(invoice: Invoice) -> Invoice:
    """The credit note with the same meaning as the negative invoice."""
    kind = _CREDIT_NOTE_FOR.get(invoice.type_code, "381")
    note = turned(invoice).model_copy(update={"type_code": kind})
    if note.due_date is not None and not note.payments:
        note = note.model_copy(update={"payments": (Payment(means="1"),)})
    return note.with_provenance(Provenance.DERIVED, "BT-3", "BG-22", "BG-23", "BG-25")


def turned(invoice: Invoice) -> Invoice:
    """The same values with every sign changed."""
    return invoice.model_copy(
        update={
            "allowances": tuple(_turn_allowance(item) for item in invoice.allowances),
            "breakdown": tuple(
                part.model_copy(update={"base": _minus(part.base), "vat": _minus(part.vat)})
                for part in invoice.breakdown
            ),
            "totals": _turn_totals(invoice),
            "lines": tuple(_turn_line(line) for line in invoice.lines),
        }
    )


def _minus(amount: Decimal | None) -> Decimal | None:
    if amount is None:
        return None
    return -amount if amount else amount


def _turn_allowance(item: AllowanceCharge) -> AllowanceCharge:
    if item.amount is not None and item.amount < 0:
        return item.model_copy(update={"amount": -item.amount, "base": _minus(item.base)})
    is_charge = not item.is_charge
    code = item.reason_code
    if code is not None and code not in codes("charge_reasons" if is_charge else "allowance_reasons"):
        return item.model_copy(update={"is_charge": is_charge, "reason_code": None, "reason": item.reason or code})
    return item.model_copy(update={"is_charge": is_charge})


def _turn_line(line: Line) -> Line:
    update: dict[str, object] = {
        "net": _minus(line.net),
        "allowances": tuple(_turn_allowance(item) for item in line.allowances),
    }
    if line.price is not None and line.price < 0:
        update |= {"price": -line.price, "gross_price": _minus(line.gross_price)}
    else:
        update["quantity"] = _minus(line.quantity)
    return line.model_copy(update=update)


def _turn_totals(invoice: Invoice) -> Totals:
    old = invoice.totals
    items = [_turn_allowance(item) for item in invoice.allowances]
    allowances = sum((item.amount or ZERO for item in items if not item.is_charge), ZERO)
    charges = sum((item.amount or ZERO for item in items if item.is_charge), ZERO)
    said = bool(invoice.allowances)
    return Totals(
        lines=_minus(old.lines),
        allowances=(allowances or None) if said else _minus(old.allowances),
        charges=(charges or None) if said else _minus(old.charges),
        without_vat=_minus(old.without_vat),
        vat=_minus(old.vat),
        vat_in_vat_currency=_minus(old.vat_in_vat_currency),
        with_vat=_minus(old.with_vat),
        prepaid=_minus(old.prepaid),
        rounding=_minus(old.rounding),
        payable=_minus(old.payable),
    )
