"""What to say to somebody who still stands before the paper: take it again, and how. Nothing is read for this."""

import numpy as np

from libs.files import FileType, sniff
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.pictures.geometry import small_grey
from services.ocr_extract.ocr.pictures.opening import frames
from services.ocr_extract.ocr.pictures.papers import papers_on
from services.ocr_extract.ocr.pictures.quality import faults
from services.ocr_extract.ocr.pictures.sheet import find_sheet
from services.ocr_extract.outcome import Advice, CannotRead, Outcome


def advise(data: bytes, limits: Limits) -> Advice | Outcome:
    """Look at every page of a picture file; an Outcome says why it cannot be taken at all."""
    media = sniff(data)
    if not media.is_image:
        return Advice()
    try:
        return Advice(tuple(dict.fromkeys(_faults(data, media, limits))))
    except CannotRead as reason:
        return Outcome(reason.unreadable)


def _faults(data: bytes, media: FileType, limits: Limits) -> list[str]:
    found: list[str] = []
    for image, _ in frames(data, media, limits):
        picture = np.asarray(image.convert("RGB"))
        found += faults(picture, shows_edges=find_sheet(small_grey(picture)) is not None or bool(papers_on(picture)))
    return found
