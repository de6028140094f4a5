"""Stages that read an e-invoice, alone or inside a PDF. A value that it states takes precedence."""

from collections.abc import Iterator
from dataclasses import replace

from contracts.reason import Reason
from libs.files import FileType, sniff
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from libs.ubl_schema import (
    Forbidden,
    NoEmbeddedInvoice,
    NotAnInvoice,
    TooLarge,
    UnreadableFile,
    UnreadablePdf,
    read,
)
from libs.ubl_schema import (
    Reading as ParsedEInvoice,
)
from libs.ubl_schema.pdf import find_invoice, read_invoice_file
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.payment_code import held_against_embedded
from services.ocr_extract.domain.proof.comparison import compare, fill_gaps
from services.ocr_extract.files.einvoice.fields import accounts_of, kind_of, map_invoice
from services.ocr_extract.files.pdf import open_pdf
from services.ocr_extract.limits import Limits, within_limits
from services.ocr_extract.reading.state import EInvoice, Reading, Tools


def parse_einvoice_file(reading: Reading, tools: Tools) -> Reading:
    """Reads an XML file, and the first attached PDF that can be opened. Raises Refusal for other XML."""
    if not reading.is_einvoice_file:
        return reading
    einvoice = _einvoice(_parse(reading.data), tools.identity)
    warnings: list[Reason] = []
    for content in _attached_pdfs(einvoice.parsed):
        if reason := _why_it_does_not_open(content, tools.limits):
            warnings.append(reason)
        else:
            return replace(reading, einvoice=einvoice, pdf=content).warned(warnings)
    return replace(reading, einvoice=einvoice).warned(warnings)


def find_embedded_einvoice(reading: Reading, tools: Tools) -> Reading:
    """Reads the e-invoice inside a PDF. When it cannot be read there is a warning, and the page is read instead."""
    if reading.document is None or reading.is_einvoice_file:
        return reading
    try:
        inside = find_invoice(reading.pdf or b"")
        parsed = read_invoice_file(inside)
        return replace(reading, einvoice=_einvoice(parsed, tools.identity, inside.xml))
    except NoEmbeddedInvoice:
        return reading
    except UnreadablePdf:
        if not reading.document.embfile_count():
            return reading
        return reading.warned([Reason(code=ReadingReason.EMBEDDED_UNREADABLE)])
    except (UnreadableFile, Refusal):
        return reading.warned([Reason(code=ReadingReason.EMBEDDED_UNREADABLE)])


def compare_page_with_einvoice(reading: Reading, _: Tools) -> Reading:
    """Completes an embedded e-invoice from the page. Values that both state must agree, or there is a warning.

    The same holds for the payment codes on the page.
    """
    if reading.einvoice is None or reading.is_einvoice_file or reading.words is None or reading.found is None:
        return reading
    fields, warnings = reading.einvoice.fields, compare(reading.einvoice.fields, reading.words)
    if codes := reading.payment_codes:
        fields, differences = held_against_embedded(fields, codes, accounts_of(reading.einvoice.parsed.invoice))
        warnings = [*warnings, *differences]
    filled = fill_gaps(fields, reading.found.fields)
    return replace(reading, einvoice=replace(reading.einvoice, fields=filled)).warned(warnings)


def _einvoice(parsed: ParsedEInvoice, identity: ClientIdentity, embedded: bytes | None = None) -> EInvoice:
    with within_limits():
        fields, doubts = map_invoice(parsed.invoice)
    kind, confidence = kind_of(parsed.invoice, fields, identity)
    return EInvoice(parsed, kind, confidence, fields, doubts, embedded)


def _parse(data: bytes) -> ParsedEInvoice:
    try:
        return read(data)
    except Forbidden as error:
        raise Refusal(ReadingReason.DOCTYPE, place=error.place) from error
    except NotAnInvoice as error:
        raise Refusal(ReadingReason.NOT_AN_INVOICE_FILE, place=error.place) from error
    except TooLarge as error:
        raise Refusal(ReadingReason.LIMITS, place=error.place) from error
    except UnreadableFile as error:
        raise Refusal(ReadingReason.DAMAGED, place=error.place) from error


def _attached_pdfs(parsed: ParsedEInvoice) -> Iterator[bytes]:
    for attachment in parsed.invoice.attachments:
        if attachment.content and sniff(attachment.content) == FileType.PDF:
            yield attachment.content


def _why_it_does_not_open(pdf: bytes, limits: Limits) -> Reason | None:
    try:
        open_pdf(pdf, limits).close()
    except Refusal as refusal:
        return Reason(code=ReadingReason.ATTACHMENT_UNREADABLE, params={"reason": refusal.code})
    return None
