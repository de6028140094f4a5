"""CODA files for the tests, written from the column table of the standard and without any code of the reader.

A `CodaStatement` with its entries describes a file; `lines` returns its records, `file` its bytes. The writer counts
and sums by itself, so reader and writer agree only when both follow the standard.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

MONDAY = date(2025, 3, 3)
IBAN = "BE71096123456769"
OTHER_IBAN = "BE43068999999501"


@dataclass(frozen=True)
class Record3:
    """A record 3: free text, or structured information when `type` has three digits."""

    text: str
    type: str = ""


@dataclass(frozen=True)
class Entry:
    """A record 2 with everything it may contain. `structured` is a type and its content, with its blanks."""

    amount: str = "121.00"
    code: str = "00150000"
    text: str = ""
    structured: tuple[str, str] | None = None
    booked: date = MONDAY
    valued: date | None = MONDAY
    bank_reference: str = ""
    end_to_end: str = ""
    bic: str = ""
    category_purpose: str = ""
    purpose: str = ""
    return_type: str = ""
    return_reason: str = ""
    account: str = ""
    account_currency: str = ""
    name: str = ""
    information: tuple[Record3, ...] = ()
    details: tuple["Entry", ...] = ()
    skip_second: bool = False


@dataclass(frozen=True)
class CodaStatement:
    """A statement; its new balance and totals are computed from its transactions."""

    transactions: tuple[Entry, ...] = ()
    old_balance: str = "1000.00"
    number: str = "041"
    coda_number: str = "041"
    structure: str = "2"
    account: str = IBAN
    currency: str = "EUR"
    old_date: date | None = date(2025, 2, 28)
    new_date: date = MONDAY
    created: date = MONDAY
    holder: str = "BRASSERIE DU MIDI SRL"
    description: str = "COMPTE A VUE"
    addressee: str = "BRASSERIE DU MIDI SRL"
    bic: str = "GKCCBEBB"
    company_number: str = "00403170701"
    file_reference: str = "0000000041"
    reference: str = ""
    related_reference: str = ""
    duplicate: bool = False
    messages: tuple[str, ...] = ()
    another_follows: bool = False
    has_new_balance: bool = True


@dataclass
class Record:
    """A line of 128 columns. `put` writes at columns of the standard; raises ValueError when the text is too long."""

    columns: list[str] = field(default_factory=lambda: [" "] * 128)

    def put(self, first: int, last: int, text: str) -> "Record":
        width = last - first + 1
        if len(text) > width:
            raise ValueError(f"{text!r} does not fit columns {first}-{last}")
        self.columns[first - 1 : last] = text.ljust(width)
        return self

    def __str__(self) -> str:
        return "".join(self.columns)


def filled(width: int) -> str:
    """Returns text that fills a field to its last column; its first and last letter differ from the rest."""
    return "1" + "-" * (width - 2) + "Z"


def file(*statements: CodaStatement, encoding: str = "windows-1252", newline: str = "\r\n") -> bytes:
    """Returns the bytes of a file with these statements."""
    return joined([line for statement in statements for line in lines(statement)], encoding, newline)


def joined(records: list[str], encoding: str = "windows-1252", newline: str = "\r\n") -> bytes:
    """Returns the bytes of a file with these records."""
    return "".join(record + newline for record in records).encode(encoding)


def lines(statement: CodaStatement) -> list[str]:
    """Returns the records of one statement, from header to trailer."""
    transactions = [
        line for number, each in enumerate(statement.transactions, 1) for line in _transaction(each, number)
    ]
    records = [_header(statement), _old_balance(statement), *transactions]
    if statement.has_new_balance:
        records.append(_new_balance(statement))
    records += [_message(number, text) for number, text in enumerate(statement.messages, 1)]
    return [*records, _trailer(statement, records)]


def new_balance(statement: CodaStatement) -> Decimal:
    """Returns the balance after the transactions; details do not count."""
    return Decimal(statement.old_balance) + sum(Decimal(each.amount) for each in statement.transactions)


def _header(s: CodaStatement) -> str:
    record = Record().put(1, 5, "00000").put(6, 11, _day(s.created)).put(12, 14, "096").put(15, 16, "05")
    record.put(17, 17, "D" if s.duplicate else "").put(25, 34, s.file_reference).put(35, 60, s.addressee)
    record.put(61, 71, s.bic).put(72, 82, s.company_number).put(84, 88, "00000")
    return str(record.put(89, 104, s.reference).put(105, 120, s.related_reference).put(128, 128, "2"))


def _old_balance(s: CodaStatement) -> str:
    record = Record().put(1, 1, "1").put(2, 2, s.structure).put(3, 5, s.number).put(6, 42, _account(s))
    _put_amount(record, 43, Decimal(s.old_balance))
    record.put(59, 64, _day(s.old_date)).put(65, 90, s.holder).put(91, 125, s.description)
    return str(record.put(126, 128, s.coda_number))


def _new_balance(s: CodaStatement) -> str:
    record = Record().put(1, 1, "8").put(2, 4, s.number).put(5, 41, _account(s))
    _put_amount(record, 42, new_balance(s))
    return str(record.put(58, 63, _day(s.new_date)).put(128, 128, "1" if s.messages else "0"))


def _message(number: int, text: str) -> str:
    return str(
        Record().put(1, 1, "4").put(3, 6, f"{number:04d}").put(7, 10, "0000").put(33, 112, text).put(128, 128, "0")
    )


def _trailer(s: CodaStatement, records: list[str]) -> str:
    amounts = [Decimal(each.amount) for each in s.transactions]
    counted = len([record for record in records if record[0] in "1238"])
    record = Record().put(1, 1, "9").put(17, 22, f"{counted:06d}")
    record.put(23, 37, _thousandths(-sum(amount for amount in amounts if amount < 0)))
    record.put(38, 52, _thousandths(sum(amount for amount in amounts if amount > 0)))
    return str(record.put(128, 128, "1" if s.another_follows else "2"))


def _transaction(entry: Entry, number: int) -> list[str]:
    """Returns the records of a transaction and its details; detail numbers run through records 2 and 3."""
    records: list[str] = []
    detail = 0
    pending = [entry]
    while pending:
        each = pending.pop(0)
        records += _transaction_records(each, f"{number:04d}{detail:04d}")
        for info in each.information:
            detail += 1
            records += _information(each, info, f"{number:04d}{detail:04d}")
        detail += 1
        pending[:0] = each.details
    return records


def _transaction_records(m: Entry, numbers: str) -> list[str]:
    text = m.text if m.structured is None else m.structured[0] + m.structured[1]
    second, third = text[53:106], text[106:149]
    has_third = bool(third.strip() or m.account or m.account_currency or m.name)
    has_second = not m.skip_second and bool(
        second.strip() or m.end_to_end or m.bic or m.category_purpose or m.purpose or m.return_type or has_third
    )
    record = Record().put(1, 2, "21").put(3, 10, numbers).put(11, 31, m.bank_reference)
    _put_amount(record, 32, Decimal(m.amount))
    record.put(48, 53, _day(m.valued)).put(54, 61, m.code).put(62, 62, "0" if m.structured is None else "1")
    record.put(63, 115, text[:53]).put(116, 121, _day(m.booked)).put(122, 124, "041").put(125, 125, "0")
    record.put(126, 126, "1" if has_second or has_third else "0").put(128, 128, "1" if m.information else "0")
    records = [str(record)]
    if has_second:
        record = Record().put(1, 2, "22").put(3, 10, numbers).put(11, 63, second).put(64, 98, m.end_to_end)
        record.put(99, 109, m.bic).put(113, 113, m.return_type).put(114, 117, m.return_reason)
        record.put(118, 121, m.category_purpose).put(122, 125, m.purpose)
        records.append(str(record.put(126, 126, "1" if has_third else "0").put(128, 128, "0")))
    if has_third:
        record = Record().put(1, 2, "23").put(3, 10, numbers).put(11, 44, m.account).put(45, 47, m.account_currency)
        records.append(str(record.put(48, 82, m.name).put(83, 125, third).put(126, 126, "0").put(128, 128, "0")))
    return records


def _information(m: Entry, info: Record3, numbers: str) -> list[str]:
    text = info.type + info.text
    record = Record().put(1, 2, "31").put(3, 10, numbers).put(11, 31, m.bank_reference).put(32, 39, m.code)
    record.put(40, 40, "1" if info.type else "0").put(41, 113, text[:73])
    record.put(126, 126, "1" if text[73:] else "0").put(128, 128, "0")
    records = [str(record)]
    if text[73:]:
        record = Record().put(1, 2, "32").put(3, 10, numbers).put(11, 115, text[73:178])
        records.append(str(record.put(126, 126, "1" if text[178:] else "0").put(128, 128, "0")))
    if text[178:]:
        record = Record().put(1, 2, "33").put(3, 10, numbers).put(11, 100, text[178:])
        records.append(str(record.put(126, 126, "0").put(128, 128, "0")))
    return records


def _account(s: CodaStatement) -> str:
    if s.structure == "0":
        return f"{s.account} {s.currency}0BE"
    return s.account.ljust(34) + s.currency


def _put_amount(record: Record, sign: int, amount: Decimal) -> None:
    record.put(sign, sign, "1" if amount < 0 else "0").put(sign + 1, sign + 15, _thousandths(abs(amount)))


def _thousandths(amount: Decimal | int) -> str:
    return f"{int(Decimal(amount) * 1000):015d}"


def _day(day: date | None) -> str:
    return day.strftime("%d%m%y") if day else "000000"
