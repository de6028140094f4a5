"""The rules in Python: what each finds, that valid invoices pass, and that every rule has texts in three languages."""

from __future__ import annotations

import string
from functools import partial

import pytest
from hypothesis import given

from libs.ubl_schema import Invoice, Severity, check
from libs.ubl_schema.checks import LANGUAGES, wordings
from libs.ubl_schema.model import Identifier, Payment, Totals
from tests.work import calls

from .builders import D, enterprise, invoice, line, supplier, totals
from .strategies import examples, invoices


def rules(document: Invoice) -> set[str]:
    return {finding.rule for finding in check(document)}


@pytest.mark.parametrize("rule", sorted(wordings()))
def test_every_rule_has_a_severity_and_three_sentences_with_the_same_values(rule: str) -> None:
    entry = wordings()[rule]
    fields = {
        language: {name for _, name, _, _ in string.Formatter().parse(entry[language]) if name}
        for language in LANGUAGES
    }

    assert Severity(entry["severity"])
    assert fields["fr"] == fields["nl"] == fields["en"]
    assert all(entry[language].endswith(".") for language in LANGUAGES)


@examples(50)
@given(invoices())
def test_a_legal_invoice_has_no_error(document: Invoice) -> None:
    assert [finding for finding in check(document) if finding.severity is Severity.ERROR] == []


def test_an_empty_invoice_has_a_finding_for_everything_it_lacks() -> None:
    found = rules(Invoice())

    assert {"BR-02", "BR-03", "BR-05", "BR-06", "BR-07", "BR-09", "BR-11", "BR-16", "BR-CO-18", "BR-CO-26"} <= found


def test_a_finding_names_rule_term_line_and_numbers() -> None:
    document = invoice(lines=(line(1, "100.00", price=D("90")),))

    (finding,) = check(document)

    assert (finding.rule, finding.term, finding.line) == ("PEPPOL-EN16931-R120", "BT-131", 1)
    assert finding.message("en") == "Line 1: The net amount is 100.00, but quantity times price makes 90.00."
    assert finding.message("nl").startswith("Regel 1: ")
    assert finding.message("fr").startswith("Ligne 1 : ") or finding.message("fr").startswith("Ligne 1: ")


def test_a_cent_beside_base_times_rate_is_allowed_and_a_euro_is_not() -> None:
    cent = invoice(
        breakdown=(invoice().breakdown[0].model_copy(update={"vat": D("21.01")}),), totals=totals("100.00", "21.01")
    )
    euro = invoice(
        breakdown=(invoice().breakdown[0].model_copy(update={"vat": D("22.00")}),), totals=totals("100.00", "22.00")
    )

    assert rules(cent) == set()
    assert rules(euro) == {"BR-CO-17"}


def test_doubtful_numbers_are_warnings_that_do_not_stop_a_file() -> None:
    document = invoice(
        seller=supplier(vat_id="BE0123456789"),
        payments=(Payment(means="30", iban="BE00123412341234", reference="+++090/9337/55492+++", bic="x"),),
    )

    findings = check(document)

    assert {finding.rule for finding in findings} == {"SR-VAT-BE", "SR-IBAN", "SR-OGM", "SR-BIC"}
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_an_electronic_address_is_checked_as_its_register_wants() -> None:
    wrong = supplier(endpoint=Identifier(value=f"BE{enterprise(1)}", scheme="0208"))

    assert rules(invoice(seller=wrong)) == {"PEPPOL-COMMON-R043"}


def test_a_negative_credit_note_is_doubtful() -> None:
    document = invoice(type_code="381", totals=Totals(with_vat=D("-5")))

    assert "SR-NEGATIVE-CREDIT" in rules(document)


def test_checking_costs_a_few_calls_a_line() -> None:
    documents = [invoice(lines=tuple(line(number, "100.00") for number in range(1, count + 1))) for count in (3, 300)]

    short, long = (calls(partial(check, document)) for document in documents)

    assert short < 500
    assert long - short < 50 * 297
