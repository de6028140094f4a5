"""Other libraries read the same values in our files: eu-einvoice and factur-x (UBL and CII), drafthorse (CII)."""

from __future__ import annotations

import base64
from decimal import Decimal
from typing import Any

import pytest
from drafthorse.models.document import Document
from eu_einvoice.parse import parse_bytes
from facturx.parse_xml import parse_ubl_cii_xml

from libs.ubl_schema import BIS3, CII_BASICWL, CII_EN16931, DIALECTS, EFFF, UBLBE, write
from libs.ubl_schema.dialects import Dialect
from libs.ubl_schema.model import Identifier, Invoice, Party

from .builders import PDF, attached, credit_note, invoice, sales_invoice
from .test_write import intra_community, several_rates, without_vat

DOCUMENTS: dict[str, Invoice] = {
    kind: document.model_copy(update={"attachments": (attached(),)})
    for kind, document in {
        "purchase": invoice(),
        "sales": sales_invoice(),
        "credit note": credit_note(),
        "several rates": several_rates(),
        "reverse charge": without_vat("AE", "0", exemption_code="VATEX-EU-AE"),
        "intra-Community": intra_community(),
    }.items()
}
KINDS = pytest.mark.parametrize("kind", DOCUMENTS)


def number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def assert_same_party(found: dict[str, Any], party: Party) -> None:
    def scheme(identifier: Identifier | None) -> tuple[str | None, str | None]:
        return (None, None) if identifier is None else (identifier.value, identifier.scheme)

    assert found["name"] == party.name
    assert found.get("vat_identifier") == party.vat_id
    assert (found.get("einvoicing_addr"), found.get("einvoicing_addr_schemeid")) == scheme(party.endpoint)
    assert (found.get("legal_identifier"), found.get("legal_identifier_schemeid")) == scheme(party.legal_id)
    assert (found["addr_l1"], found["city"], found["postcode"], found["country_code"]) == (
        party.address.line1,
        party.address.city,
        party.address.post_code,
        party.address.country,
    )


def in_dialect(*dialects: Dialect) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("dialect", dialects, ids=lambda dialect: dialect.name)


@in_dialect(*DIALECTS.values())
@KINDS
def test_eu_einvoice_reads_the_same_from_every_dialect(kind: str, dialect: Dialect) -> None:
    document = DOCUMENTS[kind]

    found, notes = parse_bytes(write(document, dialect))

    assert notes == []
    assert (found["number"], found["type"], found["currency"]) == (document.number, document.type_code, "EUR")
    assert (found["issue_date"], found["due_date"]) == (str(document.issue_date), str(document.due_date))
    assert found.get("buyer_reference") == (None if dialect is EFFF else document.buyer_reference)
    assert [(one["number"], one.get("date")) for one in found.get("preceding_invoices", ())] == [
        (one.number, str(one.issue_date)) for one in document.preceding
    ]
    assert_same_in_eu_einvoice(found["seller"], document.seller, dialect)
    assert_same_in_eu_einvoice(found["buyer"], document.buyer, dialect)
    payment, totals = document.payments[0], document.totals
    assert found["payment"]["means_code"] == payment.means
    assert found["payment"]["remittance_info"] == payment.reference
    assert found["payment"]["credit_transfers"] == [{"iban": payment.iban}]
    names = ("line_total", "tax_exclusive", "tax_total", "tax_inclusive", "payable")
    assert [number(found["totals"][name]) for name in names] == [
        totals.lines,
        totals.without_vat,
        totals.vat,
        totals.with_vat,
        totals.payable,
    ]
    assert [
        (part["category"], number(part.get("rate")), number(part["taxable"]), number(part["tax"]))
        for part in found["vat_breakdown"]
    ] == [(part.category, part.rate, part.base, part.vat) for part in document.breakdown]
    assert [(line["id"], line["name"], number(line["net_amount"])) for line in found.get("lines", ())] == [
        (line.id, line.name, line.net) for line in document.lines if dialect.has_lines
    ]
    if dialect is not CII_BASICWL:
        files = [base64.b64decode(item["content_b64"]) for item in found["attachments"] if "content_b64" in item]
        assert files == [PDF]


