"""Reading one file from its first bytes to its fields. Runs inside a worker process; needs no service around it.

Order: an embedded or plain e-invoice first, then the text layer, then (when an engine is given) the pictures of pages.
"""

from contracts.fields import DocumentFields, Reason
from libs.ubl_schema import (
    Forbidden,
    NoEmbeddedInvoice,
    NotAnInvoice,
    TooLarge,
    UnreadableFile,
    UnreadablePdf,
    read,
)
from libs.ubl_schema.read import Reading

from .domain.amounts import find_amounts
from .domain.extract import extract
from .domain.identifiers import find_ibans
from .domain.identity import ClientIdentity
from .domain.layout import read_pages
from .domain.page import Pages
from .einvoice import kind_of, map_invoice
from .engines import OcrEngine
from .image_header import check_image
from .limits import Limits
from .media import Media, name_of, sniff
from .outcome import CannotRead, Extracted, Outcome, Unreadable
from .pdf import PageText, open_pdf, page_image, read_page

LANGUAGES_ENOUGH_HIDDEN = 6
"""Fewer hidden words than this are specks of a producer, not a second document."""


def read_file(data: bytes, identity: ClientIdentity, limits: Limits, engine: OcrEngine | None = None) -> Outcome:
    """Read a file of any kind; a file that cannot be read gives the reason, never an exception."""
    try:
        return _read(data, identity, limits, engine)
    except CannotRead as reason:
        return Outcome(reason.unreadable)


def _read(data: bytes, identity: ClientIdentity, limits: Limits, engine: OcrEngine | None) -> Outcome:
    if not data:
        raise CannotRead("empty")
    media = sniff(data)
    if media == Media.XML:
        return _read_einvoice(data, identity, limits)
    if media == Media.PDF:
        return _read_pdf(data, identity, limits, engine)
    if media.is_image:
        pages = check_image(data, media, limits)
        raise CannotRead("needs_ocr", pages=pages)
    raise CannotRead("unsupported", media=name_of(data))
