"""From records 2 and 3 to transactions, with details under the transaction they belong to.

Types 0 to 3 are transactions. Types 5 to 8 are details of the transaction above them, type 9 details of a detail.
Sequence numbers must rise from one transaction to the next, and everything that belongs to one has its number. A
skipped number is accepted: the count and the sums of the trailer already prove that nothing is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.bank_sync.domain.coda.accounts import counterparty_account, valid_bic
from services.bank_sync.domain.coda.communication import Communication, structured_communication
from services.bank_sync.domain.coda.layout import (
    Field,
    Information1,
    Information2,
    Information3,
    Line,
    Movement1,
    Movement2,
    Movement3,
    Numbered,
)
from services.bank_sync.domain.coda.refusal import Rule
from services.bank_sync.domain.statement import Information, Party, StatementTransaction, TransactionCode
from services.bank_sync.domain.transactions import DETAIL_TYPES, TRANSACTION_TYPES

HIGHEST_SEQUENCE = 9999
DETAIL_OF_A_DETAIL = "9"
STRUCTURED = "1"
COUNTERPARTY_INFORMATION = "001"
NAME = Field(1, 70)


@dataclass(slots=True)
class Records:
    """The records of one transaction while they are collected: 2.1 to 2.3, its records 3, its details."""

    first: Line
    second: Line | None = None
    third: Line | None = None
    information: list[list[Line]] = field(default_factory=list)
    details: list["Records"] = field(default_factory=list)


def transactions_in(lines: Sequence[Line]) -> tuple[StatementTransaction, ...]:
    """The transactions in records 2 and 3, which must already be in the order of the standard. Raises CodaError."""
    return tuple(_transaction(records) for records in _gathered(lines))


def _gathered(lines: Sequence[Line]) -> list[Records]:
    transactions: list[Records] = []
    current: Records | None = None
    for line in lines:
        if line.record == "21":
            current = _begin(transactions, line)
            continue
        if current is None:
            raise line.refuse(Rule.RECORD_ORDER, found=line.record, expected="21")
        if line.record == "31":
            _check_belongs(_last_numbered(transactions[-1]), line)
            current.information.append([line])
            continue
        part_of = current.information[-1][0] if line.record in ("32", "33") else current.first
        if _numbers(line) != _numbers(part_of):
            raise _out_of_sequence(part_of, line)
        if line.record == "22":
            current.second = line
        elif line.record == "23":
            current.third = line
        else:
            current.information[-1].append(line)
    return transactions


def _begin(transactions: list[Records], line: Line) -> Records:
    """A new transaction, or a detail added to the transaction it belongs to."""
    records = Records(line)
    code = line.raw(Movement1.code)
    kind = code[0] if code.isascii() and code.isdigit() else ""
    if kind in TRANSACTION_TYPES:
        if transactions:
            _check_rises(transactions[-1].first, line)
        transactions.append(records)
    elif kind in DETAIL_TYPES:
        if not transactions:
            raise line.refuse(Rule.DETAIL_WITHOUT_PARENT, number=_printed(line))
        _check_belongs(_last_numbered(transactions[-1]), line, must_rise=True)
        parent = transactions[-1]
        if kind == DETAIL_OF_A_DETAIL:
            if not parent.details:
                raise line.refuse(Rule.DETAIL_WITHOUT_PARENT, number=_printed(line))
            parent = parent.details[-1]
        parent.details.append(records)
    else:
        raise line.refuse(Rule.TRANSACTION_TYPE, value=code)
    return records


def _numbers(line: Line) -> tuple[int, int]:
    return line.whole(Numbered.sequence), line.whole(Numbered.detail)


def _printed(line: Line) -> str:
    return f"{line.raw(Numbered.sequence)}.{line.raw(Numbered.detail)}"


def _out_of_sequence(before: Line, line: Line) -> Exception:
    return line.refuse(Rule.SEQUENCE, found=_printed(line), previous=_printed(before))


def _check_rises(before: Line, line: Line) -> None:
    """The next transaction must have a higher number; after 9999 numbering starts again."""
    previous, number = before.whole(Numbered.sequence), line.whole(Numbered.sequence)
    if number <= previous < HIGHEST_SEQUENCE:
        raise _out_of_sequence(before, line)


def _last_numbered(transaction: Records) -> Line:
    """The last record 2.1 or 3.1 of this transaction so far, after whose number the next one counts."""
    innermost = transaction
    while innermost.details:
        innermost = innermost.details[-1]
    return innermost.information[-1][0] if innermost.information else innermost.first


def _check_belongs(before: Line, line: Line, *, must_rise: bool = False) -> None:
    """Details and information have the transaction's sequence number, and their detail number rises."""
    previous, number = _numbers(before), _numbers(line)
    if number[0] != previous[0] or number[1] < previous[1] or (must_rise and number[1] == previous[1]):
        raise _out_of_sequence(before, line)


