"""What Peppol asks of lines, prices, allowances and charges."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from ...parse import Node
from ...scalars import CENT, ZERO
from ..finding import Findings
from .tree import at, children, has, lines_of, number_at, text

_SLACK = Decimal("0.02")
_HALF_CENT = Decimal("0.005")


def check(root: Node, findings: Findings) -> None:
    """R040 to R046, R100, R101, R110, R111, R120, R121 and R130."""
    for index, item in enumerate(children(root, "cac:AllowanceCharge"), 1):
        _allowance(item, "BT-92", index, findings)
    starts, ends = (at(root, "cac:InvoicePeriod", tag) for tag in ("cbc:StartDate", "cbc:EndDate"))
    for index, line in enumerate(lines_of(root), 1):
        for item in children(line, "cac:AllowanceCharge"):
            _allowance(item, "BT-136", index, findings)
        _references(line, index, findings)
        _amount(line, index, findings)
        _price(line, index, findings)
        _period(line, "cbc:StartDate", starts, index, findings)
        _period(line, "cbc:EndDate", ends, index, findings)


def _allowance(item: Node, term: str, index: int, findings: Findings) -> None:
    percentage, base = has(item, "cbc:MultiplierFactorNumeric"), has(item, "cbc:BaseAmount")
    if percentage and not base:
        findings.add("PEPPOL-EN16931-R041", term, index)
    elif base and not percentage:
        findings.add("PEPPOL-EN16931-R042", term, index)
    elif base and percentage:
        rate, of = number_at(item, "cbc:MultiplierFactorNumeric"), number_at(item, "cbc:BaseAmount")
        amount = number_at(item, "cbc:Amount") or ZERO
        if rate is not None and of is not None and abs(amount - of * rate / 100) > _SLACK:
            findings.add("PEPPOL-EN16931-R040", term, index, value=amount, expected=_cents(of * rate / 100))
    if item.text_at("cbc:ChargeIndicator") not in ("true", "false"):
        findings.add("PEPPOL-EN16931-R043", term, index, value=item.text_at("cbc:ChargeIndicator") or "-")


def _references(line: Node, index: int, findings: Findings) -> None:
    documents = children(line, "cac:DocumentReference")
    if len(documents) > 1:
        findings.add("PEPPOL-EN16931-R100", "BT-128", index)
    if documents and not any(code.text == "130" for code in at(line, "cac:DocumentReference", "cbc:DocumentTypeCode")):
        findings.add("PEPPOL-EN16931-R101", "BT-128", index)


def _amount(line: Node, index: int, findings: Findings) -> None:
    base = number_at(line, "cac:Price", "cbc:BaseQuantity")
    if base is not None and base <= 0:
        findings.add("PEPPOL-EN16931-R121", "BT-149", index, value=base)
    tag = "cbc:InvoicedQuantity" if line.tag == "cac:InvoiceLine" else "cbc:CreditedQuantity"
    quantity, net = number_at(line, tag), number_at(line, "cbc:LineExtensionAmount") or ZERO
    price = number_at(line, "cac:Price", "cbc:PriceAmount") or ZERO
    expected = (Decimal(1) if quantity is None else quantity) * (price / (base or Decimal(1)))
    expected += _sum(line, "true") - _sum(line, "false")
    if abs(expected - net) > _SLACK:
        findings.add("PEPPOL-EN16931-R120", "BT-131", index, value=net, expected=_cents(expected))


def _sum(line: Node, indicator: str) -> Decimal:
    """The charges or allowances of a line, rounded to the cent with halves up."""
    items = [each for each in children(line, "cac:AllowanceCharge") if each.text_at("cbc:ChargeIndicator") == indicator]
    return _cents(sum((number_at(item, "cbc:Amount") or ZERO for item in items), ZERO))


def _cents(value: Decimal) -> Decimal:
    return (value + _HALF_CENT).quantize(CENT, ROUND_FLOOR)


def _price(line: Node, index: int, findings: Findings) -> None:
    for price in children(line, "cac:Price"):
        net = number_at(price, "cbc:PriceAmount")
        for item in children(price, "cac:AllowanceCharge"):
            if item.text_at("cbc:ChargeIndicator") != "false":
                findings.add("PEPPOL-EN16931-R044", "BT-147", index)
            gross, discount = number_at(item, "cbc:BaseAmount"), number_at(item, "cbc:Amount")
            if gross is not None and (net is None or discount is None or net != gross - discount):
                findings.add("PEPPOL-EN16931-R046", "BT-146", index, value="-" if net is None else net)
        for base in children(price, "cbc:BaseQuantity"):
            _unit(line, base, index, findings)


def _unit(line: Node, base: Node, index: int, findings: Findings) -> None:
    unit = base.attributes.get("unitCode")
    quantities = [*children(line, "cbc:InvoicedQuantity"), *children(line, "cbc:CreditedQuantity")]
    if unit is not None and quantities and all(each.attributes.get("unitCode") != unit for each in quantities):
        findings.add("PEPPOL-EN16931-R130", "BT-150", index, value=unit)


def _period(line: Node, tag: str, whole: list[Node], index: int, findings: Findings) -> None:
    """Dates are compared as text: the rule on their form is another one."""
    for date in at(line, "cac:InvoicePeriod", tag) if whole else ():
        if tag == "cbc:StartDate" and text(date) < text(whole[0]):
            findings.add("PEPPOL-EN16931-R110", "BT-134", index)
        if tag == "cbc:EndDate" and text(date) > text(whole[0]):
            findings.add("PEPPOL-EN16931-R111", "BT-135", index)
