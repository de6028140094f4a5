"""The client company: its name and numbers, to distinguish them from those of its suppliers and customers."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from services.ocr_extract.domain.layout.folding import fold
from services.ocr_extract.domain.wording.companies import LEGAL_FORM

SAME_NAME = 88.0
"""Likeness (0-100) from which two names, without their legal forms, are one company."""


@dataclass(frozen=True)
class ClientIdentity:
    """The client's own name, VAT number (with prefix), other company numbers and IBANs; all may be unknown."""

    name: str | None = None
    vat_number: str | None = None
    company_numbers: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, name: str | None, vat_number: str | None, ibans: tuple[str, ...] = ()) -> "ClientIdentity":
        """The identity of a client; a Belgian VAT number is its company number with a prefix."""
        belgian = vat_number is not None and vat_number.startswith("BE")
        numbers = (vat_number[2:],) if vat_number and belgian else ()
        return cls(name=name, vat_number=vat_number, company_numbers=numbers, ibans=ibans)

    def owns_vat_number(self, value: str) -> bool:
        return self.vat_number is not None and value == self.vat_number

    def owns_iban(self, value: str) -> bool:
        return value in self.ibans

    def is_named(self, text: str) -> bool:
        """Whether this is the client's name, apart from legal form, accents and word order."""
        return self.name is not None and same_company(self.name, text)


def same_company(name: str, text: str) -> bool:
    """Whether two names are spellings of the name of one company."""
    left, right = bare_name(name), bare_name(text)
    if not left or not right:
        return False
    if min(len(left), len(right)) <= 4:
        return left == right
    return fuzz.token_sort_ratio(left, right) >= SAME_NAME


def bare_name(name: str) -> str:
    """The name folded, without legal form and punctuation."""
    without = LEGAL_FORM.sub(" ", fold(name))
    return " ".join(re.findall(r"[a-z0-9]+", without))
