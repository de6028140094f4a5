"""How long VAT numbers (without prefix) and IBANs are, per country.

Lengths of IBANs are those of the registry in python-stdnum. It has no lengths of VAT numbers as data, so these stand
here, and a test compares them with what it refuses.
"""

import re

from stdnum import numdb


def _lengths(text: str) -> dict[str, tuple[int, ...]]:
    """`BE:10/9` is a country whose numbers have ten or, without the leading zero, nine places."""
    pairs = (item.split(":") for item in text.split())
    return {country: tuple(int(length) for length in lengths.split("/")) for country, lengths in pairs}


def _iban_length(country: str) -> int:
    """Country and check digits, then the national number: `4!n4!n4!n` has twelve places."""
    ((_, facts),) = numdb.get("iban").info(country)
    return 4 + sum(int(places) for places in re.findall(r"(\d+)!", facts["bban"]))


VAT_LENGTHS = _lengths(
    "AT:9 BE:10/9 BG:10/9 CY:9 CZ:10/9/8 DE:9 DK:8 EE:9 EL:9 ES:9 FI:8 FR:11 HR:11 HU:8 IE:9/8 IT:11 LT:12/9 LU:8 "
    "LV:11 MT:8 NL:12 PL:10 PT:9 RO:10/9/8 SE:12 SI:8 SK:10 XI:9"
)
_PAYEE_COUNTRIES = (
    "AD AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO SE SI SK SM"
)
"""Where a Belgian company is likely to pay."""

IBAN_LENGTHS = {country: _iban_length(country) for country in _PAYEE_COUNTRIES.split()}
