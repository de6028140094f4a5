"""What is known besides the document itself, and may be used for declared defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """The caller's knowledge. Rates are data: they change by law."""

    country: str = "BE"
    """Of the client, for whom the file is made."""
    language: str = "en"
    """Of the few words that a default needs: fr, nl or en."""
    buyer_reference: str | None = None
    """For instance the client's file number."""
    document_hash: str | None = None
    """Of the source file, to make a number when the document has none."""
    received_on: date | None = None
    """When the document came in, to date it when the document does not."""
    is_receipt: bool = False
    """A receipt may show only a total."""
    rates: tuple[Decimal, ...] = (Decimal(21), Decimal(12), Decimal(6), Decimal(0))
    """VAT rates in use in percent; a rate is derived only when exactly one of them fits."""

    def word(self, key: str) -> str:
        """A default text in the language of the file."""
        return _WORDS[key].get(self.language, _WORDS[key]["en"])


_WORDS = {
    "summary": {"fr": "Total", "nl": "Totaal", "en": "Summary"},
    "rounding": {"fr": "Arrondi", "nl": "Afronding", "en": "Rounding"},
    "receipt": {
        "fr": "TVA non mentionnée sur le ticket",
        "nl": "Btw niet vermeld op het kasticket",
        "en": "VAT not stated on the receipt",
    },
    "exempt": {"fr": "Exonéré de TVA", "nl": "Vrijgesteld van btw", "en": "Exempt from VAT"},
    "outside": {
        "fr": "Hors champ d'application de la TVA",
        "nl": "Buiten het toepassingsgebied van de btw",
        "en": "Outside the scope of VAT",
    },
    "terms": {
        "fr": "Échéance non mentionnée sur le document",
        "nl": "Vervaldag niet vermeld op het document",
        "en": "Due date not stated on the document",
    },
}
