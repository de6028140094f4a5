"""Invoices inside PDFs: Factur-X, ZUGFeRD (1 and 2) and XRechnung, whatever the file inside is called.

The file inside is read without validating it first: a file that breaks the newest schema is still an invoice, and the
breach is a warning. "Nothing found" is said only when there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf

from .binding.session import ReadingWarning
from .dialects import Syntax
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
"""In this order; letter case does not count (ZUGFeRD 1 wrote ``ZUGFeRD-invoice.xml``)."""
LARGEST_XML = 20_000_000
"""Bytes of the file inside, after decompression."""


def read_pdf(data: bytes, *, limits: Limits | None = None) -> Reading:
    """The invoice inside a PDF.

    Raises ``NoEmbeddedInvoice`` when there is none, ``UnreadablePdf`` when the PDF cannot be opened, and an
    ``UnreadableFile`` with the place when there is an invoice file but it is not readable XML.
    """
    name, xml = _best_candidate(data)
    reading = read(xml, limits=limits)
    return replace(reading, filename=name, warnings=(*reading.warnings, *_schema_warnings(reading, xml)))


def embedded_xml(data: bytes) -> dict[str, bytes]:
    """Every XML file inside a PDF, by name."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return dict(_xml_files(pdf))
    except pikepdf.PasswordError as problem:
        raise UnreadablePdf("the PDF is protected by a password") from problem
    except pikepdf.PdfError as problem:
        raise UnreadablePdf(f"the PDF cannot be opened: {problem}") from problem


def _xml_files(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    for key, spec in pdf.attachments.items():
        name = str(spec.filename or key)
        if not name.lower().endswith(".xml"):
            continue
        content = spec.get_file().read_bytes()
        if len(content) <= LARGEST_XML:
            yield name, content


def _best_candidate(data: bytes) -> tuple[str, bytes]:
    found = embedded_xml(data)
    by_lower = {name.lower(): name for name in found}
    for known in KNOWN_NAMES:
        if known in by_lower:
            name = by_lower[known]
            return name, found[name]
    for name, content in found.items():
        if _is_invoice(content):
            return name, content
    raise NoEmbeddedInvoice("there is no invoice file in this PDF")


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
        return (ReadingWarning("not_validated", "BG-0", Place(1, 1), str(missing)),)
    return tuple(
        ReadingWarning("schema", "BG-0", Place(int(violation.location.removeprefix("line ")), 1), violation.text)
        for violation in violations
    )
