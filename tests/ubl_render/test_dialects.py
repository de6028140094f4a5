"""Every dialect of the profiles is valid by its rules, and those rules find defects."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import facturx
import pikepdf
import pytest

from contracts.events.release import DocumentReleased
from contracts.fields import LineFields, VatCategory
from libs.ubl_schema import DIALECTS, read, write
from libs.ubl_schema.official import Document, efff, validate_cii
from services.ubl_render.checks.official import validate
from services.ubl_render.domain.package import Choice, Package, Placement
from services.ubl_render.domain.refusals import CannotRender
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_oracle import validated
from tests.ubl_render import builders
from tests.ubl_render.golden import CASES
from tests.ubl_schema import ubl_be_rules
from tests.ubl_schema.builders import attached
from tests.ubl_schema.test_write import VALID

PACKAGES = load_packages()
EFFF = Choice(dialect="efff").applied_to(PACKAGES["wings"])
DOCUMENT = Material(builders.PDF)


def package(**more: Any) -> Package:
    """Returns a profile for combinations that no package uses."""
    return PACKAGES["generic_email"].model_copy(update=more)


def made(wanted: Package, release: DocumentReleased | None = None, material: Material = DOCUMENT) -> Rendered:
    return render(release or builders.release(), wanted, material)


@pytest.mark.feature(157)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dialect", ["bis3", "ublbe", "efff", "cii-en16931"])
def test_every_xml_dialect_is_valid_names_itself_and_holds_the_stored_pdf(dialect: str, case: str) -> None:
    result = made(package(dialect=dialect), CASES[case])

    reading = read(result.document.content)
    assert result.dialect == dialect
    assert reading.dialect == {"cii-en16931": "en16931"}.get(dialect, dialect)
    assert [item.content for item in reading.invoice.attachments if item.content] == [builders.PDF]
    assert result.validation.rule_sets
    assert result.validation.fatal == ()


@pytest.mark.parametrize(("case", "departures"), [("purchase", set()), ("credit_note", {"BR-CL-22"})])
def test_ubl_be_departs_from_the_european_rules_only_where_it_says_so(case: str, departures: set[str]) -> None:
    result = made(package(dialect="ublbe"), CASES[case])

    assert validated(result.document.content, peppol=False).rules == departures
    assert ubl_be_rules.broken(result.document.content) == set()
    assert departures <= {violation.rule for violation in result.validation.warnings}
    assert result.validation.rule_sets == ("UBL-2.1-XSD", "EN16931-UBL-1.3.16-without-BR-CL-22")


@pytest.mark.parametrize("dialect", ["efff", "ublbe"])
def test_a_dialect_that_must_hold_the_document_is_refused_without_it(dialect: str) -> None:
    with pytest.raises(CannotRender) as refused:
        made(package(dialect=dialect), material=Material())

    assert {"fr", "nl", "en"} <= set(refused.value.reasons[0].params)


def broken_rules(pattern: str, new: str) -> set[str]:
    """Returns the rules of e-FFF that are broken after a change of the file."""
    content = made(EFFF).document.content.decode()
    changed, count = re.subn(pattern, new, content)
    assert count, pattern
    return {violation.rule for violation in efff.violations(Document(changed.encode()).etree)}


@pytest.mark.parametrize(
    ("pattern", "new", "rule"),
    [
        ("UBLVersionID>2.0<", "UBLVersionID>2.1<", "EFFF-VERSION"),
        ("CustomizationID>1.0<", "CustomizationID>1.1<", "EFFF-CUSTOMIZATION"),
        ("EFFF.BE", "BILLING", "EFFF-PROFILE"),
        ("InvoiceTypeCode>380<", "InvoiceTypeCode>384<", "EFFF-TYPE"),
        ("InvoiceTypeCode>380<", "InvoiceTypeCode>381<", "EFFF-KIND"),
        ("<cbc:DocumentType>.*?</cbc:DocumentType>", "", "EFFF-DOCUMENT"),
        ('mimeCode="application/pdf"', 'mimeCode="image/png"', "EFFF-DOCUMENT"),
        ("(<cac:TaxCategory><cbc:ID>S</cbc:ID>)<cbc:Name>03</cbc:Name>", r"\1", "EFFF-TAX-CODE"),
        ("(TaxInclusiveAmount[^>]*>)121.00", r"\g<1>121.01", "EFFF-TOTALS"),
        ("(</cbc:DocumentCurrencyCode>)", r"\1<cbc:BuyerReference>x</cbc:BuyerReference>", "EFFF-UBL-2.0"),
    ],
)
def test_our_own_rules_for_e_fff_find_what_is_wrong(pattern: str, new: str, rule: str) -> None:
    assert rule in broken_rules(pattern, new)


def test_the_schema_is_run_on_e_fff_too() -> None:
    broken = made(EFFF).document.content.replace(b"<cbc:IssueDate>", b"<cbc:Strange/><cbc:IssueDate>")

    validation = validate(broken, DIALECTS["efff"])

    assert [violation.rule for violation in validation.fatal] == ["XSD"]
    assert validation.rule_sets == ("UBL-2.1-XSD",)


def test_e_fff_is_named_as_its_group_recommends() -> None:
    release = builders.release(fields=builders.fields(number=builders.read("F/2026-17")))

    as_efff = made(Choice(dialect="efff").applied_to(PACKAGES["octopus"]), release)
    as_bis3 = made(Choice(dialect="bis3").applied_to(PACKAGES["wings"]), release)

    assert as_efff.document.filename == "efff_BE0403170701_2026030200007F202617.xml"
    assert as_bis3.document.filename.startswith("20260302_00007_")


def line() -> LineFields:
    return LineFields(
        name="Drukwerk", unit_price=Decimal(100), net=Decimal(100), category=VatCategory.STANDARD, rate=Decimal(21)
    )


@pytest.mark.feature(327)
@pytest.mark.parametrize(
    ("lines", "level", "dialect"), [((line(),), "en16931", "cii-en16931"), ((), "basicwl", "cii-basicwl")]
)
def test_agiris_gets_a_factur_x_of_the_level_that_the_document_fills(
    lines: tuple[LineFields, ...], level: str, dialect: str
) -> None:
    result = made(PACKAGES["agiris"], builders.release(fields=builders.fields(lines=lines)))

    name, xml = facturx.get_facturx_xml_from_pdf(result.document.content, check_xsd=True)

    assert (name, result.dialect) == ("factur-x.xml", dialect)
    assert [violation for violation in validate_cii(xml) if violation.is_fatal] == []
    assert f"urn:factur-x.eu:1p0:{level}".encode() in xml or b"urn:cen.eu:en16931:2017<" in xml
    assert result.validation.rule_sets == (f"Factur-X-1.09-{level}-XSD", f"Factur-X-1.09-{level}-Schematron")
    with pikepdf.open(BytesIO(result.document.content)) as pdf:
        assert len(pdf.pages) == 1


def test_a_factur_x_without_lines_carries_the_ledger_account_for_the_whole_document() -> None:
    sale = CASES["sales"]
    release = sale.model_copy(update={"fields": sale.fields.model_copy(update={"lines": ()})})

    _, xml = facturx.get_facturx_xml_from_pdf(made(PACKAGES["agiris"], release).document.content)

    assert read(xml).invoice.accounting_cost == "700000"


@pytest.mark.feature(325)
def test_the_original_goes_beside_the_factur_x_only_when_it_was_asked_for() -> None:
    asked = Choice(pdf_beside=True).applied_to(PACKAGES["agiris"])

    without, with_ = made(PACKAGES["agiris"]), made(asked)

    assert len(without.files) == 1
    assert [file.content for file in with_.files] == [without.document.content, builders.PDF]
    assert with_.files[1].filename == "20260302_00007_Drukkerij-Verhaegen-Zonen-bv_2026-0042-original.pdf"


def test_without_the_document_there_is_no_factur_x() -> None:
    with pytest.raises(CannotRender) as refused:
        made(PACKAGES["agiris"], material=Material())

    (reason,) = refused.value.reasons
    assert (reason.code, reason.field) == ("needs_document", "BG-24")
    assert "Agiris" in reason.params["fr"]


def test_a_damaged_document_is_refused_and_not_put_into_a_factur_x() -> None:
    with pytest.raises(CannotRender) as refused:
        made(PACKAGES["agiris"], material=Material(b"%PDF-1.7 and then nothing"))

    assert [reason.code for reason in refused.value.reasons] == ["document_unreadable"]


def test_the_pdf_can_go_beside_under_the_same_name() -> None:
    result = made(package(pdf=Placement.BESIDE))

    xml, pdf = result.files
    assert (xml.filename[:-4], pdf.content) == (pdf.filename[:-4], builders.PDF)
    assert read(xml.content).invoice.attachments == ()
    assert validated(xml.content).is_clean


def test_venice_is_refused_a_client_without_belgian_number() -> None:
    release = builders.release()
    foreign = release.client.model_copy(update={"vat_number": "NL004495445B01"})

    with pytest.raises(CannotRender) as refused:
        made(PACKAGES["venice"], release.model_copy(update={"client": foreign}))

    (reason,) = refused.value.reasons
    assert (reason.code, reason.field) == ("needs_client_company_number", "BT-47")
    assert len({reason.params[language] for language in ("fr", "nl", "en")}) == 3


@pytest.mark.parametrize(
    ("need", "code", "without"),
    [
        ("number", "needs_number", {"number": None}),
        (
            "counterparty_vat_number",
            "needs_counterparty_vat_number",
            {"seller": builders.seller(vat_number=None, company_number=builders.read("0403170701"))},
        ),
    ],
)
def test_what_a_package_needs_and_nobody_read_is_refused(need: str, code: str, without: dict[str, Any]) -> None:
    with pytest.raises(CannotRender) as refused:
        made(package(needs=(need,)), builders.release(fields=builders.fields(**without)))

    assert [reason.code for reason in refused.value.reasons] == [code]


def test_e_fff_may_have_a_second_vat_total_in_another_currency() -> None:
    content = write(VALID["everything"]().model_copy(update={"attachments": (attached(),)}), DIALECTS["efff"])

    assert content.count(b"<cbc:TaxAmount currencyID=") > 2
    assert efff.violations(Document(content).etree) == []
