"""UBL.BE and e-FFF have what the older Belgian packages need, and nothing that their rules forbid."""

from __future__ import annotations

import pytest
from hypothesis import given
from lxml import etree

from libs.ubl_schema import (
    BIS3,
    CII_EN16931,
    DIALECTS,
    EFFF,
    UBLBE,
    Refused,
    read,
    serialise,
    write,
    write_ubl,
)
from libs.ubl_schema.credit import is_negative
from libs.ubl_schema.dialects import Dialect, Syntax
from libs.ubl_schema.model import Invoice
from tests.ubl_oracle import ENDPOINT_RULES, validated

from .builders import PDF, attached, credit_note, invoice, line, part, sales_invoice, totals
from .strategies import examples, invoices
from .test_write import VALID
from .ubl_be_rules import ALLOWED_IN_UBL_BE, CAC, CBC, broken

UNKNOWN_TO_UBL_2_0 = (
    "DueDate",
    "BuyerReference",
    "ProjectReference",
    "DocumentDescription",
    "CompanyLegalForm",
    "PaymentMandate",
)
"""The elements that we write and UBL 2.0 does not have (found by validating files with the 2.0 schema)."""


def with_document(document: Invoice) -> Invoice:
    return document.model_copy(update={"attachments": (attached(), *document.attachments)})


def text_of(data: bytes, path: str) -> list[str]:
    """Returns the texts at a path such as ``PaymentMeans/PaymentDueDate``."""
    *outer, last = path.split("/")
    full = "/".join([*(f"{CAC}{name}" for name in outer), f"{CBC}{last}"])
    return [node.text or "" for node in etree.fromstring(data).iterfind(full)]


@pytest.mark.feature(157, 302, 304, 309)
@pytest.mark.parametrize("kind", VALID)
def test_ubl_be_keeps_its_own_rules_and_those_of_the_standard(kind: str) -> None:
    data = write(with_document(VALID[kind]()), UBLBE)

    assert broken(data) == set()
    assert validated(data).rules <= ALLOWED_IN_UBL_BE


@examples(25)
@given(invoices())
def test_any_legal_invoice_with_its_pdf_is_good_ubl_be_when_both_addresses_are_known(document: Invoice) -> None:
    reachable = document.seller.endpoint is not None and document.buyer.endpoint is not None
    if not reachable:
        with pytest.raises(Refused) as refusal:
            write(with_document(document), UBLBE)
        assert {finding.rule for finding in refusal.value.findings} <= ENDPOINT_RULES
        return

    data = write(with_document(document), UBLBE)

    assert broken(data) == set()
    assert validated(data, needs_endpoints=False).rules <= ALLOWED_IN_UBL_BE


def test_the_belgian_vat_codes_stand_beside_the_categories() -> None:
    document = with_document(
        invoice(
            lines=(line(1, "100.00"), line(2, "50.00", "12"), line(3, "20.00", "6"), line(4, "10.00", "0", "Z")),
            breakdown=(
                part("100.00", "21.00"),
                part("50.00", "6.00", "12"),
                part("20.00", "1.20", "6"),
                part("10.00", "0", "0", "Z"),
            ),
            totals=totals("180.00", "28.20"),
        )
    )

    data = write(document, UBLBE)

    assert text_of(data, "TaxTotal/TaxSubtotal/TaxCategory/Name") == ["03", "02", "01", "00"]
    assert text_of(data, "InvoiceLine/Item/ClassifiedTaxCategory/Name") == ["03", "02", "01", "00"]
    assert text_of(data, "InvoiceLine/TaxTotal/TaxAmount") == ["21.00", "6.00", "1.20", "0.00"]


@pytest.mark.parametrize("dialect", [UBLBE, EFFF])
def test_without_the_pdf_a_belgian_dialect_is_refused(dialect: Dialect) -> None:
    with pytest.raises(Refused) as refusal:
        write(invoice(), dialect)

    assert [finding.rule for finding in refusal.value.findings] == ["SR-NEEDS-PDF"]
    assert dialect.title in refusal.value.findings[0].message("nl")


def test_ubl_be_is_read_back_without_its_trimmings() -> None:
    document = with_document(sales_invoice())

    reading = read(write(document, UBLBE))

    assert (reading.dialect, reading.warnings, reading.unknown) == ("ublbe", (), {})
    assert [attachment.content for attachment in reading.invoice.attachments] == [PDF]
    assert reading.invoice.model_copy(update={"attachments": document.attachments}).says_the_same_as(document)


