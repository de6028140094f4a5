"""The Belgian VAT codes that UBL.BE and e-FFF want in addition to the European categories.

They are finer than the European ones. Where the European category decides the Belgian code, that code is written.
Where Belgium makes a distinction that the invoice does not state, the general code of the category is written.
Source: the code lists BTCC and BVERC of the UBL.BE rules, version 1.31.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

_RATES = {Decimal(21): "03", Decimal(12): "02", Decimal(6): "01"}
_NAMES = {"Z": "00", "E": "NA", "AE": "45", "K": "46/GO", "G": "47/EX", "O": "NS"}
_ELSEWHERE = "NS"
"""For a rate that Belgium does not have: it was charged under another country's law."""

_SENTENCES = {
    "BETE-45": "Reverse charge - Contractor",
    "BETE-EX": "Exempt",
    "BETE-FD": "Financial discount",
    "BETE-SC": "Small company",
    "BETE-00/44": "0% Clause 44",
    "BETE-03/SE": "Standard exchange",
    "BETE-MA": "Margin",
    "BETE-46/GO": "Intra-community supply - Goods",
    "BETE-47/TO": "Intra-community supply - Manufacturing cost",
    "BETE-47/AS": "Intra-community supply - Assembly",
    "BETE-47/DI": "Intra-community supply - Distance",
    "BETE-47/SE": "Intra-community supply - Services",
    "BETE-44": "Intra-community supply - Services B2B",
    "BETE-46/TR": "Intra-community supply - Triangle a-B-c",
    "BETE-47/EX": "Export non E.U.",
    "BETE-47/EI": "Indirect export",
    "BETE-47/EE": "Export via E.U.",
    "BETE-NS": "Not subject to VAT",
}
"""By exemption code: the one sentence that the rules allow with it."""

_EXEMPTIONS = {"E": "BETE-EX", "AE": "BETE-45", "K": "BETE-46/GO", "G": "BETE-47/EX", "O": "BETE-NS"}
_EUROPEAN = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}


def vat_name(category: str | None, rate: Decimal | None) -> str:
    """The Belgian code of a category and rate (BTCC)."""
    if category == "S" and rate is not None:
        return _RATES.get(rate, _ELSEWHERE)
    return _NAMES.get(category or "", _ELSEWHERE)


def exemption(category: str | None) -> tuple[str, str] | None:
    """The Belgian exemption code (BVERC) and its sentence, for a category that needs one."""
    code = _EXEMPTIONS.get(category or "")
    return None if code is None else (code, _SENTENCES[code])


def as_european(record: dict[str, Any]) -> None:
    """Replace Belgian exemption codes that were read by the European code and the reason in words."""
    for part in record.get("breakdown", ()):
        sentence = _SENTENCES.get((part.get("exemption_code") or "").upper())
        if sentence is None:
            continue
        european = _EUROPEAN.get(part.get("category", ""))
        part.setdefault("exemption_reason", sentence)
        if european is None:
            del part["exemption_code"]
        else:
            part["exemption_code"] = european
