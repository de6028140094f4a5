"""Whether a photo should be taken again, and why, while the user still has the document at hand. Reads no text."""

import numpy as np

from libs.files import FileType, sniff
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.images.geometry import small_grey
from services.ocr_extract.ocr.images.opening import converted_pages
from services.ocr_extract.ocr.images.quality import faults
from services.ocr_extract.ocr.images.regions import regions_on
from services.ocr_extract.ocr.images.sheet import find_sheet
from services.ocr_extract.outcome import Advice, Outcome, Unreadable


def advise(data: bytes, limits: Limits) -> Advice | Outcome:
    """The faults of an image file, over all its pages; an Outcome says why the file cannot be accepted at all."""
    media = sniff(data)
    if not media.is_image:
        return Advice()
    try:
        return Advice(tuple(dict.fromkeys(_faults(data, media, limits))))
    except Refusal as refusal:
        return Outcome(Unreadable.of(refusal))


def _faults(data: bytes, media: FileType, limits: Limits) -> list[ReadingReason]:
    found: list[ReadingReason] = []
    for image in converted_pages(data, media, limits, lambda page, _: np.asarray(page.convert("RGB"))):
        found += faults(image, shows_edges=find_sheet(small_grey(image)) is not None or bool(regions_on(image)))
    return found
