"""The rules of Peppol on the tree: each finds the file that breaks it and passes the file that does not."""

from __future__ import annotations

import pytest

from libs.ubl_schema import check, read, write_ubl
from libs.ubl_schema.checks import peppol
from libs.ubl_schema.model import AllowanceCharge, Identifier, Period
from libs.ubl_schema.official import Document

from .builders import D, attached, credit_note, invoice, line, part, totals


def rules(data: bytes) -> set[str]:
    return {found.rule.removeprefix("PEPPOL-") for found in peppol.check(Document(data).root)}


def whole() -> bytes:
    """An invoice with everything that a rule is about."""
    discount = AllowanceCharge(
        amount=D("10.00"), base=D("100.00"), percentage=D(10), reason="Remise", vat_category="S", vat_rate=D(21)
    )
    return write_ubl(
        invoice(
            note="First",
            buyer_reference="B-1",
            period=Period(start=invoice().issue_date, end=invoice().issue_date),
            lines=(
                line(
                    1, "100.00", gross_price=D(110), price_discount=D(10), price=D(100),
                    base_quantity=D(1), base_unit="C62", object_id=Identifier(value="M-1"),
                    period=Period(start=invoice().issue_date, end=invoice().issue_date),
                ),
            ),
            allowances=(discount,),
            breakdown=(part("90.00", "18.90"),),
            totals=totals("90.00", "18.90", lines="100.00", allowances="10.00"),
            attachments=(attached(),),
        )
    )  # fmt: skip


def test_the_whole_file_breaks_nothing() -> None:
    assert rules(whole()) == set()
    assert rules(write_ubl(credit_note())) == set()


_PROJECT = b"<cac:AdditionalDocumentReference><cbc:ID>P</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>"  # noqa: E501
_SECOND_TOTAL = (
    b'<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">1.00</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>'
)
_TYPE = b"<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
BROKEN = {
    "EN16931-R001": (b"<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>", b""),
    "EN16931-R002": (b"<cbc:Note>First</cbc:Note>", b"<cbc:Note>First</cbc:Note><cbc:Note>Second</cbc:Note>"),
    "EN16931-R003": (b"<cbc:BuyerReference>B-1</cbc:BuyerReference>", b""),
    "EN16931-R004": (b"#compliant#", b"#conformant#"),
    "EN16931-R005": (_TYPE, _TYPE + b"<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>"),
    "EN16931-R007": (b"billing:01:1.0", b"billing:1:1.0"),
    "EN16931-R008": (b"<cbc:Note>First</cbc:Note>", b"<cbc:Note> </cbc:Note>"),
    "EN16931-R040": (b'<cbc:BaseAmount currencyID="EUR">100.00', b'<cbc:BaseAmount currencyID="EUR">100.30'),
    "EN16931-R041": (b'<cbc:BaseAmount currencyID="EUR">100.00</cbc:BaseAmount>', b""),
    "EN16931-R042": (b"<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>", b""),
    "EN16931-R043": (b"<cbc:ChargeIndicator>false<", b"<cbc:ChargeIndicator>0<"),
    "EN16931-R046": (b'<cbc:BaseAmount currencyID="EUR">110<', b'<cbc:BaseAmount currencyID="EUR">111<'),
    "EN16931-R051": (b'<cbc:PayableAmount currencyID="EUR">', b'<cbc:PayableAmount currencyID="USD">'),
    "EN16931-R053": (b"cac:TaxSubtotal>", b"cac:TaxNoTotal>"),
    "EN16931-R054": (b"<cac:LegalMonetaryTotal>", _SECOND_TOTAL),
    "EN16931-R100": (
        b"<cac:DocumentReference>", b"<cac:DocumentReference><cbc:ID>2</cbc:ID></cac:DocumentReference>"
        b"<cac:DocumentReference>",
    ),
    "EN16931-R101": (b"<cbc:DocumentTypeCode>130<", b"<cbc:DocumentTypeCode>131<"),
    "EN16931-R120": (b"<cbc:InvoicedQuantity unitCode=\"C62\">1<", b"<cbc:InvoicedQuantity unitCode=\"C62\">2<"),
    "EN16931-R121": (b"<cbc:BaseQuantity unitCode=\"C62\">1<", b"<cbc:BaseQuantity unitCode=\"C62\">0<"),
    "EN16931-R130": (b"<cbc:BaseQuantity unitCode=\"C62\">", b"<cbc:BaseQuantity unitCode=\"KGM\">"),
    "EN16931-P0100": (b"Code>380<", b"Code>389<"),
    "EN16931-P0112": (b"Code>380<", b"Code>384<"),
    "EN16931-F001": (b"<cbc:IssueDate>2026-03-02", b"<cbc:IssueDate>2026-03-02Z"),
    "EN16931-CL001": (b'mimeCode="application/pdf"', b'mimeCode="application/zip"'),
    "EN16931-CL007": (b'<cbc:PayableAmount currencyID="EUR">', b'<cbc:PayableAmount currencyID="ABC">'),
    "EN16931-CL008": (b'<cbc:EndpointID schemeID="0208">', b'<cbc:EndpointID schemeID="EM">'),
    "COMMON-R043": (b'<cbc:EndpointID schemeID="0208">', b'<cbc:EndpointID schemeID="0208">1'),
    "COMMON-R040": (b'<cbc:EndpointID schemeID="0208">', b'<cbc:EndpointID schemeID="0088">'),
}  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_found(rule: str) -> None:
    old, new = BROKEN[rule]
    data = whole()

    broken = data.replace(old, new)

    assert broken != data
    assert rule in rules(broken)


