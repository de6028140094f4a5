"""A second engine reads what nothing proves, and only values that can be confirmed are taken from it."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from contracts.fields import DocumentFields, DocumentKind, PartyFields, VatCategory, VatRow
from services.ocr_extract.domain.evidence import Decision
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.proof.second_opinion import Opinion, answers, open_questions
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Detection, EngineMissing, Image, OcrEngine
from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import CELL, INVOICE, LINE, THEIR_IBAN, THEIR_VAT, US, text_pages
from tests.ocr_extract.scans import DPI, clean, saved, scan_pdf
from tests.skips import Skip, skip

POINT = DPI / 72
TOTALS_MISREAD = INVOICE.replace("272,50", "277,50").replace("250,00\n", "256,00\n")
VAT_MISREAD = INVOICE.replace("0727.449.025", "0727.449.026")
ACCOUNT_MISREAD = INVOICE.replace("BE25 4079 2602 9582", "BE25 4079 2602 9587")
DATE_LABEL_MISREAD = INVOICE.replace("Factuurdatum:    14-10-2026", "Fxctxxrdxtxm:  .14-10-2026.  13-9-2026 1-9-2026")
NUMBER_MISREAD = INVOICE.replace("Factuurnummer:   VF-004513", "Fxctxxrnxmmxr:   VF-0O4513")


def opinion(text: str) -> Opinion:
    """The opinion of an engine that reads exactly this text."""
    pages = text_pages(text)
    return Opinion(pages, extract(pages, US))


@dataclass
class Reading:
    """An engine that returns a given text, whatever the page shows, and counts its calls."""

    text: str
    name: str = "first"
    wants_flat_light: bool = False
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def read(self, image: Image) -> tuple[Detection, ...]:
        self.asked.append(image.shape)
        return tuple(
            Detection(word, x0 * POINT, y0 * POINT, (x0 + len(word) * CELL) * POINT, (y0 + 8) * POINT, 0.95)
            for word, x0, y0 in _places(self.text)
        )


def _places(text: str) -> list[tuple[str, float, float]]:
    return [
        (word, 30 + sum(len(part) + 1 for part in line.split(" ")[:at]) * CELL, 40 + row * LINE)
        for row, line in enumerate(text.strip("\n").split("\n"))
        for at, word in enumerate(line.split(" "))
        if word
    ]


def recogniser(first: OcrEngine, second: OcrEngine | None) -> Recogniser:
    return Recogniser(first, Recogniser(second) if second else None)


def read(first: OcrEngine, second: OcrEngine | None, data: bytes | None = None) -> Extracted:
    outcome = read_bytes(data or saved(clean(), "PNG"), US, Limits(), recogniser(first, second))
    assert isinstance(outcome.result, Extracted)
    return outcome.result


def test_nobody_is_asked_about_an_invoice_on_which_everything_checks_out() -> None:
    assert open_questions(opinion(INVOICE).said) == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (TOTALS_MISREAD, "total_with_vat"),
        (VAT_MISREAD, "seller.vat_number"),
        (ACCOUNT_MISREAD, "iban"),
        (NUMBER_MISREAD, "number"),
    ],
)
def test_what_nothing_proves_is_asked(text: str, question: str) -> None:
    assert open_questions(opinion(text).said) == (question,)


def test_nobody_is_asked_for_the_account_of_what_is_paid_already() -> None:
    paid = ACCOUNT_MISREAD + "\nBetaald met Bancontact op 14-10-2026\n"

    assert open_questions(opinion(paid).said) == ()


@pytest.mark.parametrize(
    ("category", "open_"), [(VatCategory.EXPORT, ()), (VatCategory.REVERSE_CHARGE, ("buyer.vat_number",))]
)
def test_a_customer_outside_the_union_has_no_vat_number_to_look_for(
    category: VatCategory, open_: tuple[str, ...]
) -> None:
    said = opinion(INVOICE).said
    row = VatRow(category=category, rate=Decimal(0), base=Decimal(250), vat=Decimal(0))
    sale = said.fields.model_copy(update={"buyer": PartyFields(), "vat": (row,)})

    assert open_questions(replace(said, kind=DocumentKind.SALES_INVOICE, fields=sale)) == open_


def test_totals_of_the_second_engine_are_explained_by_what_it_read() -> None:
    first, second = opinion(TOTALS_MISREAD), opinion(INVOICE)

    known, answered = answers(first, second)

    assert answered == ("total_with_vat",)
    assert known.scores[Decision.TOTALS] == second.said.scores[Decision.TOTALS]
    assert known.scores[Decision.KIND] == first.said.scores[Decision.KIND]


def test_nobody_is_asked_about_a_letter() -> None:
    letter = opinion("Geachte klant,\nwij wensen u prettige feestdagen.\nRivanto Molens BV")

    assert letter.said.kind is DocumentKind.OTHER
    assert open_questions(letter.said) == ()


def test_totals_that_tie_out_are_taken_together() -> None:
    first = opinion(TOTALS_MISREAD)

    known, answered = answers(first, opinion(INVOICE))

    assert answered == ("total_with_vat",)
    assert [_value(known.fields, name) for name in ("total_without_vat", "total_vat", "total_with_vat")] == [
        (Decimal("250.00"), True),
        (Decimal("22.50"), True),
        (Decimal("272.50"), True),
    ]
    assert {(row.rate, row.base) for row in known.fields.vat} == {
        (Decimal(21), Decimal(50)),
        (Decimal(6), Decimal(200)),
    }
    assert known.fields.number == first.said.fields.number


def test_a_vat_number_whose_check_digits_are_right_is_taken() -> None:
    known, answered = answers(opinion(VAT_MISREAD), opinion(INVOICE))

    assert answered == ("seller.vat_number",)
    assert known.fields.seller.vat_number is not None
    assert (known.fields.seller.vat_number.value, known.fields.seller.vat_number.sure) == (THEIR_VAT, True)


def test_an_account_whose_check_digits_are_right_is_taken() -> None:
    known, answered = answers(opinion(ACCOUNT_MISREAD), opinion(INVOICE))

    assert answered == ("iban",)
    assert _value(known.fields, "iban") == (THEIR_IBAN, True)


@pytest.mark.parametrize("misread", [TOTALS_MISREAD, VAT_MISREAD, ACCOUNT_MISREAD, NUMBER_MISREAD])
def test_a_second_engine_that_proves_nothing_changes_nothing(misread: str) -> None:
    first = opinion(misread)

    known, answered = answers(first, opinion(misread.replace("VF-0O4513", "VF-OO4513")))

    assert (known, answered) == (first.said, ())


def test_a_guess_is_not_replaced_by_another_guess() -> None:
    first, second = opinion(TOTALS_MISREAD), opinion(TOTALS_MISREAD.replace("277,50", "211,50"))

    known, answered = answers(first, second)

    assert answered == ()
    assert known.fields.total_with_vat == first.said.fields.total_with_vat


def test_what_is_proved_already_stays_whatever_the_second_engine_reads() -> None:
    another_account = INVOICE.replace("BE25 4079 2602 9582", "BE71 0961 2345 6769")

    known, answered = answers(opinion(INVOICE), opinion(another_account))

    assert answered == ()
    assert _value(known.fields, "iban") == (THEIR_IBAN, True)


def test_two_valid_accounts_are_no_question_for_an_engine() -> None:
    two = INVOICE + "\nof op rekening BE71 0961 2345 6769\n"

    assert "iban" not in open_questions(opinion(two).said)


def test_engines_that_disagree_about_the_kind_of_document_are_not_mixed() -> None:
    credit_note = TOTALS_MISREAD.replace("FACTUUR ", "CREDITNOTA ").replace("FACTUUR\n", "CREDITNOTA\n")

    known, answered = answers(opinion(credit_note), opinion(INVOICE))

    assert answered == ()
    assert known.kind is DocumentKind.PURCHASE_CREDIT_NOTE


def test_a_number_is_taken_when_both_engines_read_its_characters() -> None:
    lost_its_label = INVOICE.replace("Factuurnummer:   VF-004513", "Fxctxxrnxmmxr:   VF- 004513")

    known, answered = answers(opinion(lost_its_label), opinion(INVOICE))

    assert answered == ("number",)
    assert _value(known.fields, "number") == ("VF-004513", False)


def test_a_number_that_only_the_second_engine_read_is_not_taken() -> None:
    _, answered = answers(opinion(NUMBER_MISREAD), opinion(INVOICE))

    assert answered == ()


def test_a_date_is_taken_when_both_engines_read_its_characters() -> None:
    first = opinion(DATE_LABEL_MISREAD)
    assert first.said.fields.issue_date is None

    known, answered = answers(first, opinion(INVOICE))

    assert answered == ("issue_date",)
    assert known.fields.issue_date == opinion(INVOICE).said.fields.issue_date


def test_the_second_engine_reads_the_page_only_when_it_is_asked() -> None:
    well, second = Reading(INVOICE), Reading(INVOICE, "second")

    result = read(well, second)

    assert (result.reader, len(well.asked), len(second.asked)) == ("first", 1, 0)


def test_the_reader_names_the_engine_of_each_field() -> None:
    first, second = Reading(ACCOUNT_MISREAD), Reading(INVOICE, "second")

    result = read(first, second)

    assert result.reader == "first+second:iban"
    assert _value(result.fields, "iban") == (THEIR_IBAN, True)


def test_the_reader_is_the_first_one_when_the_second_could_not_help() -> None:
    first, second = Reading(ACCOUNT_MISREAD), Reading(ACCOUNT_MISREAD, "second")

    result = read(first, second)

    assert (result.reader, len(second.asked)) == ("first", 1)
    assert result.fields.iban is None


def test_without_a_second_engine_a_question_stays_open() -> None:
    result = read(Reading(ACCOUNT_MISREAD), None)

    assert (result.reader, result.fields.iban) == ("first", None)


def test_a_value_of_the_second_engine_has_its_place_on_the_filed_page() -> None:
    on_its_side = saved(clean().swapaxes(0, 1)[::-1].copy(), "PNG")

    places = [
        read(Reading(text), Reading(INVOICE, "second"), on_its_side).fields.iban for text in (INVOICE, ACCOUNT_MISREAD)
    ]

    assert places[0] is not None
    assert places[0] == places[1]


def test_each_reading_of_a_page_has_time_of_its_own() -> None:
    turns: list[str] = []
    asked = recogniser(Reading(ACCOUNT_MISREAD), Reading(INVOICE, "second"))
    for each in asked.in_turn:
        each.before_page = lambda name=each.name: turns.append(name)  # type: ignore[misc]

    read_bytes(scan_pdf(clean()), US, Limits(), asked)

    assert turns == ["first", "second"]


def test_two_engines_get_twice_the_time_for_the_longest_file() -> None:
    both = Limits.of(Choice(second=Choice(EngineName.TESSERACT)))

    assert both.longest_cpu_seconds == 60 + 2 * 50 * 60
    assert both.longest_wall_seconds == 90 + 2 * 2 * 50 * 60


def test_rapidocr_and_tesseract_read_a_whole_page_together() -> None:
    try:
        both = Recogniser.of(Choice(second=Choice(EngineName.TESSERACT)))
    except EngineMissing as error:
        skip(Skip.TESSERACT, str(error))
    assert both is not None
    spoilt = Reading(ACCOUNT_MISREAD, "spoilt")

    alone = read_bytes(saved(clean(), "PNG"), US, Limits(), both).result
    helped = read_bytes(saved(clean(), "PNG"), US, Limits(), Recogniser(spoilt, both.second)).result

    assert isinstance(alone, Extracted)
    assert isinstance(helped, Extracted)
    assert (alone.reader, helped.reader) == ("rapidocr", "spoilt+tesseract:iban")
    assert _value(helped.fields, "iban") == _value(alone.fields, "iban") == (THEIR_IBAN, True)


def _value(fields: DocumentFields, name: str) -> tuple[object, bool]:
    read = getattr(fields, name)
    return (read.value, read.sure)
