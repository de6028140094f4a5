"""The suggestions for users when no link is certain."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.events.task import Relation
from contracts.fields import DocumentKind
from services.reconcile.domain.combining import propose
from services.reconcile.domain.evidence import compare
from services.reconcile.domain.relations import Difference, difference_of
from services.reconcile.domain.suggestions import (
    as_suggestions,
    difference_asked,
    for_document,
    for_transaction,
    is_candidate,
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

    assert difference_asked([compare(invoice, part)]) == Difference(Relation.PART, 60000, Decimal("60.00"))
    assert difference_asked([compare(invoice, nameless)]) is None
    assert difference_asked([compare(invoice, more)]) is None


@pytest.mark.parametrize(
    ("amount", "relation", "cents", "percent"),
    [
        ("-1000.00", Relation.WHOLE, 0, None),
        ("-999.96", Relation.ROUNDING, 4, None),
        ("-1000.05", Relation.ROUNDING, -5, None),
        ("-980.00", Relation.DISCOUNT, 2000, Decimal("2.00")),
        ("-968.00", Relation.DISCOUNT, 3200, Decimal("3.20")),
        ("-967.00", Relation.PART, 3300, Decimal("3.30")),
        ("-1000.06", Relation.TOO_MUCH, -6, Decimal("0.01")),
    ],
)
def test_what_a_payment_is_of_its_document(
    amount: str, relation: Relation, cents: int, percent: Decimal | None
) -> None:
    invoice = document(total="1000.00", reference=ogm(77))

    found = difference_of(compare(invoice, bank_transaction(amount=amount, reference=ogm(77))))

    assert found == Difference(relation, cents, percent)


def test_another_payee_and_another_currency_are_said() -> None:
    factor = compare(document(), bank_transaction(name="FACTOR KBC", iban=be_iban(222), text="2026-0042"))
    dollars = compare(document(currency="USD"), bank_transaction(amount="-113.70"))

    assert difference_of(factor).relation is Relation.OTHER_PAYEE
    assert difference_of(dollars).relation is Relation.FOREIGN_CURRENCY


def test_a_combination_is_suggested_before_a_part_and_after_the_whole() -> None:
    invoice = document(number="F10", total="121.00", reference=ogm(77))
    credit = document(DocumentKind.PURCHASE_CREDIT_NOTE, number="CN11", total="21.00")
    payment = bank_transaction(amount="-100.00", reference=ogm(77))

    ranked, groups = for_transaction(payment, [invoice, credit]), propose(payment, [invoice, credit])
    first, *_ = as_suggestions(ranked, groups, about=payment.transaction_id)

    assert (first.relation, {*first.document_ids}) == (Relation.NETTED, {invoice.document_id, credit.document_id})


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
