"""Stages that add warnings: what a user must know before trusting the fields of a document."""

from dataclasses import replace

from contracts.reason import Reason
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.proof.doubt import all_doubted
from services.ocr_extract.domain.several_in_file import count_documents
from services.ocr_extract.ocr.scans import pages_of
from services.ocr_extract.ocr.several_documents import overlapping
from services.ocr_extract.reading.state import Reading, Tools

FEWEST_DOCUMENTS = 2

MANY_HIDDEN = 6
"""Fewer hidden words come from the program that made the file; more may be a second, hidden document."""


def warn_of_page_faults(reading: Reading, _: Tools) -> Reading:
    """Adds a warning of hidden words, and of a file that had to be repaired."""
    if reading.document is None or reading.is_einvoice_file:
        return reading
    warnings = []
    hidden = [word for text in reading.texts for word in text.hidden if any(map(str.isalnum, word.text))]
    if len(hidden) >= MANY_HIDDEN:
        warnings.append(Reason(code=ReadingReason.HIDDEN_TEXT, params={"words": str(len(hidden))}))
    if reading.document.is_repaired:
        warnings.append(Reason(code=ReadingReason.REPAIRED))
    return reading.warned(warnings)


def doubt_overlapping_documents(reading: Reading, tools: Tools) -> Reading:
    """Adds a warning when two documents overlap. Raises Refusal when their visible parts contradict each other."""
    if reading.document is None or reading.scans is None or tools.as_one:
        return reading
    warnings = overlapping(reading.document, reading.scans, tools.identity)
    return replace(reading, are_overlapping=bool(warnings)).warned(warnings)


def doubt_several_in_file(reading: Reading, tools: Tools) -> Reading:
    """Adds a warning when the pages of a file are several documents, each with a number and a total of its own."""
    if reading.scans is None or reading.is_einvoice_file or reading.einvoice is not None:
        return reading
    pages = [pages_of([text]) for text in reading.scans.texts if text.usable]
    documents = count_documents(pages, tools.identity)
    if documents < FEWEST_DOCUMENTS:
        return reading
    warning = Reason(code=ReadingReason.SEVERAL_IN_FILE, params={"count": str(documents)})
    return replace(reading, are_overlapping=True).warned([warning])


def require_words(reading: Reading, _: Tools) -> Reading:
    """Raises Refusal when too few words were found, with the reason why."""
    if reading.document is None or reading.scans is None:
        return reading
    usable = [text for text in reading.scans.texts if text.usable]
    if not usable or reading.scans.has_too_little(usable):
        raise reading.scans.reason(reading.document.page_count)
    return reading


def warn_of_differing_layer_and_poor_images(reading: Reading, tools: Tools) -> Reading:
    """Adds warnings of an invisible text layer that states other payment data than the image, and of poor images."""
    if reading.scans is None or reading.found is None:
        return reading
    return reading.warned(reading.scans.contradictions(reading.texts, reading.found.fields, tools.identity))


def warn_of_unread_pages(reading: Reading, _: Tools) -> Reading:
    """Adds a warning that names the pages with content that was not read."""
    if reading.scans is None:
        return reading
    unread = [str(text.number) for text in reading.scans.texts if not text.usable and not text.blank]
    warning = Reason(code=ReadingReason.PAGES_WITHOUT_TEXT, params={"pages": ", ".join(unread)})
    return reading.warned([warning] if unread else [])


def remove_proof_of_overlapping_documents(reading: Reading, _: Tools) -> Reading:
    """Removes the proof of all values of two documents in one, because a value may belong to either."""
    if reading.found is None or not reading.are_overlapping:
        return reading
    return replace(reading, found=replace(reading.found, fields=all_doubted(reading.found.fields)))