def test_a_price_with_a_charge_breaks_r044_and_a_date_outside_breaks_r110() -> None:
    data = whole()
    before, price = data.split(b"<cac:Price>")

    charged = before + b"<cac:Price>" + price.replace(b"<cbc:ChargeIndicator>false", b"<cbc:ChargeIndicator>true")
    early = data[: data.index(b"<cac:InvoiceLine>")] + data[data.index(b"<cac:InvoiceLine>") :].replace(
        b"<cbc:StartDate>2026", b"<cbc:StartDate>2025"
    )

    assert "EN16931-R044" in rules(charged)
    assert "EN16931-R110" in rules(early)


def test_a_second_project_on_a_credit_note_breaks_r080() -> None:
    data = write_ubl(credit_note())

    twice = data.replace(b"<cac:AccountingSupplierParty>", _PROJECT + _PROJECT + b"<cac:AccountingSupplierParty>")

    assert rules(twice) == {"EN16931-R080"}


@pytest.mark.parametrize(("code", "rule"), [("O", "P0105"), ("IC", "P0106"), ("AE", "P0107"), ("F", "P0109")])
def test_an_exemption_code_belongs_to_its_category(code: str, rule: str) -> None:
    vat = part("100.00", "0", "0", "Z", exemption_code=f"VATEX-EU-{code}")
    document = invoice(lines=(line(1, "100.00", "0", "Z"),), breakdown=(vat,), totals=totals("100.00", "0"))

    assert f"PEPPOL-EN16931-{rule}" in {found.rule for found in check(document)}


def test_several_notes_are_allowed_between_german_companies() -> None:
    data = whole().replace(b"<cbc:Note>First</cbc:Note>", b"<cbc:Note>First</cbc:Note><cbc:Note>Second</cbc:Note>")

    german = data.replace(b"<cbc:IdentificationCode>BE<", b"<cbc:IdentificationCode>DE<")

    assert "EN16931-R002" in rules(data)
    assert "EN16931-R002" not in rules(german)


def test_reading_joins_what_the_rules_on_the_tree_still_see() -> None:
    data = whole().replace(b"<cbc:Note>First</cbc:Note>", b"<cbc:Note>First</cbc:Note><cbc:Note>Second</cbc:Note>")

    reading = read(data)

    assert reading.invoice.note == "First\nSecond"
    assert "PEPPOL-EN16931-R002" not in {found.rule for found in check(reading.invoice)}
    assert rules(data) == {"EN16931-R002"}
