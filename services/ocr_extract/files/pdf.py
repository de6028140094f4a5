"""Opening a PDF with PyMuPDF, within limits, and taking the words of its text layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from contracts.fields import Origin
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.domain.fields.payment_code import Code, PaymentCode, payment_codes
from services.ocr_extract.domain.layout.page import Word
from services.ocr_extract.files.mupdf import Document, Page, pymupdf
from services.ocr_extract.files.qr import MOST, code_areas, read_codes
from services.ocr_extract.files.unpacking import check_contents
from services.ocr_extract.files.visibility import Visibility
from services.ocr_extract.limits import Limits

RENDER_DPI, CODE_DPI = 200, 150
WHOLE_PAGE = 0.6
"""A page with an image over more than this share of it is a scan."""
ENOUGH_WORDS = 8
LEVEL = 0.9
"""A line is horizontal when the x component of its direction (at most 1) is at least this."""
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE


@dataclass(frozen=True)
class PageText:
    """The words of one page. `hidden` are words that cannot be seen; `scanned`: an image covers the page."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    hidden: tuple[Word, ...]
    scanned: bool
    blank: bool
    recognised: bool = False
    codes: tuple[PaymentCode, ...] = ()

    @property
    def has_foreign_layer(self) -> bool:
        """Whether the page is a scan with an invisible text layer: usually a scanner's, sometimes a fraudster's."""
        return self.scanned and any(word.origin == Origin.OCR for word in self.words)

    @property
    def is_nearly_empty(self) -> bool:
        """Whether hardly any words run from left to right: there is nothing to read, or the text lies on its side."""
        return len(self.words) + len(self.hidden) < ENOUGH_WORDS

    @cached_property
    def usable(self) -> bool:
        """Whether there are enough readable words to trust the layer; broken fonts give codes instead of characters."""
        if self.recognised:
            return bool(self.words)
        text = "".join(word.text for word in self.words)
        good = sum(character.isalnum() and not 0xE000 <= ord(character) <= 0xF8FF for character in text)
        return len(self.words) >= ENOUGH_WORDS and good > 0.5 * len(text)


def open_pdf(data: bytes, limits: Limits) -> Document:
    """Open a PDF. Raises Refusal: `damaged`, `password`, `too_many_pages`, `too_large_page`, `limits`."""
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, RuntimeError, ValueError) as error:
        raise Refusal(ReadingReason.DAMAGED) from error
    if document.needs_pass:
        raise Refusal(ReadingReason.PASSWORD)
    if document.page_count == 0 or (document.is_repaired and b"%%EOF" not in data[-2048:]):
        raise Refusal(ReadingReason.DAMAGED)
    if document.page_count > limits.pages:
        raise Refusal(ReadingReason.TOO_MANY_PAGES, pages=document.page_count, limit=limits.pages)
    for number in range(document.page_count):
        _check_page(document, number, limits)
    check_contents(document, limits)
    return document


def _check_page(document: Document, number: int, limits: Limits) -> None:
    """Check the sizes in the page's own entries, before anything is rendered or decompressed. Raises Refusal."""
    try:
        page = document[number]
        images = page.get_images(full=True)
    except (RuntimeError, ValueError) as error:
        raise Refusal(ReadingReason.DAMAGED, page=number + 1) from error
    drawn = page.rect.width / 72 * RENDER_DPI * page.rect.height / 72 * RENDER_DPI
    largest = max([drawn, *(image[2] * image[3] for image in images)])
    if largest > limits.pixels:
        raise Refusal(
            ReadingReason.TOO_LARGE_PAGE, page=number + 1, megapixels=int(largest / 1e6), limit=limits.pixels // 10**6
        )


def read_page(document: Document, number: int) -> PageText:
    """The words of one page (from 1), the visible ones separate from the hidden ones. Raises Refusal: `damaged`."""
    try:
        page = document[number - 1]
        contents = page.get_displaylist()  # interpreted once, for its images, its words and its appearance
        scanned = _is_scan(page, contents)
        words = list(_words(page, contents))
        covered = scanned and _is_covered(page)
        width, height = page.rect.width, page.rect.height
        visibility = Visibility.of(contents, width, height) if words else None
        codes = _codes(contents, visibility, number) if visibility else ()
    except (RuntimeError, ValueError) as error:
        raise Refusal(ReadingReason.DAMAGED, page=number) from error
    shown = visibility.shows([word for word, _ in words]) if visibility else []
    seen, hidden = [], []
    for (word, drawn), shows in zip(words, shown, strict=True):
        if scanned and (covered or not drawn):
            seen.append(_from_engine(word))
        elif drawn and shows:
            seen.append(word)
        else:
            hidden.append(word)
    blank = not words and not page.get_image_info() and not page.get_drawings()
    return PageText(number, width, height, tuple(seen), tuple(hidden), scanned, blank, codes=codes)


