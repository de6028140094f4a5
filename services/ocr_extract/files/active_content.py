"""Finds what a PDF would run, open or send when somebody views it. Here nothing of it ever runs; the user is warned.

The file stays as it came. What is shown and delivered is then a copy of its pages and nothing else.
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
"""The kinds of actions that are reported; going to a page or opening a website is not."""
ORDINARY_ATTACHMENTS = frozenset(
    (".xml", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".csv", ".txt", ".xlsx", ".xls", ".docx")
)
"""Types of attachments that are usual for invoices; any other is reported."""
LONGEST_NAME = 60
MOST_NOTES = 2000
"""At most this many annotations and form fields of a page are inspected."""


def active_content(document: Document) -> tuple[str, ...]:
    """The kinds of active content in a PDF, each once, in the order they were found; empty for an ordinary document."""
    return tuple(dict.fromkeys(_met(document)))


def attached_documents(document: Document) -> tuple[str, ...]:
    """The names of the PDFs attached to this one (ISO 32000 7.11.4), as a portfolio does; shortened for a message."""
    names = [name for name in document.embfile_names() if name.lower().endswith(".pdf")]
    return tuple("".join(filter(str.isprintable, name))[-LONGEST_NAME:] for name in names)


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
    """The kind of an action, if it is one of `RUNNING`."""
    _, kind = _entry(document, xref, f"{key}/S")
    if kind in RUNNING:
        yield RUNNING[kind]


def _script(document: Document, xref: int, key: str) -> Iterator[str]:
    """ "JavaScript" when the entry exists: a script that runs by itself on an event."""
    if _has(document, xref, key):
        yield "JavaScript"


def _has(document: Document, xref: int, key: str) -> bool:
    kind, _ = _entry(document, xref, key)
    return kind != "null"


def _entry(document: Document, xref: int, key: str) -> tuple[str, str]:
    """The kind and the text of an entry of an object; "null" for an object without a number of its own."""
    if xref <= 0:
        return "null", "null"
    kind, value = document.xref_get_key(xref, key)
    return str(kind), str(value)