def _transaction(records: Records) -> StatementTransaction:
    first, second = records.first, records.second
    communication = _communication(records)
    information = tuple(_information(lines) for lines in records.information)
    return StatementTransaction(
        sequence=first.whole(Numbered.sequence),
        detail=first.whole(Numbered.detail),
        amount=first.signed(Movement1.sign, Movement1.amount),
        booking_date=first.day(Movement1.entry_date),
        value_date=first.day_if_known(Movement1.value_date),
        code=_code(first.raw(Movement1.code)),
        communication=communication.text,
        structured=communication.structured,
        counterparty=_counterparty(records, information),
        bank_reference=first.text(Movement1.bank_reference),
        end_to_end=second.text(Movement2.end_to_end) if second else "",
        mandate=communication.mandate,
        creditor_id=communication.creditor_id,
        card=communication.card,
        category_purpose=second.text(Movement2.category_purpose) if second else "",
        purpose=second.text(Movement2.purpose) if second else "",
        return_type=(second.text(Movement2.return_type).strip("0") if second else "") or communication.return_type,
        return_reason=(second.text(Movement2.return_reason) if second else "") or communication.return_reason,
        information=information,
        details=tuple(_transaction(detail) for detail in records.details),
    )


def _code(digits: str) -> TransactionCode:
    return TransactionCode(digits[0], digits[1:3], digits[3:5], digits[5:8])


def _communication(records: Records) -> Communication:
    """The communication over 2.1, 2.2 and 2.3. In a structured one, a missing 2.2 counts as blank columns."""
    is_structured = records.first.raw(Movement1.structured) == STRUCTURED
    parts = [records.first.raw(Movement1.communication)]
    if records.second:
        parts.append(records.second.raw(Movement2.communication))
    elif is_structured and records.third:
        parts.append(" " * (Movement2.communication.last - Movement2.communication.first + 1))
    if records.third:
        parts.append(records.third.raw(Movement3.communication))
    content = "".join(parts)
    if is_structured:
        return structured_communication(content[:3], content[3:])
    return Communication(text=content.strip(" "))


def _counterparty(records: Records, information: Sequence[Information]) -> Party:
    """Name and account from 2.3, BIC from 2.2; the record 3 about the counterparty adds an address, or the name."""
    number, iban, currency = counterparty_account(records.third.raw(Movement3.account) if records.third else "")
    about = next((each.text for each in information if each.type == COUNTERPARTY_INFORMATION), "")
    return Party(
        name=(records.third.text(Movement3.name) if records.third else "") or about[NAME.first - 1 : NAME.last].strip(),
        account=number,
        iban=iban,
        bic=valid_bic(records.second.text(Movement2.bic)) if records.second else "",
        currency=currency,
        address=" ".join(about[NAME.last :].split()),
    )


def _information(lines: Sequence[Line]) -> Information:
    first = lines[0]
    rest = {"32": Information2.communication, "33": Information3.communication}
    content = first.raw(Information1.communication) + "".join(line.raw(rest[line.record]) for line in lines[1:])
    if first.raw(Information1.structured) == STRUCTURED:
        return Information(content[:3], content[3:].rstrip(" "))
    return Information("", content.strip(" "))
