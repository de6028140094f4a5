"""No error is reported of a file that the official rules of its own kind pass.

The files of the public suites are not ours to publish; where their folder is, every one of them is checked. A few files
of each kind that was once called invalid are made here, so that the test can fail everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from libs.ubl_schema import BIS3, CII_EN16931, Severity, UblError, check, read, serialise
from libs.ubl_schema.examine import examine
from libs.ubl_schema.model import Address, AllowanceCharge, Payment, References
from tests.skips import CORPUS, Skip, needs

from .builders import D, attached, client, credit_note, invoice, line, part, supplier, totals

EINVOICES = CORPUS / "ebill"
needs_corpus = needs(EINVOICES.is_dir(), Skip.FOREIGN_CORPUS)
NOT_BY_THE_SCHEMA = {"phive-rules__476cf4b97f__cii-br-de-13-invalid-test-bg-17-bg-18-311-identity.xml"}
"""Its elements are in an order that the schema forbids; the verdict that came with it is of the other rules only."""
ENGINE_FAILS = {
    "phive-rules__87d2bb9201__SI-UBL-2.0_UBL-SR-15_warning_multiple_legalentity_registrationname.xml",
}
"""The official rules raise an error on it instead of answering."""
NOT_IN_FORCE = {"PEPPOL-COMMON-R042"}
"""The verdicts have an older form of this rule, which Peppol has given up."""


def corpus() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((EINVOICES / "manifest.json").read_text("utf-8"))
    return listed


def errors_of(data: bytes) -> set[str]:
    return {found.rule for found in check(read(data).invoice) if found.severity is Severity.ERROR}


@needs_corpus
def test_no_error_of_ours_on_a_foreign_file_that_the_official_rules_pass() -> None:
    clean = [each["file"] for each in corpus() if not each["core_rules_broken"]]

    alarms = {}
    for name in clean:
        with suppress(UblError):  # one of them is cut off
            if found := errors_of((EINVOICES / name).read_bytes()):
                alarms[name] = found

    assert len(clean) > 200
    assert alarms == {}


@needs_corpus
def test_every_foreign_file_is_judged_as_the_official_rules_judge_it() -> None:
    wrong = {}
    for each in corpus():
        try:
            found = examine((EINVOICES / each["file"]).read_bytes())
        except UblError:
            continue
        of_peppol = set(each["peppol_rules_broken"] or ()) if found.reading.dialect == BIS3.name else set()
        valid = not each["core_rules_broken"] and not of_peppol - NOT_IN_FORCE
        if valid and not found.is_valid:
            wrong[each["file"]] = {finding.rule for finding in found.errors}

    assert wrong.keys() == NOT_BY_THE_SCHEMA | ENGINE_FAILS


def _plain_cii(data: bytes) -> bytes:
    return data.replace(CII_EN16931.customization_id.encode(), _XRECHNUNG)


_XRECHNUNG = b"urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
_CTC_FR = b"urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"


def _cii(**more: object) -> bytes:
    return serialise(invoice(**more), CII_EN16931)


def _exempt(**more: object) -> dict[str, object]:
    return {
        "lines": (line(1, "100.00", "0", "E"),),
        "breakdown": (part("100.00", "0", "0", "E", **more),),
        "totals": totals("100.00", "0"),
    }


def _outside(rate: str | None) -> bytes:
    document = invoice(
        seller=supplier(vat_id=None),
        buyer=client(vat_id=None),
        lines=(line(1, "100.00", None, "O"),),
        breakdown=(part("100.00", "0", rate, "O", exemption_code="VATEX-EU-O"),),
        totals=totals("100.00", "0"),
    )
    return serialise(document)


def _vat_currency_is_currency() -> bytes:
    total = b'<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">'
    german = serialise(invoice()).replace(BIS3.customization_id.encode(), _XRECHNUNG)
    code = b"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    assert total in german
    return german.replace(code, code + b"<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>")


def _latin_1() -> bytes:
    data = serialise(invoice(seller=supplier(name="Café de la Gare"))).decode()
    return data.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("iso-8859-1")


MADE: dict[str, Callable[[], bytes]] = {
    "a credit note without due date": lambda: serialise(credit_note(due_date=None, payments=())),
    "an invoice without due date and terms": lambda: serialise(invoice(due_date=None)),
    "a VAT currency that is the currency": _vat_currency_is_currency,
    "outside the scope with a rate in the breakdown": lambda: _outside("0"),
    "an exemption code in small letters": lambda: serialise(invoice(**_exempt(exemption_code="vatex-eu-132-1g"))),
    "a gross price without discount in CII": lambda: _cii(lines=(line(1, "100.00", gross_price=D(100)),)),
    "a sales order alone in CII": lambda: _cii(references=References(sales_order="A-1")),
    "a payment reference alone in CII": lambda: _cii(payments=(Payment(reference="RF18539007547034"),)),
    "an XRechnung in CII": lambda: _plain_cii(_cii()),
    "an EXTENDED-CTC-FR in CII": lambda: _cii().replace(CII_EN16931.customization_id.encode(), _CTC_FR),
    "an attachment of another type than it says": lambda: serialise(
        invoice(attachments=(attached(b"no picture", "image/png", "a.png"),))
    ),
    "an account name without account on a card payment": lambda: serialise(
        invoice(payments=(Payment(means="48", card_number="1234", card_holder="A B"),))
    ),
    "a file in ISO-8859-1": _latin_1,
    "a charge with a reason in words": lambda: serialise(
        invoice(
            allowances=(
                AllowanceCharge(is_charge=True, amount=D("10.00"), reason="Port", vat_category="S", vat_rate=D(21)),
            ),
            breakdown=(part("110.00", "23.10"),),
            totals=totals("110.00", "23.10", lines="100.00", charges="10.00"),
        )
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_a_valid_file_of_a_kind_that_was_once_refused_has_no_error(name: str) -> None:
    data = MADE[name]()

    found = examine(data)

    assert errors_of(data) == set()
    assert found.errors == ()
    assert found.is_valid


def test_the_verdict_names_the_rules_with_their_versions() -> None:
    of_peppol, german, french = (examine(MADE[name]()).rule_sets for name in (
        "an invoice without due date and terms", "an XRechnung in CII", "an EXTENDED-CTC-FR in CII"))  # fmt: skip

    assert of_peppol == (
        "UBL-2.1-XSD", "EN16931-UBL-1.3.16", "Peppol-BIS-Billing-3.0.19-without-national-rules"
    )  # fmt: skip
    assert german == ("CII-D22B-XSD", "EN16931-CII-of-Factur-X-1.09")
    assert french == ("CII-D22B-XSD", "EXTENDED-CTC-FR-CII-of-Factur-X-1.09")


@pytest.mark.parametrize("country", ["NL", "DK", "SE"])
def test_national_rules_that_did_not_run_are_named(country: str) -> None:
    seller = supplier(address=Address(line1="1", city="A", post_code="1", country=country))

    found = examine(serialise(invoice(seller=seller)))

    assert found.not_run == (f"Peppol rules of {country}",)


def test_a_file_without_official_rules_is_not_judged() -> None:
    data = (
        b'<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0">'
        b"</rsm:CrossIndustryDocument>"
    )

    found = examine(data)

    assert found.is_valid is None
    assert found.rule_sets == ()
    assert "ZUGFeRD 1" in (found.not_judged or "")