def assert_same_in_eu_einvoice(found: dict[str, Any], party: Party, dialect: Dialect) -> None:
    scheme = "BE:CBE" if dialect is EFFF else "0208"
    for name, identifier in (("legal_id", party.legal_id), ("electronic_address", party.endpoint)):
        if identifier is not None and identifier.scheme == "0208":
            assert found[name] == {"id": identifier.value, "scheme": scheme}
    assert (found["name"], found.get("vat_id")) == (party.name, party.vat_id)
    assert found["address"] == {
        "line1": party.address.line1,
        "city": party.address.city,
        "postal_code": party.address.post_code,
        "country": party.address.country,
    }


@in_dialect(BIS3, UBLBE, CII_EN16931, CII_BASICWL)
@KINDS
def test_factur_x_reads_the_same_numbers_parties_and_references(kind: str, dialect: Dialect) -> None:
    document = DOCUMENTS[kind]

    found = parse_ubl_cii_xml(write(document, dialect), check_xsd=True)

    totals = document.totals
    assert (found["BT-1"], found["BT-3"], found["BT-5"]) == (document.number, document.type_code, document.currency)
    assert (found["BT-2"], found["BT-9"]) == (document.issue_date, document.due_date)
    assert found["BT-10"] == document.buyer_reference
    assert [number(found[term]) for term in ("BT-106", "BT-109", "BT-110", "BT-112", "BT-115")] == [
        totals.lines,
        totals.without_vat,
        totals.vat,
        totals.with_vat,
        totals.payable,
    ]
    assert [
        (number(part["BT-116"]), number(part["BT-117"]), part["BT-118"], number(part["BT-119"]))
        for part in found["BG-23"]
    ] == [(part.base, part.vat, part.category, part.rate) for part in document.breakdown]
    assert [
        (line["BT-126"], line["BT-153"], number(line["BT-131"]), line.get("BT-133"))
        for line in found.get("BG-25") or ()
    ] == [(line.id, line.name, line.net, line.accounting_cost) for line in document.lines if dialect.has_lines]
    assert (found["BT-81"], found["BT-83"], found["BT-84"]) == (
        document.payments[0].means,
        document.payments[0].reference,
        document.payments[0].iban,
    )
    assert_same_party(found["BG-4"], document.seller)
    assert_same_party(found["BG-7"], document.buyer)
    if dialect is not CII_BASICWL:
        assert PDF in [file.get("BT-125") for file in found["BG-24"]]
    if document.preceding:
        assert found["BG-3"][0]["BT-25"] == document.preceding[0].number


@in_dialect(CII_EN16931, CII_BASICWL)
@KINDS
def test_drafthorse_reads_the_same_totals_parties_and_references(kind: str, dialect: Dialect) -> None:
    document = DOCUMENTS[kind]

    found = Document.parse(write(document, dialect), strict=False)

    trade = found.trade
    sums = trade.settlement.monetary_summation
    assert (str(found.header.id), str(found.header.type_code)) == (document.number, document.type_code)
    assert (str(trade.agreement.seller.name), str(trade.agreement.buyer.name)) == (
        document.seller.name,
        document.buyer.name,
    )
    assert [str(entry.id._text) for entry in trade.agreement.seller.tax_registrations.children] == [
        document.seller.vat_id
    ]
    assert [number(sums.line_total._value), number(sums.grand_total._amount), number(sums.due_amount._value)] == [
        document.totals.lines,
        document.totals.with_vat,
        document.totals.payable,
    ]
    assert str(trade.settlement.payment_reference) == document.payments[0].reference
    assert [
        (number(part.basis_amount._value), number(part.calculated_amount._value), str(part.category_code))
        for part in trade.settlement.trade_tax.children
    ] == [(part.base, part.vat, part.category) for part in document.breakdown]
    assert [str(line.product.name) for line in trade.items.children] == [
        line.name for line in document.lines if dialect.has_lines
    ]
