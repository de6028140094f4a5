"""What a writer writes on, and how text is made safe for XML."""

from __future__ import annotations

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


def escape(value: str) -> str:
    """Text for an element; a bare carriage return would be read back as a line feed, so it is written as a number."""
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
