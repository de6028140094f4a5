"""Lines with lines below them (UBL *SubInvoiceLine*, an extension of XRechnung): their detail instead of their sum."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Record = dict[str, Any]
BELOW = "_below"
"""Where the reader leaves the lines below a line."""
_INHERITED = ("vat_category", "vat_rate", "accounting_cost")


def expand(lines: list[Record]) -> list[Record]:
    """The lines, each replaced by those below it where they make up its amount; else the line itself, as it is."""
    expanded: list[Record] = []
    for line in lines:
        below = expand(line.pop(BELOW, []))
        if not below or not _makes_up(below, line):
            expanded.append(line)
            continue
        inherited = {name: line[name] for name in _INHERITED if name in line}
        title = {"note": line["name"]} if "name" in line else {}
        expanded += [{**title, **inherited, **part} for part in below]
    return expanded


def _makes_up(below: list[Record], line: Record) -> bool:
    nets = [part.get("net") for part in below]
    if any(net is None for net in nets) or line.get("allowances"):
        return False
    return sum((net for net in nets if net is not None), Decimal(0)) == line.get("net")
