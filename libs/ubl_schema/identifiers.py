"""Check digits and forms of the numbers on an invoice: KBO, VAT, IBAN, structured communication, GLN.

Pure arithmetic: whether a number exists is a question for a register, not for this library.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+\Z", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}\Z", re.ASCII)
_OGM = re.compile(r"(?:\+{3}|\*{3})?(\d{3})/?(\d{4})/?(\d{5})(?:\+{3}|\*{3})?\Z", re.ASCII)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?\Z", re.ASCII)

VAT_PREFIX_WITHOUT_COUNTRY = frozenset({"EL", "XI"})
"""Greece and Northern Ireland use a VAT prefix that is not their ISO country code."""

VAT_ENDPOINT_SCHEMES = {
    "AT": "9915", "BE": "9925", "BG": "9926", "CY": "9928", "CZ": "9929", "DE": "9930", "EE": "9931", "GB": "9932",
    "EL": "9933", "HR": "9934", "IE": "9935", "LI": "9936", "LT": "9937", "LU": "9938", "LV": "9939", "MC": "9940",
    "MT": "9943", "NL": "9944", "PL": "9945", "PT": "9946", "RO": "9947", "SI": "9949", "SK": "9950", "FR": "9957",
    "ES": "9920", "HU": "9910", "SE": "9955",
}  # fmt: skip
"""EAS codes under which a VAT number is an electronic address, by VAT prefix."""


def is_enterprise_number(number: str) -> bool:
    """A Belgian enterprise number (KBO): ten digits, the last two are 97 less the first eight modulo 97."""
    return (
        len(number) == 10
        and _DIGITS.match(number) is not None
        and number[0] in "01"
        and int(number[8:]) == 97 - int(number[:8]) % 97
    )


def is_belgian_vat(number: str) -> bool:
    """Whether it is ``BE`` and an enterprise number."""
    return number.startswith("BE") and is_enterprise_number(number[2:])


def is_iban(number: str) -> bool:
    """An IBAN without spaces whose check digits are right (ISO 13616)."""
    if not _IBAN.match(number):
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def is_bic(code: str) -> bool:
    """A BIC of eight or eleven characters."""
    return _BIC.match(code) is not None


def ogm_digits(text: str) -> str | None:
    """The twelve digits of a Belgian structured communication, or None when it is not one or a check digit is wrong."""
    match = _OGM.match(text.replace(" ", ""))
    if not match:
        return None
    digits = "".join(match.groups())
    return digits if int(digits[10:]) == (int(digits[:10]) % 97 or 97) else None


def looks_like_ogm(text: str) -> bool:
    """Whether it is printed as a structured communication, whatever its check digits."""
    return text.startswith(("+++", "***")) and _OGM.match(text.replace(" ", "")) is not None


def is_gln(number: str) -> bool:
    """Whether it is a GS1 number (a GLN of thirteen digits, or a longer one) with a correct check digit."""
    if not _DIGITS.match(number):
        return False
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number[:-1])))
    return (10 - weighted % 10) % 10 == int(number[-1])


ENDPOINT_RULES = {
    "0007": "PEPPOL-COMMON-R049",
    "0088": "PEPPOL-COMMON-R040",
    "0151": "PEPPOL-COMMON-R050",
    "0184": "PEPPOL-COMMON-R042",
    "0192": "PEPPOL-COMMON-R041",
    "0208": "PEPPOL-COMMON-R043",
}
"""By scheme: the rule of Peppol about the form of its numbers."""
_DANISH = re.compile(r"(DK)?\d{8}\Z", re.ASCII)


def is_endpoint(scheme: str, value: str) -> bool:
    """Whether an electronic address has the form of its scheme; schemes without a known form pass."""
    if scheme == "0208":
        return is_enterprise_number(value)
    if scheme == "0088":
        return is_gln(value)
    if scheme == "9925":
        return is_belgian_vat(value.upper())
    if scheme == "0192":
        return _is_norwegian(value)
    if scheme == "0007":
        return len(value) == 10 and _DIGITS.match(value) is not None and _is_luhn(value)
    if scheme == "0184":
        return _DANISH.match(value) is not None
    if scheme == "0151":
        return len(value) == 11 and _DIGITS.match(value) is not None and _is_australian(value)
    return True


def _is_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others (Swedish organisation numbers)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_australian(number: str) -> bool:
    """Whether the weighted sum of an ABN is a multiple of 89, its first digit less one."""
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    digits = [int(number[0]) - 1, *map(int, number[1:])]
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 89 == 0


def _is_norwegian(number: str) -> bool:
    if len(number) != 9 or not _DIGITS.match(number) or not int(number):
        return False
    weighted = sum(int(digit) * (place % 6 + 2) for place, digit in enumerate(reversed(number[:8])))
    return (11 - weighted % 11) % 11 == int(number[8])
