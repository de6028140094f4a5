"""Stages for image files and pages that are images. Without an OCR engine only the first one does something."""

from dataclasses import replace

from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.domain.proof.second_opinion import Opinion
from services.ocr_extract.ocr.images.opening import page_count, to_pdf
from services.ocr_extract.ocr.scans import Scans, recognise
from services.ocr_extract.ocr.second_opinion import ask_second
from services.ocr_extract.reading.state import Reading, Tools


def convert_image_to_pdf(reading: Reading, tools: Tools) -> Reading:
    """Converts an image file to a PDF without text. Raises Refusal when there is no engine to read it."""
    if reading.file_type is None or not reading.file_type.is_image:
        return reading
    if tools.recogniser is None:
        raise Refusal(ReadingReason.NEEDS_OCR, pages=page_count(reading.data, reading.file_type, tools.limits))
    return replace(reading, pdf=to_pdf(reading.data, reading.file_type, tools.limits))


def recognise_images(reading: Reading, tools: Tools) -> Reading:
    """Reads the pages without text of their own with the first engine."""
    if reading.document is None or reading.einvoice is not None:
        return reading
    texts = list(reading.texts)
    scans = recognise(reading.document, texts, tools.recogniser) if tools.recogniser else Scans({}, texts)
    return replace(reading, scans=scans)


def ask_second_engine(reading: Reading, tools: Tools) -> Reading:
    """Reads the images again with a second engine when that may prove a value that nothing proves so far."""
    document, scans, words, found = reading.document, reading.scans, reading.words, reading.found
    if tools.recogniser is None or document is None or words is None or found is None or not (scans and scans.pages):
        return reading
    opinion = Opinion(words, found)
    found, reader = ask_second(opinion, document, list(reading.texts), tools.recogniser, tools.identity)
    return replace(reading, found=found, reader=reader)


def place_fields_on_filed_pages(reading: Reading, _: Tools) -> Reading:
    """Converts the places of the fields to those on the stored pages, from those on the levelled images."""
    if reading.found is None or not (reading.scans and reading.scans.pages):
        return reading
    return replace(reading, found=replace(reading.found, fields=reading.scans.placed(reading.found.fields)))
