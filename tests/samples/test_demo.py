"""The data of the demo is consistent: the expected outcome of a document follows from its statement."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from coda import CODA

from libs.samples import DemoSet, demo_set
from libs.samples.demo import DEMO_DAY, DemoDocument, DemoTransaction


@cache
def demo() -> DemoSet:
    return demo_set()


def transaction(document: DemoDocument) -> DemoTransaction:
    key = document.expected.transaction
    [found] = [
        entry
        for statement in demo().statements
        if statement.client == document.client
        for entry in statement.transactions
        if entry.key == key
    ]
    return found


def linked_by(evidence: str) -> list[DemoDocument]:
    return [document for document in demo().documents if document.expected.evidence == evidence]


def test_the_same_seed_and_day_give_the_same_set() -> None:
    again = demo_set()

    assert again == demo()


def test_another_day_moves_every_date() -> None:
    later = demo_set(today=DEMO_DAY + timedelta(days=7))

    days = [document.sample.truth.issue_date for document in demo().documents]
    shifted = [document.sample.truth.issue_date for document in later.documents]
    assert [day + timedelta(days=7) for day in days if day] == shifted


def test_it_has_every_case_that_the_demo_shows() -> None:
    truths = [document.sample.truth for document in demo().documents]
    kinds = {truth.kind for truth in truths}
    media = {document.sample.media_type for document in demo().documents}

    assert len(truths) >= 14
    assert {"purchase_invoice", "purchase_credit_note", "sales_invoice", "receipt", "contract"} <= kinds
    assert {truth.language for truth in truths} == {"fr", "nl", "en", "de"}
    assert media == {"application/pdf", "application/xml"}
    assert {client.delivery.channel for client in demo().clients} == {"email", "sftp"}
    for client in demo().clients:
        assert any(document.sample.truth.kind == "sales_invoice" for document in demo().of(client.key))


def test_exactly_one_document_is_sent_twice() -> None:
    hashes = [document.sample.sha256 for document in demo().documents]

    repeated = [document for document in demo().documents if document.expected.outcome == "duplicate"]

    assert len(hashes) - len(set(hashes)) == len(repeated) == 1


def test_the_statements_are_correct(tmp_path: Path) -> None:
    for statement in demo().statements:
        path = tmp_path / statement.filename
        path.write_bytes(statement.content)

        [found] = CODA(str(path)).statements

        assert found.new_balance == statement.statement.new_balance
        assert len(found.moves) == len(statement.transactions)


def test_a_linked_document_was_paid_in_full_after_it_was_issued() -> None:
    for document in demo().documents:
        if document.expected.outcome == "delivered":
            truth, paid = document.sample.truth, transaction(document).transaction

            assert abs(paid.amount) == truth.payable, document.sample.name
            assert truth.issue_date is not None
            assert paid.entry_date >= truth.issue_date
            incoming = truth.kind.startswith("sales") != truth.kind.endswith("credit_note")
            assert (paid.amount > 0) == incoming


def test_a_payment_linked_by_structured_communication_contains_it() -> None:
    documents = linked_by("structured_communication")

    assert len(documents) >= 4
    for document in documents:
        reference = document.sample.truth.structured_communication
        assert reference is not None
        assert transaction(document).transaction.structured[3:] == reference


def test_a_link_by_number_names_the_document_and_the_company() -> None:
    documents = linked_by("document_number")

    assert len(documents) >= 4
    for document in documents:
        truth, paid = document.sample.truth, transaction(document).transaction
        assert truth.number is not None
        assert truth.seller is not None
        assert paid.counterparty is not None
        assert truth.number in paid.communication
        assert paid.counterparty.name == truth.seller.name.upper()


def test_a_payment_linked_by_account_has_no_other_evidence() -> None:
    documents = linked_by("iban_and_amount")

    assert len(documents) >= 2
    for document in documents:
        truth, paid = document.sample.truth, transaction(document).transaction
        assert truth.number is not None
        assert truth.seller is not None
        assert paid.counterparty is not None
        assert paid.counterparty.iban == truth.seller.iban
        assert truth.number not in paid.communication


def test_a_direct_debit_names_the_mandate_on_the_invoice() -> None:
    [document] = linked_by("mandate")

    mandate = document.sample.truth.mandate

    assert mandate is not None
    assert mandate in transaction(document).transaction.structured


def test_one_payment_fits_two_invoices() -> None:
    pair = [document for document in demo().documents if document.expected.task == "ambiguous_link"]

    paid = transaction(pair[0])

    assert len(pair) == 2
    assert pair[0].sample.truth.total_with_vat == pair[1].sample.truth.total_with_vat == -paid.transaction.amount
    assert paid.expected == "ambiguous_link"


def test_one_invoice_is_paid_in_part() -> None:
    [document] = [document for document in demo().documents if document.expected.task == "partial_payment"]

    part = -transaction(document).transaction.amount

    assert document.sample.truth.payable is not None
    assert Decimal(0) < part < document.sample.truth.payable


def test_except_for_the_pair_no_two_documents_of_a_client_have_the_same_amount() -> None:
    for client in demo().clients:
        amounts = [
            document.sample.truth.total_with_vat
            for document in demo().of(client.key)
            if document.expected.outcome != "duplicate" and document.expected.task != "ambiguous_link"
        ]
        known = [amount for amount in amounts if amount is not None]
        assert len(set(known)) == len(known)


def test_no_document_is_from_the_future() -> None:
    for document in demo().documents:
        day = document.sample.truth.issue_date
        assert day is not None
        assert DEMO_DAY - timedelta(days=60) <= day <= DEMO_DAY


@pytest.mark.parametrize("seed", [1, 7])
def test_other_seeds_make_a_complete_set_too(seed: int) -> None:
    other = demo_set(seed, date(2027, 2, 1))

    assert len(other.documents) == len(demo().documents)
    assert other.clients[0].company == demo().clients[0].company
