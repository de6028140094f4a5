"""The suggestions for users when no link is certain."""

from datetime import date

import pytest

from contracts.fields import DocumentKind
from services.reconcile.domain.evidence import compare
from services.reconcile.domain.suggestions import (
    as_suggestions,
    for_document,
    for_transaction,
    is_candidate,
    is_partial,
)
from tests.reconcile.builders import bank_transaction, be_iban, document, ogm

FAR = date(2026, 9, 1)
STRANGER = {"name": "Kapsalon Sofie", "iban": None}


@pytest.mark.feature(215, 216)
@pytest.mark.parametrize("same_amount", [True, False])
@pytest.mark.parametrize("same_party", [True, False])
@pytest.mark.parametrize("near", [True, False])
def test_two_of_three_make_a_candidate(same_amount: bool, same_party: bool, near: bool) -> None:
    invoice = document(due=date(2026, 3, 1))
    payment = bank_transaction(
        amount="-121.00" if same_amount else "-99.00",
        on=date(2026, 3, 1) if near else FAR,
        **({} if same_party else STRANGER),
    )

    comparison = compare(invoice, payment)

    assert (comparison.same_amount, comparison.same_party, comparison.near) == (same_amount, same_party, near)
    assert is_candidate(comparison) is (same_amount + same_party + near >= 2)


def test_the_strongest_evidence_comes_first() -> None:
    invoice = document(reference=ogm(77), due=date(2026, 3, 1))
    by_reference = bank_transaction(reference=ogm(77), on=FAR)
    by_account = bank_transaction()
    by_date = bank_transaction(**STRANGER)

    ranked = for_document(invoice, [by_date, by_account, by_reference])

    assert [c.transaction for c in ranked] == [by_reference, by_account, by_date]


def test_money_that_goes_the_other_way_is_never_offered() -> None:
    assert for_document(document(), [bank_transaction(amount="121.00")]) == []


def test_a_pair_that_a_user_unlinked_is_not_offered_again() -> None:
    invoice, payment = document(), bank_transaction()

    never = frozenset({(invoice.document_id, payment.transaction_id)})

    assert for_document(invoice, [payment], never) == []
    assert for_transaction(payment, [invoice], never) == []


@pytest.mark.feature(234)
def test_less_money_with_the_documents_reference_is_a_partial_payment() -> None:
    invoice = document(total="1000.00", reference=ogm(77))

    part = bank_transaction(amount="-400.00", reference=ogm(77))
    nameless = bank_transaction(amount="-400.00")
    more = bank_transaction(amount="-1400.00", reference=ogm(77))

    assert is_partial(compare(invoice, part))
    assert not is_partial(compare(invoice, nameless))
    assert not is_partial(compare(invoice, more))


def test_a_suggestion_names_the_other_side_and_why() -> None:
    invoice, payment = document(), bank_transaction()

    (suggestion,) = as_suggestions(for_transaction(payment, [invoice]), about=payment.transaction_id)

    assert suggestion.document_id == invoice.document_id
    assert suggestion.transaction_id is None
    assert {e.kind.value for e in suggestion.evidence} >= {"amount", "counterparty_iban"}


def test_a_sale_is_not_matched_by_our_own_account() -> None:
    invoice = document(DocumentKind.SALES_INVOICE, buyer="Hotel Lambermont", iban=be_iban(1))

    assert not compare(
        invoice, bank_transaction(amount="121.00", name="HOTEL LAMBERMONT", iban=be_iban(2))
    ).contradictions
