"""Finds why a row has no VAT: the printed phrase, its EN 16931 category and its reason code (VATEX list)."""

from dataclasses import dataclass

from contracts.fields import VatCategory
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.wording.exemptions import REASONS


@dataclass(frozen=True)
class Exemption:
    """The category that a phrase stands for, the words around it as printed, and the code when the law names one."""

    category: VatCategory
    reason: str
    code: str | None


def find_exemption(pages: Pages) -> Exemption | None:
    """The first phrase by importance; conditions in small print after a slash or "if" are not recognised as such."""
    for category, code, pattern in REASONS:
        for line in pages.lines:
            match = pattern.search(line.folded)
            if match:
                return Exemption(category, _sentence(line.text, match.start(), match.end()), code or None)
    return None


def _sentence(text: str, start: int, end: int) -> str:
    """The cell's words around the phrase, at most 200 characters."""
    left, right = text.rfind("\t", 0, start) + 1, text.find("\t", end)
    whole = text[left : right if right >= 0 else len(text)].strip(" -*:.")
    return whole if len(whole) <= 200 else text[start:end]
