"""Actions of users on one document or one transaction, as a transition from marks to marks.

Linking, deciding about duplicates and releasing concern more than one item and are in `commands`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from contracts.day import belgian_day
from contracts.events.document_state import DocumentState
from contracts.events.task import TaskReason
from contracts.fields import PaymentState
from libs.reasons.delivery import DeliveryReason
from libs.refusal import Refusal
from services.reconcile.texts.problems import Code

from .marks import DocumentMarks, NoDocument, TransactionMarks
from .states import BEFORE_RELEASE, may_restore
from .task_params import Cause, TaskParams


class Action(StrEnum):
    """The actions of the task list. `reopen` takes back what was stated about payment.

    `change_destination` is a request of its own: where all documents of a client go is not decided by one task.
    """

    LINK = "link"
    PRIVATE = "private"
    CASH = "cash"
    PRIVATE_MONEY = "private_money"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    NO_DOCUMENT = "no_document"
    NOT_AN_INVOICE = "not_an_invoice"
    REMIND_ON = "remind_on"
    PAUSE_UNTIL = "pause_until"
    PROVISIONALLY_OK = "provisionally_ok"
    DONE = "done"
    REOPEN = "reopen"
    DELETE = "delete"
    RESTORE = "restore"
    CONNECT_DUPLICATE = "connect_duplicate"
    DISCONNECT_DUPLICATE = "disconnect_duplicate"
    DIVIDE = "divide"
    ONE_DOCUMENT = "one_document"
    RETRY = "retry"
    SEND_AGAIN = "send_again"
    ARRIVED = "arrived"
    DONE_BY_HAND = "done_by_hand"
    CHANGE_DESTINATION = "change_destination"


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """An action with its details: a day, why there is no document, or that the rest of a link is accepted."""

    action: Action
    day: date | None = None
    no_document: NoDocument | None = None
    accept_difference: bool = False


A = Action
PAID_OTHERWISE = {
    A.CASH: PaymentState.CASH,
    A.PRIVATE_MONEY: PaymentState.PRIVATE,
    A.CARD: PaymentState.CARD,
    A.DIRECT_DEBIT: PaymentState.DIRECT_DEBIT,
}
DOCUMENT_ACTIONS = frozenset(
    {*PAID_OTHERWISE, A.NOT_AN_INVOICE, A.REMIND_ON, A.PAUSE_UNTIL, A.PROVISIONALLY_OK, A.DONE, A.REOPEN}
    | {A.DELETE, A.RESTORE}
)
TRANSACTION_ACTIONS = frozenset(
    {A.PRIVATE, A.NO_DOCUMENT, A.REMIND_ON, A.PAUSE_UNTIL, A.PROVISIONALLY_OK, A.DONE, A.REOPEN}
)


def mark_document(marks: DocumentMarks, state: DocumentState, request: ActionRequest, now: datetime) -> DocumentMarks:
    """The marks after the action. Raises Refusal when the document's state or the day does not allow it."""
    if request.action not in DOCUMENT_ACTIONS:
        raise Refusal(Code.ACTION_NOT_FOR_DOCUMENTS)
    if request.action is A.RESTORE:
        return _restored(marks, now)
    if marks.deleted_at is not None:
        raise Refusal(Code.DOCUMENT_DELETED)
    if request.action in (A.DELETE, A.NOT_AN_INVOICE) and state not in BEFORE_RELEASE:
        raise Refusal(Code.DOCUMENT_RELEASED)
    if request.action is A.DELETE:
        return replace(marks, deleted_at=now)
    if request.action is A.NOT_AN_INVOICE:
        return replace(marks, kept_only=True)
    if payment := PAID_OTHERWISE.get(request.action):
        return replace(marks, payment=payment, marked_at=now, remind_on=None, paused_until=None)
    if request.action is A.REMIND_ON:
        return replace(marks, remind_on=_later(request.day, now), paused_until=None)
    if request.action is A.PAUSE_UNTIL:
        return replace(marks, paused_until=_later(request.day, now), remind_on=None)
    if request.action is A.PROVISIONALLY_OK:
        return replace(marks, provisional=True)
    if request.action is A.DONE:
        return replace(marks, done=True)
    return replace(
        marks, payment=None, remind_on=None, paused_until=None, provisional=False, done=False, kept_only=marks.divided
    )


