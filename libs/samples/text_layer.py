"""Reads the words of a printed sample with their boxes, with PyMuPDF."""

from typing import Any, NamedTuple

import pymupdf

_DOCUMENTS: Any = pymupdf


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def open_pdf(content: bytes) -> Any:
    """Returns the PDF, opened with PyMuPDF."""
    return _DOCUMENTS.open(stream=content, filetype="pdf")


def new_pdf() -> Any:
    """Returns a PDF without pages."""
    return _DOCUMENTS.open()


def pages(content: bytes) -> list[tuple[float, list[Word]]]:
    """Returns the width in points and the words of every page."""
    with open_pdf(content) as document:
        return [(page.rect.width, [Word(*word[:5]) for word in page.get_text("words")]) for page in document]


def text_of(content: bytes) -> str:
    """Returns all words in reading order, separated by single spaces; a no-break space counts as a space."""
    return plain(" ".join(word.text for _, words in pages(content) for word in words))


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())
