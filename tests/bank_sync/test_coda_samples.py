"""Files from other sources: the bank's example in febelfin-coda, and the sample folder when it exists."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from coda import CODA

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.coda.refusal import CodaError, Rule
from services.bank_sync.domain.statement import StatementTransaction, StructuredKind
from tests.skips import SAMPLES, Skip, needs

CODA_SAMPLES = SAMPLES / "coda"
needs_samples = needs(CODA_SAMPLES.is_dir(), Skip.FOREIGN_FILES)


def depth_first(moves: list[Any]) -> Iterator[Any]:
    for move in moves:
        yield move
        yield from depth_first(move.moves)


def example(name: str = "CODA.txt") -> bytes:
    return (files("coda") / name).read_bytes()


def test_a_bank_s_example_is_read_as_the_library_reads_it() -> None:
    (theirs,) = CODA(str(files("coda") / "CODA.txt")).statements

    (ours,) = read_coda(example())

    assert (ours.old_balance, ours.new_balance) == (theirs.old_balance, theirs.new_balance)
    mine = [each for transaction in ours.transactions for each in transaction.with_details()]
    others = list(depth_first(theirs.moves))
    assert len(mine) == len(others) > 100
    for one, other in zip(mine, others, strict=True):
        assert (one.number, one.amount) == (f"{other.sequence}.{other.detail_sequence}", other.amount)
        assert (one.booking_date, one.value_date) == (other.entry_date, other.value_date)
        assert (str(one.code), one.bank_reference) == (other.transaction_code, other.bank_reference.strip())
        assert one.counterparty.name == (other.counterparty_name or "").strip() or one.information


def test_the_example_s_references_cards_and_old_accounts_are_decoded() -> None:
    (statement,) = read_coda(example())
    by_number = {each.sequence: each for each in statement.transactions}

    assert (statement.account.iban, statement.bic) == ("BE47435000000080", "KREDBEBB")
    assert ogm(by_number[53]) == "269021157996"
    fuel = by_number[46].card
    assert fuel is not None
    assert (fuel.merchant, fuel.place, str(fuel.used_on)) == ("HURKMANS PETROL.", "HASSELT", "2006-10-12")
    assert by_number[54].counterparty.iban == "BE93685576703767"
    assert by_number[6].counterparty.account == ""


def ogm(transaction: StatementTransaction) -> str:
    assert transaction.structured is not None
    assert transaction.structured.kind is StructuredKind.OGM
    return transaction.structured.value


def test_an_empty_day_with_a_bank_code_of_zeros_is_read() -> None:
    (statement,) = read_coda(example("CODA-empty.txt"))

    assert statement.transactions == ()
    assert statement.account.iban is None


@needs_samples
def test_the_sound_samples_are_read() -> None:
    (payments,) = read_coda((CODA_SAMPLES / "sample1.cod").read_bytes())
    (collections,) = read_coda((CODA_SAMPLES / "sample10.cod").read_bytes())

    assert [str(each.amount) for each in payments.transactions] == ["5.00", "25.00", "20.00", "30.00"]
    first, second = collections.transactions[0].details
    assert (first.mandate, first.creditor_id, first.communication) == (
        "SEPA-000000001",
        "BBE2ZZZ3215646432",
        "243690000141",
    )
    assert second.mandate == "SEPA-00000002"


@needs_samples
def test_the_sample_with_a_planted_fault_is_refused_at_its_line() -> None:
    with pytest.raises(CodaError) as refused:
        read_coda((CODA_SAMPLES / "globalisation.cod").read_bytes())

    assert (refused.value.rule, refused.value.line) == (Rule.ACCOUNT_MISMATCH, 43)
