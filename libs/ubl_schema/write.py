"""From the model to a file: in schema order by construction, the same bytes for the same invoice."""

from __future__ import annotations

from .binding.page import Page, escape_attribute
from .checks import check
from .checks.for_dialect import errors_for
from .dialects import BIS3, Dialect, Syntax
from .errors import Refused
from .invoice import Invoice, Payment
from .tables.roots import RootTable, credit_note_root, cross_industry_root, invoice_root


def write(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The invoice as a file in that dialect; raises ``Refused`` when it breaks a rule that makes files bounce."""
    seen = invoice if dialect.has_lines else invoice.model_copy(update={"lines": ()})
    errors = errors_for(seen, dialect, check(seen))
    if errors:
        raise Refused(errors)
    return serialise(seen, dialect)


def write_ubl(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The invoice as a UBL file, Peppol BIS 3 unless another UBL dialect is named."""
    if dialect.syntax is not Syntax.UBL:
        raise ValueError(f"{dialect.title} is not a dialect of UBL")
    return write(invoice, dialect)


def serialise(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The same without the check: what is absent in the invoice is absent in the file."""
    invoice = _with_place_for_the_due_date(invoice, dialect)
    table = _root(invoice, dialect)
    out = [table.opening]
    table.write(invoice, Page(invoice, out, _currency(invoice.currency), _currency(invoice.vat_currency)))
    out.append(table.closing)
    return "".join(out).encode()


def _root(invoice: Invoice, dialect: Dialect) -> RootTable:
    if dialect.syntax is Syntax.CII:
        return cross_industry_root(dialect)
    if invoice.is_credit_note and dialect.credit_note_root:
        return credit_note_root(dialect)
    return invoice_root(dialect)


def _with_place_for_the_due_date(invoice: Invoice, dialect: Dialect) -> Invoice:
    """UBL 2.0 writes the due date beside the means of payment, so there must be one: code 1, not defined."""
    if not dialect.is_ubl_2_0 or invoice.payments or invoice.due_date is None:
        return invoice
    return invoice.model_copy(update={"payments": (Payment(means="1"),)})


def _currency(code: str | None) -> str:
    return "" if code is None else f' currencyID="{escape_attribute(code)}"'