def turn_upright(document: Document, number: int) -> bool:
    """Turn a page (from 1) whose text does not run from left to right as it is shown. Returns whether it was turned.

    Raises Refusal: `damaged`.
    """
    try:
        page = document[number - 1]
        shown = pymupdf.Matrix(*tuple(page.rotation_matrix)[:4], 0, 0)
        words = [0, 0, 0, 0]
        for block in page.get_textpage(flags=_FLAGS).extractDICT()["blocks"]:
            for line in block.get("lines", ()):
                count = len("".join(span["text"] for span in line["spans"]).split())
                words[_quarters(pymupdf.Point(line["dir"]) * shown)] += count
    except (RuntimeError, ValueError) as error:
        raise Refusal(ReadingReason.DAMAGED, page=number) from error
    most = max(words)
    turns = words.index(most)
    if not turns or most < ENOUGH_WORDS:
        return False
    page.set_rotation((page.rotation + 90 * turns) % 360)
    return True


def _quarters(direction: Any) -> int:
    """The clockwise quarter turns that make text level that is shown running in this direction (y points down)."""
    if abs(direction.x) >= abs(direction.y):
        return 0 if direction.x >= 0 else 2
    return 1 if direction.y < 0 else 3


def _codes(contents: Any, seen: Visibility, number: int) -> tuple[PaymentCode, ...]:
    """The payment codes of a page; only the areas that may hold a code are rendered at the resolution to read it."""
    scale, points = CODE_DPI / 72, 72 / CODE_DPI
    found: list[Code] = []
    for area in code_areas(seen.grey):
        clip = pymupdf.Rect(area.x0, area.y0, area.x1, area.y1) / seen.scale
        pixels = contents.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0, clip=clip)
        grey = np.frombuffer(pixels.samples_mv, np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]
        found += read_codes(grey, points, (pixels.x * points, pixels.y * points))
    return payment_codes(found[:MOST], number)


def _from_engine(word: Word) -> Word:
    """An invisible word over a scan, which another OCR program wrote: its origin is OCR, with a fixed confidence."""
    return Word(word.text, word.page, word.x0, word.y0, word.x1, word.y1, word.size, 0.85, Origin.OCR)


def _is_covered(page: Page) -> bool:
    """Whether text was drawn before the image that covers the page; then it cannot be seen, whatever its colour."""
    area = page.rect.width * page.rect.height or 1.0
    has_text = False
    for what, (x0, y0, x1, y1), *_ in page.get_bboxlog():
        if what == "fill-text":
            has_text = True
        elif what == "fill-image" and has_text and (x1 - x0) * (y1 - y0) > WHOLE_PAGE * area:
            return True
    return False


def _is_scan(page: Page, contents: Any) -> bool:
    area = page.rect.width * page.rect.height or 1.0
    images = pymupdf.TextPage(contents.get_textpage(pymupdf.TEXT_PRESERVE_IMAGES)).extractIMGINFO()
    for image in images:
        x0, y0, x1, y1 = image["bbox"]
        if (x1 - x0) * (y1 - y0) > WHOLE_PAGE * area:
            return True
    return False


def _words(page: Page, contents: Any) -> Iterator[tuple[Word, bool]]:
    """The horizontal words of a page, each with whether it is opaque; sideways text in margins is left out.

    On a rotated page the words are assembled before the rotation, as they were typeset.
    """
    turned = page.rotation != 0
    text = page.get_textpage(flags=_FLAGS) if turned else pymupdf.TextPage(contents.get_textpage(_FLAGS))
    matrix, number = page.rotation_matrix, page.number + 1
    along = (matrix.a, matrix.c)
    spans = {
        (block_number, line_number): (line["spans"], line["dir"][0] * along[0] + line["dir"][1] * along[1] >= LEVEL)
        for block_number, block in enumerate(text.extractDICT()["blocks"])
        for line_number, line in enumerate(block.get("lines", ()))
    }
    for x0, y0, x1, y1, characters, block, line, _ in text.extractWORDS():
        size, drawn = y1 - y0, True
        home, level = spans.get((block, line), (None, True))
        if not level:
            continue
        if home:
            span = _span_at(home, (x0 + x1) / 2)
            size, drawn = span["size"], span.get("alpha", 255) > 12
        if turned:
            x0, y0, x1, y1 = pymupdf.Rect(x0, y0, x1, y1) * matrix
        yield Word(characters, number, x0, y0, x1, y1, size), drawn


def _span_at(spans: Sequence[dict[str, Any]], place: float) -> dict[str, Any]:
    """The span of a line (text in one font) that contains the middle of a word."""
    for span in spans:
        if span["bbox"][0] <= place <= span["bbox"][2]:
            return span
    return spans[0]
