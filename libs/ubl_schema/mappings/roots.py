"""The complete mappings, one per root and dialect, compiled once when first used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..binding import reading, writing
from ..binding.page import Writer
from ..binding.session import Reader
from ..binding.vocabulary import Entry
from ..dialects import BIS3, CII_EN16931, Dialect
from ..namespaces import CII_QDT, CII_RAM, CII_RSM, CII_UDT, UBL_CAC, UBL_CBC, UBL_CREDIT_NOTE, UBL_INVOICE
from . import cii, ubl


@dataclass(frozen=True, slots=True)
class RootMapping:
    """A root element and its content."""

    opening: str
    closing: str
    entries: tuple[Entry, ...]
    write: Writer


def _ubl_root(name: str, namespace: str, entries: tuple[Entry, ...]) -> RootMapping:
    namespaces = f'xmlns="{namespace}" xmlns:cac="{UBL_CAC}" xmlns:cbc="{UBL_CBC}"'
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {namespaces}>'
    return RootMapping(opening, f"</{name}>\n", entries, writing.compile_entries(entries))


@cache
def invoice_root(dialect: Dialect) -> RootMapping:
    """*Invoice*."""
    return _ubl_root("Invoice", UBL_INVOICE, ubl.invoice(dialect))


@cache
def credit_note_root(dialect: Dialect) -> RootMapping:
    """*CreditNote*."""
    return _ubl_root("CreditNote", UBL_CREDIT_NOTE, ubl.credit_note(dialect))


@cache
def cross_industry_root(dialect: Dialect) -> RootMapping:
    """*CrossIndustryInvoice*, for invoices and credit notes alike."""
    entries = cii.cross_industry_invoice(dialect, full=dialect.has_lines)
    namespaces = f'xmlns:rsm="{CII_RSM}" xmlns:ram="{CII_RAM}" xmlns:udt="{CII_UDT}" xmlns:qdt="{CII_QDT}"'
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<rsm:CrossIndustryInvoice {namespaces}>'
    return RootMapping(opening, "</rsm:CrossIndustryInvoice>\n", entries, writing.compile_entries(entries))


@cache
def readers() -> dict[str, Reader]:
    """The readers by root element; one reader per root understands all dialects."""
    cross_industry = reading.compile_entries(cii.cross_industry_invoice(CII_EN16931, full=True))
    return {
        "rsm:CrossIndustryInvoice": cross_industry,
        "inv:Invoice": reading.compile_entries(ubl.invoice(BIS3)),
        "cn:CreditNote": reading.compile_entries(ubl.credit_note(BIS3)),
    }
