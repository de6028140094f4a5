"""The reference for UBL: hand-written lxml code for exactly one kind of invoice, with its values in dicts.

It has no types, no dialects, no optional parts beyond those of the one invoice, no checks and no limits. Code that does
more can hardly be faster, so results are given as a ratio to it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

INV = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
NAMESPACES = {None: INV, "cac": CAC[1:-1], "cbc": CBC[1:-1]}

Values = dict[str, Any]


def _text(parent: Any, name: str, value: object, **attributes: str) -> None:
    node = etree.SubElement(parent, CBC + name, attributes)
    node.text = str(value)


def _party(root: Any, wrapper: str, party: Values) -> None:
    node = etree.SubElement(etree.SubElement(root, CAC + wrapper), CAC + "Party")
    _text(node, "EndpointID", party["endpoint"], schemeID="0208")
    _text(etree.SubElement(node, CAC + "PartyName"), "Name", party["trading_name"])
    address = etree.SubElement(node, CAC + "PostalAddress")
    _text(address, "StreetName", party["street"])
    _text(address, "CityName", party["city"])
    _text(address, "PostalZone", party["post_code"])
    _text(etree.SubElement(address, CAC + "Country"), "IdentificationCode", party["country"])
    tax = etree.SubElement(node, CAC + "PartyTaxScheme")
    _text(tax, "CompanyID", party["vat_id"])
    _text(etree.SubElement(tax, CAC + "TaxScheme"), "ID", "VAT")
    legal = etree.SubElement(node, CAC + "PartyLegalEntity")
    _text(legal, "RegistrationName", party["name"])
    _text(legal, "CompanyID", party["legal_id"], schemeID="0208")


def _category(parent: Any, tag: str, values: Values) -> None:
    node = etree.SubElement(parent, CAC + tag)
    _text(node, "ID", values["category"])
    _text(node, "Percent", values["rate"])
    _text(etree.SubElement(node, CAC + "TaxScheme"), "ID", "VAT")


def render(values: Values) -> bytes:
    """The invoice as a file."""
    currency = values["currency"]
    root = etree.Element(f"{{{INV}}}Invoice", nsmap=NAMESPACES)  # type: ignore[arg-type]
    _text(root, "CustomizationID", values["customization_id"])
    _text(root, "ProfileID", values["profile_id"])
    _text(root, "ID", values["number"])
    _text(root, "IssueDate", values["issue_date"].isoformat())
    _text(root, "DueDate", values["due_date"].isoformat())
    _text(root, "InvoiceTypeCode", values["type_code"])
    _text(root, "DocumentCurrencyCode", currency)
    _text(root, "BuyerReference", values["buyer_reference"])
    _party(root, "AccountingSupplierParty", values["seller"])
    _party(root, "AccountingCustomerParty", values["buyer"])
    means = etree.SubElement(root, CAC + "PaymentMeans")
    _text(means, "PaymentMeansCode", values["means"])
    _text(means, "PaymentID", values["reference"])
    _text(etree.SubElement(means, CAC + "PayeeFinancialAccount"), "ID", values["iban"])
    vat = etree.SubElement(root, CAC + "TaxTotal")
    _text(vat, "TaxAmount", values["vat"], currencyID=currency)
    for part in values["breakdown"]:
        subtotal = etree.SubElement(vat, CAC + "TaxSubtotal")
        _text(subtotal, "TaxableAmount", part["base"], currencyID=currency)
        _text(subtotal, "TaxAmount", part["vat"], currencyID=currency)
        _category(subtotal, "TaxCategory", part)
    total = etree.SubElement(root, CAC + "LegalMonetaryTotal")
    _text(total, "LineExtensionAmount", values["lines_total"], currencyID=currency)
    _text(total, "TaxExclusiveAmount", values["without_vat"], currencyID=currency)
    _text(total, "TaxInclusiveAmount", values["with_vat"], currencyID=currency)
    _text(total, "PayableAmount", values["payable"], currencyID=currency)
    for line in values["lines"]:
        node = etree.SubElement(root, CAC + "InvoiceLine")
        _text(node, "ID", line["id"])
        _text(node, "InvoicedQuantity", line["quantity"], unitCode=line["unit"])
        _text(node, "LineExtensionAmount", line["net"], currencyID=currency)
        _text(node, "AccountingCost", line["accounting_cost"])
        item = etree.SubElement(node, CAC + "Item")
        _text(item, "Name", line["name"])
        _category(item, "ClassifiedTaxCategory", line)
        _text(etree.SubElement(node, CAC + "Price"), "PriceAmount", line["price"], currencyID=currency)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _read_party(root: Any, wrapper: str) -> Values:
    node = root.find(f"{CAC}{wrapper}/{CAC}Party")
    address = node.find(f"{CAC}PostalAddress")
    legal = node.find(f"{CAC}PartyLegalEntity")
    return {
        "endpoint": node.findtext(f"{CBC}EndpointID"),
        "trading_name": node.findtext(f"{CAC}PartyName/{CBC}Name"),
        "street": address.findtext(f"{CBC}StreetName"),
        "city": address.findtext(f"{CBC}CityName"),
        "post_code": address.findtext(f"{CBC}PostalZone"),
        "country": address.findtext(f"{CAC}Country/{CBC}IdentificationCode"),
        "vat_id": node.findtext(f"{CAC}PartyTaxScheme/{CBC}CompanyID"),
        "name": legal.findtext(f"{CBC}RegistrationName"),
        "legal_id": legal.findtext(f"{CBC}CompanyID"),
    }


def _read_category(node: Any) -> Values:
    return {"category": node.findtext(f"{CBC}ID"), "rate": Decimal(node.findtext(f"{CBC}Percent"))}


def _read_line(node: Any) -> Values:
    quantity = node.find(f"{CBC}InvoicedQuantity")
    return {
        "id": node.findtext(f"{CBC}ID"),
        "quantity": Decimal(quantity.text),
        "unit": quantity.get("unitCode"),
        "net": Decimal(node.findtext(f"{CBC}LineExtensionAmount")),
        "accounting_cost": node.findtext(f"{CBC}AccountingCost"),
        "name": node.findtext(f"{CAC}Item/{CBC}Name"),
        "price": Decimal(node.findtext(f"{CAC}Price/{CBC}PriceAmount")),
    } | _read_category(node.find(f"{CAC}Item/{CAC}ClassifiedTaxCategory"))


def parse(data: bytes) -> Values:
    """The values of such a file."""
    root: Any = etree.fromstring(data)
    means = root.find(f"{CAC}PaymentMeans")
    vat = root.find(f"{CAC}TaxTotal")
    total = root.find(f"{CAC}LegalMonetaryTotal")
    return {
        "customization_id": root.findtext(f"{CBC}CustomizationID"),
        "profile_id": root.findtext(f"{CBC}ProfileID"),
        "number": root.findtext(f"{CBC}ID"),
        "issue_date": date.fromisoformat(root.findtext(f"{CBC}IssueDate")),
        "due_date": date.fromisoformat(root.findtext(f"{CBC}DueDate")),
        "type_code": root.findtext(f"{CBC}InvoiceTypeCode"),
        "currency": root.findtext(f"{CBC}DocumentCurrencyCode"),
        "buyer_reference": root.findtext(f"{CBC}BuyerReference"),
        "seller": _read_party(root, "AccountingSupplierParty"),
        "buyer": _read_party(root, "AccountingCustomerParty"),
        "means": means.findtext(f"{CBC}PaymentMeansCode"),
        "reference": means.findtext(f"{CBC}PaymentID"),
        "iban": means.findtext(f"{CAC}PayeeFinancialAccount/{CBC}ID"),
        "vat": Decimal(vat.findtext(f"{CBC}TaxAmount")),
        "breakdown": [
            {
                "base": Decimal(part.findtext(f"{CBC}TaxableAmount")),
                "vat": Decimal(part.findtext(f"{CBC}TaxAmount")),
            }
            | _read_category(part.find(f"{CAC}TaxCategory"))
            for part in vat.findall(f"{CAC}TaxSubtotal")
        ],
        "lines_total": Decimal(total.findtext(f"{CBC}LineExtensionAmount")),
        "without_vat": Decimal(total.findtext(f"{CBC}TaxExclusiveAmount")),
        "with_vat": Decimal(total.findtext(f"{CBC}TaxInclusiveAmount")),
        "payable": Decimal(total.findtext(f"{CBC}PayableAmount")),
        "lines": [_read_line(node) for node in root.findall(f"{CAC}InvoiceLine")],
    }
