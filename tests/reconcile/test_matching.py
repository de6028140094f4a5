"""Which pairs are linked automatically, and which become a task."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from contracts.events.bank import TransactionKind
from contracts.events.booking import EvidenceKind
from contracts.fields import DocumentKind
from services.reconcile.domain.evidence import Contradiction, Ground, compare
from services.reconcile.domain.matching import find_matches
from tests.reconcile.builders import SUPPLIER_VAT, bank_transaction, be_iban, document, ogm

REFERENCE = ogm(1234567890)


@pytest.mark.feature(252)
def test_the_structured_communication_with_the_amount_links() -> None:
    invoice = document(reference=REFERENCE)
    payment = bank_transaction(reference=REFERENCE, on=date(2026, 5, 30))

    result = find_matches([invoice], [payment])

    assert [link.ground for link in result.matches] == [Ground.STRUCTURED_COMMUNICATION]
    assert result.matches[0].evidence[0].kind is EvidenceKind.STRUCTURED_COMMUNICATION
    assert result.matches[0].evidence[0].detail == "+++123/4567/89002+++"


def test_the_document_number_links_only_with_amount_and_counterparty() -> None:
    invoice = document(number="2026-0042", iban=None)
    payment = bank_transaction(text="facture 2026/0042", iban=None)
    stranger = bank_transaction(text="facture 2026/0042", iban=None, name="Kapsalon Sofie")

    assert [link.ground for link in find_matches([invoice], [payment]).matches] == [Ground.DOCUMENT_NUMBER]
    assert find_matches([invoice], [stranger]).matches == ()


@pytest.mark.parametrize("text", ["+++123/4567/89002+++", "factuur 123/4567/89002 dank u", "123456789002"])
def test_a_structured_communication_typed_as_text_links(text: str) -> None:
    sale = document(DocumentKind.SALES_INVOICE, reference=REFERENCE, iban=None, buyer="Klant Janssens BV")
    payment = bank_transaction(amount="121.00", name="JANSSENS PETER", iban=be_iban(111), text=text)

    assert [link.ground for link in find_matches([sale], [payment]).matches] == [Ground.STRUCTURED_COMMUNICATION]


def test_a_long_document_number_links_without_the_counterparty() -> None:
    invoice = document(number="VF2026330232", seller="Groep Van Damme", iban=None)
    payment = bank_transaction(text="betaling VF2026330232 dank u", name="Kapsalon Sofie")

    assert [link.ground for link in find_matches([invoice], [payment]).matches] == [Ground.DOCUMENT_NUMBER]


def test_a_long_number_paid_to_another_account_in_another_name_is_a_question() -> None:
    invoice = document(number="VF2026330232", seller="Groep Van Damme")
    payment = bank_transaction(text="betaling VF2026330232", name="FACTOR KBC", iban=be_iban(222))

    assert find_matches([invoice], [payment]).matches == ()
    assert find_matches([replace(invoice, iban=None)], [payment]).matches == ()


@pytest.mark.feature(215)
def test_the_name_with_the_amount_links_when_it_is_the_only_one() -> None:
    sale = document(DocumentKind.SALES_INVOICE, number="V-78", total="198.44", iban=None, buyer="Klant Janssens BV")
    payment = bank_transaction(amount="198.44", name="KLANT JANSSENS", iban=be_iban(111), text="merci")
    naming_another = bank_transaction(amount="198.44", name="KLANT JANSSENS", iban=be_iban(111), text="factuur V-79")

    assert [link.ground for link in find_matches([sale], [payment]).matches] == [Ground.COUNTERPARTY_NAME]
    assert find_matches([sale], [naming_another]).matches == ()
    assert find_matches([sale], [payment, replace(payment, transaction_id=UUID(int=9))]).matches == ()


def test_the_bank_account_with_the_amount_links_when_it_is_the_only_one() -> None:
    invoice, payment = document(), bank_transaction()

    assert [link.ground for link in find_matches([invoice], [payment]).matches] == [Ground.COUNTERPARTY_IBAN]


def test_a_direct_debit_is_known_by_the_company_number_in_its_creditor() -> None:
    invoice = document(seller="Waterdienst", iban=None, due=date(2026, 3, 5))
    debit = bank_transaction(
        kind=TransactionKind.DIRECT_DEBIT, name="WD FACTURATION", iban=None,
        mandate_id="M-77", creditor_id=f"BE69ZZZ{SUPPLIER_VAT[2:]}",
    )  # fmt: skip

    links = find_matches([invoice], [debit]).matches

    assert [link.ground for link in links] == [Ground.MANDATE_SERIES]
    assert EvidenceKind.MANDATE_SERIES in {e.kind for e in links[0].evidence}


def test_a_card_line_is_known_by_merchant_amount_and_day() -> None:
    receipt = document(DocumentKind.RECEIPT, number=None, seller="Librairie Thiry", iban=None)
    near = bank_transaction(kind=TransactionKind.CARD, name="LIBRAIRIE THIRY WAVRE", iban=None, on=date(2026, 2, 23))
    late = bank_transaction(kind=TransactionKind.CARD, name="LIBRAIRIE THIRY WAVRE", iban=None, on=date(2026, 3, 20))

    assert [link.ground for link in find_matches([receipt], [near]).matches] == [Ground.MERCHANT]
    assert find_matches([receipt], [late]).matches == ()


def test_a_card_is_used_on_the_day_of_the_document_and_never_by_its_due_date() -> None:
    printer = document(seller="Drukkerij Vermeulen", issued=date(2026, 1, 8), due=date(2026, 3, 9), iban=None)
    at_due_date = bank_transaction(kind=TransactionKind.CARD, name="VERMEULEN", iban=None, on=date(2026, 3, 10))
    receipt = document(DocumentKind.RECEIPT, number=None, seller="Librairie Thiry", issued=date(2026, 3, 1), iban=None)
    used_later = bank_transaction(
        kind=TransactionKind.CARD, name="LIBRAIRIE THIRY", iban=None, on=date(2026, 3, 5), used_on=date(2026, 3, 4)
    )
    used_that_day = replace(used_later, spent=date(2026, 3, 1))

    assert find_matches([printer], [at_due_date]).matches == ()
    assert find_matches([receipt], [used_later]).matches == ()
    assert len(find_matches([receipt], [used_that_day]).matches) == 1


@pytest.mark.feature(208)
def test_a_card_statement_is_paid_by_the_settlement_that_names_it() -> None:
    statement = document(DocumentKind.CARD_STATEMENT, number="217", total="842.10", seller="Worldline", iban=None)
    settlement = bank_transaction(
        kind=TransactionKind.CARD_SETTLEMENT, amount="-842.10", name=None, iban=None,
        text="BANK CARD COMPANY ETAT DE DEPENSES NUMERO 217",
    )  # fmt: skip

    assert [link.ground for link in find_matches([statement], [settlement]).matches] == [Ground.STATEMENT_NUMBER]


@pytest.mark.feature(208)
def test_a_card_statement_is_paid_by_the_settlement_of_its_issuer_and_total() -> None:
    statement = document(
        DocumentKind.CARD_STATEMENT, number="7909-03", total="182.21", seller="Visa Business", iban=None
    )
    settlement = bank_transaction(
        kind=TransactionKind.CARD_SETTLEMENT, amount="-182.21", name="VISA BUSINESS", iban=None,
        text="DECOMPTE CARTE XXXX7909",
    )  # fmt: skip
    of_another = replace(settlement, name="mastercard kbc")

    assert len(find_matches([statement], [settlement]).matches) == 1
    assert find_matches([statement], [of_another]).matches == ()


def test_a_number_of_ones_own_sales_needs_no_party() -> None:
    sale = document(DocumentKind.SALES_INVOICE, number="2026-00334", buyer="Condruvia", iban=None)
    payment = bank_transaction(amount="121.00", name="COPPENS LUC", iban=be_iban(9), text="2026-00334")

    assert [link.ground for link in find_matches([sale], [payment]).matches] == [Ground.DOCUMENT_NUMBER]


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (DocumentKind.PURCHASE_INVOICE, "-121.00"),
        (DocumentKind.PURCHASE_CREDIT_NOTE, "121.00"),
        (DocumentKind.SALES_INVOICE, "121.00"),
        (DocumentKind.SALES_CREDIT_NOTE, "-121.00"),
    ],
)
def test_money_must_go_the_way_of_the_document(kind: DocumentKind, amount: str) -> None:
    invoice = document(kind, reference=REFERENCE, buyer="Ateliers Dubois")
    right = bank_transaction(amount=amount, reference=REFERENCE)
    wrong = bank_transaction(amount=str(-float(amount)) + "0", reference=REFERENCE)

    assert len(find_matches([invoice], [right]).matches) == 1
    assert find_matches([invoice], [wrong]).matches == ()


@pytest.mark.parametrize(
    ("contradiction", "payment"),
    [
        (Contradiction.OTHER_STRUCTURED_COMMUNICATION, {"reference": ogm(999)}),
        (Contradiction.OTHER_CURRENCY, {"currency": "USD"}),
        (Contradiction.OTHER_COUNTERPARTY, {"iban": be_iban(7), "name": "Kapsalon Sofie", "reference": REFERENCE}),
        (Contradiction.OTHER_DOCUMENT_NUMBER, {"text": "facture 2026-0043"}),
        (Contradiction.BEFORE_DOCUMENT, {"on": date(2026, 2, 1), "reference": REFERENCE}),
    ],
)
def test_one_contradiction_is_enough_not_to_link(contradiction: Contradiction, payment: dict[str, object]) -> None:
    invoice = document(reference=REFERENCE, number="2026-0042")

    comparison = compare(invoice, bank_transaction(**payment))

    assert contradiction in comparison.contradictions
    assert find_matches([invoice], [bank_transaction(**payment)]).matches == ()


@pytest.mark.feature(216, 251)
def test_two_equal_invoices_and_one_payment_are_a_question() -> None:
    january, february = document(number="11", issued=date(2026, 2, 20)), document(number="12", issued=date(2026, 2, 25))
    payment = bank_transaction()

    result = find_matches([january, february], [payment])

    assert result.matches == ()
    assert result.ambiguous_documents == {january.document_id, february.document_id}
    assert result.ambiguous_transactions == {payment.transaction_id}


def test_two_equal_payments_close_together_and_one_invoice_are_a_question() -> None:
    invoice = document()
    first, second = bank_transaction(on=date(2026, 3, 1)), bank_transaction(on=date(2026, 3, 4))

    result = find_matches([invoice], [first, second])

    assert result.matches == ()
    assert result.ambiguous_transactions == {first.transaction_id, second.transaction_id}


def test_an_invoice_without_its_account_still_makes_the_choice_uncertain() -> None:
    with_account, without = document(number="11"), document(number="12", iban=None)

    assert find_matches([with_account, without], [bank_transaction()]).matches == ()


def test_a_monthly_price_is_linked_month_by_month() -> None:
    invoices = [document(number=f"90{m}", issued=date(2026, m, 1), due=date(2026, m, 15)) for m in range(1, 7)]
    payments = [bank_transaction(on=date(2026, m, 14)) for m in range(1, 7)]

    result = find_matches(invoices, payments)

    expected = {(i.document_id, p.transaction_id) for i, p in zip(invoices, payments, strict=True)}
    assert result.pairs() == expected


def test_a_late_payment_of_a_monthly_price_is_a_question() -> None:
    invoices = [document(number="901", issued=date(2026, 1, 1)), document(number="902", issued=date(2026, 2, 1))]

    result = find_matches(invoices, [bank_transaction(on=date(2026, 2, 14))])

    assert result.matches == ()
    assert result.ambiguous_documents == {i.document_id for i in invoices}


def test_a_named_document_is_linked_although_another_has_the_same_amount() -> None:
    named, other = document(number="2026-0042"), document(number="2026-0043")
    payment = bank_transaction(text="2026-0042")

    assert find_matches([named, other], [payment]).pairs() == {(named.document_id, payment.transaction_id)}


def test_a_pair_that_a_user_unlinked_is_not_linked_again() -> None:
    invoice, payment = document(reference=REFERENCE), bank_transaction(reference=REFERENCE)

    assert find_matches([invoice], [payment], never=[(invoice.document_id, payment.transaction_id)]).matches == ()


def test_a_late_arrival_turns_a_link_into_a_question() -> None:
    invoice, payment = document(number="11", document_id=UUID(int=1)), bank_transaction()
    before = find_matches([invoice], [payment])

    after = find_matches([invoice, document(number="12", document_id=UUID(int=2))], [payment])

    assert len(before.matches) == 1
    assert after.matches == ()
