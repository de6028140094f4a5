"""Values with rules of their own: money, currencies, and numbers with check digits.

All of them are strings in JSON. Money as a JSON number is refused: a float has lost cents before we see it.

Every text of an event has a limit, and so has every list: an event must fit into a message of Kafka. The limits keep
out what no document has; where all lists are full of long texts, the size of the event decides (`EventTooLarge`).
"""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError
from stdnum import iban as _iban
from stdnum import iso11649 as _iso11649
from stdnum.be import ogm_vcs as _ogm
from stdnum.eu import vat as _eu_vat
from stdnum.exceptions import ValidationError as NumberError

_DIGITS: Final = 15
"""Digits before the point. They are counted and not compared: of `1E+999999999` not even the absolute value exists."""


def _decimal(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise PydanticCustomError("amount", "money is never a float: send a string such as '12.50'")
    if isinstance(value, int | str):
        try:
            return Decimal(value)
        except InvalidOperation as error:
            raise PydanticCustomError("amount", "not a decimal number") from error
    return value


def _cents(value: Decimal) -> Decimal:
    if not value.is_finite() or value.adjusted() >= _DIGITS:
        raise PydanticCustomError("amount", "not an amount of money")
    cents = value.quantize(Decimal("0.01"))
    if cents != value:
        raise PydanticCustomError("amount", "money has at most two decimals")
    return cents


def _six_decimals(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -6 or value.adjusted() >= _DIGITS:
        raise PydanticCustomError("figure", "at most six decimals")
    return value


def _plain(value: Decimal) -> str:
    return format(value, "f")


Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_cents),
    PlainSerializer(_plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,2})?$", "examples": ["121.00"]}),
]
"""Money to the cent, without its currency."""

Number = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_six_decimals),
    PlainSerializer(_plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,6})?$", "examples": ["21", "0.333333"]}),
]
"""A quantity, a unit price or a percentage."""


def vat_number(value: str) -> str:
    """A VAT number of an EU member state with country prefix and valid check digits, compact: `BE0403170701`."""
    try:
        return str(_eu_vat.validate(value))
    except NumberError as error:
        raise ValueError("not a valid EU VAT number") from error


def iban(value: str) -> str:
    """An IBAN without spaces: ISO 13616 check digits and length, and for Belgium the account's own check digits too.

    Whether the bank code is in use is not asked: registers of banks are always older than the newest bank.
    """
    try:
        number = str(_iban.validate(value, check_country=False))
    except NumberError as error:
        raise ValueError("not a valid IBAN") from error
    if number.startswith("BE") and (int(number[4:14]) % 97 or 97) != int(number[14:]):
        raise ValueError("not a valid IBAN")
    return number


def structured_communication(value: str) -> str:
    """A Belgian structured communication (OGM/VCS): twelve digits, the last two are the first ten mod 97."""
    try:
        return str(_ogm.validate(value))
    except NumberError as error:
        raise ValueError("not a valid structured communication") from error


def printed_structured_communication(digits: str) -> str:
    """A structured communication as it is printed: `+++090/9337/55493+++`."""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def creditor_reference(value: str) -> str:
    """An ISO 11649 reference, `RF` with two check digits."""
    try:
        return str(_iso11649.validate(value))
    except NumberError as error:
        raise ValueError("not a valid ISO 11649 reference") from error


# The formats name checks that a pattern cannot express; without them the guard could not tell the numbers apart.
VatNumber = Annotated[str, AfterValidator(vat_number), WithJsonSchema({"type": "string", "format": "eu-vat-number"})]
Iban = Annotated[str, AfterValidator(iban), WithJsonSchema({"type": "string", "format": "iban"})]
StructuredCommunication = Annotated[
    str, AfterValidator(structured_communication), WithJsonSchema({"type": "string", "format": "be-ogm-vcs"})
]
CreditorReference = Annotated[
    str, AfterValidator(creditor_reference), WithJsonSchema({"type": "string", "format": "iso-11649"})
]
Code = Annotated[str, StringConstraints(max_length=100)]
"""A code, a unit, a scheme, a media type: what a machine reads."""

Name = Annotated[str, StringConstraints(max_length=500)]
"""A name, a number, a reference, a file name: what stands on one line."""

Text = Annotated[str, StringConstraints(max_length=5_000)]
"""What a person wrote: a description, a note, a comment."""

Params = Annotated[dict[Code, Text], Field(max_length=50)]
"""The parameters of a text, by name."""

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Bic = Annotated[str, StringConstraints(pattern=r"^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
