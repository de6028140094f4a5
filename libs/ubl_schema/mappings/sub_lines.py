"""Lines with lines below them (UBL *SubInvoiceLine*, an extension of XRechnung): their detail instead of their sum."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Record = dict[str, Any]
BELOW = "_below"
"""Where the reader leaves the lines below a line."""
_INHERITED = ("vat_category", "vat_rate", "accounting_cost")
_WHOLE = ("id", "name", "quantity", "unit", "net", "price", "vat_category")
"""What a line states by itself; a line below another need not."""


def expand(lines: list[Record]) -> list[Record]:
    """The lines, each replaced by those below it where these are whole and make up its amount; else as it is."""
    expanded: list[Record] = []
    for line in lines:
        below = expand(line.pop(BELOW, []))
        inherited = {name: line[name] for name in _INHERITED if name in line}
        title = {"note": line["name"]} if "name" in line else {}
        parts = [{**title, **inherited, **part} for part in below]
        expanded += parts if _makes_up(parts, line) else [line]
    return expanded


def _makes_up(below: list[Record], line: Record) -> bool:
    if not below or line.get("allowances") or any(name not in part for part in below for name in _WHOLE):
        return False
    return sum((part["net"] for part in below), Decimal(0)) == line.get("net")
