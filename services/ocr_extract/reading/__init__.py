"""Reads one file from its first bytes to its fields. Runs inside a worker process; needs no service around it.

A reading is a sequence of named stages over an immutable state. Order: a plain or embedded e-invoice first, then the
text layer, then (when there is an engine) the images of those pages that have no text of their own. An image file is
treated as a PDF without text.
"""

from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.files.mupdf import BrokenFile, OutOfMemory
from services.ocr_extract.limits import Limits, within_limits
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Outcome, Unreadable
from services.ocr_extract.reading import checks, einvoices, fields, files, images, results
from services.ocr_extract.reading.state import Reading, Stage, Tools

__all__ = ["STAGES", "Reading", "Stage", "Tools", "read_bytes"]

STAGES: tuple[Stage, ...] = (
    files.find_file_type,
    einvoices.parse_einvoice_file,
    images.convert_image_to_pdf,
    files.open_document,
    einvoices.find_embedded_einvoice,
    files.find_active_content,
    files.warn_of_attached_documents,
    files.read_text_layers,
    files.turn_pages_upright,
    images.recognise_images,
    checks.warn_of_page_faults,
    results.finish_several_documents,
    checks.doubt_overlapping_documents,
    checks.require_words,
    checks.doubt_several_in_file,
    fields.extract_fields,
    fields.apply_payment_codes,
    einvoices.compare_page_with_einvoice,
    results.finish_einvoice,
    images.ask_second_engine,
    checks.warn_of_differing_layer_and_poor_images,
    checks.warn_of_unread_pages,
    fields.read_card_statement,
    checks.remove_proof_of_overlapping_documents,
    images.place_fields_on_filed_pages,
    results.finish_document,
)
"""A stage returns the reading unchanged when it has nothing to add. E-invoices come before text, text before images,
words before fields, fields before the checks that compare them with something else."""


def read_bytes(
    data: bytes,
    identity: ClientIdentity,
    limits: Limits,
    recogniser: Recogniser | None = None,
    *,
    as_one: bool = False,
) -> Outcome:
    """Read a file of any kind. Returns the fields, or the reason why it cannot be read; raises nothing.

    `as_one`: a user decided that an image is one document, whatever it looks like.
    """
    try:
        with within_limits():
            return _outcome(Reading(data), Tools(identity, limits, recogniser, as_one=as_one))
    except Refusal as refusal:
        return Outcome(Unreadable.of(refusal))
    except OutOfMemory:
        return Outcome(Unreadable(code=ReadingReason.LIMITS, params={"limit": "memory"}))
    except BrokenFile:
        return Outcome(Unreadable(code=ReadingReason.DAMAGED))


def _outcome(reading: Reading, tools: Tools) -> Outcome:
    for stage in STAGES:
        reading = stage(reading, tools)
        if reading.outcome is not None:
            return reading.outcome
    raise AssertionError("the last stage finishes every reading")
