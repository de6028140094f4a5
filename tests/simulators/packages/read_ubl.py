"""The importers' own reader of UBL: plain XPath, in bookkeeping terms, nothing shared with the product."""

import base64
from decimal import Decimal
from typing import Any

from lxml import etree

from .booking import Counterparty, LineAccount, Reading, VatAmount
from .formats import UBL, first
from .rules import NotTaken
from .values import amount, day, digits, must, must_balance, payment_reference, vat_number

_TOTAL = "cac:LegalMonetaryTotal/cbc:"
_NUMBERS = "cac:PartyTaxScheme/cbc:CompanyID|cac:PartyLegalEntity/cbc:CompanyID"


def read_ubl(root: Any) -> Reading:
    """Invoice or credit note of any dialect; amounts are positive, whatever the sign in the file."""
    currency = must(first(root, "cbc:DocumentCurrencyCode"), "currency")
    if strange := set(root.xpath("//cbc:*/@currencyID", namespaces=UBL)) - {currency}:
        raise NotTaken(f"amounts in {', '.join(sorted(strange))} in a document in {currency}")
    payable = amount(first(root, f"{_TOTAL}PayableAmount"), "amount to pay")
    total = amount(first(root, f"{_TOTAL}TaxInclusiveAmount"), "total with VAT")
    sign = -1 if total < 0 else 1
    seller, buyer = (_party(root, f"cac:Accounting{side}Party/cac:Party") for side in ("Supplier", "Customer"))
    due = first(root, "cbc:DueDate") or first(root, "cac:PaymentMeans/cbc:PaymentDueDate")
    reading = Reading(
        number=must(first(root, "cbc:ID"), "number"),
        issue_date=day(first(root, "cbc:IssueDate"), "date"),
        due_date=day(due, "due date") if due else None,
        currency=currency,
        is_credit_note=_is_credit_note(root) or sign < 0,
        seller=_counterparty(seller, "seller"),
        buyer=_counterparty(buyer, "buyer"),
        seller_numbers=_numbers(seller),
        buyer_numbers=_numbers(buyer),
        vat=tuple(_row(row, sign) for row in root.xpath("cac:TaxTotal/cac:TaxSubtotal", namespaces=UBL)),
        without_vat=sign * amount(first(root, f"{_TOTAL}TaxExclusiveAmount"), "total without VAT"),
        with_vat=sign * total,
        payable=sign * payable,
        iban=first(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        payment_reference=payment_reference(first(root, "cac:PaymentMeans/cbc:PaymentID")),
        lines=tuple(_line(line, sign) for line in root.xpath("cac:InvoiceLine|cac:CreditNoteLine", namespaces=UBL)),
        attachment=_attachment(root),
    )
    if not (reading.vat and reading.lines):
        raise NotTaken("missing: the amounts per VAT rate" if not reading.vat else "missing: lines")
    must_balance(reading)
    return reading


def _is_credit_note(root: Any) -> bool:
    return etree.QName(root).localname == "CreditNote" or first(root, "cbc:InvoiceTypeCode") == "381"


def _party(root: Any, path: str) -> Any:
    found = root.xpath(path, namespaces=UBL)
    if not found:
        raise NotTaken(f"missing: {path}")
    return found[0]


def _counterparty(party: Any, what: str) -> Counterparty:
    name = first(party, "cac:PartyLegalEntity/cbc:RegistrationName") or first(party, "cac:PartyName/cbc:Name")
    vat = first(party, "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID")
    return Counterparty(vat_number(vat), must(name, f"name of the {what}"))


def _numbers(party: Any) -> frozenset[str]:
    return frozenset(digits(element.text or "") for element in party.xpath(_NUMBERS, namespaces=UBL))


def _row(row: Any, sign: int) -> VatAmount:
    category = must(first(row, "cac:TaxCategory/cbc:ID"), "VAT category")
    rate = first(row, "cac:TaxCategory/cbc:Percent") or first(row, "cbc:Percent")
    return VatAmount(
        category=category,
        rate=Decimal(0) if rate is None and category == "O" else amount(rate, "VAT rate"),
        base=sign * amount(first(row, "cbc:TaxableAmount"), "base"),
        vat=sign * amount(first(row, "cbc:TaxAmount"), "VAT"),
        belgian_code=first(row, "cac:TaxCategory/cbc:Name"),
    )


def _line(line: Any, sign: int) -> LineAccount:
    account = first(line, "cbc:AccountingCostCode") or first(line, "cbc:AccountingCost")
    return LineAccount(account, sign * amount(first(line, "cbc:LineExtensionAmount"), "amount of a line"))


def _attachment(root: Any) -> bytes | None:
    path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    for embedded in root.xpath(path, namespaces=UBL):
        content = base64.b64decode("".join((embedded.text or "").split()))
        if embedded.get("mimeCode") == "application/pdf" and content.startswith(b"%PDF"):
            return content
    return None
