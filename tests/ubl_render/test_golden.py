"""Every package receives the reviewed files, byte for byte, and the reviewed files are valid."""

from decimal import Decimal

import pytest
from lxml import etree

from contracts.fields import DocumentKind
from libs.ubl_schema import DIALECTS, read
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.official import validate_cii
from libs.ubl_schema.pdf import embedded_xml, read_pdf
from services.ubl_render.checks.official import validate
from services.ubl_render.domain.package import Channel, Choice
from services.ubl_render.rendering.profiles import load_packages
from tests.ubl_oracle import validated
from tests.ubl_render.golden import CASES, DOCUMENT, SUBJECT, files_of, rendered, stored

PACKAGES = load_packages()
ALL = pytest.mark.parametrize("package", sorted(PACKAGES))
XML = pytest.mark.parametrize("package", sorted(name for name in PACKAGES if PACKAGES[name].dialect != "factur-x"))
CASE = pytest.mark.parametrize("case", CASES)


def document_of(package: str, case: str) -> tuple[str, bytes]:
    """Returns name and content of the golden document."""
    ((name, content),) = [(n, c) for n, c in stored(package, case).items() if n != SUBJECT]
    return name, content


def invoice_in(package: str, case: str) -> Invoice:
    """Returns the golden file as an independent reader reads it."""
    name, content = document_of(package, case)
    return (read_pdf(content) if name.endswith(".pdf") else read(content)).invoice


@pytest.mark.feature(157)
@ALL
@CASE
def test_a_package_gets_exactly_what_was_reviewed(package: str, case: str) -> None:
    assert files_of(rendered(PACKAGES[package], CASES[case])) == stored(package, case)


@ALL
@CASE
def test_every_golden_file_passes_the_official_rules_of_its_dialect(package: str, case: str) -> None:
    name, content = document_of(package, case)

    dialect = PACKAGES[package].dialect
    if dialect == "factur-x":
        validation = [
            violation for violation in validate_cii(embedded_xml(content)["factur-x.xml"]) if violation.is_fatal
        ]
        assert (validation, name[-4:]) == ([], ".pdf")
    elif dialect == "efff":
        assert validate(content, DIALECTS["efff"]).violations == ()
    else:
        ubl_validation = validated(content, peppol=dialect == "bis3", needs_endpoints=True)
        assert ubl_validation.is_clean, ubl_validation


@pytest.mark.feature(331, 142, 143, 145, 146, 147, 149, 150)
@ALL
@CASE
def test_every_golden_file_says_what_the_release_says(package: str, case: str) -> None:
    release, invoice = CASES[case], invoice_in(package, case)

    fields = release.fields
    other = fields.buyer if case == "sales" else fields.seller
    assert fields.number
    assert fields.issue_date
    assert fields.total_without_vat
    assert fields.total_with_vat
    assert other.vat_number
    assert invoice.number == fields.number.value
    assert invoice.issue_date == fields.issue_date.value
    assert invoice.currency == "EUR"
    assert invoice.totals.without_vat == fields.total_without_vat.value
    assert invoice.totals.with_vat == fields.total_with_vat.value
    assert sorted(p.vat or Decimal(0) for p in invoice.breakdown) == sorted(row.vat for row in fields.vat)
    assert (invoice.buyer if case == "sales" else invoice.seller).vat_id == other.vat_number.value
    assert (invoice.seller if case == "sales" else invoice.buyer).vat_id == release.client.vat_number
    assert invoice.is_credit_note == (release.kind is DocumentKind.PURCHASE_CREDIT_NOTE)
    assert fields.iban is not None
    assert [payment.iban for payment in invoice.payments] == [fields.iban.value]


@pytest.mark.feature(152)
@XML
@CASE
def test_the_pdf_in_every_golden_xml_is_the_stored_one(package: str, case: str) -> None:
    (attachment,) = invoice_in(package, case).attachments

    assert attachment.content == DOCUMENT.read_bytes()
    assert attachment.filename == document_of(package, case)[0].replace(".xml", ".pdf")


@pytest.mark.feature(77, 78, 79, 155)
@ALL
def test_every_sales_line_carries_its_ledger_account(package: str) -> None:
    accounts = [line.accounting_cost for line in invoice_in(package, "sales").lines]

    assert accounts == ["700000", "700100"]


def test_e_fff_has_the_ledger_account_where_its_readers_look_for_it() -> None:
    written = rendered(Choice(dialect="efff").applied_to(PACKAGES["wings"]), CASES["sales"])
    root = etree.fromstring(written.document.content)

    found = root.xpath("//*[local-name()='InvoiceLine']/*[local-name()='AccountingCostCode']/text()")

    assert found == ["700000", "700100"]


def test_no_golden_file_is_left_of_a_package_or_case_that_is_gone() -> None:
    folders = {path.name for path in DOCUMENT.parent.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert folders == set(PACKAGES)
    assert all({path.name for path in (DOCUMENT.parent / name).iterdir()} == set(CASES) for name in folders)


@pytest.mark.parametrize(
    ("name", "channels", "addresses"),
    [
        pytest.param("admisol", "email", None, marks=pytest.mark.feature(301)),
        pytest.param("adsolut", "sftp folder", None, marks=pytest.mark.feature(302)),
        pytest.param("basecone", "api email", "one", marks=pytest.mark.feature(303)),
        pytest.param("clearfacts", "api email", "per_type", marks=pytest.mark.feature(304)),
        pytest.param("exact_online", "api email", "per_type", marks=pytest.mark.feature(305)),
        pytest.param("expert_m", "sftp folder", None, marks=pytest.mark.feature(306)),
        pytest.param("horus", "api email", "per_journal", marks=pytest.mark.feature(307)),
        pytest.param("odoo", "email api", "per_journal", marks=pytest.mark.feature(308)),
        pytest.param("octopus", "email", "per_type", marks=pytest.mark.feature(309)),
        pytest.param("popsy", "folder sftp", None, marks=pytest.mark.feature(310)),
        pytest.param("sage_bob", "folder sftp email", None, marks=pytest.mark.feature(311)),
        pytest.param("silvasoft", "email", "one", marks=pytest.mark.feature(312)),
        pytest.param("venice", "folder sftp", None, marks=pytest.mark.feature(313)),
        pytest.param("winauditor", "email", "per_type", marks=pytest.mark.feature(314)),
        pytest.param("winbooks", "sftp folder email", "per_type", marks=pytest.mark.feature(315)),
        pytest.param("wings", "email folder", None, marks=pytest.mark.feature(316)),
        pytest.param("yuki", "email api", "one", marks=pytest.mark.feature(317)),
        pytest.param("zensoft", "email folder sftp", None, marks=pytest.mark.feature(318)),
        pytest.param("agiris", "email", "per_type", marks=pytest.mark.feature(327)),
        pytest.param("lyanthe", "email", "one"),
    ],
)
def test_a_package_has_its_channels_its_address_rule_and_its_golden_files(
    name: str, channels: str, addresses: str | None
) -> None:
    package = PACKAGES[name]

    assert package.channels == tuple(Channel(channel) for channel in channels.split())
    assert package.addresses == addresses
    for case, release in CASES.items():
        assert files_of(rendered(package, release)) == stored(name, case)
