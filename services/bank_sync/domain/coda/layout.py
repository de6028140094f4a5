"""The columns of every CODA record as in the standard, and a line that can be read with them.

Columns are 1-based and inclusive, as the standard prints them, so that this table can be compared with it. Figures are
filled with zeros, text with blanks; amounts are in thousandths, dates are DDMMYY.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from services.bank_sync.domain.coda.refusal import CodaError, Rule

WIDTH = 128
NO_DATE = "000000"
CENTURY = 2000
CENTS = Decimal("0.01")


def money(thousandths: str) -> Decimal:
    """An amount from its digits in thousandths: in cents, or with three decimals where the third is not zero."""
    exact = Decimal(int(thousandths)).scaleb(-3)
    cents = exact.quantize(CENTS)
    return cents if cents == exact else exact


class Field(NamedTuple):
    """The first and last column of a field."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Header:
    """Record 0."""

    zeros = Field(2, 5)
    created_on = Field(6, 11)
    duplicate = Field(17, 17)
    file_reference = Field(25, 34)
    addressee = Field(35, 60)
    bic = Field(61, 71)
    company_number = Field(72, 82)
    reference = Field(89, 104)
    related_reference = Field(105, 120)
    version = Field(128, 128)


class OldBalance:
    """Record 1. `coda_number` numbers the coded statement, `number` the paper one."""

    structure = Field(2, 2)
    number = Field(3, 5)
    account = Field(6, 42)
    sign = Field(43, 43)
    amount = Field(44, 58)
    day = Field(59, 64)
    holder = Field(65, 90)
    description = Field(91, 125)
    coda_number = Field(126, 128)


class Numbered:
    """The columns that records 2 and 3 share."""

    sequence = Field(3, 6)
    detail = Field(7, 10)


class Movement1:
    """Record 2.1."""

    bank_reference = Field(11, 31)
    sign = Field(32, 32)
    amount = Field(33, 47)
    value_date = Field(48, 53)
    code = Field(54, 61)
    structured = Field(62, 62)
    communication = Field(63, 115)
    entry_date = Field(116, 121)


class Movement2:
    """Record 2.2."""

    communication = Field(11, 63)
    end_to_end = Field(64, 98)
    bic = Field(99, 109)
    return_type = Field(113, 113)
    return_reason = Field(114, 117)
    category_purpose = Field(118, 121)
    purpose = Field(122, 125)


class Movement3:
    """Record 2.3."""

    account = Field(11, 47)
    name = Field(48, 82)
    communication = Field(83, 125)


class Information1:
    """Record 3.1."""

    structured = Field(40, 40)
    communication = Field(41, 113)


class Information2:
    """Record 3.2."""

    communication = Field(11, 115)


class Information3:
    """Record 3.3."""

    communication = Field(11, 100)


class NewBalance:
    """Record 8."""

    account = Field(5, 41)
    sign = Field(42, 42)
    amount = Field(43, 57)
    day = Field(58, 63)


class Message:
    """Record 4."""

    text = Field(33, 112)


class Trailer:
    """Record 9."""

    records = Field(17, 22)
    debits = Field(23, 37)
    credits = Field(38, 52)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, filled to 128 columns, with its number for error messages."""

    number: int
    content: str

    @property
    def record(self) -> str:
        """The record: `0`, `1`, `8`, `4`, `9`, or two digits where a record has parts: `21`, `32`."""
        return self.content[:2] if self.content[0] in "23" else self.content[0]

    def refuse(self, rule: Rule, **facts: str) -> CodaError:
        """The error for this line, to be raised."""
        return CodaError(self.number, rule, facts)

    def raw(self, field: Field) -> str:
        """The columns as they are, blanks included."""
        return self.content[field.first - 1 : field.last]

    def text(self, field: Field) -> str:
        """Text without the blanks that fill the field."""
        return self.raw(field).strip(" ")

    def digits(self, field: Field) -> str:
        """Columns that must all be figures. Raises CodaError otherwise."""
        value = self.raw(field)
        if not (value.isascii() and value.isdigit()):
            raise self.refuse(Rule.NUMBER, value=value, columns=str(field))
        return value

    def whole(self, field: Field) -> int:
        """A count or a sequence number."""
        return int(self.digits(field))

    def amount(self, field: Field) -> Decimal:
        """An unsigned amount."""
        return money(self.digits(field))

    def signed(self, sign: Field, amount: Field) -> Decimal:
        """An amount with its sign column: 0 is credit, 1 is debit. Raises CodaError for another sign."""
        value = self.raw(sign)
        if value not in ("0", "1"):
            raise self.refuse(Rule.SIGN, value=value, columns=str(sign))
        unsigned = self.amount(amount)
        return Decimal(0) - unsigned if value == "1" else unsigned  # subtracted, so that zero never becomes -0

    def day(self, field: Field) -> date:
        """A date that must be there. Raises CodaError otherwise."""
        value = self.raw(field)
        if value.isascii() and value.isdigit():
            try:
                return date(CENTURY + int(value[4:]), int(value[2:4]), int(value[:2]))
            except ValueError:
                pass
        raise self.refuse(Rule.DATE, value=value, columns=str(field))

    def day_if_known(self, field: Field) -> date | None:
        """A date, or None where the bank writes zeros or blanks because it does not know it."""
        return None if self.raw(field) in (NO_DATE, " " * len(NO_DATE)) else self.day(field)
