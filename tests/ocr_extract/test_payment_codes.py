"""The QR code of a credit transfer: it fills in what is not printed, and must agree with what is."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contracts.fields import Box, Origin
from contracts.reason import Reason
from libs.samples.layouts.qr import qr_modules
from libs.ubl_schema.model import Payment
from services.ocr_extract.domain.fields.payment_code import parse
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.files.qr import code_areas
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted, Outcome
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import INVOICE, OUR_IBAN, THEIR_IBAN, US
from tests.ocr_extract.einvoices import with_einvoice
from tests.ocr_extract.scans import saved, worn

OGM = "228485200227"
WITHOUT_PAYMENT = "\n".join(line for line in INVOICE.split("\n") if "op rekening" not in line)
PLACE = Box(x0=0, y0=0, x1=1, y1=1)


def epc(iban: str = THEIR_IBAN, amount: str = "EUR272.50", reference: str = "+++228/4852/00227+++") -> str:
    """The content of a payment QR code (EPC069-12)."""
    return "\n".join(["BCD", "002", "1", "SCT", "", "Rivanto Molens BV", iban, amount, "", "", reference, ""])


def pdf_with_codes(text: str, *codes: str, as_image: bool = False) -> bytes:
    """A PDF with QR codes of 25 mm at its foot, drawn as squares or inserted as images."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("Courier", 8)
    for row, line in enumerate(text.strip("\n").split("\n")):
        canvas.drawString(36, 800 - row * 10.4, line)
    for number, code in enumerate(codes):
        draw = _draw_image if as_image else _draw_squares
        draw(canvas, 60 + 120 * number, 120, code)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_squares(canvas: Any, x: float, bottom: float, code: str) -> None:
    modules = qr_modules(code)
    side = 71 / len(modules)
    for row, cells in enumerate(modules):
        for column, dark in enumerate(cells):
            if dark:
                canvas.rect(x + column * side, bottom + 71 - (row + 1) * side, side, side, fill=1, stroke=0)


def _draw_image(canvas: Any, x: float, bottom: float, code: str) -> None:
    pixels = np.kron(np.where(np.pad(np.array(qr_modules(code)), 4), 0, 255), np.ones((4, 4))).astype(np.uint8)
    canvas.drawImage(ImageReader(io.BytesIO(saved(np.dstack([pixels] * 3), "PNG"))), x, bottom, 71, 71)


def extracted(outcome: Outcome) -> Extracted:
    assert isinstance(outcome.result, Extracted)
    return outcome.result


def read_pdf(data: bytes) -> Extracted:
    return extracted(read_bytes(data, US, Limits()))


@pytest.mark.parametrize("as_image", [False, True], ids=["drawn", "image"])
def test_what_only_the_code_says_is_taken_with_its_place(as_image: bool) -> None:
    found = read_pdf(pdf_with_codes(WITHOUT_PAYMENT, epc(), as_image=as_image))

    account, reference = found.fields.iban, found.fields.structured_communication
    assert account
    assert reference
    assert (account.value, account.origin, account.sure) == (THEIR_IBAN, Origin.EMBEDDED, True)
    assert reference.value == OGM
    assert account.box is not None
    assert 58 < account.box.x0 < account.box.x1 < 133
    assert 649 < account.box.y0 < account.box.y1 < 724
    assert found.warnings == ()


def test_a_code_that_agrees_changes_nothing() -> None:
    with_code = read_pdf(pdf_with_codes(INVOICE, epc()))

    assert with_code == read_pdf(pdf_with_codes(INVOICE))


def test_another_account_in_the_code_gives_a_warning_and_no_account_is_trusted() -> None:
    found = read_pdf(pdf_with_codes(INVOICE, epc(iban="NL50INGB0683251309")))

    assert found.fields.iban is not None
    assert (found.fields.iban.sure, found.fields.iban.confidence) == (False, 0.3)
    assert found.warnings == (
        Reason(
            code="payment_code_differs",
            field="iban",
            params={"code": "NL50INGB0683251309", "printed": THEIR_IBAN},
        ),
    )


