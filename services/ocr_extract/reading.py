"""Reading one file from its first bytes to its fields. Runs inside a worker process; needs no service around it.

Order: a plain or embedded e-invoice first, then the text layer, then (when there is an engine) the pictures of those
pages that have no text of their own. A picture file is a PDF without text.
"""

from dataclasses import replace

from contracts.fields import DocumentFields, DocumentKind, DocumentRegion, Reason
from libs.files import FileType, accepted_words, name_of, sniff
from libs.pictures import archival
from libs.reasons.reading import ReadingReason
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
from services.ocr_extract.domain.card_statement.statement import read_with_fields
from services.ocr_extract.domain.extract import Extraction, extract
from services.ocr_extract.domain.fields.identifiers import find_ibans
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.payment_code import held_against_embedded, with_payment_codes
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.proof.comparison import compare, fill_gaps
from services.ocr_extract.domain.proof.doubt import all_doubted
from services.ocr_extract.domain.proof.second_opinion import Opinion
from services.ocr_extract.files.active_content import active_content
from services.ocr_extract.files.einvoice.fields import accounts_of, kind_of, map_invoice
from services.ocr_extract.files.mupdf import BrokenFile, Document, OutOfMemory
from services.ocr_extract.files.pdf import PageText, open_pdf, read_page
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.images.archive import pages_only, searchable
from services.ocr_extract.ocr.images.opening import page_count, to_pdf
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.ocr.scans import Scans, pages_of, recognise
from services.ocr_extract.ocr.second_opinion import ask_second
from services.ocr_extract.ocr.several_documents import find_regions, overlapping
from services.ocr_extract.outcome import CannotRead, Extracted, Outcome, Unreadable

MANY_HIDDEN = 6
"""Fewer hidden words than this are specks of a producer, not a second document for machines."""
MOST_WARNINGS = 20


def read_bytes(
    data: bytes,
    identity: ClientIdentity,
    limits: Limits,
    recogniser: Recogniser | None = None,
    *,
    as_one: bool = False,
) -> Outcome:
    """Read a file of any kind; a file that cannot be read gives the reason, never an exception.

    `as_one`: a person said that a picture is one document, whatever it looks like.
    """
    try:
        return _read(data, identity, limits, recogniser, as_one)
    except CannotRead as reason:
        return Outcome(reason.unreadable)
    except OutOfMemory:
        return Outcome(Unreadable(code=ReadingReason.LIMITS, params={"limit": "memory"}))
    except BrokenFile:
        return Outcome(Unreadable(code=ReadingReason.DAMAGED))


def _read(
    data: bytes, identity: ClientIdentity, limits: Limits, recogniser: Recogniser | None, as_one: bool
) -> Outcome:
    if not data:
        raise CannotRead(ReadingReason.EMPTY)
    media = sniff(data)
    if media == FileType.XML:
        return _read_einvoice(data, identity, limits)
    if media == FileType.PDF:
        return _read_pdf(data, identity, limits, recogniser, as_one)
    if media.is_image:
        if recogniser is None:
            raise CannotRead(ReadingReason.NEEDS_OCR, pages=page_count(data, media, limits))
        outcome = _read_pdf(to_pdf(data, media, limits), identity, limits, recogniser, as_one)
        return replace(outcome, pdf=archival(outcome.pdf) if outcome.pdf else None, is_pdf=False)
    raise CannotRead(ReadingReason.UNSUPPORTED, media=name_of(data), readable=accepted_words())


def _read_einvoice(data: bytes, identity: ClientIdentity, limits: Limits) -> Outcome:
    reading = _parse(data)
    pdf, warnings = _attached_pdf(reading, limits)
    language, pages = None, None
    if pdf is not None:
        document = open_pdf(pdf, limits)
        texts = _page_texts(document)
        found = extract(pages_of(texts), identity)
        language, pages = found.language, document.page_count
    result = _einvoice_result(reading, identity, f"{reading.syntax.value}:{reading.dialect}", language, pages, warnings)
    return Outcome(result, pdf=pdf, is_einvoice=True)


def _parse(data: bytes) -> Reading:
    try:
        return read(data)
    except Forbidden as error:
        raise CannotRead(ReadingReason.DOCTYPE, place=error.place) from error
    except NotAnInvoice as error:
        raise CannotRead(ReadingReason.NOT_AN_INVOICE_FILE, place=error.place) from error
    except TooLarge as error:
        raise CannotRead(ReadingReason.LIMITS, place=error.place) from error
    except UnreadableFile as error:
        raise CannotRead(ReadingReason.DAMAGED, place=error.place) from error


def _attached_pdf(reading: Reading, limits: Limits) -> tuple[bytes | None, list[Reason]]:
    """The first attached file that is a PDF and opens; one that does not is left out, with a warning."""
    warnings = []
    for attachment in reading.invoice.attachments:
        if attachment.content and sniff(attachment.content) == FileType.PDF:
            try:
                open_pdf(attachment.content, limits).close()
            except CannotRead as reason:
                warnings.append(
                    Reason(code=ReadingReason.ATTACHMENT_UNREADABLE, params={"reason": reason.unreadable.code})
                )
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