def mark_transaction(marks: TransactionMarks, request: ActionRequest, now: datetime) -> TransactionMarks:
    """The marks after the action. Raises Refusal when it is not for transactions, or the day is not in the future."""
    action = request.action
    if action not in TRANSACTION_ACTIONS:
        raise Refusal(Code.ACTION_NOT_FOR_TRANSACTIONS)
    if action is A.PRIVATE:
        return replace(marks, private=True)
    if action is A.NO_DOCUMENT:
        return replace(marks, no_document=request.no_document or NoDocument.OTHER)
    if action is A.REMIND_ON:
        return replace(marks, remind_on=_later(request.day, now), paused_until=None)
    if action is A.PAUSE_UNTIL:
        return replace(marks, paused_until=_later(request.day, now), remind_on=None)
    if action is A.PROVISIONALLY_OK:
        return replace(marks, provisional=True)
    if action is A.DONE:
        return replace(marks, done=True)
    return TransactionMarks()


def _restored(marks: DocumentMarks, now: datetime) -> DocumentMarks:
    if marks.deleted_at is None:
        raise Refusal(Code.DOCUMENT_NOT_DELETED)
    if not may_restore(marks.deleted_at, now):
        raise Refusal(Code.RESTORE_WINDOW_OVER)
    return replace(marks, deleted_at=None)


def _later(day: date | None, now: datetime) -> date:
    if day is None:
        raise Refusal(Code.DAY_MISSING)
    if day <= belgian_day(now):
        raise Refusal(Code.DAY_NOT_IN_FUTURE)
    return day


_PAYMENT = (A.LINK, A.CASH, A.PRIVATE_MONEY, A.CARD, A.DIRECT_DEBIT, A.REMIND_ON, A.PAUSE_UNTIL, A.NOT_AN_INVOICE)
_INCOMPLETE = (A.LINK, A.PROVISIONALLY_OK, A.PAUSE_UNTIL, A.REMIND_ON, A.DONE)
_TRANSACTION = (A.LINK, A.PRIVATE, A.NO_DOCUMENT, A.PAUSE_UNTIL, A.REMIND_ON, A.DONE)
_REPAIR = (A.NOT_AN_INVOICE, A.DELETE)
OFFERED: dict[TaskReason, tuple[Action, ...]] = {
    TaskReason.PAYMENT_MISSING: (*_PAYMENT, A.DONE, A.DELETE),
    TaskReason.DOCUMENT_MISSING: _TRANSACTION,
    TaskReason.STATEMENT_HELP: _TRANSACTION,
    TaskReason.PARTIAL_PAYMENT: _INCOMPLETE,
    TaskReason.AMOUNT_DIFFERS: _INCOMPLETE,
    TaskReason.UNREADABLE: _REPAIR,
    TaskReason.PASSWORD_NEEDED: _REPAIR,
    TaskReason.KIND_UNSURE: _REPAIR,
    TaskReason.FIELDS_MISSING: _REPAIR,
    TaskReason.SEVERAL_DOCUMENTS: (A.DIVIDE, A.ONE_DOCUMENT, *_REPAIR),
    TaskReason.POSSIBLE_DUPLICATE: (A.DELETE, A.DISCONNECT_DUPLICATE, A.CONNECT_DUPLICATE),
    TaskReason.DELIVERY_FAILED: (A.RETRY, A.CHANGE_DESTINATION, A.DONE_BY_HAND),
    TaskReason.DELIVERY_UNCONFIRMED: (A.ARRIVED, A.SEND_AGAIN),
    TaskReason.CONSENT_EXPIRING: (),
}


def offered(reason: TaskReason, *, about_a_document: bool, params: TaskParams | None = None) -> tuple[Action, ...]:
    """The actions that a task offers; an ambiguous link offers those of a missing payment or of a missing document.

    A delivery without a destination cannot be tried again before there is one; then it is sent by itself.
    """
    if reason is TaskReason.AMBIGUOUS_LINK:
        return _PAYMENT if about_a_document else _TRANSACTION
    if isinstance(params, Cause) and params.reason.code == DeliveryReason.NO_DESTINATION:
        return (A.CHANGE_DESTINATION, A.DONE_BY_HAND)
    return OFFERED[reason]
