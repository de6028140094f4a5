"""The lines of a card statement become transactions of the card, each once, even when the statement comes again."""

from decimal import Decimal

import pytest

from contracts.card_statement import CardLineKind
from contracts.events.bank import TransactionBooked
from libs.service_kit.testing import Harness
from services.bank_sync.app import app
from services.bank_sync.service import Deps
from tests.bank_sync.cards import CARD, OTHER_CARD, extracted, line, statement
from tests.conftest import OpenHarness

PURCHASE = line()
REFUND = line("-20.00", "Terugbetaling OFFICE WORLD", kind=CardLineKind.REFUND)
FEE = line("3.50", "Kosten geldopneming", kind=CardLineKind.FEE)
CASH = line("100.00", "GELDAFHALING ANTWERPEN", kind=CardLineKind.CASH)
LOAD = line("-250.00", "Oplading", kind=CardLineKind.LOAD)


@pytest.fixture
async def bank_sync(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


@pytest.mark.feature(199, 200)
async def test_the_lines_of_a_statement_become_transactions(bank_sync: Harness[Deps]) -> None:
    await bank_sync.handle(extracted(bank_sync.client_id, statement(PURCHASE, REFUND, FEE, CASH)))

    booked = await bank_sync.events(TransactionBooked)
    assert [(t.amount, t.kind, t.needs_document) for t in booked] == [
        (Decimal("-88.15"), "card", True),
        (Decimal("20.00"), "card", True),
        (Decimal("-3.50"), "bank_costs", False),
        (Decimal("-100.00"), "cash", False),
    ]
    first = booked[0]
    assert (first.account, first.card, first.merchant) == (CARD, CARD, "TANKSTATION ZUIDRAND GENT")
    assert (first.booking_date, first.value_date) == (PURCHASE.booked, PURCHASE.day)
    assert (first.source, first.statement and first.statement.number) == ("card_statement", "2026/04")


@pytest.mark.feature(201, 202)
async def test_a_load_is_a_deposit_of_its_own_that_asks_for_nothing(bank_sync: Harness[Deps]) -> None:
    prepaid = statement(LOAD, PURCHASE, scheme="prepaid", carried_over=Decimal("10.00"), total=Decimal("171.85"))

    await bank_sync.handle(extracted(bank_sync.client_id, prepaid))

    load, _ = await bank_sync.events(TransactionBooked)
    assert (load.amount, load.kind, load.needs_document) == (Decimal("250.00"), "own_account", False)


async def test_the_same_statement_in_another_file_books_nothing_again(bank_sync: Harness[Deps]) -> None:
    await bank_sync.handle(extracted(bank_sync.client_id, statement(PURCHASE, FEE)))

    outcome = await bank_sync.handle(extracted(bank_sync.client_id, statement(PURCHASE, FEE), sha256="d" * 64))

    assert outcome == "handled"
    assert len(await bank_sync.events(TransactionBooked)) == 2


async def test_a_line_that_was_not_there_the_first_time_is_booked_alone(bank_sync: Harness[Deps]) -> None:
    await bank_sync.handle(extracted(bank_sync.client_id, statement(PURCHASE)))

    await bank_sync.handle(extracted(bank_sync.client_id, statement(FEE, PURCHASE)))

    booked = await bank_sync.events(TransactionBooked)
    assert sorted(t.amount for t in booked) == [Decimal("-88.15"), Decimal("-3.50")]


async def test_two_equal_purchases_on_one_day_stay_two(bank_sync: Harness[Deps]) -> None:
    await bank_sync.handle(extracted(bank_sync.client_id, statement(PURCHASE, PURCHASE)))

    booked = await bank_sync.events(TransactionBooked)
    assert len({t.transaction_id for t in booked}) == 2


async def test_the_same_purchase_on_two_cards_or_statements_is_not_the_same(bank_sync: Harness[Deps]) -> None:
    both = statement(PURCHASE, line(card=OTHER_CARD))

    await bank_sync.handle(extracted(bank_sync.client_id, both))
    await bank_sync.handle(extracted(bank_sync.client_id, statement(PURCHASE, number="2026/05")))

    booked = await bank_sync.events(TransactionBooked)
    assert [t.account for t in booked] == [CARD, OTHER_CARD, CARD]
    assert len({t.transaction_id for t in booked}) == 3


async def test_a_client_never_meets_the_lines_of_another(bank_sync: Harness[Deps]) -> None:
    for client_id in (bank_sync.client_id, bank_sync.other_client_id):
        await bank_sync.handle(extracted(client_id, statement(PURCHASE)))

    booked = await bank_sync.events(TransactionBooked)
    assert {t.client_id for t in booked} == {bank_sync.client_id, bank_sync.other_client_id}


async def test_what_does_not_tie_out_books_nothing(bank_sync: Harness[Deps]) -> None:
    outcome = await bank_sync.handle(extracted(bank_sync.client_id, None))

    assert outcome == "handled"
    assert await bank_sync.events() == []
