"""Invoices inside PDFs: Factur-X, ZUGFeRD (1 and 2) and XRechnung, whatever the file inside is called.

The file inside is read without validating it first: a file that breaks the newest schema is still an invoice, and this
is a warning. ``NoEmbeddedInvoice`` is raised only when there is none.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from .binding.session import ReadingWarning, WarningCode
from .dialects import Syntax
from .embedded_file import Store, in_memory
from .errors import NoEmbeddedInvoice, NotAnInvoice, Place, UnreadablePdf
from .official import ArtefactMissing, validate_cii_schema
from .parse import Limits
from .read import Reading, read

KNOWN_NAMES = (
    "factur-x.xml",
    "zugferd-invoice.xml",
    "xrechnung.xml",
    "order-x.xml",
    "ubl-invoice.xml",
    "cii.xml",
)
"""In order of preference, without regard to case (ZUGFeRD 1 wrote ``ZUGFeRD-invoice.xml``)."""
LARGEST_XML = 20_000_000
"""Bytes of all files inside together, after decompression: the limit that stops a bomb."""


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
    """The file that is most likely the invoice: one of a known name, else one that reads as an invoice."""
    found = embedded_xml(data)
    by_lower = {name.lower(): name for name in found}
    for known in KNOWN_NAMES:
        if known in by_lower:
            name = by_lower[known]
            return InvoiceFile(name, found[name])
    for name, content in found.items():
        if _is_invoice(content):
            return InvoiceFile(name, content)
    raise NoEmbeddedInvoice("there is no invoice file in this PDF")


def embedded_xml(data: bytes) -> dict[str, bytes]:
    """Every XML file inside a PDF, by name, within the limit of LARGEST_XML."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return dict(_xml_files(pdf))
    except pikepdf.PasswordError as problem:
        raise UnreadablePdf("the PDF is protected by a password") from problem
    except pikepdf.PdfError as problem:
        raise UnreadablePdf(f"the PDF cannot be opened: {problem}") from problem


def _xml_files(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    left = LARGEST_XML
    for key, spec in pdf.attachments.items():
        name = str(spec.filename or key)
        if not name.lower().endswith(".xml"):
            continue
        content = _unpacked(spec.get_file().obj, left)
        if content is not None:
            left -= len(content)
            yield name, content


def _unpacked(stream: pikepdf.Object, most: int) -> bytes | None:
    """The bytes of a stream without compression or with FlateDecode alone; None otherwise or over the limit."""
    packed, filters = stream.read_raw_bytes(), stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names == ["/FlateDecode"]:
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(packed, most + 1)
        except zlib.error:
            return None
    elif not names:
        content = packed
    else:
        return None
    return content if len(content) <= most else None


def _is_invoice(content: bytes) -> bool:
    try:
        read(content)
    except NotAnInvoice:
        return False
    return True


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
