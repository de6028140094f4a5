"""The statements are correct CODA files, as an independent reader confirms."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from coda import CODA

from libs.samples import coda_transactions as bank
from libs.samples.coda import BankTransaction, Counterparty, Statement, write
from libs.samples.coda_defects import DEFECTS, byte_order_mark

DAY = date(2026, 10, 5)
MILL = Counterparty("Moulin Grégoire SRL", "BE75068603584951", "GKCCBEBB", street="Rue Haute 4", locality="5000 Namur")


def statement(*transactions: BankTransaction, number: int = 12, free_text: tuple[str, ...] = ()) -> Statement:
    return Statement(
        iban="BE73363081237160",
        bic="BBRUBEBB",
        holder="Bakkerij De Gouden Korst BV",
        company_number="0638141422",
        old_balance=Decimal("1000.00"),
        old_balance_date=date(2026, 10, 2),
        date=DAY,
        number=number,
        transactions=transactions,
        free_text=free_text,
    )


def every_kind() -> tuple[BankTransaction, ...]:
    """Returns one transaction of each kind in the samples."""
    return (
        bank.transfer_out(Decimal("121.00"), DAY, MILL, ogm="123456789002"),
        bank.transfer_out(Decimal("88.10"), DAY, MILL, rf="RF18539007547034"),
        bank.transfer_in(Decimal("55.50"), DAY, MILL, "Facture F26.0012 été, merci", end_to_end="E2E-1"),
        bank.transfer_in(Decimal("1.00"), DAY, MILL, "x" * 140, instant=True),
        bank.standing_order(Decimal("20.00"), DAY, MILL, "huur"),
        bank.direct_debit(Decimal("12.34"), DAY, MILL, creditor="BE68ZZZ0123456789", mandate="B2B123", text="FACT 7"),
        bank.direct_debit_refund(Decimal("12.34"), DAY, MILL, creditor="BE68ZZZ0123456789", mandate="B2B123"),
        bank.card_payment(Decimal("45.00"), DAY, "TANKSTATION", "GENT"),
        bank.cash_withdrawal(Decimal("50.00"), DAY, "GENT"),
        bank.terminal_income(Decimal("812.35"), DAY, MILL, "TERMINAL 4711"),
        bank.bank_costs(Decimal("3.50"), DAY, "KOSTEN"),
        bank.card_fee(Decimal("1.25"), DAY, "BIJDRAGE"),
        bank.closing_interest(Decimal("-0.42"), DAY, "INTEREST"),
        bank.salaries(Decimal("1800.00"), DAY),
        bank.collective(DAY, ((Decimal("10.00"), MILL, "A"), (Decimal("20.00"), MILL, "B"))),
        bank.with_charges(Decimal("100.00"), Decimal("5.00"), DAY, MILL, "INVOICE 88"),
    )


def read(content: bytes, folder: Path) -> CODA:
    path = folder / "statement.cod"
    path.write_bytes(content)
    return CODA(str(path))


def lines_of(content: bytes) -> list[str]:
    return content.decode("windows-1252").split("\r\n")[:-1]


def test_an_independent_reader_accepts_every_kind_of_transaction(tmp_path: Path) -> None:
    written = statement(*every_kind(), free_text=("Vanaf 1 januari wijzigen onze tarieven",))

    [found] = read(write([written]), tmp_path).statements

    assert found.new_balance == written.new_balance
    assert [move.amount for move in found.moves] == [transaction.amount for transaction in written.transactions]
    assert found.account == written.iban
    assert found.company_id == "00638141422"
    assert [text.text for text in found.free_communications] == ["Vanaf 1 januari wijzigen onze tarieven"]


def test_every_line_has_128_characters_of_plain_ascii() -> None:
    lines = lines_of(write([statement(*every_kind())]))

    assert {len(line) for line in lines} == {128}
    assert all(line.isascii() for line in lines)


def test_a_structured_communication_comes_back_as_its_twelve_digits(tmp_path: Path) -> None:
    transaction = bank.transfer_out(Decimal("121.00"), DAY, MILL, ogm="123456789002")

    [found] = read(write([statement(transaction)]), tmp_path).statements

    assert found.moves[0].communication_type == "101"
    assert found.moves[0].communication == "123456789002"
    assert found.moves[0].counterparty_name == "Moulin Gregoire SRL"


def test_a_direct_debit_names_creditor_mandate_and_text(tmp_path: Path) -> None:
    transaction = bank.direct_debit(
        Decimal("12.34"), DAY, MILL, creditor="BE68ZZZ0123456789", mandate="B2B123", text="FACTUUR 77"
    )

    [found] = read(write([statement(transaction)]), tmp_path).statements

    move = found.moves[0]
    assert move.communication_type == "127"
    assert move.communication.strip() == "FACTUUR 77"
    assert "BE68ZZZ0123456789" in move._communication
    assert "B2B123" in move._communication


def test_a_collective_order_keeps_its_details_out_of_the_sums(tmp_path: Path) -> None:
    transaction = bank.collective(DAY, ((Decimal("10.00"), MILL, "A"), (Decimal("20.00"), MILL, "B")))

    [found] = read(write([statement(transaction)]), tmp_path).statements

    assert [detail.amount for detail in found.moves[0].moves] == [Decimal(-10), Decimal(-20)]
    assert found.total_debit == Decimal(30)


def test_the_total_opens_a_globalisation_level_and_the_last_detail_closes_it() -> None:
    transaction = bank.collective(DAY, ((Decimal("10.00"), MILL, "A"), (Decimal("20.00"), MILL, "B")))

    lines = [line for line in lines_of(write([statement(transaction)])) if line.startswith("21")]

    assert [line[124] for line in lines] == ["1", "0", "1"]
    assert [line[6:10] for line in lines] == ["0000", "0001", "0002"]


def test_two_statements_in_one_file_are_announced(tmp_path: Path) -> None:
    content = write([statement(bank.bank_costs(Decimal(1), DAY, "A")), statement(number=13)])

    found = read(content, tmp_path).statements

    trailers = [line for line in lines_of(content) if line.startswith("9")]
    assert len(found) == 2
    assert [line[127] for line in trailers] == ["1", "2"]


def test_a_communication_too_long_for_its_records_is_refused() -> None:
    transaction = bank.transfer_out(Decimal(1), DAY, MILL, "x" * 150)

    with pytest.raises(ValueError, match="does not fit"):
        write([statement(transaction)])


@pytest.mark.parametrize("defect", sorted(set(DEFECTS) - {"cut_off"}))
def test_an_independent_reader_refuses_a_file_with_this_defect(defect: str, tmp_path: Path) -> None:
    right = write([statement(*every_kind())])

    wrong = DEFECTS[defect](right)

    assert wrong != right
    with pytest.raises((AssertionError, ValueError, AttributeError)):
        read(wrong, tmp_path)


def test_a_file_that_was_cut_off_has_no_trailer() -> None:
    wrong = DEFECTS["cut_off"](write([statement(*every_kind())]))

    assert not any(line.startswith(("8", "9")) for line in lines_of(wrong))


def test_a_file_with_a_byte_order_mark_is_otherwise_correct(tmp_path: Path) -> None:
    right = write([statement(*every_kind())])

    marked = byte_order_mark(right)

    assert read(marked.removeprefix(b"\xef\xbb\xbf"), tmp_path).statements
