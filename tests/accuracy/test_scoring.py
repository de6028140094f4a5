"""The figures of the report mean what it says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.outcome import Outcome, Unreadable
from tests.accuracy.baseline import baseline_findings
from tests.accuracy.designs import TUNING, tuning_designs
from tests.accuracy.documents import Task, make_document, plan
from tests.accuracy.report import MISSING, page
from tests.accuracy.run import Results, Setup, run
from tests.accuracy.scoring import Finding, findings
from tests.accuracy.tally import Score, Tally


def scored(*found: Finding) -> Score:
    score = Score()
    for finding in found:
        score.add(finding)
    return score


def test_precision_counts_what_was_made_up_and_recall_what_is_absent() -> None:
    score = scored(
        Finding("number", "A1", "A1"),
        Finding("number", "A2", "A2"),
        Finding("number", "A3", "B3"),
        Finding("number", "A4", None),
        Finding("number", None, "C5"),
        Finding("number", None, None),
    )

    assert (score.expected, score.answered) == (4, 4)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_a_sure_value_that_is_wrong_or_made_up_is_counted() -> None:
    score = scored(
        Finding("iban", "BE1", "BE1", sure=True),
        Finding("iban", "BE1", "BE2", sure=True),
        Finding("iban", None, "BE3", sure=True),
        Finding("iban", "BE1", "BE4"),
    )

    assert (score.sure, score.sure_wrong) == (3, 2)


@pytest.mark.parametrize(
    ("expected", "got", "verdict"),
    [
        ("Molens Brikon BV", "MOLENS  BRIKON bv", "exact"),
        ("Molens Brikon BV", "Molens Brikon", "wrong"),
        (Decimal("12.10"), Decimal("12.1"), "exact"),
        (date(2026, 3, 4), date(2026, 4, 3), "wrong"),
    ],
)
def test_values_are_compared_after_plain_normalisation(expected: Any, got: Any, verdict: str) -> None:
    assert Finding("any", expected, got).verdict == verdict


def test_a_file_that_was_not_read_has_all_its_values_absent() -> None:
    truth = make_document(Task("born-digital", 1, 1), TUNING).sample.truth

    found = {finding.field: finding.verdict for finding in findings(truth, Outcome(Unreadable(code="needs_ocr")))}

    assert found["readable"] == found["kind"] == found["number"] == found["total_with_vat"] == "absent"
    assert not {"exact", "wrong", "made_up"} & set(found.values())


def test_words_are_found_as_printed_but_for_blanks() -> None:
    truth = make_document(Task("born-digital", 1, 1), TUNING).sample.truth
    tally, printed = Tally(), truth.shown["seller.name"]

    tally.add_words(truth, f"x {printed.replace(' ', '  ')} y")

    assert tally.words_found == 1
    assert tally.words_asked >= 5


def test_the_look_on_which_a_field_fails_is_named() -> None:
    tally, (first, second) = Tally(), TUNING["sheet"][:2]
    for number in range(12):
        document = make_document(Task("born-digital", 1, 0), {"sheet": (first if number % 3 else second,)})
        good = number % 3 != 0
        tally.add([Finding("due_date", "x", "x" if good else None)], document, 0.0)

    axis, value, there, elsewhere = tally.cause("due_date") or ("", "", 0.0, 0.0)

    assert second.by_axis[axis] == value != first.by_axis[axis]
    assert (there, elsewhere) == (1.0, 0.0)


@pytest.fixture(scope="module")
def results() -> Results:
    return run(plan(2, 14), Setup(tuning_designs, Choice(EngineName.NONE), baseline=True))


def test_a_run_reads_what_needs_no_engine_and_says_what_it_left_out(results: Results) -> None:
    report = page(results, made_by="a test", documents=14, designs="in some designs")

    assert results.of("xml").score("total_with_vat").f1 == 1.0
    assert results.of("born-digital").documents >= 4
    assert set(results.not_read) == {"scan", "photo", "receipt-photos", "card-statement-scans"}
    assert report.count(MISSING) >= 3
    assert "## card-statements" in report


def test_the_report_shows_no_value_of_a_document(results: Results) -> None:
    report = page(results, made_by="a test", documents=14, designs="in some designs")

    faults = [fault.finding for tally in results.tallies.values() for fault in tally.faults]
    shown = [finding for finding in faults if isinstance(finding.expected, str) and len(finding.expected) > 7]
    assert [finding.expected for finding in shown if finding.expected in report and finding.field != "kind"] == []


def test_invoice2data_reads_a_supplier_for_whom_there_is_a_template() -> None:
    from invoice2data.extract.invoice_template import InvoiceTemplate

    number = next(n for n in range(50) if make_document(Task("born-digital", 1, n), TUNING).special == "plain")
    sample = make_document(Task("born-digital", 1, number), TUNING).sample
    assert sample.truth.seller
    template = InvoiceTemplate([
        ("template_name", "ours"), ("issuer", sample.truth.seller.name), ("keywords", [sample.truth.shown["number"]]),
        ("exclude_keywords", []), ("priority", 5),
        ("fields", {"invoice_number": f"({sample.truth.shown['number']})",
                    "amount": {"parser": "static", "value": sample.truth.total_with_vat},
                    "date": {"parser": "static", "value": sample.truth.issue_date}}),
        ("options", {}),
    ])  # fmt: skip

    found = {finding.field: finding.verdict for finding in baseline_findings(sample.content, sample.truth, [template])}

    assert (found["matched"], found["number"], found["seller.name"]) == ("exact", "exact", "exact")
