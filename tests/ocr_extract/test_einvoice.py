"""E-invoices: read as they are, nothing guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contracts.fields import DocumentKind, Origin, PaymentState, VatCategory
from libs.ubl_schema.model import AllowanceCharge, Payment, Totals, VatBreakdown
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.files.einvoice.fields import kind_of, map_invoice
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted, Unreadable
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import INVOICE, OUR_VAT, THEIR_IBAN, THEIR_VAT, US, pdf
from tests.ocr_extract.einvoices import facturx, invoice, ubl

LIMITS = Limits()
THEM = ClientIdentity.of(name=None, vat_number=THEIR_VAT)


def test_every_term_arrives_in_its_field() -> None:
    fields, warnings = map_invoice(invoice())

    assert warnings == ()
    assert fields.number is not None
    assert fields.due_date is not None
    assert fields.iban is not None
    assert fields.structured_communication is not None
    assert (fields.number.value, fields.due_date.value) == ("VF-004513", date(2026, 11, 13))
    assert (fields.iban.value, fields.iban.sure) == (THEIR_IBAN, True)
    assert fields.structured_communication.value == "228485200227"
    assert [(row.category, row.rate, row.base) for row in fields.vat] == [
        (VatCategory.STANDARD, Decimal(21), Decimal(50)),
        (VatCategory.STANDARD, Decimal(6), Decimal(200)),
    ]
    assert [line.net for line in fields.lines] == [Decimal(200), Decimal(50)]
    assert fields.number.origin == Origin.EMBEDDED


def test_totals_are_sure_only_when_they_add_up() -> None:
    right, _ = map_invoice(invoice())
    wrong, _ = map_invoice(
        invoice(breakdown=(VatBreakdown(base=Decimal(200), vat=Decimal(12), category="S", rate=Decimal(6)),))
    )

    assert right.total_with_vat is not None
    assert wrong.total_with_vat is not None
    assert (right.total_with_vat.sure, wrong.total_with_vat.sure) == (True, False)


@pytest.mark.feature(156)
def test_a_number_with_wrong_check_digits_is_left_out_with_a_warning() -> None:
    broken = invoice(payments=(Payment(means="30", iban="BE99123456789012", reference="free words"),))

    fields, warnings = map_invoice(broken)

    assert fields.iban is None
    assert fields.payment_text is not None
    assert fields.payment_text.value == "free words"
    assert [(warning.code, warning.params["term"]) for warning in warnings] == [("invalid_value", "BT-84")]


@pytest.mark.parametrize(
    ("means", "state"),
    [
        ("10", PaymentState.CASH),
        ("48", PaymentState.CARD),
        ("59", PaymentState.DIRECT_DEBIT),
        ("58", PaymentState.BANK),
    ],
)
def test_the_means_of_payment_is_the_payment_state(means: str, state: PaymentState) -> None:
    fields, _ = map_invoice(invoice(payments=(Payment(means=means),)))

    assert fields.payment_state is not None
    assert fields.payment_state.value == state


@pytest.mark.parametrize(
    ("identity", "type_code", "kind"),
    [
        (US, "380", DocumentKind.PURCHASE_INVOICE),
        (US, "381", DocumentKind.PURCHASE_CREDIT_NOTE),
        (THEM, "380", DocumentKind.SALES_INVOICE),
        (THEM, "381", DocumentKind.SALES_CREDIT_NOTE),
    ],
)
@pytest.mark.feature(135, 137, 139)
def test_our_own_number_as_seller_makes_it_a_sale(identity: ClientIdentity, type_code: str, kind: DocumentKind) -> None:
    source = invoice(type_code=type_code)
    fields, _ = map_invoice(source)

    assert kind_of(source, fields, identity) == (kind, 0.99)


def test_an_e_invoice_that_names_us_nowhere_is_a_doubtful_purchase() -> None:
    source = invoice()
    fields, _ = map_invoice(source)

    kind, confidence = kind_of(source, fields, ClientIdentity.of(name="Somebody Else", vat_number="BE0610899268"))

    assert (kind, confidence) == (DocumentKind.PURCHASE_INVOICE, 0.7)


def test_a_ubl_file_is_read_with_the_pdf_inside() -> None:
    printed = pdf(INVOICE)

    outcome = read_bytes(ubl(attachment=printed), US, LIMITS)

    result = outcome.result
    assert isinstance(result, Extracted)
    assert (result.reader, result.language, result.pages) == ("ubl:bis3", "nl", 1)
    assert (outcome.pdf, outcome.is_einvoice, outcome.is_pdf) == (printed, True, False)


def test_a_pdf_inside_that_cannot_be_opened_is_left_out_with_a_warning() -> None:
    outcome = read_bytes(ubl(attachment=pdf(INVOICE, password="geheim")), US, LIMITS)

    assert isinstance(outcome.result, Extracted)
    assert outcome.pdf is None
    assert [warning.code for warning in outcome.result.warnings] == ["attachment_unreadable"]


def test_the_xml_inside_a_pdf_comes_before_the_page() -> None:
    outcome = read_bytes(facturx(), US, LIMITS)

    result = outcome.result
    assert isinstance(result, Extracted)
    assert result.fields.number is not None
    assert (result.reader.split(":")[0], result.fields.number.origin) == ("pdf+cii", Origin.EMBEDDED)
    assert outcome.embedded is not None
    assert result.warnings == ()


def test_what_the_xml_leaves_open_the_page_may_fill() -> None:
    outcome = read_bytes(facturx(due_date=None), US, LIMITS)

    assert isinstance(outcome.result, Extracted)
    due = outcome.result.fields.due_date
    assert due is not None
    assert (due.value, due.origin) == (date(2026, 11, 13), Origin.TEXT)


def test_another_account_in_the_xml_than_on_the_page_is_flagged() -> None:
    swapped = (Payment(means="30", iban="NL50INGB0683251309"),)

    outcome = read_bytes(facturx(payments=swapped), US, LIMITS)

    assert isinstance(outcome.result, Extracted)
    assert [(warning.code, warning.field) for warning in outcome.result.warnings] == [("embedded_differs", "iban")]


def test_a_client_known_by_its_company_number_only() -> None:
    source = invoice()
    fields, _ = map_invoice(source)
    identity = ClientIdentity(name=None, vat_number=None, company_numbers=(OUR_VAT[2:],))

    assert kind_of(source, fields, identity) == (DocumentKind.PURCHASE_INVOICE, 0.99)


DISCOUNTED: dict[str, Any] = {
    "allowances": (
        AllowanceCharge(
            amount=Decimal(20), reason="Korting", reason_code="95", percentage=Decimal(10), base=Decimal(200),
            vat_category="S", vat_rate=Decimal(6),
        ),
        AllowanceCharge(is_charge=True, amount=Decimal(15), reason="Transport", vat_category="S", vat_rate=Decimal(21)),
    ),
    "breakdown": (
        VatBreakdown(base=Decimal(65), vat=Decimal("13.65"), category="S", rate=Decimal(21)),
        VatBreakdown(base=Decimal(180), vat=Decimal("10.80"), category="S", rate=Decimal(6)),
    ),
    "totals": Totals(
        lines=Decimal(250), allowances=Decimal(20), charges=Decimal(15), without_vat=Decimal(245),
        vat=Decimal("24.45"), with_vat=Decimal("269.45"), payable=Decimal("269.45"),
    ),
}  # fmt: skip
"""A discount of 20 on the flour and a charge of 15 for delivery."""


@pytest.mark.feature(146, 148)
@pytest.mark.parametrize("file", [ubl(**DISCOUNTED), facturx(**DISCOUNTED)], ids=["ubl", "cii"])
def test_a_discount_and_a_cost_on_the_whole_e_invoice_arrive_beside_its_lines(file: bytes) -> None:
    result = read_bytes(file, US, LIMITS).result

    assert isinstance(result, Extracted)
    discount, cost = result.fields.allowances
    assert len(result.fields.lines) == 2
    assert (discount.is_charge, discount.amount, discount.reason, discount.reason_code) == (
        False, Decimal("20.00"), "Korting", "95",
    )  # fmt: skip
    assert (discount.percentage, discount.base, discount.rate) == (Decimal(10), Decimal("200.00"), Decimal(6))
    assert (cost.is_charge, cost.amount, cost.reason, cost.rate) == (True, Decimal("15.00"), "Transport", Decimal(21))
    assert (
        {line.origin for line in result.fields.lines}
        == {part.origin for part in result.fields.allowances}
        == {Origin.EMBEDDED}
    )
    assert {part.category for part in result.fields.allowances} == {VatCategory.STANDARD}


@pytest.mark.feature(156)
def test_a_percentage_of_nothing_is_left_out_and_a_discount_without_a_category_has_none() -> None:
    fields, warnings = map_invoice(invoice(allowances=(AllowanceCharge(amount=Decimal(5), percentage=Decimal(2)),)))

    (discount,) = fields.allowances
    assert (discount.amount, discount.percentage, discount.base) == (Decimal("5.00"), None, None)
    assert (discount.category, discount.rate, warnings) == (None, None, ())


@pytest.mark.feature(156)
def test_of_discounts_with_one_impossible_amount_none_is_kept_and_a_warning_is_given() -> None:
    right = AllowanceCharge(amount=Decimal(5), vat_category="S", vat_rate=Decimal(6))
    wrong = AllowanceCharge(amount=Decimal("5.001"), vat_category="S", vat_rate=Decimal(6))

    fields, warnings = map_invoice(invoice(allowances=(right, wrong)))

    assert fields.allowances == ()
    assert [warning.params["term"] for warning in warnings] == ["BT-92"]


def with_line(**changes: Any) -> bytes:
    """A UBL file whose second line has these texts."""
    first, second = invoice().lines
    return ubl(lines=(first, second.model_copy(update=changes)))


@pytest.mark.parametrize(
    ("file", "place"),
    [
        (with_line(description="x" * 5_001), "lines.1.description"),
        (with_line(name="x" * 5_001), "lines.1.name"),
        (ubl(note="x" * 5_001), "note"),
        (ubl(number="x" * 501), "number"),
    ],
)
def test_a_text_longer_than_an_event_can_carry_is_refused_with_its_place(file: bytes, place: str) -> None:
    result = read_bytes(file, US, LIMITS).result

    assert isinstance(result, Unreadable)
    assert (result.code, result.params) == ("limits", {"place": place})


def test_more_lines_than_an_event_can_carry_are_refused() -> None:
    (line, _) = invoice().lines

    result = read_bytes(ubl(lines=(line,) * 5_001), US, LIMITS).result

    assert isinstance(result, Unreadable)
    assert (result.code, result.params) == ("limits", {"place": "lines"})


def test_a_text_as_long_as_an_event_can_carry_is_read() -> None:
    result = read_bytes(with_line(description="x" * 5_000), US, LIMITS).result

    assert isinstance(result, Extracted)
    assert len(result.fields.lines[1].description or "") == 5_000


def test_a_too_long_text_in_an_embedded_e_invoice_leaves_the_page_to_be_read() -> None:
    result = read_bytes(facturx(note="x" * 5_001), US, LIMITS).result

    assert isinstance(result, Extracted)
    assert result.reader == "text-layer"
    assert "embedded_unreadable" in [warning.code for warning in result.warnings]


def part_without(**more: Any) -> VatBreakdown:
    return VatBreakdown.model_validate({"base": Decimal(200), "vat": Decimal(42), "category": "S", "rate": 21} | more)


def test_a_rate_that_is_absent_is_derived_and_never_zero() -> None:
    parts = (part_without(rate=None), part_without(base=Decimal(100), vat=Decimal(6), rate=None))

    fields, warnings = map_invoice(invoice(breakdown=parts))

    assert [(row.rate, row.vat) for row in fields.vat] == [(Decimal(21), Decimal(42)), (Decimal(6), Decimal(6))]
    assert warnings == ()


@pytest.mark.parametrize("lacking", [{"rate": None, "vat": Decimal(33)}, {"rate": None, "vat": None}])
def test_a_vat_row_that_cannot_be_derived_is_left_out_and_told(lacking: dict[str, Any]) -> None:
    fields, warnings = map_invoice(invoice(breakdown=(part_without(**lacking), part_without())))

    assert [row.vat for row in fields.vat] == [Decimal(42)]
    assert "BT-119" in {warning.params["term"] for warning in warnings}
    assert fields.total_with_vat is not None
    assert not fields.total_with_vat.sure


def test_a_line_without_rate_has_that_of_its_category_or_is_left_out() -> None:
    lines = tuple(line.model_copy(update={"vat_rate": None}) for line in invoice().lines)

    several, _ = map_invoice(invoice(lines=lines))
    single, _ = map_invoice(invoice(lines=lines, breakdown=(part_without(base=Decimal(250), vat=Decimal("52.50")),)))

    assert several.lines == ()
    assert {line.rate for line in single.lines} == {Decimal(21)}


def test_a_price_for_many_pieces_keeps_the_amount_of_the_line() -> None:
    (first, *_) = invoice().lines
    cheap = first.model_copy(
        update={
            "quantity": Decimal(74391833),
            "price": Decimal("0.134195"),
            "base_quantity": Decimal(100000),
            "net": Decimal("99.83"),
        }
    )

    fields, _ = map_invoice(invoice(lines=(cheap,)))

    (line,) = fields.lines
    assert abs(line.quantity * line.unit_price - line.net) <= Decimal("0.02")
    assert line.net == Decimal("99.83")
