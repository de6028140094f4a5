"""From the model to a file: in schema order by construction, the same bytes for the same invoice."""

from __future__ import annotations

from .binding.writing import Page, escape_attribute
from .checks import Severity, check
from .dialects import BIS3, Dialect, Syntax
from .errors import Refused
from .invoice import Invoice
from .tables.roots import RootTable, credit_note_root, cross_industry_root, invoice_root


def write_ubl(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The invoice as a file in that dialect; raises ``Refused`` when it breaks a rule that makes files bounce."""
    errors = tuple(finding for finding in check(invoice) if finding.severity is Severity.ERROR)
    if errors:
        raise Refused(errors)
    return serialise(invoice, dialect)


def serialise(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The same without the check: what is absent in the invoice is absent in the file."""
    table = _root(invoice, dialect)
    out = [table.opening]
    table.write(invoice, Page(invoice, out, _currency(invoice.currency), _currency(invoice.vat_currency)))
    out.append(table.closing)
    return "".join(out).encode()


def _root(invoice: Invoice, dialect: Dialect) -> RootTable:
    if dialect.syntax is Syntax.CII:
        return cross_industry_root(dialect)
    return credit_note_root(dialect) if invoice.is_credit_note else invoice_root(dialect)


def _currency(code: str | None) -> str:
    return "" if code is None else f' currencyID="{escape_attribute(code)}"'
