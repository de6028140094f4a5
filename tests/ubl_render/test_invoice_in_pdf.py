"""An invoice is extracted from a foreign PDF in a confined process."""

from io import BytesIO

import pikepdf
import pytest

from libs.ubl_schema import CII_BASICWL, CII_EN16931, DIALECTS, Dialect, Invoice, serialise
from libs.ubl_schema.factur_x import make_facturx
from libs.ubl_schema.pdf import find_invoice, read_invoice_file
from services.ubl_render.confined.limits import Limits
from services.ubl_render.confined.process import Confined
from services.ubl_render.confined.wire import invoice_file_answer, read_invoice_file_answer
from services.ubl_render.domain.refusals import CannotRender
from tests.ubl_render import builders
from tests.ubl_schema.builders import credit_note, invoice, line, part, totals
from tests.ubl_schema.test_pdf import bomb, pdf_with

LIMITS = Limits(cpu_seconds=10, wall_seconds=30)
REFUND = invoice(
    lines=(line(1, "-100.00", quantity=-1, price="100"),),
    breakdown=(part("-100.00", "-21.00"),),
    totals=totals("-100.00", "-21.00"),
)


@pytest.mark.parametrize("document", [invoice(), credit_note(), invoice(lines=())])
def test_a_factur_x_gives_the_same_file_as_without_the_walls(document: Invoice) -> None:
    pdf = make_facturx(builders.PDF, document, CII_EN16931 if document.lines else CII_BASICWL).pdf

    found = Confined(LIMITS).invoice_in(pdf)

    assert found == find_invoice(pdf)
    assert read_invoice_file(found).invoice.number == document.number


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("document", [invoice(), REFUND], ids=["invoice", "refund"])
def test_a_file_of_any_name_is_known_by_reading_it(document: Invoice, dialect: Dialect) -> None:
    pdf = pdf_with({"data.xml": b"<data/>", "Rechnung 4711é.xml": serialise(document, dialect)})

    found = Confined(LIMITS).invoice_in(pdf)

    assert found == find_invoice(pdf)
    assert found.name == "Rechnung 4711é.xml"


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(builders.PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (builders.PDF, "no_invoice_inside"),
        (pdf_with({"data.xml": b"<data/>"}), "no_invoice_inside"),
        (bomb(200_000_000, ["/FlateDecode"]), "no_invoice_inside"),
        (b"%PDF-1.7 broken", "document_unreadable"),
        (locked(), "document_unreadable"),
    ],
    ids=["plain", "other file", "bomb", "damaged", "password"],
)
def test_what_holds_no_invoice_is_refused_with_the_reason(pdf: bytes, code: str) -> None:
    with pytest.raises(CannotRender) as refused:
        Confined(LIMITS).invoice_in(pdf)

    (reason,) = refused.value.reasons
    assert reason.code == code
    assert {"fr", "nl", "en"} <= set(reason.params)


@pytest.mark.parametrize("raw", [b"", b"\x01", b"\x09\x00\x00\x00abc"])
def test_an_answer_that_is_cut_off_is_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match="a part is"):
        read_invoice_file_answer(raw)


def test_name_and_file_come_through_the_pipe_as_they_are() -> None:
    assert read_invoice_file_answer(invoice_file_answer("é.xml", b"\x00<a/>")) == ("é.xml", b"\x00<a/>")