def test_another_amount_in_the_code_gives_a_warning_and_the_one_that_adds_up_stays() -> None:
    found = read_pdf(pdf_with_codes(INVOICE, epc(amount="EUR2725.00")))

    assert found.fields.total_with_vat is not None
    assert found.fields.total_with_vat.sure
    assert [(warning.code, warning.params["code"]) for warning in found.warnings] == [
        ("payment_code_differs", "2725.00")
    ]


def test_of_two_printed_accounts_the_code_says_which() -> None:
    other = "NL50INGB0683251309"
    text = INVOICE.replace("(BIC KREDBEBB)", "of NL50 INGB 0683 2513 09")

    for account in (THEIR_IBAN, other):
        found = read_pdf(pdf_with_codes(text, epc(iban=account)))

        assert found.fields.iban is not None
        assert found.fields.iban.value == account
        assert found.warnings == ()


def test_two_codes_for_two_instalments_say_nothing_about_the_whole() -> None:
    found = read_pdf(pdf_with_codes(WITHOUT_PAYMENT, epc(amount="EUR136.25"), epc(amount="EUR100.00")))

    assert found.fields.iban is None
    assert found.warnings == ()


OTHER = "NL50INGB0683251309"
ELSEWHERE = "DE89370400440532013000"


def test_of_several_codes_one_for_another_account_gives_a_warning_and_no_account_is_trusted() -> None:
    found = read_pdf(pdf_with_codes(INVOICE, epc(amount="EUR136.25"), epc(iban=OTHER, amount="EUR136.25")))

    assert found.fields.iban is not None
    assert (found.fields.iban.value, found.fields.iban.sure, found.fields.iban.confidence) == (THEIR_IBAN, False, 0.3)
    assert [(warning.code, warning.params) for warning in found.warnings] == [
        ("payment_code_differs", {"code": OTHER, "printed": THEIR_IBAN})
    ]


def test_several_codes_that_all_pay_to_printed_accounts_change_nothing() -> None:
    text = INVOICE.replace("(BIC KREDBEBB)", "of NL50 INGB 0683 2513 09")

    found = read_pdf(pdf_with_codes(text, epc(), epc(iban=OTHER)))

    assert found == read_pdf(pdf_with_codes(text))


def test_several_codes_for_one_wrong_account_give_one_warning() -> None:
    found = read_pdf(pdf_with_codes(INVOICE, epc(iban=OTHER, amount="EUR1"), epc(iban=OTHER, amount="EUR2")))

    assert [(warning.code, warning.params["code"]) for warning in found.warnings] == [("payment_code_differs", OTHER)]


def test_a_code_that_agrees_with_the_einvoice_inside_changes_nothing() -> None:
    with_code = read_pdf(with_einvoice(pdf_with_codes(INVOICE, epc())))

    assert with_code == read_pdf(with_einvoice(pdf_with_codes(INVOICE)))


def test_a_code_that_pays_elsewhere_takes_the_proof_from_the_einvoices_account() -> None:
    nothing_printed = with_einvoice(pdf_with_codes(WITHOUT_PAYMENT, epc(iban=OTHER)))

    found = read_pdf(nothing_printed)

    account = found.fields.iban
    assert account
    assert (account.value, account.sure, account.confidence) == (THEIR_IBAN, False, 0.3)
    assert found.warnings == (
        Reason(
            code="payment_code_differs_from_embedded",
            field="iban",
            params={"code": OTHER, "embedded": THEIR_IBAN},
        ),
    )


def test_a_page_and_its_code_that_agree_on_another_account_do_not_overrule_the_einvoice() -> None:
    page = INVOICE.replace("BE25 4079 2602 9582", "NL50 INGB 0683 2513 09")

    found = read_pdf(with_einvoice(pdf_with_codes(page, epc(iban=OTHER))))

    assert found.fields.iban is not None
    assert (found.fields.iban.value, found.fields.iban.sure) == (THEIR_IBAN, False)
    assert [(warning.code, warning.field) for warning in found.warnings] == [
        ("embedded_differs", "iban"),
        ("payment_code_differs_from_embedded", "iban"),
    ]


