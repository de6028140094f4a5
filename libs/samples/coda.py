"""Writes Belgian bank statements in CODA version 2: lines of 128 characters with correct balances and counts.

A list of transactions becomes records 1, 2.x, 3.x, 8 and 9 of one statement. Amounts are signed from the account
holder's side: incoming money is positive. The text is windows-1252, transliterated to the character set of the
standard, with CRLF.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

ENCODING = "windows-1252"
LINE_END = "\r\n"
_ALLOWED = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;'+-()/?*=&%@<>\"!_")


@dataclass(frozen=True)
class Counterparty:
    """The counterparty of a transaction, as far as the bank states it."""

    name: str = ""
    iban: str = ""
    bic: str = ""
    currency: str = "EUR"
    street: str = ""
    locality: str = ""


@dataclass(frozen=True)
class BankTransaction:
    """One transaction of a statement.

    `code` is the eight-digit transaction code (type, family, operation, category). `structured` is a structured
    communication: three digits of type, then the content. `details` are the transactions that make up a total (types 5
    to 8); `globalisation` is the level of such a group.
    """

    amount: Decimal
    value_date: date
    entry_date: date
    code: str
    counterparty: Counterparty | None = None
    communication: str = ""
    structured: str = ""
    information: tuple[str, ...] = ()
    customer_reference: str = ""
    details: tuple["BankTransaction", ...] = ()
    globalisation: int = 0


@dataclass(frozen=True)
class Statement:
    """One statement of one account: old balance, transactions, and the account holder."""

    iban: str
    bic: str
    holder: str
    company_number: str
    old_balance: Decimal
    old_balance_date: date
    date: date
    number: int
    transactions: tuple[BankTransaction, ...]
    currency: str = "EUR"
    description: str = "Zichtrekening"
    free_text: tuple[str, ...] = ()

    @property
    def new_balance(self) -> Decimal:
        return self.old_balance + sum((transaction.amount for transaction in self.transactions), Decimal(0))


def write(statements: Sequence[Statement]) -> bytes:
    """Returns one file; every statement except the last announces that another one follows."""
    lines: list[str] = []
    for index, statement in enumerate(statements):
        lines += _statement_lines(statement, another=index + 1 < len(statements))
    return (LINE_END.join(lines) + LINE_END).encode(ENCODING)


def _statement_lines(statement: Statement, *, another: bool) -> list[str]:
    body = [_old_balance(statement)]
    for index, transaction in enumerate(statement.transactions, start=1):
        body += _transaction_lines(transaction, index, statement.number)
    body.append(_new_balance(statement))
    texts = [
        _free_text(text, index, last=index == len(statement.free_text))
        for index, text in enumerate(statement.free_text, 1)
    ]
    amounts = [transaction.amount for transaction in statement.transactions]
    debit = -sum((amount for amount in amounts if amount < 0), Decimal(0))
    credit = sum((amount for amount in amounts if amount > 0), Decimal(0))
    trailer = f"9{'':15}{len(body):06d}{_thousandths(debit)}{_thousandths(credit)}{'':75}{'1' if another else '2'}"
    return [_header(statement), *body, *texts, _checked(trailer)]


def _header(statement: Statement) -> str:
    bank = statement.iban[4:7] if statement.iban.startswith("BE") else "000"
    return _checked(
        f"00000{_ddmmyy(statement.date)}{bank}05 {'':7}{_text(f'{statement.number:010d}', 10)}"
        f"{_text(statement.holder, 26)}{_text(statement.bic, 11)}0{statement.company_number:>10} 00000"
        f"{'':16}{'':16}{'':7}2"
    )


def _account(statement: Statement) -> str:
    return f"{_text(statement.iban, 34)}{statement.currency}"


def _old_balance(statement: Statement) -> str:
    structure = "2" if statement.iban.startswith("BE") else "3"
    return _checked(
        f"1{structure}{statement.number % 1000:03d}{_account(statement)}{_signed(statement.old_balance)}"
        f"{_ddmmyy(statement.old_balance_date)}{_text(statement.holder, 26)}{_text(statement.description, 35)}"
        f"{statement.number % 1000:03d}"
    )


def _new_balance(statement: Statement) -> str:
    return _checked(
        f"8{statement.number % 1000:03d}{_account(statement)}{_signed(statement.new_balance)}{_ddmmyy(statement.date)}"
        f"{'':64}{'1' if statement.free_text else '0'}"
    )


def _transaction_lines(transaction: BankTransaction, sequence: int, statement_number: int) -> list[str]:
    """Returns the records of a transaction and its details; the total opens a level, the last detail closes it."""
    if not transaction.details:
        return _one_transaction(transaction, sequence, 0, statement_number)
    level = transaction.globalisation or 1
    lines = _one_transaction(replace(transaction, globalisation=level), sequence, 0, statement_number)
    detail_number = len(transaction.information)
    for index, detail in enumerate(transaction.details, start=1):
        detail_number += 1
        closed = replace(detail, globalisation=level) if index == len(transaction.details) else detail
        lines += _one_transaction(closed, sequence, detail_number, statement_number)
        detail_number += len(detail.information)
    return lines


def _one_transaction(transaction: BankTransaction, sequence: int, detail: int, statement_number: int) -> list[str]:
    party = transaction.counterparty or Counterparty()
    key = f"{sequence:04d}{detail:04d}"
    bank_reference = f"{statement_number:05d}{sequence:06d}{detail:04d}".ljust(21)
    if transaction.structured:
        flag, parts = "1", _split(transaction.structured, (53, 53, 43))
    else:
        flag, parts = "0", _split(_plain(transaction.communication), (53, 53, 43))
    has_third = bool(party.name or party.iban or parts[2].strip())
    has_second = bool(parts[1].strip() or party.bic or transaction.customer_reference) or (
        has_third and bool(parts[2].strip())
    )
    more = bool(transaction.information)
    last = "1" if more else "0"
    lines = [
        f"21{key}{bank_reference}{_signed(transaction.amount)}{_ddmmyy(transaction.value_date)}{transaction.code}{flag}{parts[0]}"
        f"{_ddmmyy(transaction.entry_date)}{statement_number % 1000:03d}{transaction.globalisation}"
        f"{'1' if has_second or has_third else '0'} {'0' if has_second or has_third else last}"
    ]
    if has_second:
        lines.append(
            f"22{key}{parts[1]}{_text(transaction.customer_reference, 35)}{_text(party.bic, 11)}"
            f"{'':3} {'':4}{'':4}{'':4}"
            f"{'1' if has_third else '0'} {'0' if has_third else last}"
        )
    if has_third:
        account = f"{_text(party.iban, 34)}{party.currency if party.iban else '   '}"
        lines.append(f"23{key}{account}{_text(party.name, 35)}{parts[2]}0 {last}")
    for number, content in enumerate(transaction.information, start=1):
        final = number == len(transaction.information)
        lines += _information(
            content, f"{sequence:04d}{detail + number:04d}", bank_reference, transaction.code, final=final
        )
    return [_checked(line) for line in lines]


def _information(content: str, key: str, bank_reference: str, code: str, *, final: bool) -> list[str]:
    """Returns the records 3: structured information starts with three digits and a bar, free is plain text."""
    kind, _, text = content.partition("|")
    flag, body = ("1", kind + text) if kind.isdigit() and len(kind) == 3 else ("0", _plain(content))
    parts = _split(body, (73, 105, 90))
    link = "0" if final else "1"
    second, third = bool(parts[1].strip()), bool(parts[2].strip())
    lines = [f"31{key}{bank_reference}{code}{flag}{parts[0]}{'':12}{int(second)} {'0' if second else link}"]
    if second:
        lines.append(f"32{key}{parts[1]}{'':10}{int(third)} {'0' if third else link}")
    if third:
        lines.append(f"33{key}{parts[2]}{'':25}0 {link}")
    return lines


def _free_text(text: str, index: int, *, last: bool) -> str:
    return _checked(f"4 {index:04d}0000{'':22}{_text(text, 80)}{'':15}{'0' if last else '1'}")


def address_information(party: Counterparty) -> str:
    """Returns the content of a record 3 of type 001: name (70 characters), street (35), locality (35)."""
    return f"001|{_text(party.name, 70)}{_text(party.street, 35)}{_text(party.locality, 35)}"


def totals(transactions: Iterable[BankTransaction]) -> tuple[Decimal, Decimal]:
    """Returns the debit and credit sums of the trailer, without details."""
    amounts = [transaction.amount for transaction in transactions]
    return (
        -sum((amount for amount in amounts if amount < 0), Decimal(0)),
        sum((amount for amount in amounts if amount > 0), Decimal(0)),
    )


def _split(text: str, widths: tuple[int, ...]) -> list[str]:
    parts, start = [], 0
    for width in widths:
        parts.append(text[start : start + width].ljust(width))
        start += width
    if len(text) > start:
        raise ValueError(f"communication of {len(text)} characters does not fit in {start}")
    return parts


def _plain(text: str) -> str:
    """Returns the text in the character set of the standard; a character without equivalent becomes a space."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe").replace("Œ", "OE"))
    ascii_text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return "".join(character if character in _ALLOWED else " " for character in ascii_text)


def _text(text: str, width: int) -> str:
    return _plain(text)[:width].ljust(width)


def _ddmmyy(day: date) -> str:
    return f"{day:%d%m%y}"


def _thousandths(amount: Decimal) -> str:
    return f"{int(amount * 1000):015d}"


def _signed(amount: Decimal) -> str:
    return f"{'1' if amount < 0 else '0'}{_thousandths(abs(amount))}"


def _checked(line: str) -> str:
    if len(line) != 128:
        raise AssertionError(f"a CODA line has 128 characters, this one {len(line)}: {line!r}")
    return line
