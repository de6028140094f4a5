"""Stages that finish a reading with its outcome and the files to store."""

from dataclasses import replace

from contracts.fields import DocumentFields, DocumentKind
from contracts.reason import Reason
from libs.images import to_pdf_a
from services.ocr_extract.domain.explanations import explain, explain_einvoice
from services.ocr_extract.files.einvoice.notes import warnings_of
from services.ocr_extract.files.mupdf import Document
from services.ocr_extract.ocr.images.archive import pages_only, searchable
from services.ocr_extract.ocr.several_documents import find_regions
from services.ocr_extract.outcome import Extracted, Outcome
from services.ocr_extract.reading.state import EInvoice, Reading, Tools

MOST_WARNINGS = 20


def finish_several_documents(reading: Reading, tools: Tools) -> Reading:
    """Finishes an image of several documents with their regions only: its fields would mix their values."""
    document, scans, recogniser = reading.document, reading.scans, tools.recogniser
    if document is None or scans is None or recogniser is None or tools.as_one:
        return reading
    regions = find_regions(document, scans, recogniser, tools.identity, tools.limits)
    if not regions:
        return reading
    result = Extracted(
        kind=DocumentKind.OTHER,
        kind_confidence=0.0,
        fields=DocumentFields(),
        pages=1,
        reader=recogniser.name,
        warnings=_distinct(reading.warnings),
        regions=regions,
    )
    return _finished(reading, result, searchable(document, scans.pages))


def finish_einvoice(reading: Reading, _: Tools) -> Reading:
    """Finishes an e-invoice: its fields, the language of its page, and the file found inside (the XML or the PDF)."""
    einvoice = reading.einvoice
    if einvoice is None:
        return reading
    result = _einvoice_result(reading, einvoice)
    if reading.is_einvoice_file:
        return replace(reading, outcome=Outcome(result, pdf=reading.pdf, is_einvoice=True))
    return replace(reading, outcome=Outcome(result, embedded=einvoice.embedded, pdf=_pages_alone(reading), is_pdf=True))


def finish_document(reading: Reading, _: Tools) -> Reading:
    """Finishes a document: its fields, and for images a PDF with the recognised words as invisible text."""
    found, document = reading.found, reading.document
    if found is None or document is None:
        raise AssertionError("a file without pages is an e-invoice or cannot be read")
    statement = reading.card_statement
    result = Extracted(
        kind=found.kind,
        kind_confidence=found.kind_confidence,
        language=found.language,
        fields=found.fields,
        pages=document.page_count,
        reader=reading.reader,
        warnings=_distinct(reading.warnings) + ((statement.reason,) if statement and statement.reason else ()),
        card_statement=statement.fields if statement else None,
        explanations=explain(found.kind, found.fields, found.scores),
    )
    return _finished(reading, result, _filed(reading, document))


def _einvoice_result(reading: Reading, einvoice: EInvoice) -> Extracted:
    parsed = einvoice.parsed
    return Extracted(
        kind=einvoice.kind,
        kind_confidence=einvoice.kind_confidence,
        language=reading.found.language if reading.found else None,
        fields=einvoice.fields,
        pages=reading.document.page_count if reading.document else None,
        reader=f"{'' if reading.is_einvoice_file else 'pdf+'}{parsed.syntax.value}:{parsed.dialect}",
        warnings=_distinct((*reading.warnings, *einvoice.doubts, *warnings_of(parsed.warnings))),
        explanations=explain_einvoice(einvoice.kind, einvoice.fields),
    )


def _finished(reading: Reading, result: Extracted, pdf: bytes | None) -> Reading:
    """The reading with its outcome; a PDF that was made here becomes PDF/A."""
    is_pdf = reading.pdf is reading.data
    kept = to_pdf_a(pdf) if pdf and not is_pdf else pdf
    return replace(reading, outcome=Outcome(result, pdf=kept, is_pdf=is_pdf))


def _filed(reading: Reading, document: Document) -> bytes | None:
    if reading.scans and reading.scans.pages:
        return searchable(document, reading.scans.pages)
    return _pages_alone(reading)


def _pages_alone(reading: Reading) -> bytes | None:
    return pages_only(reading.document) if reading.document is not None and reading.is_pages_only else None


def _distinct(warnings: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Each warning once, and at most MOST_WARNINGS."""
    kept: list[Reason] = []
    for warning in warnings:
        if warning not in kept:
            kept.append(warning)
    return tuple(kept[:MOST_WARNINGS])
