"""Several documents paid by one transaction: what the text names, or the only sum there is."""

from datetime import date
from typing import Any

import pytest

from contracts.events.bank import TransactionKind
from contracts.fields import DocumentKind
from services.reconcile.domain.combining import MOST_OPEN, find_combinations
from services.reconcile.domain.keys import DocumentKeys
from tests.reconcile.builders import bank_transaction, be_iban, document, ogm
from tests.reconcile.company import Company

NAMED = "2026-330085 2026-330090"


def two_invoices(**more: Any) -> list[DocumentKeys]:
    """Returns two open invoices of one supplier."""
    return [
        document(number="2026-330085", total="105.40", **more),
        document(number="2026-330090", total="94.60", **more),
    ]


@pytest.mark.parametrize("text", [NAMED, "facturen 330085, 330090", "2026330085+2026330090", None, "merci"])
def test_invoices_that_add_up_are_paid_together(text: str | None) -> None:
    invoices, payment = two_invoices(), bank_transaction(amount="-200.00", text=text)

    (found,) = find_combinations(invoices, [payment])

    assert {*found.document_ids} == {d.document_id for d in invoices}
    assert found.is_named is bool(text and "33" in text)


def test_a_credit_note_is_taken_off() -> None:
    invoice = document(number="F10", total="121.00")
    credit = document(DocumentKind.PURCHASE_CREDIT_NOTE, number="CN11", total="21.00")

    (found,) = find_combinations([invoice, credit], [bank_transaction(amount="-100.00", text="merci")])

    assert {*found.document_ids} == {invoice.document_id, credit.document_id}


@pytest.mark.parametrize(
    "payment",
    [
        {"amount": "-200.01"},
        {"amount": "200.00"},
        {"amount": "-200.00", "text": "factuur 2026-330077"},
        {"amount": "-200.00", "reference": ogm(5)},
        {"amount": "-200.00", "name": "KAPSALON SOFIE", "iban": be_iban(7)},
        {"amount": "-200.00", "on": date(2026, 1, 5)},
        {"amount": "-200.00", "currency": "USD"},
        {"amount": "-200.00", "kind": TransactionKind.SALARY},
        {"amount": "-200.00", "kind": TransactionKind.CARD},
    ],
)
def test_what_does_not_fit_is_not_put_together(payment: dict[str, Any]) -> None:
    assert find_combinations(two_invoices(), [bank_transaction(**payment)]) == ()


@pytest.mark.feature(207)
def test_a_settlement_pays_the_statements_of_two_cards() -> None:
    statements = [
        document(DocumentKind.CARD_STATEMENT, number=number, total=total, seller="Mastercard KBC", iban=None)
        for number, total in (("5324-01", "141.63"), ("1406-09", "50.00"))
    ]
    settlement = bank_transaction(
        kind=TransactionKind.CARD_SETTLEMENT, amount="-191.63", name="MASTERCARD KBC", iban=None,
        text="DECOMPTE CARTE XXXX5324 XXXX1406",
    )  # fmt: skip

    (found,) = find_combinations(statements, [settlement])

    assert {*found.document_ids} == {d.document_id for d in statements}


def test_an_order_without_a_party_pays_what_its_text_names() -> None:
    invoices = [document(number="2026/1474", total="60.50"), document(number="2026/1476", total="97.80")]
    order = bank_transaction(
        amount="-158.30", name=None, iban=None, text="ORDRE COLLECTIF 2 VIREMENTS 2026/1474 2026/1476"
    )

    (found,) = find_combinations(invoices, [order])

    assert found.is_named


def test_two_possible_sums_decide_nothing() -> None:
    invoices = [*two_invoices(), document(number="2026-330099", total="94.60", issued=date(2026, 2, 21))]

    assert find_combinations(invoices, [bank_transaction(amount="-200.00")]) == ()


def test_the_text_decides_among_several_sums() -> None:
    named, other = two_invoices(), document(number="2026-330099", total="94.60")

    (found,) = find_combinations([*named, other], [bank_transaction(amount="-200.00", text=NAMED)])

    assert {*found.document_ids} == {d.document_id for d in named}


def test_one_document_of_the_amount_makes_a_sum_uncertain() -> None:
    invoices = [*two_invoices(), document(number="2026-330101", total="200.00")]

    assert find_combinations(invoices, [bank_transaction(amount="-200.00")]) == ()


def test_of_many_open_documents_a_sum_may_be_an_accident() -> None:
    invoices = [document(number=f"2026-33{n:04d}", total=f"{100 + 7 * n}.00") for n in range(MOST_OPEN)]
    two = bank_transaction(amount="-207.00")
    everything = bank_transaction(amount=f"-{sum(100 + 7 * n for n in range(4))}.00")

    assert find_combinations(invoices, [two]) == ()
    assert len(find_combinations(invoices[:4], [everything])) == 1


def test_two_payments_that_claim_one_invoice_are_a_question_unless_the_text_names_it() -> None:
    invoices = two_invoices()
    one, other = bank_transaction(amount="-200.00"), bank_transaction(amount="-200.00", on=date(2026, 3, 9))
    named = bank_transaction(amount="-200.00", text=NAMED)

    assert find_combinations(invoices, [one, other]) == ()
    assert [c.transaction for c in find_combinations(invoices, [one, named])] == [named]


@pytest.mark.feature(222)
async def test_an_order_for_two_invoices_is_linked_with_both_in_any_order(company: Company) -> None:
    first = await company.add_document(number="2026-330085", total="105.40")
    payment = await company.add_transaction(amount="-200.00", text=NAMED)
    in_between = await company.tasks()
    second = await company.add_document(number="2026-330090", total="94.60")

    assert ("payment_missing", str(first)) in in_between
    assert await company.links() == {(first, payment), (second, payment)}
    assert await company.tasks() == set()
    booking = (await company.get("/bookings?linked=true"))["items"][0]
    assert {link["ground"] for link in booking["links"]} == {"combination"}


async def test_a_sum_that_is_no_longer_the_only_one_becomes_a_question(company: Company) -> None:
    first = await company.add_document(number="2026-330085", total="105.40")
    second = await company.add_document(number="2026-330090", total="94.60")
    payment = await company.add_transaction(amount="-200.00")
    linked_at_first = await company.links()

    await company.add_document(number="2026-330099", total="94.60")

    assert linked_at_first == {(first, payment), (second, payment)}
    assert await company.links() == set()


async def test_a_pair_takes_a_combination_apart(company: Company) -> None:
    first = await company.add_document(number="2026-330085", total="105.40")
    await company.add_document(number="2026-330090", total="94.60")
    await company.add_transaction(amount="-200.00")

    single = await company.add_transaction(amount="-105.40", text="2026-330085")

    assert await company.links() == {(first, single)}


async def test_a_combination_that_a_user_parted_stays_parted(company: Company) -> None:
    first = await company.add_document(number="2026-330085", total="105.40")
    second = await company.add_document(number="2026-330090", total="94.60")
    payment = await company.add_transaction(amount="-200.00", text=NAMED)
    linked_at_first = await company.links()

    await company.post("/links/unlink", {"item_id": str(payment)})
    await company.add_document(number="2026-330100", total="17.00")

    assert linked_at_first == {(first, payment), (second, payment)}
    assert not {(first, payment), (second, payment)} & await company.links()