def _read_pdf(
    data: bytes, identity: ClientIdentity, limits: Limits, recogniser: Recogniser | None, as_one: bool
) -> Outcome:
    document = open_pdf(data, limits)
    acts = active_content(document)
    inside, warnings = _inside(data, document)
    warnings += [Reason(code=ReadingReason.ACTIVE_CONTENT, params={"kinds": ", ".join(acts)})] if acts else []
    texts = _page_texts(document)
    if inside is not None:
        reading, xml = inside
        outcome = _hybrid(reading, xml, identity, document, texts, warnings + _page_warnings(document, texts))
        return replace(outcome, pdf=pages_only(document)) if acts else outcome
    scans = recognise(document, texts, recogniser) if recogniser else Scans({}, texts)
    warnings += _page_warnings(document, scans.texts)
    if recogniser and not as_one and (regions := find_regions(document, scans, recogniser, identity, limits)):
        return Outcome(_several(regions, recogniser.name, warnings), pdf=searchable(document, scans.pages), is_pdf=True)
    untrusted = [] if as_one else overlapping(document, scans, identity)
    warnings += untrusted
    usable = [text for text in scans.texts if text.usable]
    if not usable or scans.has_too_little(usable):
        raise scans.reason(document.page_count)
    words = pages_of(scans.texts)
    found, reader = _with_codes(extract(words, identity), scans.texts, words, warnings), "text-layer"
    if recogniser and scans.pages:
        found, reader = ask_second(Opinion(words, found), document, texts, recogniser, identity)
    warnings += scans.contradictions(texts, found.fields, identity)
    unread = [str(text.number) for text in scans.texts if not text.usable and not text.blank]
    if unread:
        warnings.append(Reason(code=ReadingReason.PAGES_WITHOUT_TEXT, params={"pages": ", ".join(unread)}))
    result = _text_result(found, document.page_count, reader, warnings)
    result = _with_card_statement(result, words)
    if untrusted:
        result = result.model_copy(update={"fields": all_doubted(result.fields)})
    if not scans.pages:
        return Outcome(result, pdf=pages_only(document) if acts else None, is_pdf=True)
    placed = result.model_copy(update={"fields": scans.placed(result.fields)})
    return Outcome(placed, pdf=searchable(document, scans.pages), is_pdf=True)


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
        return None, [Reason(code=ReadingReason.EMBEDDED_UNREADABLE)]


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
    pages = pages_of(texts)
    printed = _with_codes(extract(pages, identity), texts, pages, warnings)
    warnings += compare(mapped, pages)
    if codes := [code for text in texts for code in text.codes]:
        mapped, told = held_against_embedded(mapped, codes, accounts_of(reading.invoice))
        warnings += told
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


def _with_codes(found: Extraction, texts: list[PageText], pages: Pages, warnings: list[Reason]) -> Extraction:
    """With what the payment codes of the paper say beside its words."""
    codes = [code for text in texts for code in text.codes]
    if not codes:
        return found
    fields, told = with_payment_codes(found.fields, codes, {iban.value for iban in find_ibans(pages)})
    warnings += told
    return replace(found, fields=fields)


def _several(regions: tuple[DocumentRegion, ...], reader: str, warnings: list[Reason]) -> Extracted:
    """Of a picture of several documents nothing is told but where they lie."""
    return Extracted(
        kind=DocumentKind.OTHER,
        kind_confidence=0.0,
        fields=DocumentFields(),
        pages=1,
        reader=reader,
        warnings=_distinct(warnings),
        regions=regions,
    )


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


def _with_card_statement(result: Extracted, pages: Pages) -> Extracted:
    """Of a card statement only what ties out is told; of one that does not, a warning is all that is said."""
    if result.kind is not DocumentKind.CARD_STATEMENT:
        return result
    fields, statement = read_with_fields(pages, result.fields)
    warnings = result.warnings + ((statement.reason,) if statement.reason else ())
    return result.model_copy(update={"fields": fields, "card_statement": statement.fields, "warnings": warnings})


def _page_texts(document: Document) -> list[PageText]:
    return [read_page(document, number + 1) for number in range(document.page_count)]


def _page_warnings(document: Document, texts: list[PageText]) -> list[Reason]:
    warnings = []
    hidden = [word for text in texts for word in text.hidden if any(map(str.isalnum, word.text))]
    if len(hidden) >= MANY_HIDDEN:
        warnings.append(Reason(code=ReadingReason.HIDDEN_TEXT, params={"words": str(len(hidden))}))
    if document.is_repaired:
        warnings.append(Reason(code=ReadingReason.REPAIRED))
    return warnings


def _distinct(warnings: list[Reason]) -> tuple[Reason, ...]:
    """Each warning once, and no flood of them."""
    kept: list[Reason] = []
    for warning in warnings:
        if warning not in kept:
            kept.append(warning)
    return tuple(kept[:MOST_WARNINGS])
