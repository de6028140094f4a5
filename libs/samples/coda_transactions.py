"""Makes the transactions on the statements of a small company, with the codes of Belgian banks."""

from datetime import date
from decimal import Decimal

from libs.samples.coda import BankTransaction, Counterparty, address_information


def transfer_in(amount: Decimal, day: date, party: Counterparty, communication: str = "", *, ogm: str = "",
                rf: str = "", instant: bool = False, end_to_end: str = "") -> BankTransaction:  # fmt: skip
    """Returns a transfer from a buyer; `ogm` (twelve digits) or `rf` is a structured communication."""
    return _transfer(amount, day, party, communication, "00250000" if instant else "00150000", ogm, rf, end_to_end)


def transfer_out(amount: Decimal, day: date, party: Counterparty, communication: str = "", *, ogm: str = "",
                 rf: str = "", instant: bool = False, end_to_end: str = "") -> BankTransaction:  # fmt: skip
    """Returns a transfer from the account holder to a seller."""
    return _transfer(-amount, day, party, communication, "00201000" if instant else "00101000", ogm, rf, end_to_end)


def _transfer(
    amount: Decimal, day: date, party: Counterparty, communication: str, code: str, ogm: str, rf: str, end_to_end: str
) -> BankTransaction:
    structured = f"101{ogm}" if ogm else f"100{rf}" if rf else ""
    return BankTransaction(
        amount=amount,
        value_date=day,
        entry_date=day,
        code=code,
        counterparty=party,
        communication=communication,
        structured=structured,
        customer_reference=end_to_end,
        information=(address_information(party),) if party.street else (),
    )


def standing_order(amount: Decimal, day: date, party: Counterparty, communication: str) -> BankTransaction:
    return BankTransaction(-amount, day, day, "00103000", party, communication)


def direct_debit(amount: Decimal, day: date, party: Counterparty, *, creditor: str, mandate: str, text: str = "",
                 business: bool = False) -> BankTransaction:  # fmt: skip
    """Returns a SEPA direct debit collected by a seller, with a structured communication of type 127."""
    scheme = "2" if business else "1"
    content = f"127{day:%d%m%y}1{scheme}0{creditor:<35}{mandate:<35}{text[:62]:<62}0    "
    return BankTransaction(-amount, day, day, "00501000", party, structured=content)


def direct_debit_refund(
    amount: Decimal, day: date, party: Counterparty, *, creditor: str, mandate: str
) -> BankTransaction:
    """Returns the refund of a direct debit."""
    content = f"127{day:%d%m%y}110{creditor:<35}{mandate:<35}{'':62}0    "
    return BankTransaction(amount, day, day, "00554000", party, structured=content)


def card_payment(amount: Decimal, day: date, merchant: str, place: str, *, card: str = "5127880999999999",
                 terminal: str = "004711", time: str = "1204") -> BankTransaction:  # fmt: skip
    """Returns a debit-card purchase, with a structured communication of type 113 that names merchant and town."""
    number = f"{card[:6]}XXXXXX{card[-4:]}"
    content = (
        f"113{number:<16}1{terminal:>6}{1:03d}{17:03d}{day:%d%m%y}{time}1{merchant[:16]:<16}{place[:10]:<10}"
        f"{int(amount * 1000):015d}{0:012d}EUR"
    )
    return BankTransaction(-amount, day, day, "00402000", structured=content)


def cash_withdrawal(amount: Decimal, day: date, place: str) -> BankTransaction:
    return BankTransaction(-amount, day, day, "00404000", communication=f"GELDOPNAME BANKAUTOMAAT {place}")


def terminal_income(amount: Decimal, day: date, provider: Counterparty, text: str) -> BankTransaction:
    """Returns the card sales of a day, paid out by the provider of the terminal."""
    return BankTransaction(amount, day, day, "00450000", provider, text)


def bank_costs(amount: Decimal, day: date, text: str) -> BankTransaction:
    return BankTransaction(-amount, day, day, "08035000", communication=text)


def card_fee(amount: Decimal, day: date, text: str) -> BankTransaction:
    return BankTransaction(-amount, day, day, "08005000", communication=text)


def closing_interest(amount: Decimal, day: date, text: str) -> BankTransaction:
    """Returns interest and costs at the end of a quarter; negative is a debit."""
    return BankTransaction(amount, day, day, "03550000" if amount > 0 else "03501000", communication=text)


def salaries(amount: Decimal, day: date, text: str = "Lonen") -> BankTransaction:
    """Returns the total of a salary file: one amount for all employees."""
    return BankTransaction(-amount, day, day, "10105000", communication=text)


def collective(day: date, payments: tuple[tuple[Decimal, Counterparty, str], ...], text: str = "") -> BankTransaction:
    """Returns a collective order with every transfer as a detail (type 1 with details of type 5)."""
    details = tuple(
        BankTransaction(-amount, day, day, "50107000", party, communication)
        for amount, party, communication in payments
    )
    total = sum((amount for amount, _, _ in payments), Decimal(0))
    return BankTransaction(-total, day, day, "10107000", communication=text, details=details)


def with_charges(
    amount: Decimal, charges: Decimal, day: date, party: Counterparty, communication: str
) -> BankTransaction:
    """Returns an international transfer with the bank's charges as details (type 3 with details of type 8)."""
    details = (
        BankTransaction(-amount, day, day, "84101100", communication="BEDRAG"),
        BankTransaction(-charges, day, day, "84101006", communication="KOSTEN"),
    )
    return BankTransaction(-(amount + charges), day, day, "34101000", party, communication, details=details)
