"""The baseline: invoice2data on the same documents, with its own templates, for a comparison that anybody can repeat.

It can only read suppliers that have a template, by design. Invented suppliers have none, so this measures what a
template-based reader gives an office on the first invoice of a new supplier.
"""

import contextlib
import io
import logging
import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from libs.samples.truth import Truth
from tests.accuracy.scoring import Finding


@cache
def _templates() -> Any:
    from invoice2data.extract.loader import read_templates

    logging.getLogger("invoice2data").setLevel(logging.CRITICAL)
    return read_templates()


def baseline_findings(content: bytes, truth: Truth, templates: Any = None) -> Iterator[Finding]:
    """The seven fields that its templates have in common; `matched` says whether any template knew the supplier."""
    read = _read(content, templates or _templates())
    yield Finding("matched", "yes", "yes" if read else None)
    shown = truth.shown
    seller = truth.seller
    day = read.get("date")
    yield Finding("seller.name", seller.name if seller else None, read.get("issuer"))
    yield Finding("number", truth.number if "number" in shown else None, _text(read.get("invoice_number")))
    yield Finding("issue_date", truth.issue_date, day.date() if isinstance(day, datetime) else day)
    yield Finding("total_with_vat", truth.total_with_vat, _amount(read.get("amount")))
    yield Finding("currency", truth.currency, read.get("currency"))
    yield Finding("seller.vat", seller.vat if seller else None, _compact(read.get("vat")))
    yield Finding("iban", seller.iban if seller else None, _compact(read.get("iban")))


def _read(content: bytes, templates: Any) -> dict[str, Any]:
    """The fields that invoice2data reads; empty when no template matches, or the matching one fails."""
    from invoice2data import extract_data
    from invoice2data.input import pdfium

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file, contextlib.redirect_stdout(io.StringIO()):
        Path(file.name).write_bytes(content)
        found: dict[str, Any] = extract_data(file.name, templates, input_module=pdfium) or {}
    return found


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _compact(value: Any) -> str | None:
    return None if value is None else str(value).replace(" ", "").replace(".", "")


def _amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