@pytest.mark.parametrize(
    ("code", "field", "told"),
    [
        (epc(amount="EUR2725.00"), "payable", {"code": "2725.00", "embedded": "272.50"}),
        (epc(reference="+++090/9337/55493+++"), "structured_communication", {"code": "090933755493", "embedded": OGM}),
    ],
)
def test_another_amount_or_reference_in_the_code_gives_a_warning_and_the_einvoices_stays(
    code: str, field: str, told: dict[str, str]
) -> None:
    found = read_pdf(with_einvoice(pdf_with_codes(WITHOUT_PAYMENT, code)))

    without_code = read_pdf(with_einvoice(pdf_with_codes(WITHOUT_PAYMENT)))
    warnings = [warning for warning in found.warnings if warning.code == "payment_code_differs_from_embedded"]
    assert [(warning.field, warning.params) for warning in warnings] == [(field, told)]
    assert found.fields == without_code.fields


def test_the_code_may_pay_to_any_account_of_the_einvoice() -> None:
    accounts = (Payment(means="30", iban=THEIR_IBAN), Payment(means="30", iban=OTHER))

    found = read_pdf(with_einvoice(pdf_with_codes(WITHOUT_PAYMENT, epc(iban=OTHER)), payments=accounts))

    assert found.warnings == ()
    assert found.fields.iban is not None
    assert found.fields.iban.sure


def test_of_several_codes_each_account_is_held_against_the_einvoice() -> None:
    codes = (epc(amount="EUR136.25"), epc(iban=ELSEWHERE, amount="EUR136.25"))

    found = read_pdf(with_einvoice(pdf_with_codes(WITHOUT_PAYMENT, *codes)))

    assert [(warning.field, warning.params["code"]) for warning in found.warnings] == [("iban", ELSEWHERE)]
    assert found.fields.iban is not None
    assert not found.fields.iban.sure


def test_the_code_of_a_scan_is_read_and_compared(read: Callable[[bytes], Outcome]) -> None:
    page = pymupdf.open(stream=pdf_with_codes(INVOICE, epc(iban="NL50INGB0683251309")), filetype="pdf")[0]
    pixels = page.get_pixmap(dpi=200, alpha=False)
    scan = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)

    found = extracted(read(saved(worn(scan), "JPEG")))

    assert [(warning.code, warning.field) for warning in found.warnings] == [("payment_code_differs", "iban")]


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.be/pay/1",
        "SPC\n0200\n1\nCH4431999123000889012",
        epc(iban="BE25407926029583"),
        epc().replace("BCD", "BCE"),
        epc().replace("002", "009", 1),
        "BCD",
        "",
    ],
)
def test_other_codes_are_no_payment(text: str) -> None:
    assert parse(text, 1, PLACE) is None


@pytest.mark.parametrize("amount", ["", "USD10.00", "EUR1,00", "EURabc", "EUR1e9999", "EUR" + "9" * 40])
def test_an_amount_that_is_none_leaves_the_account(amount: str) -> None:
    code = parse(epc(amount=amount, iban=OUR_IBAN), 1, PLACE)

    assert code is not None
    assert (code.iban, code.payable) == (OUR_IBAN, None)


def test_a_reference_in_the_field_for_structured_ones_is_found_by_its_kind() -> None:
    ours = parse("\n".join(["BCD", "001", "1", "SCT", "", "X", THEIR_IBAN, "EUR1", "", OGM]), 1, PLACE)
    iso = parse("\n".join(["BCD", "001", "1", "SCT", "", "X", THEIR_IBAN, "EUR1", "", "RF18539007547034"]), 1, PLACE)

    assert ours
    assert iso
    assert (ours.structured_communication, ours.creditor_reference) == (OGM, None)
    assert (iso.structured_communication, iso.creditor_reference) == (None, "RF18539007547034")


@pytest.mark.parametrize(("codes", "holds"), [((), False), ((epc(),), True)])
def test_a_page_of_print_is_not_searched_for_codes(codes: tuple[str, ...], holds: bool) -> None:
    page = pymupdf.open(stream=pdf_with_codes(INVOICE, *codes), filetype="pdf")[0]
    pixels = page.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY, alpha=False)
    grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]

    assert bool(code_areas(grey)) is holds
