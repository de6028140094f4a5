"""The output of a writer, and the escaping of text for XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..invoice import Invoice


@dataclass(slots=True)
class Page:
    """What a writer needs besides the model that it writes."""

    invoice: Invoice
    out: list[str]
    currency: str
    """The finished attribute, such as `` currencyID="EUR"``."""
    vat_currency: str
    index: int = 0
    """The position of the current part among its siblings, from 0."""


Writer = Callable[[Any, Page], bool]
"""Writes what the model holds; returns whether that was anything, so that no empty element is written."""


_UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def escape(value: str) -> str:
    """Text for an element, without the characters that XML 1.0 cannot hold (controls, non-characters)."""
    if not value.isprintable():
        value = _UNWRITABLE.sub("", value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    return value


def escape_attribute(value: str) -> str:
    """Text for an attribute. Line ends and tabs become character references: readers turn bare ones into spaces."""
    return escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
