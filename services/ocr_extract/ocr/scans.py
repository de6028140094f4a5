"""Reads the scanned pages of a PDF, and compares the result with an invisible text layer that came with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

from contracts.fields import DocumentFields, PartyFields, Read
from contracts.reason import Reason
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.layout.lines import read_pages
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.files.mupdf import Document
from services.ocr_extract.files.pdf import ENOUGH_WORDS, PageText
from services.ocr_extract.ocr.recognise import Recognised, Recogniser

DOUBTFUL = 0.8
"""Below this mean confidence of its words, the faults of an image are reported although it was read."""
MONEY = ("iban", "payable", "total_with_vat", "structured_communication")


@dataclass(frozen=True)
class Scans:
    """What was recognised, by page number from 1, and the words of all pages including the recognised ones."""

    pages: Mapping[int, Recognised]
    texts: list[PageText]

    def has_too_little(self, usable: Sequence[PageText]) -> bool:
        """Whether there are too few words for a document: a logo, a stain or a blurred page."""
        return bool(self.pages) and sum(len(text.words) for text in usable) < ENOUGH_WORDS

    def reason(self, pages: int) -> Refusal:
        """Why nothing could be read: the worst fault of the first image, when its image has any."""
        if all(text.blank for text in self.texts):
            return Refusal(ReadingReason.BLANK, pages=pages)
        if not self.pages:
            return Refusal(ReadingReason.NEEDS_OCR, pages=pages)
        faults = [fault for page in self.pages.values() for fault in page.faults]
        faults += [ReadingReason.OVERLAPPING for page in self.pages.values() if page.boundary]
        return Refusal(faults[0] if faults else ReadingReason.NO_TEXT, pages=pages)

    def placed(self, fields: DocumentFields) -> DocumentFields:
        """The fields with their boxes on the pages as filed, not on the levelled images that were read."""
        moved: DocumentFields = _moved(fields, self.pages)
        return moved

    def contradictions(
        self, before: Sequence[PageText], found: DocumentFields, identity: ClientIdentity
    ) -> list[Reason]:
        """Warnings: a payment field differs between an invisible text layer and the image; or an image is poor."""
        return [*_differing_layer(before, self.texts, found, identity), *self._poor_images()]

    def _poor_images(self) -> list[Reason]:
        return [
            Reason(code=page.faults[0], params={"pages": str(number)})
            for number, page in self.pages.items()
            if page.faults and page.words and fmean(word.confidence for word in page.words) < DOUBTFUL
        ]


def pages_of(texts: Sequence[PageText]) -> Pages:
    """The words of all pages, line by line; those of a scan's invisible text layer only when it is usable."""
    words = [word for text in texts if text.usable or not text.scanned for word in text.words]
    return read_pages(words, {text.number: (text.width, text.height) for text in texts})


def recognise(document: Document, texts: list[PageText], recogniser: Recogniser) -> Scans:
    """Read the pages without usable text. Those with an invisible text layer are read too: anybody can add one."""
    pages = {
        text.number: recogniser.read(document[text.number - 1])
        for text in texts
        if not text.blank and (not text.usable or text.has_foreign_layer)
    }
    return Scans(pages, [_with_words(text, pages.get(text.number)) for text in texts])


def _with_words(text: PageText, page: Recognised | None) -> PageText:
    if page is None:
        return text
    return replace(text, width=page.width, height=page.height, words=page.words, recognised=True, codes=page.codes)


def _differing_layer(
    before: Sequence[PageText], after: Sequence[PageText], found: DocumentFields, identity: ClientIdentity
) -> list[Reason]:
    layered = {text.number for text in before if text.has_foreign_layer}
    if not layered:
        return []
    mixed = [old if old.number in layered else new for old, new in zip(before, after, strict=True)]
    words = [word for text in mixed for word in text.words]
    claimed = extract(read_pages(words, {text.number: (text.width, text.height) for text in mixed}), identity).fields
    return [
        Reason(
            code=ReadingReason.LAYER_DIFFERS, field=name, params={"hidden": str(hidden.value), "seen": str(seen.value)}
        )
        for name in MONEY
        if (hidden := getattr(claimed, name)) and (seen := getattr(found, name)) and hidden.value != seen.value
    ]


def _moved(fields: Any, pages: Mapping[int, Recognised]) -> Any:
    changes: dict[str, Any] = {}
    for name, value in fields:
        if isinstance(value, Read) and value.box and value.page and value.page in pages:
            changes[name] = value.model_copy(update={"box": pages[value.page].place(value.box)})
        elif isinstance(value, PartyFields):
            changes[name] = _moved(value, pages)
    return fields.model_copy(update=changes)
