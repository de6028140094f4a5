"""Converts text to dates, amounts and numbers as files write them. Raises ``ValueError`` for anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from ..scalars import money, number, parse_decimal, text
from .vocabulary import Form, Leaf

Convert = Callable[[str], Any]

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?\Z", re.ASCII)
_PLAIN_AMOUNT = re.compile(r"[1-9]\d{0,11}\.\d\d\Z", re.ASCII)
_COMPACT_DATE = re.compile(r"\d{8}(\d{4}(\d{2})?)?\Z", re.ASCII)


def converter(leaf: Leaf) -> Convert:
    """The function that converts the text of this leaf to its value."""
    convert = _CONVERT[leaf.form]
    if not leaf.codes or leaf.form is Form.IDENTIFIER:
        return convert
    theirs_to_ours = {theirs: ours for ours, theirs in leaf.codes}
    return lambda written: theirs_to_ours.get(written, written)


def _date(written: str) -> date:
    match = _DATE.match(written)
    if not match:
        raise ValueError(f"not a date: {written[:40]!r}")
    return date.fromisoformat(match[1])


def _compact_date(written: str) -> date:
    if not _COMPACT_DATE.match(written):
        return _date(written)
    return date(int(written[:4]), int(written[4:6]), int(written[6:8]))


def _money(written: str) -> Any:
    if _PLAIN_AMOUNT.match(written):
        return Decimal(written)  # already in the form that the model keeps
    return money(parse_decimal(written))


def _number(written: str) -> Any:
    return number(parse_decimal(written))


def _boolean(written: str) -> bool:
    if written in {"true", "1"}:
        return True
    if written in {"false", "0"}:
        return False
    raise ValueError(f"neither true nor false: {written[:40]!r}")


_CONVERT: dict[Form, Convert] = {
    Form.TEXT: text,
    Form.NOTE: text,
    Form.DATE: _date,
    Form.COMPACT_DATE: _compact_date,
    Form.MONEY: _money,
    Form.VAT_MONEY: _money,
    Form.BARE_MONEY: _money,
    Form.NUMBER: _number,
    Form.BOOLEAN: _boolean,
    Form.IDENTIFIER: text,
    Form.FILE: lambda _written: True,  # the file was streamed separately from the text
}
