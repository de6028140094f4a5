"""Stages that find the fields among the words."""

from dataclasses import replace

from contracts.fields import DocumentKind
from services.ocr_extract.domain.card_statement.statement import read_with_fields
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.identifiers import find_ibans
from services.ocr_extract.domain.fields.payment_code import with_payment_codes
from services.ocr_extract.ocr.scans import pages_of
from services.ocr_extract.reading.state import Reading, Tools


def extract_fields(reading: Reading, tools: Tools) -> Reading:
    """Finds the fields in the words of all pages. Of a PDF attached to an e-invoice only the language is used."""
    if reading.document is None:
        return reading
    words = pages_of(reading.scans.texts if reading.scans else reading.texts)
    return replace(reading, words=words, found=extract(words, tools.identity))


def apply_payment_codes(reading: Reading, _: Tools) -> Reading:
    """Completes the fields from the payment codes. Values that both state must agree, or there is a warning."""
    codes = reading.payment_codes
    if reading.is_einvoice_file or reading.words is None or reading.found is None or not codes:
        return reading
    printed = {iban.value for iban in find_ibans(reading.words)}
    fields, warnings = with_payment_codes(reading.found.fields, codes, printed)
    return replace(reading, found=replace(reading.found, fields=fields)).warned(warnings)


def read_card_statement(reading: Reading, _: Tools) -> Reading:
    """Reads the lines of a card statement when they add up to its total; else there is only a warning."""
    found = reading.found
    if reading.words is None or found is None or found.kind is not DocumentKind.CARD_STATEMENT:
        return reading
    fields, statement = read_with_fields(reading.words, found.fields)
    return replace(reading, found=replace(found, fields=fields), card_statement=statement)
