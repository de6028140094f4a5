"""How much the pages of a PDF unpack to, found out before anything of it is drawn."""

from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.files.mupdf import BrokenFile, Document, pymupdf
from services.ocr_extract.limits import Limits


def check_contents(document: Document, limits: Limits) -> None:
    """Raises Refusal `limits` when the drawing commands of all pages together are larger than allowed.

    Compressed three times, 700 bytes can be 256 MiB. They are unpacked only as far as the limit and not kept. A stream
    that cannot be unpacked counts nothing, because nothing of it can be drawn either.
    """
    mupdf = pymupdf.mupdf
    pdf, left, sizes = mupdf.pdf_document_from_fz_document(document.this), limits.content_bytes, dict[int, int]()
    for number in range(document.page_count):
        for xref in document[number].get_contents():
            if xref not in sizes:
                try:
                    sizes[xref] = mupdf.fz_skip(mupdf.pdf_open_stream_number(pdf, xref), limits.content_bytes + 1)
                except (RuntimeError, ValueError, BrokenFile):
                    sizes[xref] = 0
            left -= sizes[xref]
            if left < 0:
                raise Refusal(ReadingReason.LIMITS, limit="content")
