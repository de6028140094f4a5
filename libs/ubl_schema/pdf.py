"""Invoices inside PDFs: Factur-X, ZUGFeRD (1 and 2) and XRechnung, whatever the file inside is called.

The file inside is read without validating it first: a file that breaks the newest schema is still an invoice, and this
is a warning. ``NoEmbeddedInvoice`` is raised only when there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .binding.session import ReadingWarning, WarningCode
from .dialects import Syntax
from .embedded_file import Store, in_memory
from .errors import NoEmbeddedInvoice, NotAnInvoice, Place, UnreadableFile
from .official import ArtefactMissing, validate_cii_schema
from .parse import Limits
from .pdf_files import LARGEST_XML, xml_files
from .read import Reading, read

__all__ = ["KNOWN_NAMES", "LARGEST_XML", "InvoiceFile", "embedded_xml", "find_invoice", "read_invoice_file", "read_pdf"]

KNOWN_NAMES = (
    "factur-x.xml",
    "zugferd-invoice.xml",
    "xrechnung.xml",
    "ubl-invoice.xml",
    "cii.xml",
)
"""The first to be looked into, without regard to case (ZUGFeRD 1 wrote ``ZUGFeRD-invoice.xml``)."""


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """The invoice file inside a PDF."""

    name: str
    xml: bytes


def read_pdf(data: bytes, *, limits: Limits | None = None) -> Reading:
    """The invoice inside a PDF.

    Raises ``NoEmbeddedInvoice`` when there is none, ``UnreadablePdf`` when the PDF cannot be opened, and an
    ``UnreadableFile`` with the place when there is an invoice file but it is not readable XML.
    """
    return read_invoice_file(find_invoice(data), limits=limits)


def read_invoice_file(file: InvoiceFile, *, limits: Limits | None = None, store: Store = in_memory) -> Reading:
    """Reads an invoice file from a PDF that was opened elsewhere (in a confined process)."""
    reading = read(file.xml, limits=limits, store=store)
    warnings = (*reading.warnings, *_schema_warnings(reading, file.xml))
    return replace(reading, filename=file.name, warnings=warnings)


def find_invoice(data: bytes) -> InvoiceFile:
    """The file inside that is an invoice by its content, whatever lies beside it.

    When none can be read, the first one that is broken rather than something else: reading it tells what is wrong.
    """
    broken: InvoiceFile | None = None
    for file in sorted((InvoiceFile(*found) for found in xml_files(data)), key=_rank):
        try:
            read(file.xml)
        except NotAnInvoice:
            continue
        except UnreadableFile:
            broken = broken or file
        else:
            return file
    if broken is not None:
        return broken
    raise NoEmbeddedInvoice("there is no invoice file in this PDF")


def _rank(file: InvoiceFile) -> int:
    """The place in the order of looking: known names first, then as they lie in the PDF."""
    name = file.name.lower()
    return KNOWN_NAMES.index(name) if name in KNOWN_NAMES else len(KNOWN_NAMES)


def embedded_xml(data: bytes) -> dict[str, bytes]:
    """Every XML file inside a PDF, by name, within the limit of LARGEST_XML."""
    return dict(xml_files(data))


def _schema_warnings(reading: Reading, xml: bytes) -> tuple[ReadingWarning, ...]:
    if reading.syntax is not Syntax.CII:
        return ()
    try:
        violations = validate_cii_schema(xml)
    except ArtefactMissing as missing:
        return (ReadingWarning(WarningCode.NOT_VALIDATED, "BG-0", Place(1, 1), str(missing)),)
    return tuple(
        ReadingWarning(WarningCode.SCHEMA, "BG-0", violation.place or Place(1, 1), violation.text)
        for violation in violations
    )
