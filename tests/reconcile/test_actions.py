"""The commands that users may give for a document or a transaction, and what they change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.events.document_state import DocumentState
from contracts.fields import PaymentState
from libs.refusal import Refusal
from services.reconcile.domain.actions import Action, ActionRequest, mark_document, mark_transaction
from services.reconcile.domain.marks import DocumentMarks, NoDocument, TransactionMarks
from tests.reconcile.builders import NOON

WAITING = DocumentState.WAITING
NOTHING = DocumentMarks()


def on_document(
    action: Action, marks: DocumentMarks = NOTHING, state: DocumentState = WAITING, **more: object
) -> DocumentMarks:
    """Returns the marks after a command on a waiting document."""
    return mark_document(marks, state, ActionRequest(action, **more), NOON)  # type: ignore[arg-type]


@pytest.mark.feature(242, 243, 245)
@pytest.mark.parametrize(
    ("action", "payment"),
    [
        (Action.CASH, PaymentState.CASH),
        (Action.PRIVATE_MONEY, PaymentState.PRIVATE),
        (Action.CARD, PaymentState.CARD),
        (Action.DIRECT_DEBIT, PaymentState.DIRECT_DEBIT),
    ],
)
def test_a_user_says_how_it_was_paid(action: Action, payment: PaymentState) -> None:
    marks = on_document(action)

    assert (marks.payment, marks.marked_at, marks.handled_by_user) == (payment, NOON, True)


@pytest.mark.parametrize("action", [Action.REMIND_ON, Action.PAUSE_UNTIL])
def test_a_reminder_needs_a_day_to_come(action: Action) -> None:
    with pytest.raises(Refusal, match="day_missing"):
        on_document(action)
    with pytest.raises(Refusal, match="day_not_in_future"):
        on_document(action, day=NOON.date())

    assert on_document(action, day=date(2026, 4, 1)).handled_by_user


@pytest.mark.parametrize("action", [Action.REMIND_ON, Action.PAUSE_UNTIL])
@pytest.mark.parametrize("now", [datetime(2026, 6, 1, 22, 30, tzinfo=UTC), datetime(2026, 6, 2, 21, 59, tzinfo=UTC)])
def test_the_day_to_come_is_counted_from_the_day_in_belgium(action: Action, now: datetime) -> None:
    with pytest.raises(Refusal, match="day_not_in_future"):
        mark_transaction(TransactionMarks(), ActionRequest(action, date(2026, 6, 2)), now)

    marks = mark_transaction(TransactionMarks(), ActionRequest(action, date(2026, 6, 3)), now)

    assert date(2026, 6, 3) in (marks.remind_on, marks.paused_until)


def test_a_decision_is_taken_back_exactly() -> None:
    for action in (Action.CASH, Action.DONE, Action.PROVISIONALLY_OK, Action.NOT_AN_INVOICE):
        assert on_document(Action.REOPEN, on_document(action)) == DocumentMarks(
            marked_at=NOON if action is Action.CASH else None
        )


@pytest.mark.feature(248)
def test_a_deleted_document_may_be_restored_for_thirty_days() -> None:
    deleted = on_document(Action.DELETE)

    restored = mark_document(deleted, DocumentState.DELETED, ActionRequest(Action.RESTORE), NOON + timedelta(days=30))

    assert restored == NOTHING
    with pytest.raises(Refusal, match="restore_window_over"):
        mark_document(deleted, DocumentState.DELETED, ActionRequest(Action.RESTORE), NOON + timedelta(days=31))


def test_nothing_but_restoring_is_done_to_a_deleted_document() -> None:
    deleted = on_document(Action.DELETE)

    for action in set(Action) - {Action.RESTORE}:
        with pytest.raises(Refusal):
            on_document(action, deleted, DocumentState.DELETED)


@pytest.mark.feature(258)
@pytest.mark.parametrize(
    "state",
    [DocumentState.RELEASED, DocumentState.RENDERED, DocumentState.DELIVERED, DocumentState.DELIVERY_FAILED],
)
def test_what_has_left_is_neither_deleted_nor_kept_back(state: DocumentState) -> None:
    for action in (Action.DELETE, Action.NOT_AN_INVOICE):
        with pytest.raises(Refusal, match="document_released"):
            on_document(action, state=state)


@pytest.mark.feature(240)
def test_a_transaction_is_private_or_has_no_document() -> None:
    private = mark_transaction(TransactionMarks(), ActionRequest(Action.PRIVATE), NOON)
    tax = mark_transaction(TransactionMarks(), ActionRequest(Action.NO_DOCUMENT, no_document=NoDocument.TAX), NOON)

    assert private.private
    assert private.settled
    assert tax.no_document is NoDocument.TAX
    assert tax.settled
    assert mark_transaction(private, ActionRequest(Action.REOPEN), NOON) == TransactionMarks()


def test_actions_are_refused_where_they_make_no_sense() -> None:
    with pytest.raises(Refusal, match="action_not_for_documents"):
        on_document(Action.NO_DOCUMENT)
    with pytest.raises(Refusal, match="action_not_for_transactions"):
        mark_transaction(TransactionMarks(), ActionRequest(Action.CASH), NOON)
