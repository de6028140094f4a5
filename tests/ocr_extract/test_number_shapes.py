"""The lengths of VAT numbers and IBANs, compared with those that python-stdnum knows.

Some are left out on purpose: a VAT number of less than eight digits (Romania has them) proves nothing on a page full of
numbers.
"""

from collections.abc import Iterator

import pytest
from stdnum.eu import vat
from stdnum.exceptions import InvalidLength, ValidationError

from services.ocr_extract.domain.fields.number_shapes import IBAN_LENGTHS, VAT_LENGTHS


def probes(length: int) -> Iterator[str]:
    """Numbers of this length: digits only, and digits with one of the letters that some country requires."""
    digits = "1" * length
    yield digits
    yield from (digits[:at] + letter + digits[at + 1 :] for at in range(length) for letter in "UBX")


def is_refused(country: str, length: int) -> bool:
    """Whether the library says of a number that it is too long or too short for its country."""
    module = vat._get_cc_module(country)
    assert module is not None
    for probe in probes(length):
        try:
            module.validate(probe)
        except InvalidLength:
            return True
        except ValidationError:
            continue
    return False


@pytest.mark.parametrize("country", VAT_LENGTHS)
def test_vat_numbers_have_lengths_that_the_library_allows(country: str) -> None:
    assert [length for length in VAT_LENGTHS[country] if is_refused(country, length)] == []


def test_the_comparison_can_fail() -> None:
    assert is_refused("BE", 11)
    assert is_refused("AT", 10)


def test_every_member_state_has_lengths() -> None:
    assert {"EL" if code == "gr" else code.upper() for code in vat.MEMBER_STATES} == set(VAT_LENGTHS)


@pytest.mark.parametrize(
    ("country", "length"), [("BE", 16), ("NL", 18), ("DE", 22), ("FR", 27), ("MT", 31), ("NO", 15)]
)
def test_ibans_are_as_long_as_their_registry_says(country: str, length: int) -> None:
    assert IBAN_LENGTHS[country] == length
