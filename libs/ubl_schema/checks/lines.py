"""Invoice lines, and the allowances and charges on them and on the document."""

from __future__ import annotations

from decimal import Decimal

from ..code_lists import codes
from ..invoice import Invoice
from ..line import AllowanceCharge, Line
from ..scalars import ZERO
from .finding import Findings

SLACK = Decimal("0.02")
"""Peppol allows two cents between a line and quantity times price."""


def check(invoice: Invoice, findings: Findings) -> None:
    """BR-21 to BR-28, BR-41 to BR-44, BR-31 to BR-38 and PEPPOL-EN16931-R040 to R046, R120, R121, R130."""
    seen: set[str] = set()
    for index, line in enumerate(invoice.lines, 1):
        _presence(line, index, findings)
        _codes(line, index, findings)
        _price(line, index, findings)
        for item in line.allowances:
            rules = ("BR-43", "BR-44", "BT-141") if item.is_charge else ("BR-41", "BR-42", "BT-136")
            _allowance(item, index, *rules, findings)
        if line.id is not None:
            if line.id in seen:
                findings.add("SR-LINE-ID", "BT-126", index, value=line.id)
            seen.add(line.id)
    for index, item in enumerate(invoice.allowances, 1):
        rules = ("BR-36", "BR-38", "BT-99") if item.is_charge else ("BR-31", "BR-33", "BT-92")
        _allowance(item, index, *rules, findings)


def _presence(line: Line, index: int, findings: Findings) -> None:
    if line.id is None:
        findings.add("BR-21", "BT-126", index)
    if line.quantity is None:
        findings.add("BR-22", "BT-129", index)
    if line.unit is None:
        findings.add("BR-23", "BT-130", index)
    if line.net is None:
        findings.add("BR-24", "BT-131", index)
    if line.name is None:
        findings.add("BR-25", "BT-153", index)
    if line.price is None:
        findings.add("BR-26", "BT-146", index)


def _codes(line: Line, index: int, findings: Findings) -> None:
    units = codes("units")
    for unit, term in ((line.unit, "BT-130"), (line.base_unit, "BT-150")):
        if unit is not None and unit not in units:
            findings.add("BR-CL-23", term, index, value=unit)
    if line.base_unit is not None and line.unit is not None and line.base_unit != line.unit:
        findings.add("PEPPOL-EN16931-R130", "BT-150", index, value=line.base_unit)
    if line.origin_country is not None and line.origin_country not in codes("countries"):
        findings.add("BR-CL-15", "BT-159", index, value=line.origin_country)
    item = line.standard_item_id
    if item is not None:
        if item.scheme is None:
            findings.add("BR-64", "BT-157", index)
        elif item.scheme not in codes("identifier_schemes"):
            findings.add("BR-CL-21", "BT-157", index, value=item.scheme)
    for classification in line.classifications:
        if classification.scheme is None:
            findings.add("BR-65", "BT-158", index)
        elif classification.scheme not in codes("item_classifications"):
            findings.add("BR-CL-13", "BT-158", index, value=classification.scheme)
    thing = line.object_id
    if thing is not None and thing.scheme is not None and thing.scheme not in codes("object_schemes"):
        findings.add("BR-CL-07", "BT-128", index, value=thing.scheme)


def _price(line: Line, index: int, findings: Findings) -> None:
    price = line.price
    if price is not None and price < 0:
        findings.add("BR-27", "BT-146", index, value=price)
    if line.gross_price is not None:
        if line.gross_price < 0:
            findings.add("BR-28", "BT-148", index, value=line.gross_price)
        if price is not None and price != line.gross_price - (line.price_discount or ZERO):
            findings.add("PEPPOL-EN16931-R046", "BT-146", index, value=price)
        if line.price_discount is None:
            findings.add("SR-PRICE-DISCOUNT", "BT-147", index)
    base = line.base_quantity if line.base_quantity is not None else Decimal(1)
    if base <= 0:
        findings.add("PEPPOL-EN16931-R121", "BT-149", index, value=base)
        return
    if line.quantity is None or price is None or line.net is None:
        return
    extra = sum(((item.amount or ZERO) * (1 if item.is_charge else -1) for item in line.allowances), ZERO)
    expected = line.quantity * price / base + extra
    if abs(expected - line.net) > SLACK:
        findings.add("PEPPOL-EN16931-R120", "BT-131", index, value=line.net, expected=expected.quantize(SLACK))


def _allowance(item: AllowanceCharge, index: int, amount: str, reason: str, term: str, findings: Findings) -> None:
    if item.amount is None:
        findings.add(amount, term, index)
    elif item.amount < 0:
        findings.add("SR-ALLOWANCE-SIGN", term, index, value=item.amount)
    if item.reason is None and item.reason_code is None:
        findings.add(reason, term, index)
    allowed = codes("charge_reasons" if item.is_charge else "allowance_reasons")
    if item.reason_code is not None and item.reason_code not in allowed:
        findings.add("BR-CL-20" if item.is_charge else "BR-CL-19", term, index, value=item.reason_code)
    if item.percentage is not None and item.base is None:
        findings.add("PEPPOL-EN16931-R041", term, index)
    elif item.base is not None and item.percentage is None:
        findings.add("PEPPOL-EN16931-R042", term, index)
    elif item.base is not None and item.percentage is not None and item.amount is not None:
        expected = item.base * item.percentage / 100
        if abs(expected - item.amount) > SLACK:
            findings.add("PEPPOL-EN16931-R040", term, index, value=item.amount, expected=expected.quantize(SLACK))
