"""What the reader of e-invoices notices is told in words, or left out on purpose."""

import pytest

from contracts.reason import Reason
from libs.reasons import REASONS, ReasonView
from libs.ubl_schema import WarningCode
from services.ocr_extract.files.einvoice.notes import NOT_SAID, SAID
from services.ocr_extract.limits import Limits
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from tests.ocr_extract.builders import INVOICE, US, pdf
from tests.ocr_extract.einvoices import ubl

DATE = b"<cbc:IssueDate>2026-10-14</cbc:IssueDate>"
FLAWED = {
    "type_not_stated": (b"<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", b""),
    "invalid_value": (b"<cbc:DueDate>2026-11-13</cbc:DueDate>", b"<cbc:DueDate>next month</cbc:DueDate>"),
    "value_repeated": (DATE, DATE + b"<cbc:IssueDate>2026-10-15</cbc:IssueDate>"),
    "attachment_not_allowed": (b'mimeCode="application/pdf"', b'mimeCode="text/html"'),
}


def warnings_of(data: bytes) -> tuple[Reason, ...]:
    result = read_bytes(data, US, Limits()).result
    assert isinstance(result, Extracted)
    return result.warnings


@pytest.mark.parametrize(("code", "flaw"), FLAWED.items(), ids=FLAWED)
def test_a_flaw_of_an_e_invoice_is_told_in_words(code: str, flaw: tuple[bytes, bytes]) -> None:
    data = ubl(attachment=pdf(INVOICE))
    assert flaw[0] in data

    (warning,) = warnings_of(data.replace(*flaw))

    assert warning.code == code
    assert ReasonView.of(warning, "en").text != "Something went wrong."


def test_a_path_in_the_name_of_an_attachment_is_no_warning() -> None:
    data = ubl(attachment=pdf(INVOICE)).replace(b'filename="invoice.pdf"', b'filename="C:\\scans\\invoice.pdf"')

    assert warnings_of(data) == ()


def test_every_note_of_an_e_invoice_is_told_or_left_out_on_purpose() -> None:
    assert set(SAID) | NOT_SAID == set(WarningCode)
    assert set(SAID).isdisjoint(NOT_SAID)
    assert set(SAID.values()) <= set(REASONS)
