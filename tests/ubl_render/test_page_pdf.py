"""The page drawn for an e-invoice without a PDF: the letters that were sent, as PDF/A, whatever was sent."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from libs.texts import LANGUAGES
from libs.ubl_schema import Invoice, write_ubl
from libs.ubl_schema.factur_x import make_facturx
from libs.ubl_schema.model import Line, Payment, Preceding, VatBreakdown
from services.ocr_extract.files.mupdf import pymupdf
from services.ubl_render.domain.page_text import MOST_REFERENCES, NOTE_LINES, WIDTH, PageLine, Style, page_text
from services.ubl_render.rendering.page_pdf import LINES_PER_PAGE, MISSING, draw, drawn
from services.ubl_render.texts import PAGE
from tests.ubl_render.test_received import sent
from tests.ubl_schema.builders import invoice
from tests.ubl_schema.maven_artefacts import failed_pdf_a_rules


def from_seller(name: str, **changes: object) -> Invoice:
    """Returns an invoice of a seller with this name, without a PDF."""
    plain = sent()
    seller = plain.seller.model_copy(update={"name": name})
    return plain.model_copy(update={"seller": seller, "attachments": (), **changes})


def pages(pdf: bytes) -> list[str]:
    """Returns the text of each page, as a PDF reader extracts it."""
    return [str(page.get_text()) for page in pymupdf.open(stream=pdf, filetype="pdf")]


def pixels(pdf: bytes) -> bytes:
    """The first page as it looks."""
    return bytes(pymupdf.open(stream=pdf, filetype="pdf")[0].get_pixmap().samples)


@pytest.mark.parametrize(
    "name", ["Łódź Żółć Sp. z o.o.", "Győr Kft.", "Ελλάς ΑΕ", "Київ ТОВ", "Çağrı A.Ş.", "„Straße“ – 5 €"]
)
def test_the_page_keeps_the_letters_that_were_sent(name: str) -> None:
    page = drawn(write_ubl(from_seller(name)), "nl")

    assert page is not None
    assert name in pages(page)[0]


def test_an_accent_that_was_sent_apart_from_its_letter_is_one_letter() -> None:
    (line,) = [line for line in page_text(from_seller("Gyo\u030br"), "nl") if "Gy" in line.text]

    assert line.text.strip() == "Győr"


@pytest.mark.parametrize("name", ["😀", "漢字", "שלום", "العربية"], ids=["emoji", "Han", "Hebrew", "Arabic"])
def test_letters_that_cannot_be_drawn_leave_a_mark_each(name: str) -> None:
    page = draw([PageLine(f"before {name} after")])

    assert f"before {MISSING * len(name)} after" in pages(page)[0]


def test_what_has_no_shape_becomes_a_space() -> None:
    lines = page_text(from_seller("a\u202eb\tc\u200bd\u00ade"), "nl")

    assert any(line.text == "  a b c d e" for line in lines)


def test_titles_and_the_sum_to_pay_stand_out() -> None:
    lines = page_text(sent(), "en")

    assert [line.text for line in lines if line.style is Style.TITLE] == ["INVOICE"]
    assert [line.text.split("  ")[0] for line in lines if line.style is Style.BOLD] == ["Seller", "Buyer", "To pay"]


def test_every_line_is_on_some_page_and_pages_are_numbered() -> None:
    lines = [PageLine(f"line {number}.") for number in range(LINES_PER_PAGE + 1)]

    first, second = pages(draw(lines))

    assert all(line.text in first for line in lines[:-1])
    assert "1/2" in first
    assert lines[-1].text in second
    assert "2/2" in second


def test_all_of_a_full_page_lies_on_the_paper() -> None:
    full = [PageLine("FACTUUR", Style.TITLE), *[PageLine("W" * WIDTH, Style.BOLD)] * (LINES_PER_PAGE - 1)]

    (page,) = pymupdf.open(stream=draw(full), filetype="pdf")

    words = [pymupdf.Rect(word[:4]) for word in page.get_text("words", clip=pymupdf.INFINITE_RECT())]
    margins = pymupdf.Rect(60, 30, page.rect.width - 60, page.rect.height - 30)
    assert len(words) == LINES_PER_PAGE
    assert all(margins.contains(word) for word in words)


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Threads take turns as often as the interpreter can, so that what they share is shared in the middle of work."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless_threads")
def test_the_same_lines_are_the_same_bytes_in_whatever_thread() -> None:
    accented = "".join(map(chr, range(0xC0, 0x17F)))  # glyphs of several parts
    texts = [[PageLine(accented[at : at + 40]) for at in range(start, len(accented), 40)] for start in (0, 40, 80)]
    alone = [draw(lines) for lines in texts]

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(draw, texts * 25))

    assert [pdf == alone[number % len(texts)] for number, pdf in enumerate(made)] == [True] * len(made)


def test_every_font_is_inside() -> None:
    with pikepdf.open(BytesIO(draw(page_text(sent(), "fr")))) as pdf:
        fonts = pdf.pages[0].Resources.Font

        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())


def test_a_factur_x_of_a_drawn_page_claims_pdf_a() -> None:
    result = make_facturx(draw(page_text(sent(), "fr")), invoice())

    assert (result.claims_pdf_a, result.notes) == (True, ())


def test_a_drawn_page_is_pdf_a_and_its_factur_x_too(tmp_path: Path) -> None:
    letters = "".join(chr(number) for number in range(0x20, 0x3000) if chr(number).isprintable())
    rows = [PageLine(letters[at : at + WIDTH]) for at in range(0, len(letters), WIDTH)]
    page, many, with_invoice = (tmp_path / name for name in ("page.pdf", "letters.pdf", "factur-x.pdf"))
    page.write_bytes(draw(page_text(from_seller("Łódź 😀"), "fr")))
    many.write_bytes(draw(rows))
    with_invoice.write_bytes(make_facturx(page.read_bytes(), invoice()).pdf)

    broken = failed_pdf_a_rules("2b", [page, many]) | failed_pdf_a_rules("3b", [with_invoice])

    assert broken == {"page.pdf": set(), "letters.pdf": set(), "factur-x.pdf": set()}


@pytest.mark.parametrize(
    "text",
    ["x", " ", "\n", "- ", "e\u0301\u0323", "\u0301\u0323", "\u202e", "😀", "א", "\x7f\x9f", "(\\)"],
    ids=["letter", "space", "line", "hyphen", "letter with accents", "accents", "direction", "emoji", "Hebrew",
         "control", "PDF syntax"],
)  # fmt: skip
def test_a_million_characters_end_in_a_few_pages(text: str) -> None:
    long = text * (1_000_000 // len(text))
    lines = (Line(id="1", name=long), Line(id="2", description=long))
    payments = (Payment(iban=long, reference=long),)

    hostile = from_seller(long, number=long, note=long, currency=long, lines=lines, payments=payments)
    shown = page_text(hostile, "nl")

    assert len(shown) < NOTE_LINES + 50
    assert all(len(line.text) <= WIDTH for line in shown)
    assert 1 <= len(pages(draw(shown))) <= 5


def many(count: int) -> dict[str, object]:
    """This many of everything that an invoice may hold several of."""
    return {
        "lines": tuple(Line(id=str(at), name=f"line {at}", net=Decimal(1)) for at in range(count)),
        "breakdown": tuple(VatBreakdown(category="S", rate=Decimal(at)) for at in range(count)),
        "preceding": tuple(Preceding(number=f"F-{at}") for at in range(count)),
        "payments": tuple(Payment(iban=f"BE{at}") for at in range(count)),
        "note": "word\n" * count,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invoice_of_many_thousand_lines_ends_in_some_pages_that_say_where_they_are_cut(language: str) -> None:
    whole = page_text(from_seller("x", **many(MOST_REFERENCES)), language)
    cut = page_text(from_seller("x", **many(5_000)), language)

    rest, payable = PAGE[language]["cut"], PAGE[language]["payable"]
    assert [line.text for line in whole].count(rest) == 0
    assert [line.text for line in cut].count(rest) == 5
    assert [line.text.split("  ")[0] for line in cut].count(payable) == 1
    assert len(pages(draw(cut))) == 39


def test_a_mark_that_replaces_a_lost_letter_is_drawn_as_it_was_sent() -> None:
    sent_mark, missing, blank = (pixels(draw([PageLine(f"Gy{mark}r Kft.")])) for mark in ("\ufffd", MISSING, " "))

    assert len({sent_mark, missing, blank}) == 3
