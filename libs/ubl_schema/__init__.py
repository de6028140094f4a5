"""E-invoices: one model in the terms of EN 16931, read from and written to every dialect that accountants meet.

It stands alone: it knows nothing of the platform around it.

    reading = read(data)                       # UBL or CII, any dialect
    completed = complete(reading.invoice)      # fills gaps, each declared; raises Refused with reasons
    data = write_ubl(completed.invoice)        # schema order by construction, same bytes every time
"""

from .binding.session import WarningCode
from .checks import Finding, Refused, Severity, check
from .completion import Completed, Facts, complete
from .dialects import BIS3, CII_BASICWL, CII_EN16931, DIALECTS, EFFF, UBLBE, Dialect, Syntax
from .errors import (
    Forbidden,
    Malformed,
    NoEmbeddedInvoice,
    NotAnInvoice,
    Place,
    TooLarge,
    UblError,
    UnreadableFile,
    UnreadablePdf,
)
from .model import Invoice, Provenance
from .read import Reading, read, read_stream
from .write import serialise, write, write_ubl

__all__ = [
    "BIS3",
    "CII_BASICWL",
    "CII_EN16931",
    "DIALECTS",
    "EFFF",
    "UBLBE",
    "Completed",
    "Dialect",
    "Facts",
    "Finding",
    "Forbidden",
    "Invoice",
    "Malformed",
    "NoEmbeddedInvoice",
    "NotAnInvoice",
    "Place",
    "Provenance",
    "Reading",
    "Refused",
    "Severity",
    "Syntax",
    "TooLarge",
    "UblError",
    "UnreadableFile",
    "UnreadablePdf",
    "WarningCode",
    "check",
    "complete",
    "read",
    "read_stream",
    "serialise",
    "write",
    "write_ubl",
]
