"""Real files from other sources, when their folder exists beside the repository."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from libs.ubl_schema import CII_BASICWL, CII_EN16931, check, read, serialise
from libs.ubl_schema.checks import Severity
from libs.ubl_schema.official import validate_cii
from libs.ubl_schema.pdf import read_pdf
from tests.skips import SAMPLES, Skip, needs
from tests.ubl_oracle import validated

needs_samples = needs(SAMPLES.is_dir(), Skip.FOREIGN_FILES)


def sample(path: str) -> bytes:
    return (SAMPLES / path).read_bytes()


@needs_samples
@pytest.mark.parametrize("name", ["base-example.xml", "base-creditnote-correction.xml"])
def test_official_peppol_examples_are_read_and_written_again_without_loss(name: str) -> None:
    reading = read(sample(f"ubl/{name}"))

    again = serialise(reading.invoice)

    assert reading.dialect == "bis3"
    assert reading.warnings == ()
    assert reading.unknown == {}
    assert read(again).invoice == reading.invoice
    assert validated(again).is_clean, validated(again)


@needs_samples
def test_a_french_factur_x_without_lines_is_read() -> None:
    reading = read_pdf(sample("facturx/Facture_FR_BASICWL.pdf"))

    invoice = reading.invoice
    assert (reading.dialect, reading.filename, reading.warnings) == ("factur-x basicwl", "factur-x.xml", ())
    assert (invoice.number, invoice.issue_date) == ("FA-2017-0010", date(2017, 11, 13))
    assert (invoice.seller.name, invoice.seller.vat_id) == ("Au bon moulin", "FR11999999998")
    assert (invoice.totals.without_vat, invoice.totals.with_vat) == (Decimal("624.90"), Decimal("671.15"))
    assert (invoice.totals.prepaid, invoice.totals.payable) == (Decimal("201.00"), Decimal("470.15"))
    assert invoice.lines == ()


@needs_samples
def test_a_german_zugferd_with_lines_is_read() -> None:
    reading = read_pdf(sample("facturx/EN16931_Einfach.pdf"))

    invoice = reading.invoice
    assert (reading.dialect, invoice.number, invoice.issue_date) == ("en16931", "471102", date(2018, 3, 5))
    assert (invoice.seller.name, invoice.seller.vat_id) == ("Lieferant GmbH", "DE123456789")
    assert (invoice.totals.without_vat, invoice.totals.with_vat) == (Decimal("473.00"), Decimal("529.87"))
    assert [line.net for line in invoice.lines] == [Decimal("198.00"), Decimal("275.00")]


@needs_samples
def test_foreign_cii_is_written_again_valid_at_its_level() -> None:
    without_lines = read_pdf(sample("facturx/Facture_FR_BASICWL.pdf")).invoice
    with_lines = read_pdf(sample("facturx/EN16931_Einfach.pdf")).invoice

    small = serialise(without_lines, CII_BASICWL)
    large = serialise(with_lines, CII_EN16931)

    assert validate_cii(small) == []
    assert validate_cii(large) == []
    assert read(small).invoice == without_lines
    assert read(large).invoice == with_lines


@needs_samples
def test_a_valid_example_has_no_error_finding() -> None:
    findings = check(read(sample("ubl/base-example.xml")).invoice)

    assert {finding.rule for finding in findings if finding.severity is Severity.ERROR} == set()
    assert {finding.rule for finding in findings} == {"SR-IBAN", "SR-BIC"}
