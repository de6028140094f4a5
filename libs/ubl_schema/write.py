"""Writes the model to a file: in schema order by construction, the same bytes for the same invoice."""

from __future__ import annotations

import sys

from .binding.page import Page, escape_attribute
from .checks import Refused, check
from .checks.for_dialect import errors_for
from .dialects import BIS3, Dialect, Syntax
from .invoice import Invoice, Payment
from .mappings.roots import RootMapping, credit_note_root, cross_industry_root, invoice_root

WRITTEN = "ubl_schema.written"
"""Event for ``sys.addaudithook``: the dialect's name and the bytes of every file that ``write`` makes."""


def write(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The invoice as a file in that dialect. Raises ``Refused`` when a receiver would reject the file."""
    seen = invoice if dialect.has_lines else invoice.model_copy(update={"lines": ()})
    errors = errors_for(seen, dialect, check(seen))
    if errors:
        raise Refused(errors)
    data = serialise(seen, dialect)
    sys.audit(WRITTEN, dialect.name, data)
    return data


def write_ubl(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The invoice as a UBL file, Peppol BIS 3 unless another UBL dialect is named."""
    if dialect.syntax is not Syntax.UBL:
        raise ValueError(f"{dialect.title} is not a dialect of UBL")
    return write(invoice, dialect)


def serialise(invoice: Invoice, dialect: Dialect = BIS3) -> bytes:
    """The same as ``write`` without the check: what is absent in the invoice is absent in the file."""
    invoice = _as_ubl_2_0(invoice) if dialect.is_ubl_2_0 else invoice
    mapping = _root(invoice, dialect)
    out = [mapping.opening]
    mapping.write(invoice, Page(invoice, out, _currency(invoice.currency), _currency(invoice.vat_currency)))
    out.append(mapping.closing)
    return "".join(out).encode()


def _root(invoice: Invoice, dialect: Dialect) -> RootMapping:
    if dialect.syntax is Syntax.CII:
        return cross_industry_root(dialect)
    if invoice.is_credit_note and dialect.credit_note_root:
        return credit_note_root(dialect)
    return invoice_root(dialect)


def _as_ubl_2_0(invoice: Invoice) -> Invoice:
    """The invoice for UBL 2.0: a means of payment for the due date (1, not defined), and one of two document types."""
    update: dict[str, object] = {"type_code": "381" if invoice.is_credit_note else "380"}
    if invoice.due_date is not None and not invoice.payments:
        update["payments"] = (Payment(means="1"),)
    return invoice.model_copy(update=update)


def _currency(code: str | None) -> str:
    return "" if code is None else f' currencyID="{escape_attribute(code)}"'
