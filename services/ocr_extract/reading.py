"""Reading one file from its first bytes to its fields. Runs inside a worker process; needs no service around it.

Order: a plain or embedded e-invoice first, then the text layer, then (when an engine is given) the pictures of pages.
"""

from contracts.fields import DocumentFields, Reason
from libs.ubl_schema import (
    Forbidden,
    NoEmbeddedInvoice,
    NotAnInvoice,
    Reading,
    TooLarge,
    UnreadableFile,
    UnreadablePdf,
    read,
)
from libs.ubl_schema.pdf import embedded_xml, read_pdf
from services.ocr_extract.domain.comparison import compare, fill_gaps
from services.ocr_extract.domain.extract import Extraction, extract
from services.ocr_extract.domain.identity import ClientIdentity
from services.ocr_extract.domain.layout import read_pages
from services.ocr_extract.domain.page import Pages, Word
from services.ocr_extract.einvoice import kind_of, map_invoice
from services.ocr_extract.engines import OcrEngine
from services.ocr_extract.image_header import check_image
from services.ocr_extract.limits import Limits
from services.ocr_extract.media import Media, name_of, sniff
from services.ocr_extract.mupdf import Document
from services.ocr_extract.outcome import CannotRead, Extracted, Outcome
from services.ocr_extract.pdf import PageText, open_pdf, page_image, read_page

MANY_HIDDEN = 6
"""Fewer hidden words than this are specks of a producer, not a second document for machines."""
MOST_WARNINGS = 20
READABLE = "PDF, UBL, CII, PNG, JPEG, TIFF, GIF, BMP"


def read_bytes(data: bytes, identity: ClientIdentity, limits: Limits, engine: OcrEngine | None = None) -> Outcome:
    """Read a file of any kind; a file that cannot be read gives the reason, never an exception."""
    try:
        return _read(data, identity, limits, engine)
    except CannotRead as reason:
        return Outcome(reason.unreadable)


def _read(data: bytes, identity: ClientIdentity, limits: Limits, engine: OcrEngine | None) -> Outcome:
    if not data:
        raise CannotRead("empty")
    media = sniff(data)
    if media == Media.XML:
        return _read_einvoice(data, identity, limits)
    if media == Media.PDF:
        return _read_pdf(data, identity, limits, engine)
    if media.is_image:
        raise CannotRead("needs_ocr", pages=check_image(data, media, limits))
    raise CannotRead("unsupported", media=name_of(data), readable=READABLE)


def _read_einvoice(data: bytes, identity: ClientIdentity, limits: Limits) -> Outcome:
    reading = _parse(data)
    pdf, warnings = _attached_pdf(reading, limits)
    language, pages = None, None
    if pdf is not None:
        document = open_pdf(pdf, limits)
        texts = _page_texts(document)
        found = extract(_to_pages(texts), identity)
        language, pages = found.language, document.page_count
    result = _einvoice_result(reading, identity, f"{reading.syntax.value}:{reading.dialect}", language, pages, warnings)
    return Outcome(result, pdf=pdf, is_einvoice=True)


def _parse(data: bytes) -> Reading:
    try:
        return read(data)
    except Forbidden as error:
        raise CannotRead("doctype", place=error.place) from error
    except NotAnInvoice as error:
        raise CannotRead("not_an_invoice_file", place=error.place) from error
    except TooLarge as error:
        raise CannotRead("limits", place=error.place) from error
    except UnreadableFile as error:
        raise CannotRead("damaged", place=error.place) from error


def _attached_pdf(reading: Reading, limits: Limits) -> tuple[bytes | None, list[Reason]]:
    """The first attached file that is a PDF and opens; one that does not is left out, with a warning."""
    warnings = []
    for attachment in reading.invoice.attachments:
        if attachment.content and sniff(attachment.content) == Media.PDF:
            try:
                open_pdf(attachment.content, limits).close()
            except CannotRead as reason:
                warnings.append(Reason(code="attachment_unreadable", params={"reason": reason.unreadable.code}))
                continue
            return attachment.content, warnings
    return None, warnings


def _einvoice_result(
    reading: Reading,
    identity: ClientIdentity,
    reader: str,
    language: str | None,
    pages: int | None,
    warnings: list[Reason],
    fields: DocumentFields | None = None,
) -> Extracted:
    mapped, doubts = map_invoice(reading.invoice)
    kind, confidence = kind_of(reading.invoice, mapped, identity)
    told = [Reason(code=note.code, params={"term": note.term or ""}) for note in reading.warnings]
    return Extracted(
        kind=kind,
        kind_confidence=confidence,
        language=language,
        fields=fields or mapped,
        pages=pages,
        reader=reader,
        warnings=_distinct([*warnings, *doubts, *told]),
    )


