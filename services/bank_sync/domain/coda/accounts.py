"""Account numbers as CODA prints them: four structures for the holder, none declared for the counterparty."""

import re
from functools import lru_cache

from stdnum import iban as ibans

from contracts.values import iban as checked_iban
from services.bank_sync.domain.coda.layout import Field, Line
from services.bank_sync.domain.coda.refusal import Rule
from services.bank_sync.domain.statement import Account

BELGIAN_BBAN = re.compile(r"[0-9]{12}")
CURRENCY = re.compile(r"[A-Z]{3}")
BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")

NUMBER_AND_CURRENCY = {
    "0": (slice(0, 12), slice(13, 16)),
    "1": (slice(0, 34), slice(34, 37)),
    "2": (slice(0, 34), slice(34, 37)),
    "3": (slice(0, 34), slice(34, 37)),
}
"""By structure, inside the 37 columns: 0 old Belgian number (12 digits), 1 foreign number, 2 and 3 IBAN."""


@lru_cache(maxsize=4096)  # without it, half of the reading time went into the same few counterparties
def valid_iban(number: str) -> str | None:
    """The IBAN without blanks if it is valid by the rules of our contracts, else None."""
    try:
        return checked_iban(number)
    except ValueError:
        return None


def iban_of_belgian_number(number: str) -> str | None:
    """The IBAN of a twelve-digit Belgian account number, if the number's own check digits are right."""
    if not BELGIAN_BBAN.fullmatch(number):
        return None
    return valid_iban(f"BE{ibans.calc_check_digits('BE00' + number)}{number}")


def holder_account(line: Line, structure: str, field: Field) -> Account:
    """The account in record 1 or 8, with its currency. Raises CodaError when either cannot be read."""
    if structure not in NUMBER_AND_CURRENCY:
        raise line.refuse(Rule.ACCOUNT_STRUCTURE, value=structure)
    content = line.raw(field)
    number_columns, currency_columns = NUMBER_AND_CURRENCY[structure]
    number, currency = content[number_columns].replace(" ", ""), content[currency_columns]
    if not number:
        raise line.refuse(Rule.ACCOUNT_MISSING)
    if not CURRENCY.fullmatch(currency):
        raise line.refuse(Rule.CURRENCY, value=currency)
    if structure == "1":
        return Account(number, currency)
    iban = iban_of_belgian_number(number) if structure == "0" else valid_iban(number)
    return Account(iban or number, currency, iban)


def counterparty_account(content: str) -> tuple[str, str | None, str]:
    """Number as printed, IBAN if it is one, and currency, from the 37 columns of record 2.3.

    Record 2.3 does not say which structure it uses: a blank in the thirteenth column means twelve digits and then the
    currency, everything else is up to 34 characters and then the currency.
    """
    if not content.strip(" 0"):
        return "", None, ""
    structure = "0" if BELGIAN_BBAN.fullmatch(content[:12]) and content[12] == " " else "1"
    number_columns, currency_columns = NUMBER_AND_CURRENCY[structure]
    number, currency = content[number_columns].replace(" ", ""), content[currency_columns].strip(" ")
    iban = iban_of_belgian_number(number) if structure == "0" else valid_iban(number)
    return number, iban, currency if CURRENCY.fullmatch(currency) else ""


def valid_bic(code: str) -> str:
    """The BIC if it has the shape of one (ISO 9362); banks also write zeros or words there."""
    return code if BIC.fullmatch(code) else ""
