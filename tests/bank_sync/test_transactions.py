"""Which lines are transactions, their kinds, and how well the filter for costs, interest and cash works."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from contracts.events.bank import TransactionKind
from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.statement import CardUse, Party, StatementTransaction, TransactionCode
from services.bank_sync.domain.transactions import booked_transactions, is_return, kind_of, needs_document
from tests.bank_sync.builders import OTHER_IBAN, CodaStatement, Entry, file
from tests.bank_sync.labelled_codes import LABELLED

NOBODY = Party()
FILTERED = {TransactionKind.BANK_COSTS: "costs", TransactionKind.INTEREST: "interest", TransactionKind.CASH: "cash"}
VAT_ACCOUNT = "BE22679200300047"


def transaction(
    code: str | None = "00101000",
    amount: str = "-10.00",
    party: Party = NOBODY,
    category_purpose: str = "",
    mandate: str = "",
) -> StatementTransaction:
    return StatementTransaction(
        sequence=1,
        detail=0,
        amount=Decimal(amount),
        booking_date=date(2025, 3, 3),
        code=TransactionCode(code[0], code[1:3], code[3:5], code[5:]) if code else None,
        counterparty=party,
        category_purpose=category_purpose,
        mandate=mandate,
    )


def filtered(code: str) -> str:
    """Returns how row 209 classifies the code: costs, interest, cash, or an empty text when a document is needed."""
    return FILTERED.get(kind_of(transaction("0" + code)), "")


@pytest.mark.feature(209)
def test_the_filter_for_costs_interest_and_cash_is_right_in_99_of_100_cases() -> None:
    caught = [(code, label) for code, label in LABELLED if filtered(code)]
    wanted = {code for code, label in LABELLED if label}

    right = {code for code, label in caught if label}

    assert len(LABELLED) > 180
    assert len(right) / len(caught) >= 0.99
    assert wanted - right == {
        "0709000",
        "1117000",
        "1119000",
    }  # discount interest and two fees on securities: a document is needed


@pytest.mark.feature(209)
@pytest.mark.parametrize(("code", "label"), [each for each in LABELLED if filtered(each[0])])
def test_what_the_filter_keeps_off_the_list_is_named_for_what_it_is(code: str, label: str) -> None:
    assert filtered(code) == label
    assert not needs_document(kind_of(transaction("0" + code)))


@pytest.mark.feature(209)
def test_on_the_example_file_of_a_bank_the_filter_takes_no_wrong_transaction() -> None:
    """Uses the 59 transactions of the example in febelfin-coda, labelled by hand."""
    (statement,) = read_coda((files("coda") / "CODA.txt").read_bytes())
    costs, interest, cash = {2, 4, 5, 14, 35, 41, 59}, {19, 20, 34}, {18, 49, 56}

    found: dict[str, set[int]] = {"costs": set(), "interest": set(), "cash": set()}
    for each in booked_transactions(statement):
        if label := FILTERED.get(kind_of(each)):
            found[label].add(each.sequence)

    assert found == {"costs": costs, "interest": interest, "cash": cash}


@pytest.mark.parametrize(
    ("code", "amount", "expected"),
    [
        ("00101000", "-1", TransactionKind.TRANSFER),
        ("00150000", "1", TransactionKind.TRANSFER),
        ("04101000", "-1", TransactionKind.TRANSFER),
        ("00103000", "-1", TransactionKind.STANDING_ORDER),
        ("10105000", "-1", TransactionKind.SALARY),
        ("10107000", "-1", TransactionKind.TRANSFER),
        ("00113000", "-1", TransactionKind.OWN_ACCOUNT),
        ("00164000", "1", TransactionKind.OWN_ACCOUNT),
        ("00201000", "-1", TransactionKind.INSTANT),
        ("00250000", "1", TransactionKind.INSTANT),
        ("00402000", "-1", TransactionKind.CARD),
        ("00408000", "-1", TransactionKind.CARD),
        ("00450000", "1", TransactionKind.CARD),
        ("00403000", "-1", TransactionKind.CARD_SETTLEMENT),
        ("00404000", "-1", TransactionKind.CASH),
        ("00453000", "1", TransactionKind.CASH),
        ("00409000", "-1", TransactionKind.OWN_ACCOUNT),
        ("00454000", "1", TransactionKind.OWN_ACCOUNT),
        ("00501000", "-1", TransactionKind.DIRECT_DEBIT),
        ("00554000", "1", TransactionKind.DIRECT_DEBIT),
        ("00550000", "1", TransactionKind.DIRECT_DEBIT),
        ("03501000", "-1", TransactionKind.INTEREST),
        ("03550000", "1", TransactionKind.INTEREST),
        ("08035000", "-1", TransactionKind.BANK_COSTS),
        ("08005000", "-1", TransactionKind.BANK_COSTS),
        ("08027000", "-1", TransactionKind.BANK_COSTS),
        ("01307000", "-1", TransactionKind.LOAN),
        ("00000000", "-1", TransactionKind.UNKNOWN),
        ("00301000", "-1", TransactionKind.UNKNOWN),
    ],
)
def test_a_bank_s_code_gives_the_kind_of_a_transaction(code: str, amount: str, expected: TransactionKind) -> None:
    assert kind_of(transaction(code, amount)) is expected


def test_every_kind_says_whether_it_needs_a_document() -> None:
    without = {kind for kind in TransactionKind if not needs_document(kind)}

    assert without == {
        TransactionKind.BANK_COSTS,
        TransactionKind.INTEREST,
        TransactionKind.CASH,
        TransactionKind.SALARY,
        TransactionKind.TAX,
        TransactionKind.OWN_ACCOUNT,
    }


def test_a_transfer_to_the_company_s_own_account_needs_no_document_even_if_the_bank_does_not_know() -> None:
    to_savings = transaction(party=Party(account=OTHER_IBAN, iban=OTHER_IBAN))

    assert kind_of(to_savings) is TransactionKind.TRANSFER
    assert kind_of(to_savings, own_accounts={OTHER_IBAN}) is TransactionKind.OWN_ACCOUNT


def test_costs_stay_costs_even_when_booked_against_an_own_account() -> None:
    costs = transaction("08035000", party=Party(account=OTHER_IBAN, iban=OTHER_IBAN))

    assert kind_of(costs, own_accounts={OTHER_IBAN}) is TransactionKind.BANK_COSTS


@pytest.mark.parametrize("code", ["00101000", "00201000", None])
def test_wages_and_taxes_are_distinguished_from_transfers_by_the_payers_declaration(code: str | None) -> None:
    party = Party(account=OTHER_IBAN, iban=OTHER_IBAN)

    wages = kind_of(transaction(code, party=party, category_purpose="SALA"))
    wages_returned = kind_of(transaction(code, "10.00", party=party, category_purpose="SALA"))
    tax = kind_of(transaction(code, party=party, category_purpose="TAXS"))

    assert (wages, tax) == (TransactionKind.SALARY, TransactionKind.TAX)
    assert wages_returned not in (TransactionKind.SALARY, TransactionKind.TAX)


@pytest.mark.parametrize("amount", ["-2500.00", "310.00"])
def test_the_tax_administration_is_known_by_its_account(amount: str) -> None:
    assert (
        kind_of(transaction(amount=amount, party=Party(account=VAT_ACCOUNT, iban=VAT_ACCOUNT))) is TransactionKind.TAX
    )


@pytest.mark.parametrize(
    ("code", "reason", "expected"),
    [("00503000", "", True), ("00505000", "", True), ("00550000", "MD06", True), ("00550000", "", False)],
)
def test_a_direct_debit_that_came_back_is_marked(code: str, reason: str, *, expected: bool) -> None:
    assert is_return(replace(transaction(code), return_reason=reason)) is expected


def test_without_a_code_the_plain_cases_are_still_known() -> None:
    party = Party(account=OTHER_IBAN, iban=OTHER_IBAN)
    by_card = StatementTransaction(1, 0, Decimal(-5), date(2025, 3, 3), card=CardUse("670312XXXXXX9017"))

    assert kind_of(transaction(None, party=party)) is TransactionKind.TRANSFER
    assert kind_of(transaction(None, party=party, mandate="M-1")) is TransactionKind.DIRECT_DEBIT
    assert kind_of(by_card) is TransactionKind.CARD
    assert kind_of(transaction(None)) is TransactionKind.UNKNOWN


def test_totals_are_transactions_and_their_details_are_not() -> None:
    salaries = Entry(
        "-300.00", code="10105000", details=(Entry("-100.00", code="50105000"), Entry("-200.00", code="50105000"))
    )
    takings = Entry("80.00", code="20450000", details=(Entry("80.00", code="60450000"),))
    abroad = Entry("-55.00", code="34101000", details=(Entry("-5.00", code="84101006"),))
    (statement,) = read_coda(file(CodaStatement((salaries, takings, abroad, Entry("1.00")))))

    transactions = booked_transactions(statement)

    assert [str(each.amount) for each in transactions] == ["-300.00", "80.00", "-55.00", "1.00"]
    assert [len(each.details) for each in transactions] == [2, 1, 1, 0]
    assert sum(each.amount for each in transactions) == statement.new_balance - statement.old_balance