def _read_pdf(data: bytes, identity: ClientIdentity, limits: Limits, engine: OcrEngine | None) -> Outcome:
    document = open_pdf(data, limits)
    inside, warnings = _inside(data, document)
    texts = _page_texts(document)
    if inside is None and engine is not None:
        texts = [text if text.usable else _recognise(document, text, engine) for text in texts]
    usable = [text for text in texts if text.usable]
    warnings += _page_warnings(document, texts)
    if inside is not None:
        reading, xml = inside
        return _hybrid(reading, xml, identity, document, texts, warnings)
    if not usable:
        raise CannotRead("blank" if all(text.blank for text in texts) else "needs_ocr", pages=document.page_count)
    found = extract(_to_pages(texts), identity)
    unread = [str(text.number) for text in texts if not text.usable and not text.blank]
    if unread:
        warnings.append(Reason(code="pages_without_text", params={"pages": ", ".join(unread)}))
    reader = engine.name if engine and any(text.scanned for text in usable) else "text-layer"
    return Outcome(_text_result(found, document.page_count, reader, warnings), is_pdf=True)


def _inside(data: bytes, document: Document) -> tuple[tuple[Reading, bytes] | None, list[Reason]]:
    """The e-invoice inside a PDF with its own bytes; an unreadable one is a warning, the page still speaks."""
    if not document.embfile_count():
        return None, []
    try:
        reading = read_pdf(data)
        return (reading, embedded_xml(data)[reading.filename or ""]), []
    except NoEmbeddedInvoice:
        return None, []
    except (UnreadableFile, UnreadablePdf, KeyError):
        return None, [Reason(code="embedded_unreadable")]


def _hybrid(
    reading: Reading,
    xml: bytes,
    identity: ClientIdentity,
    document: Document,
    texts: list[PageText],
    warnings: list[Reason],
) -> Outcome:
    """The XML decides; the page fills what the XML leaves open, and where both speak they must agree."""
    mapped, _ = map_invoice(reading.invoice)
    pages = _to_pages(texts)
    printed = extract(pages, identity)
    warnings += compare(mapped, pages)
    result = _einvoice_result(
        reading,
        identity,
        f"pdf+{reading.syntax.value}:{reading.dialect}",
        printed.language,
        document.page_count,
        warnings,
        fill_gaps(mapped, printed.fields),
    )
    return Outcome(result, embedded=xml, is_pdf=True)


def _text_result(found: Extraction, pages: int, reader: str, warnings: list[Reason]) -> Extracted:
    return Extracted(
        kind=found.kind,
        kind_confidence=found.kind_confidence,
        language=found.language,
        fields=found.fields,
        pages=pages,
        reader=reader,
        warnings=_distinct(warnings),
    )


def _page_texts(document: Document) -> list[PageText]:
    return [read_page(document, number + 1) for number in range(document.page_count)]


def _recognise(document: Document, text: PageText, engine: OcrEngine) -> PageText:
    """A page without a usable text layer, read by an engine from its picture."""
    if text.blank:
        return text
    words = engine.read(page_image(document, text.number))
    return PageText(text.number, text.width, text.height, words, text.hidden, text.scanned, text.blank)


def _to_pages(texts: list[PageText]) -> Pages:
    words: list[Word] = [word for text in texts if text.usable or not text.scanned for word in text.words]
    return read_pages(words, {text.number: (text.width, text.height) for text in texts})


def _page_warnings(document: Document, texts: list[PageText]) -> list[Reason]:
    warnings = []
    hidden = [word for text in texts for word in text.hidden if any(map(str.isalnum, word.text))]
    if len(hidden) >= MANY_HIDDEN:
        warnings.append(Reason(code="hidden_text", params={"words": str(len(hidden))}))
    if document.is_repaired:
        warnings.append(Reason(code="repaired"))
    return warnings


def _distinct(warnings: list[Reason]) -> tuple[Reason, ...]:
    """Each warning once, and no flood of them."""
    kept: list[Reason] = []
    for warning in warnings:
        if warning not in kept:
            kept.append(warning)
    return tuple(kept[:MOST_WARNINGS])
