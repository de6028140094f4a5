"""Born-digital pages: from bytes to visible words and to fields, compared with the words that PyMuPDF gives.

The reference is the least that PyMuPDF needs for the words of these files: opening, and `get_text("words")` page by
page. Serein opens with limits, renders every page to see which words are visible, and looks for a QR code. A third of
the documents have one; they are counted apart, because a code is rendered and read on its own. Then come the fields.
All take turns on each file, in processor seconds.
"""

import time
from collections.abc import Callable

from libs.samples.batch import samples
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.files.pdf import open_pdf, read_page
from services.ocr_extract.limits import Limits
from services.ocr_extract.reading import read_bytes
from tests.bench.table import Table

FILES, ROUNDS = 60, 3
AIM = 3.0


async def bench(table: Table) -> None:
    """Measure PyMuPDF's words, Serein's words and Serein's fields."""
    files = born_digital(FILES)
    for file, _ in files[:5]:
        _fields(file)  # modules, patterns and number tables are not reading time
    bare, words, fields = [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]  # without and with a code
    for _ in range(ROUNDS):
        for file, has_code in files:
            bare[has_code] += _seconds(_bare_words, file)
            words[has_code] += _seconds(_words, file)
            fields[has_code] += _seconds(_fields, file)
    for has_code, kind in ((False, ""), (True, ", with a QR code")):
        count = ROUNDS * sum(code == has_code for _, code in files)
        table.add(f"bare words of a page{kind}", _told(bare[has_code] / count), f"{count // ROUNDS} files")
        aim = "" if has_code else f"aim {AIM:.0f} x bare"
        table.add(
            f"words that can be seen{kind}", _told(words[has_code] / count), aim, _over(words[has_code], bare[has_code])
        )
        table.add(
            f"fields, words included{kind}",
            _told(fields[has_code] / count),
            "",
            _over(fields[has_code], bare[has_code]),
        )


def _over(ours: float, bare: float) -> str:
    return f"{ours / bare:.1f}"


def _seconds(do: Callable[[bytes], None], file: bytes) -> float:
    started = time.process_time()
    do(file)
    return time.process_time() - started


def _told(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms of a processor"


def _bare_words(file: bytes) -> None:
    for page in pymupdf.open(stream=file, filetype="pdf"):
        page.get_text("words")


def _words(file: bytes) -> None:
    document = open_pdf(file, Limits())
    for number in range(document.page_count):
        read_page(document, number + 1)


def _fields(file: bytes) -> None:
    read_bytes(file, ClientIdentity(), Limits())


def born_digital(count: int) -> list[tuple[bytes, bool]]:
    """PDFs of one page with a text layer and without an e-invoice, each with whether it has a QR code."""
    files: list[tuple[bytes, bool]] = []
    for sample in samples(404, 4 * count):
        if sample.media_type == "application/pdf" and len(files) < count:
            document = pymupdf.open(stream=sample.content, filetype="pdf")
            if document.page_count == 1 and not document.embfile_count() and document[0].get_text("words"):
                files.append((sample.content, bool(read_page(document, 1).codes)))
    return files
