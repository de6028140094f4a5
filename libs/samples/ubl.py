"""Writes a document as its sender puts it on Peppol: UBL 2.1, BIS Billing 3.

It does not use the writer of the product, on purpose: a reader tested only with that writer could fail on the first
real file.
"""

import base64
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from libs.samples.companies import Company
from libs.samples.document import Document
from libs.samples.money import Line
from libs.samples.reference_data.goods import unit_code
from libs.samples.truth import VatRow

_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_ENDPOINTS = {"BE": "0208", "FR": "0009", "NL": "0106", "DE": "9930", "LU": "9938"}
_REASONS = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G"}
_PAYMENT_CODES = {"bank": "30", "card": "48", "direct_debit": "59", "cash": "10", "unknown": "1"}


def invoice_xml(document: Document, pdf: bytes | None = None, *, pdf_name: str = "invoice.pdf") -> bytes:
    """Returns the document as Invoice or CreditNote; `pdf` is embedded as the sender's own PDF."""
    root_name = "CreditNote" if document.is_credit else "Invoice"
    namespace = f"urn:oasis:names:specification:ubl:schema:xsd:{root_name}-2"
    prefixes: Any = {None: namespace, "cac": _CAC, "cbc": _CBC}
    root = etree.Element(f"{{{namespace}}}{root_name}", nsmap=prefixes)
    _header(root, document)
    if pdf is not None:
        _attachment(root, document, pdf, pdf_name)
    _party(_sub(root, "AccountingSupplierParty"), document.seller)
    _party(_sub(root, "AccountingCustomerParty"), document.buyer)
    if document.delivery_date:
        _delivery(root, document, document.delivery_date)
    _payment(root, document)
    if document.terms:
        _add(_sub(root, "PaymentTerms"), "Note", document.terms)
    if document.totals.discount_amount:
        _allowances(root, document)
    _tax_total(root, document)
    _monetary_total(root, document)
    for index, line in enumerate(document.lines, start=1):
        _line(root, document, index, line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _header(root: etree._Element, document: Document) -> None:
    _add(root, "CustomizationID", _CUSTOMIZATION)
    _add(root, "ProfileID", _PROFILE)
    _add(root, "ID", document.number)
    _add(root, "IssueDate", document.issue_date.isoformat())
    if not document.is_credit and document.due_date:
        _add(root, "DueDate", document.due_date.isoformat())
    _add(
        root, "CreditNoteTypeCode" if document.is_credit else "InvoiceTypeCode", "381" if document.is_credit else "380"
    )
    if document.remark:
        _add(root, "Note", document.remark)
    _add(root, "DocumentCurrencyCode", document.currency)
    _add(root, "BuyerReference", document.order_no or document.customer_no or "n/a")
    if document.order_no:
        _add(_sub(root, "OrderReference"), "ID", document.order_no)
    if document.original_number:
        reference = _sub(_sub(root, "BillingReference"), "InvoiceDocumentReference")
        _add(reference, "ID", document.original_number)


def _attachment(root: etree._Element, document: Document, pdf: bytes, name: str) -> None:
    reference = _sub(root, "AdditionalDocumentReference")
    _add(reference, "ID", document.number)
    _add(reference, "DocumentDescription", "CreditNote" if document.is_credit else "CommercialInvoice")
    encoded = base64.b64encode(pdf).decode("ascii")
    attachment = _sub(reference, "Attachment")
    _add(attachment, "EmbeddedDocumentBinaryObject", encoded, mimeCode="application/pdf", filename=name)


def _party(side: etree._Element, company: Company) -> None:
    party = _sub(side, "Party")
    scheme = _ENDPOINTS[company.country]
    vat = company.vat or ""
    endpoint = vat if scheme.startswith("99") else company.company_number
    _add(party, "EndpointID", f"{endpoint}00017" if scheme == "0009" else endpoint, schemeID=scheme)
    _add(_sub(party, "PartyName"), "Name", company.short_name)
    address = _sub(party, "PostalAddress")
    _add(address, "StreetName", company.street)
    _add(address, "CityName", company.city)
    _add(address, "PostalZone", company.postcode)
    _add(_sub(address, "Country"), "IdentificationCode", company.country)
    if company.vat:
        tax = _sub(party, "PartyTaxScheme")
        _add(tax, "CompanyID", company.vat)
        _add(_sub(tax, "TaxScheme"), "ID", "VAT")
    legal = _sub(party, "PartyLegalEntity")
    _add(legal, "RegistrationName", company.name)
    if company.country in ("BE", "NL"):
        _add(legal, "CompanyID", company.company_number, schemeID=scheme)
    else:
        _add(legal, "CompanyID", company.company_number)
    contact = _sub(party, "Contact")
    _add(contact, "Telephone", company.phone)
    _add(contact, "ElectronicMail", company.email)


def _delivery(root: etree._Element, document: Document, day: date) -> None:
    delivery = _sub(root, "Delivery")
    _add(delivery, "ActualDeliveryDate", day.isoformat())
    address = _sub(_sub(delivery, "DeliveryLocation"), "Address")
    _add(address, "CityName", document.buyer.city)
    _add(_sub(address, "Country"), "IdentificationCode", document.buyer.country)


def _payment(root: etree._Element, document: Document) -> None:
    means = _sub(root, "PaymentMeans")
    _add(means, "PaymentMeansCode", _PAYMENT_CODES[document.payment])
    if document.is_credit and document.due_date:
        _add(means, "PaymentDueDate", document.due_date.isoformat())
    if document.reference:
        printed = (
            document.reference
            if document.reference.startswith("RF")
            else document.figures.reference(document.reference)
        )
        _add(means, "PaymentID", printed)
    if document.payment == "bank":
        account = _sub(means, "PayeeFinancialAccount")
        _add(account, "ID", document.seller.iban)
        _add(account, "Name", document.seller.name)
        _add(_sub(account, "FinancialInstitutionBranch"), "ID", document.seller.bic)
    if document.mandate:
        _add(_sub(means, "PaymentMandate"), "ID", document.mandate)


def _allowances(root: etree._Element, document: Document) -> None:
    """One document-level discount per VAT rate."""
    for row in document.totals.rows:
        net = sum(
            (line.net for line in document.lines if (line.category, line.rate) == (row.category, row.rate)), Decimal(0)
        )
        allowance = _sub(root, "AllowanceCharge")
        _add(allowance, "ChargeIndicator", "false")
        _add(allowance, "AllowanceChargeReasonCode", "95")
        _add(allowance, "AllowanceChargeReason", "Discount")
        _amount(allowance, "Amount", net - row.base, document)
        _category(_sub(allowance, "TaxCategory"), row.category, row.rate)


def _tax_total(root: etree._Element, document: Document) -> None:
    total = _sub(root, "TaxTotal")
    _amount(total, "TaxAmount", document.totals.total_vat, document)
    for row in document.totals.rows:
        subtotal = _sub(total, "TaxSubtotal")
        _amount(subtotal, "TaxableAmount", row.base, document)
        _amount(subtotal, "TaxAmount", row.amount, document)
        _category(_sub(subtotal, "TaxCategory"), row.category, row.rate, _reason(document, row))


def _reason(document: Document, row: VatRow) -> tuple[str | None, str | None]:
    if row.category in ("S", "Z"):
        return None, None
    return _REASONS.get(row.category), document.notes[0] if document.notes else None


def _category(
    element: etree._Element, category: str, rate: Decimal, reason: tuple[str | None, str | None] = (None, None)
) -> None:
    _add(element, "ID", category)
    _add(element, "Percent", f"{rate.normalize():f}")
    code, text = reason
    if code:
        _add(element, "TaxExemptionReasonCode", code)
    if text:
        _add(element, "TaxExemptionReason", text)
    _add(_sub(element, "TaxScheme"), "ID", "VAT")


def _monetary_total(root: etree._Element, document: Document) -> None:
    total, figures = _sub(root, "LegalMonetaryTotal"), document.totals
    _amount(total, "LineExtensionAmount", figures.lines_total, document)
    _amount(total, "TaxExclusiveAmount", figures.total_without_vat, document)
    _amount(total, "TaxInclusiveAmount", figures.total_with_vat, document)
    if figures.discount_amount:
        _amount(total, "AllowanceTotalAmount", figures.discount_amount, document)
    paid = figures.total_with_vat if document.payment in ("card", "cash") else figures.prepaid
    if paid:
        _amount(total, "PrepaidAmount", paid, document)
    _amount(total, "PayableAmount", figures.total_with_vat - paid, document)


def _line(root: etree._Element, document: Document, index: int, line: Line) -> None:
    element = _sub(root, "CreditNoteLine" if document.is_credit else "InvoiceLine")
    unit = unit_code(line.unit)
    _add(element, "ID", str(index))
    quantity = f"{line.quantity.normalize():f}"
    _add(element, "CreditedQuantity" if document.is_credit else "InvoicedQuantity", quantity, unitCode=unit)
    _amount(element, "LineExtensionAmount", line.net, document)
    gross = (line.quantity * line.unit_price).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    if line.discount:
        allowance = _sub(element, "AllowanceCharge")
        _add(allowance, "ChargeIndicator", "false")
        _add(allowance, "AllowanceChargeReasonCode", "95")
        _amount(allowance, "Amount", gross - line.net, document)
    item = _sub(element, "Item")
    if line.detail:
        _add(item, "Description", line.detail)
    _add(item, "Name", line.description)
    if line.code:
        _add(_sub(item, "SellersItemIdentification"), "ID", line.code)
    _category(_sub(item, "ClassifiedTaxCategory"), line.category, line.rate)
    _add(_sub(element, "Price"), "PriceAmount", f"{line.unit_price}", currencyID=document.currency)


def _sub(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_CAC}}}{name}")


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_CBC}}}{name}", attributes).text = text


def _amount(parent: etree._Element, name: str, amount: Decimal, document: Document) -> None:
    _add(parent, name, f"{amount:.2f}", currencyID=document.currency)
