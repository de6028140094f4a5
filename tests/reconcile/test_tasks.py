"""Which tasks are opened, and which are not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from contracts.events.bank import TransactionKind
from contracts.events.client import ClientConfigured, FollowUp, Mode
from contracts.events.task import Relation, TaskReason
from contracts.fields import DocumentKind, PaymentState
from contracts.reason import Reason
from services.reconcile.domain import tasks
from services.reconcile.domain.facts import BookingView, DocumentFacts, Question, ReleaseProgress, TransactionFacts
from services.reconcile.domain.marks import NoDocument, TransactionMarks
from services.reconcile.domain.relations import Difference
from services.reconcile.domain.task_params import AmountDiffers, MissingFields, OpenAmount
from tests.reconcile.builders import NOON, configured, fields
from tests.reconcile.facts import DOCUMENT, PAID, TRANSACTION, invoice, marked, paid_out, stated_as_paid_by

CLIENT = configured()


def reasons(
    facts: DocumentFacts | TransactionFacts, client: ClientConfigured = CLIENT, now: datetime = NOON
) -> list[str]:
    """Returns the reasons of the tasks that are open now."""
    if isinstance(facts, DocumentFacts):
        wanted = tasks.of_document(facts, client, now)
    else:
        wanted = tasks.of_transaction(facts, client, now)
    return [w.reason.value for w in wanted if w.until is None]


@pytest.mark.feature(217, 241)
def test_an_invoice_without_payment_has_a_task() -> None:
    assert reasons(invoice()) == ["payment_missing"]


@pytest.mark.feature(217, 238)
def test_a_payment_without_document_has_a_task() -> None:
    assert reasons(paid_out()) == ["document_missing"]


def test_what_is_linked_has_no_task() -> None:
    assert reasons(invoice(booking=PAID)) == []
    assert reasons(paid_out(booking=PAID)) == []


@pytest.mark.parametrize(
    "kind",
    [
        TransactionKind.BANK_COSTS, TransactionKind.INTEREST, TransactionKind.CASH,
        TransactionKind.TAX, TransactionKind.SALARY, TransactionKind.OWN_ACCOUNT,
    ],
)  # fmt: skip
def test_what_needs_no_document_never_enters(kind: TransactionKind) -> None:
    assert reasons(paid_out(kind=kind)) == []


def test_no_document_is_needed_when_the_bank_or_a_user_has_decided_so() -> None:
    assert reasons(paid_out(needs_document=False)) == []
    assert reasons(paid_out(learnt=True)) == []


@pytest.mark.feature(68, 69)
def test_follow_up_starts_exactly_on_its_day() -> None:
    client = configured(follow_up=FollowUp(from_date=date(2026, 3, 2)))

    assert reasons(paid_out(booked=date(2026, 3, 1)), client) == []
    assert reasons(paid_out(booked=date(2026, 3, 2)), client) == ["document_missing"]


@pytest.mark.feature(71, 72)
def test_income_is_followed_unless_the_client_follows_expenses_only() -> None:
    income, expenses_only = paid_out(cents=5000), configured(follow_up=FollowUp(expenses_only=True))

    assert reasons(income) == ["document_missing"]
    assert reasons(income, expenses_only) == []
    assert reasons(paid_out(), expenses_only) == ["document_missing"]


@pytest.mark.feature(73)
def test_documents_without_transaction_may_stay_off_the_list() -> None:
    client = configured(follow_up=FollowUp(documents_without_transaction=False))

    assert reasons(invoice(), client) == []
    assert reasons(paid_out(), client) == ["document_missing"]


@pytest.mark.parametrize("mode", [Mode.DELIVERY_ONLY, Mode.INTERNAL])
def test_without_bank_follow_up_there_are_no_tasks_about_payments(mode: Mode) -> None:
    client = configured(mode=mode)

    assert reasons(invoice(), client) == []
    assert reasons(paid_out(), client) == []


@pytest.mark.feature(251)
@pytest.mark.parametrize(
    ("kind", "confidence"),
    [(DocumentKind.OTHER, 0.99), (DocumentKind.CONTRACT, 0.99), (DocumentKind.PURCHASE_INVOICE, 0.4)],
)
def test_an_unsure_kind_is_the_only_question(kind: DocumentKind, confidence: float) -> None:
    assert reasons(invoice(kind, kind_confidence=confidence, fields=fields(number=None))) == ["kind_unsure"]


def test_a_contract_linked_to_another_document_still_has_a_task() -> None:
    beside = BookingView(documents=(DOCUMENT, TRANSACTION), by_user=True)

    assert reasons(invoice(DocumentKind.CONTRACT, booking=beside)) == ["kind_unsure"]


def test_missing_fields_are_named() -> None:
    facts = invoice(fields=fields(number=None, issued=None))

    (task, payment) = tasks.of_document(facts, CLIENT, NOON)

    assert (task.reason, task.params) == (TaskReason.FIELDS_MISSING, MissingFields(fields=("number", "issue_date")))
    assert payment.reason is TaskReason.PAYMENT_MISSING


def test_without_a_total_there_is_no_task_about_the_payment_yet() -> None:
    assert reasons(invoice(fields=fields(total=None))) == ["fields_missing"]


def test_a_field_that_was_hardly_readable_counts_as_missing() -> None:
    unsure = fields()
    unsure = unsure.model_copy(update={"number": unsure.number.model_copy(update={"confidence": 0.3})})  # type: ignore[union-attr]

    assert reasons(invoice(fields=unsure, booking=PAID)) == ["fields_missing"]


@pytest.mark.parametrize(("code", "reason"), [("password", "password_needed"), ("damaged", "unreadable")])
def test_a_file_that_cannot_be_read_is_a_task(code: str, reason: str) -> None:
    assert reasons(invoice(read_at=None, unreadable=Reason(code=code))) == [reason]


def test_a_refused_file_names_fields_and_rules() -> None:
    refused = ReleaseProgress(revision=1, released_at=NOON, refused=(Reason(code="BR-06", field="seller.name"),))

    (task,) = tasks.of_document(invoice(booking=PAID, progress=refused), CLIENT, NOON)

    assert task.params.for_event() == {"fields": "seller.name", "codes": "BR-06"}


def test_a_rule_about_no_field_is_a_task_without_a_field() -> None:
    refused = ReleaseProgress(revision=1, released_at=NOON, refused=(Reason(code="BR-CO-10"),))

    (task,) = tasks.of_document(invoice(booking=PAID, progress=refused), CLIENT, NOON)

    assert task.params.for_event() == {"fields": "", "codes": "BR-CO-10"}


def test_a_refused_file_says_what_the_rules_say() -> None:
    sentences = {
        "fr": "Le nom du vendeur manque.",
        "nl": "De naam van de verkoper ontbreekt.",
        "en": "No seller's name.",
    }
    refused = ReleaseProgress(
        revision=1, released_at=NOON, refused=(Reason(code="BR-06", field="BT-27", params=sentences),)
    )

    (task,) = tasks.of_document(invoice(booking=PAID, progress=refused), CLIENT, NOON)

    assert {task.params.for_event()[f"refused_{language}"] for language in sentences} == set(sentences.values())


@pytest.mark.parametrize(("unconfirmed", "reason"), [(True, "delivery_unconfirmed"), (False, "delivery_failed")])
def test_a_failed_delivery_says_whether_it_may_have_arrived(unconfirmed: bool, reason: str) -> None:
    progress = ReleaseProgress(revision=1, released_at=NOON, failure=Reason(code="refused"), unconfirmed=unconfirmed)

    assert reasons(invoice(booking=PAID, progress=progress)) == [reason]


def test_a_delivery_that_arrived_after_all_is_no_task() -> None:
    progress = ReleaseProgress(revision=1, released_at=NOON, failure=Reason(code="timeout"), delivered_at=NOON)

    assert reasons(invoice(booking=PAID, progress=progress)) == []


def test_a_possible_duplicate_is_decided_before_its_payment() -> None:
    assert reasons(invoice(duplicates=(DOCUMENT,))) == ["possible_duplicate"]


def test_one_question_of_payment_at_a_time() -> None:
    part, discount = Difference(Relation.PART, 8000), Difference(Relation.DISCOUNT, 242, Decimal("2.00"))

    assert reasons(invoice(question=Question(tie=True, difference=part))) == ["ambiguous_link"]
    assert reasons(invoice(question=Question(difference=part))) == ["partial_payment"]
    assert reasons(invoice(question=Question(difference=discount))) == ["amount_differs"]
    assert reasons(paid_out(question=Question(tie=True))) == ["ambiguous_link"]
    assert reasons(paid_out(question=Question(difference=part))) == ["partial_payment"]
    assert reasons(paid_out(question=Question(difference=discount))) == ["amount_differs"]


def test_a_difference_is_said_as_what_it_is() -> None:
    discount = Question(difference=Difference(Relation.DISCOUNT, 242, Decimal("2.00")))
    part = Question(difference=Difference(Relation.PART, 60000))

    (of_discount,) = tasks.of_document(invoice(question=discount), CLIENT, NOON)
    (of_part,) = tasks.of_document(invoice(question=part), CLIENT, NOON)

    said = AmountDiffers(relation=Relation.DISCOUNT, difference=Decimal("2.42"), percent=Decimal("2.00"))
    assert of_discount.params == said
    assert of_part.params == OpenAmount(open=Decimal(600))


@pytest.mark.feature(231, 232)
def test_an_incomplete_booking_says_what_is_open() -> None:
    booking = replace(PAID, unpaid_cents=-60000, by_user=True)

    (task,) = tasks.of_document(invoice(booking=booking), CLIENT, NOON)

    assert (task.reason, task.params) == (TaskReason.PARTIAL_PAYMENT, OpenAmount(open=Decimal(600)))


def test_a_card_settlement_without_statement_asks_for_the_statement() -> None:
    assert reasons(paid_out(kind=TransactionKind.CARD_SETTLEMENT)) == ["statement_help"]


@pytest.mark.feature(239, 240)
@pytest.mark.parametrize(
    "marks", [TransactionMarks(private=True), TransactionMarks(no_document=NoDocument.TAX), TransactionMarks(done=True)]
)
def test_a_settled_transaction_has_no_new_task(marks: TransactionMarks) -> None:
    assert reasons(paid_out(marks=marks)) == []


@pytest.mark.feature(242, 243)
@pytest.mark.parametrize("payment", [PaymentState.CASH, PaymentState.PRIVATE])
def test_an_invoice_paid_outside_the_bank_has_no_new_task(payment: PaymentState) -> None:
    assert reasons(marked(payment=payment)) == []


@pytest.mark.feature(245)
@pytest.mark.parametrize(
    "facts",
    [
        marked(payment=PaymentState.CARD, marked_at=NOON),
        stated_as_paid_by(PaymentState.CARD),
        stated_as_paid_by(PaymentState.DIRECT_DEBIT),
    ],
)
def test_card_and_direct_debit_wait_for_the_statement_and_then_ask(facts: DocumentFacts) -> None:
    assert reasons(facts) == []
    assert reasons(facts, now=NOON + timedelta(days=46)) == ["payment_missing"]


def test_the_wait_for_a_statement_is_counted_in_belgian_days() -> None:
    late = marked(payment=PaymentState.CARD, marked_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))

    begins = datetime(2026, 4, 16, 22, 0, tzinfo=UTC)

    assert reasons(late, now=begins - timedelta(seconds=1)) == []
    assert reasons(late, now=begins) == ["payment_missing"]


@pytest.mark.feature(233, 246, 247)
@pytest.mark.parametrize("mark", ["remind_on", "paused_until"])
def test_a_parked_question_comes_back_on_its_day_in_belgium(mark: str) -> None:
    facts = marked(**{mark: date(2026, 3, 10)})

    assert reasons(facts) == []
    assert reasons(facts, now=datetime(2026, 3, 9, 22, 59, tzinfo=UTC)) == []
    assert reasons(facts, now=datetime(2026, 3, 9, 23, 0, tzinfo=UTC)) == ["payment_missing"]


@pytest.mark.feature(248)
def test_a_deleted_or_kept_document_has_no_task() -> None:
    assert reasons(marked(deleted_at=NOON)) == []
    assert reasons(marked(kept_only=True)) == []


def test_the_same_question_has_the_same_name_every_time() -> None:
    (one,), (again,) = tasks.of_document(invoice(), CLIENT, NOON), tasks.of_document(invoice(), CLIENT, NOON)

    assert one.task_id == again.task_id


def test_a_booking_with_a_contract_is_complete() -> None:
    contract = invoice(DocumentKind.CONTRACT, booking=BookingView((DOCUMENT,), (DOCUMENT,), by_user=True))

    assert reasons(contract) == []
