"""Other libraries read our files and find the same: factur-x (UBL and CII) and drafthorse (CII)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from facturx.parse_xml import parse_ubl_cii_xml

from libs.ubl_schema import BIS3, CII_EN16931, write
from libs.ubl_schema.dialects import Dialect
from libs.ubl_schema.model import Identifier, Invoice, Party

from .builders import PDF, attached, credit_note, invoice, sales_invoice
from .test_write import intra_community, several_rates, without_vat

DOCUMENTS: dict[str, Invoice] = {
    "purchase": invoice(),
    "sales": sales_invoice(attachments=(attached(),)),
    "credit note": credit_note(),
    "several rates": several_rates(),
    "reverse charge": without_vat("AE", "0", exemption_code="VATEX-EU-AE"),
    "intra-Community": intra_community(),
}


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


@pytest.mark.parametrize("dialect", [BIS3, CII_EN16931], ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("kind", DOCUMENTS)
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
        (line["BT-126"], line["BT-153"], number(line["BT-131"]), line.get("BT-133")) for line in found["BG-25"]
    ] == [(line.id, line.name, line.net, line.accounting_cost) for line in document.lines]
    assert (found["BT-81"], found["BT-83"], found["BT-84"]) == (
        document.payments[0].means,
        document.payments[0].reference,
        document.payments[0].iban,
    )
    assert_same_party(found["BG-4"], document.seller)
    assert_same_party(found["BG-7"], document.buyer)
    if document.attachments:
        assert found["BG-24"][0]["BT-125"] == PDF
    if document.preceding:
        assert found["BG-3"][0]["BT-25"] == document.preceding[0].number


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_drafthorse_reads_the_same_totals_parties_and_references(kind: str) -> None:
    drafthorse = pytest.importorskip(
        "drafthorse.models.document", reason="drafthorse, the second reader of CII, is not installed"
    )
    document = DOCUMENTS[kind]

    found = drafthorse.Document.parse(write(document, CII_EN16931), strict=False)

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
    assert [str(line.product.name) for line in trade.items.children] == [line.name for line in document.lines]