@pytest.mark.parametrize("kind", ["reverse charge", "intra-Community", "export", "outside scope"])
def test_belgian_exemption_codes_are_read_as_european_ones(kind: str) -> None:
    document = with_document(VALID[kind]())

    back = read(write(document, UBLBE)).invoice

    assert back.breakdown[0].exemption_code == document.breakdown[0].exemption_code
    assert validated(write(back)).is_clean


@pytest.mark.feature(157, 316)
@pytest.mark.parametrize("kind", VALID)
def test_e_fff_is_ubl_2_0_in_schema_order(kind: str) -> None:
    data = write(with_document(VALID[kind]()), EFFF)

    root = etree.fromstring(data)
    used = {etree.QName(node).localname for node in root.iter()}
    assert "XSD" not in validated(data, peppol=False).rules
    assert used.isdisjoint(UNKNOWN_TO_UBL_2_0)
    assert not root.findall(f"{CAC}InvoiceLine/{CAC}InvoicePeriod")
    assert root.tag.endswith("Invoice-2}Invoice")


@examples(25)
@given(invoices())
def test_any_legal_invoice_with_its_pdf_is_good_e_fff(document: Invoice) -> None:
    data = write(with_document(document), EFFF)

    used = {etree.QName(node).localname for node in etree.fromstring(data).iter()}
    assert "XSD" not in validated(data, peppol=False).rules
    assert used.isdisjoint(UNKNOWN_TO_UBL_2_0)
    if not is_negative(document):
        assert read(data).invoice.due_date == document.due_date


def test_e_fff_says_its_version_profile_document_type_and_due_date() -> None:
    data = write(with_document(sales_invoice()), EFFF)

    assert text_of(data, "UBLVersionID") == ["2.0"]
    assert text_of(data, "CustomizationID") == ["1.0"]
    assert text_of(data, "ProfileID")[0].startswith("EFFF.BE ")
    assert text_of(data, "AdditionalDocumentReference/DocumentType") == ["CommercialInvoice"]
    assert text_of(data, "PaymentMeans/PaymentDueDate") == ["2026-04-01"]
    assert text_of(data, "InvoiceLine/AccountingCostCode") == ["700100", "700200"]
    assert b'schemeID="BE:CBE"' in data


def test_an_e_fff_credit_note_is_an_invoice_of_type_381() -> None:
    data = write(with_document(credit_note()), EFFF)

    assert text_of(data, "InvoiceTypeCode") == ["381"]
    assert text_of(data, "AdditionalDocumentReference/DocumentType") == ["CreditNote"]
    assert text_of(data, "LegalMonetaryTotal/PayableAmount") == ["121.00"]


@pytest.mark.parametrize("document", [invoice(), credit_note(), sales_invoice(payments=())])
def test_e_fff_is_read_back_with_our_own_registers_and_accounts(document: Invoice) -> None:
    document = with_document(document)

    reading = read(write(document, EFFF))

    back = reading.invoice
    assert (reading.dialect, reading.warnings, reading.unknown) == ("efff", (), {})
    assert (back.seller, back.buyer, back.lines, back.totals) == (
        document.seller,
        document.buyer,
        document.lines,
        document.totals,
    )
    assert (back.type_code, back.due_date) == (document.type_code, document.due_date)


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_is_deterministic_and_recognised_as_itself(name: str) -> None:
    dialect = DIALECTS[name]
    document = with_document(invoice())

    one, two = write(document, dialect), write(document, dialect)

    expected = {"cii-basicwl": "factur-x basicwl", "cii-en16931": "en16931"}.get(name, name)
    assert one == two
    assert read(one).dialect == expected


def test_write_ubl_writes_ubl_only() -> None:
    with pytest.raises(ValueError, match="not a dialect of UBL"):
        write_ubl(invoice(), CII_EN16931)
    assert CII_EN16931.syntax is Syntax.CII
    assert serialise(invoice(), BIS3) == write_ubl(invoice())


@pytest.mark.parametrize(("kind", "written"), [("384", "380"), ("389", "380"), ("396", "381"), ("261", "381")])
def test_e_fff_knows_two_types_and_the_others_become_one_of_them(kind: str, written: str) -> None:
    assert text_of(write(with_document(invoice(type_code=kind)), EFFF), "InvoiceTypeCode") == [written]
