"""What a writer writes on, and how text is made safe for XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..invoice import Invoice


@dataclass(slots=True)
class Page:
    """What a writer needs beside the model at hand."""

    invoice: Invoice
    out: list[str]
    currency: str
    """The ready attribute, such as `` currencyID="EUR"``."""
    vat_currency: str
    index: int = 0
    """The place of the part at hand among its likes."""


Writer = Callable[[Any, Page], bool]
"""Writes what the model says; answers whether that was anything, so that no empty element is ever left behind."""


_UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def escape(value: str) -> str:
    """Text for an element, without the few characters that XML 1.0 has no way to write (controls, non-characters)."""
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
    """Text for an attribute; readers turn bare line ends and tabs there into spaces, so they are written as numbers."""
    return escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
