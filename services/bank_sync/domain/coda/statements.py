"""From the lines of one statement to a checked statement.

The checks are explicit, because they are the reason to trust a file: the same account and currency at both ends, as
many records as the trailer states, a new balance that follows from the old one, and the trailer's sums.
"""

from collections.abc import Sequence
from decimal import Decimal

from services.bank_sync.domain.coda.accounts import holder_account
from services.bank_sync.domain.coda.layout import Header, Line, Message, Movement1, NewBalance, OldBalance, Trailer
from services.bank_sync.domain.coda.refusal import Rule
from services.bank_sync.domain.coda.transactions import transactions_in
from services.bank_sync.domain.statement import Account, Statement
from services.bank_sync.domain.transactions import TRANSACTION_TYPES

UNCOUNTED = ("0", "4", "9")
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
DUPLICATE = "D"


def statement_of(lines: Sequence[Line]) -> Statement:
    """One statement from its lines (header to trailer, in order). Raises CodaError at the first fault."""
    header, opening, trailer = lines[0], lines[1], lines[-1]
    closing = next((line for line in lines if line.record == "8"), None)
    account = holder_account(opening, opening.raw(OldBalance.structure), OldBalance.account)
    created_on = header.day(Header.created_on)
    old_balance = opening.signed(OldBalance.sign, OldBalance.amount)
    old_date = opening.day_if_known(OldBalance.day)
    new_balance, new_date = old_balance, old_date or created_on
    if closing is not None:
        _check_account(opening, closing, account)
        new_balance, new_date = closing.signed(NewBalance.sign, NewBalance.amount), closing.day(NewBalance.day)

    transactions = transactions_in([line for line in lines if line.content[0] in "23"])

    _check_decimals(lines, account.currency)
    _check_totals(closing or trailer, trailer, lines, old_balance, new_balance)
    return Statement(
        account=account,
        old_balance=old_balance,
        old_balance_date=old_date,
        new_balance=new_balance,
        new_balance_date=new_date,
        transactions=transactions,
        number=opening.text(OldBalance.number),
        coda_number=opening.text(OldBalance.coda_number),
        bic=header.text(Header.bic),
        holder=opening.text(OldBalance.holder),
        description=opening.text(OldBalance.description),
        addressee=header.text(Header.addressee),
        company_number=header.text(Header.company_number),
        file_reference=header.text(Header.file_reference),
        reference=header.text(Header.reference),
        related_reference=header.text(Header.related_reference),
        created_on=created_on,
        duplicate=header.raw(Header.duplicate) == DUPLICATE,
        messages=tuple(line.text(Message.text) for line in lines if line.record == "4"),
    )


def _check_account(opening: Line, closing: Line, account: Account) -> None:
    other = holder_account(closing, opening.raw(OldBalance.structure), NewBalance.account)
    if other != account:
        names = {"opening": f"{account.number} {account.currency}", "closing": f"{other.number} {other.currency}"}
        raise closing.refuse(Rule.ACCOUNT_MISMATCH, **names)


def _booked(lines: Sequence[Line]) -> list[Line]:
    """The lines whose amounts count: records 2.1 of types 0 to 3, without details."""
    return [line for line in lines if line.record == "21" and line.raw(Movement1.code)[0] in TRANSACTION_TYPES]


def _check_decimals(lines: Sequence[Line], currency: str) -> None:
    """Refuse thousandths in a currency that does not have them: they cannot be booked."""
    if currency in THREE_DECIMALS:
        return
    for line in _booked(lines):
        _check_cents(line, line.amount(Movement1.amount), currency)
    for line in lines:
        if line.record == "1":
            _check_cents(line, line.amount(OldBalance.amount), currency)
        elif line.record == "8":
            _check_cents(line, line.amount(NewBalance.amount), currency)


def _check_cents(line: Line, amount: Decimal, currency: str) -> None:
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise line.refuse(Rule.THIRD_DECIMAL, amount=str(amount), currency=currency)


def _check_totals(closing: Line, trailer: Line, lines: Sequence[Line], old: Decimal, new: Decimal) -> None:
    amounts = [line.signed(Movement1.sign, Movement1.amount) for line in _booked(lines)]
    credited = sum((amount for amount in amounts if amount > 0), Decimal("0.00"))
    debited = -sum((amount for amount in amounts if amount < 0), Decimal("0.00"))
    counted = sum(1 for line in lines if line.record not in UNCOUNTED)
    stated = trailer.whole(Trailer.records)
    if stated != counted:
        raise trailer.refuse(Rule.RECORD_COUNT, stated=str(stated), counted=str(counted))
    if difference := new - (old + credited - debited):
        figures = {"old": old, "credits": credited, "debits": debited, "new": new, "difference": difference}
        raise closing.refuse(Rule.BALANCE, **{name: str(figure) for name, figure in figures.items()})
    if (stated_debits := trailer.amount(Trailer.debits)) != debited:
        raise trailer.refuse(Rule.DEBIT_SUM, stated=str(stated_debits), counted=str(debited))
    if (stated_credits := trailer.amount(Trailer.credits)) != credited:
        raise trailer.refuse(Rule.CREDIT_SUM, stated=str(stated_credits), counted=str(credited))
