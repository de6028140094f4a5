"""What in a PDF wants to be run, opened or sent when somebody looks at it. Here it never is; the owner is told.

The file as it came stays as it came; what is shown and handed on is then a copy of its pages and nothing else.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from services.ocr_extract.files.mupdf import Document

RUNNING = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/GoToR": "GoToR",
    "/GoToE": "GoToE",
    "/SubmitForm": "SubmitForm",
    "/ImportData": "ImportData",
    "/Rendition": "Rendition",
    "/RichMediaExecute": "RichMedia",
}
"""Kinds of actions; going to a page or opening a supplier's website is none of them."""
ORDINARY_ATTACHMENTS = frozenset(
    (".xml", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".csv", ".txt", ".xlsx", ".xls", ".docx")
)
"""Attachments that belong to invoices."""
MOST_NOTES = 2000
"""Notes and fields on a page that are looked at; a page with more is drawn without any."""


def active_content(document: Document) -> tuple[str, ...]:
    """The kinds of active content, each once, in the order they were met; nothing in an ordinary paper."""
    return tuple(dict.fromkeys(_met(document)))


def _met(document: Document) -> Iterator[str]:
    root = document.pdf_catalog()
    yield from _action(document, root, "OpenAction")
    yield from _script(document, root, "AA")
    yield from _script(document, root, "Names/JavaScript")
    if _has(document, root, "AcroForm/XFA"):
        yield "XFA"
    if any(PurePosixPath(name.lower()).suffix not in ORDINARY_ATTACHMENTS for name in document.embfile_names()):
        yield "EmbeddedFile"
    for number in range(document.page_count):
        page = document.page_xref(number)
        yield from _script(document, page, "AA")
        notes = [xref for xref, *_ in document[number].annot_xrefs()[:MOST_NOTES]]
        for xref in notes:
            yield from _action(document, xref, "A")
            yield from _script(document, xref, "AA")
        if 0 in notes:
            _, text = _entry(document, page, "Annots")
            yield from (kind for name, kind in RUNNING.items() if name in text)


def _action(document: Document, xref: int, key: str) -> Iterator[str]:
    """An action that is more than going to a page."""
    _, kind = _entry(document, xref, f"{key}/S")
    if kind in RUNNING:
        yield RUNNING[kind]


def _script(document: Document, xref: int, key: str) -> Iterator[str]:
    """What runs by itself, when something happens."""
    if _has(document, xref, key):
        yield "JavaScript"


def _has(document: Document, xref: int, key: str) -> bool:
    kind, _ = _entry(document, xref, key)
    return kind != "null"


def _entry(document: Document, xref: int, key: str) -> tuple[str, str]:
    """An entry of an object with its sort; of an object without a number of its own nothing can be told."""
    if xref <= 0:
        return "null", "null"
    kind, value = document.xref_get_key(xref, key)
    return str(kind), str(value)
