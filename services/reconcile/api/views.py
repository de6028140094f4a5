"""Rows of the tables as the API shows them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import Request

from contracts.events.booking import Evidence
from contracts.events.document_state import DocumentState
from contracts.events.task import TaskReason
from contracts.fields import DocumentKind, PaymentState
from contracts.reason import Reason
from libs.reasons import sentence
from libs.reasons.values import VALUES
from libs.service_kit.http import language_of, text_of
from services.reconcile.api.schemas import (
    DocumentView,
    HistoryView,
    LinkView,
    ReleaseView,
    SuggestionView,
    TaskView,
    TransactionView,
)
from services.reconcile.domain.actions import offered
from services.reconcile.domain.division import DivisionFailure
from services.reconcile.domain.task_params import (
    AmountDiffers,
    Cause,
    MissingFields,
    OpenAmount,
    SeveralDocuments,
    TaskParams,
    stored_params,
)
from services.reconcile.rows import received_file
from services.reconcile.tables import BankTransaction, Document, History, Link, Release, Task


def document_view(row: Document) -> DocumentView:
    """A row as a document in a list."""
    file = received_file(row)
    return DocumentView(
        document_id=row.document_id,
        state=DocumentState(row.state),
        kind=DocumentKind(row.kind) if row.kind else None,
        counterparty=row.counterparty,
        counterparty_number=row.company,
        number=row.number,
        issue_date=row.issued,
        due_date=row.due,
        total=row.total,
        currency=row.currency,
        payment=PaymentState(row.payment),
        filename=file.filename,
        media_type=file.media_type,
        pages=row.pages,
        channel=file.channel,
        received_at=file.received_at,
        tags=row.tags,
        note=row.note,
        part_of=row.part_of,
        part_number=row.part_number,
        hold=row.hold,
        waits_until=row.hold_until,
        released_at=row.released_at,
        delivered_at=row.delivered_at,
    )


def transaction_view(row: BankTransaction) -> TransactionView:
    """A row as a transaction in a list."""
    return TransactionView(
        transaction_id=row.transaction_id,
        account=row.account,
        amount=row.amount,
        currency=row.currency,
        booking_date=row.booking_date,
        kind=row.kind,
        needs_document=row.needs_document and not row.learnt,
        counterparty=row.counterparty,
        iban=row.iban,
        communication=row.communication,
        structured_communication=row.ogm,
        tags=row.tags,
        note=row.note,
        marks=row.marks,
    )


def task_view(
    request: Request,
    row: Task,
    documents: dict[UUID, DocumentView],
    transactions: dict[UUID, TransactionView],
) -> TaskView:
    """A row as a task in the reader's language; a suggestion whose item is gone is left out."""
    reason = TaskReason(row.reason)
    params = stored_params(reason, row.params)
    suggestions = [
        SuggestionView(
            document=documents.get(UUID(s["document_id"])) if s["document_id"] else None,
            transaction=transactions.get(UUID(s["transaction_id"])) if s["transaction_id"] else None,
            documents=[documents[i] for i in map(UUID, s["document_ids"]) if i in documents],
            relation=s["relation"],
            difference=s["difference"],
            text=_relation(request, s),
            evidence=s["evidence"],
        )
        for s in row.suggestions
    ]
    return TaskView(
        task_id=row.task_id,
        reason=reason,
        text=_text(request, row, params),
        status=row.status,
        comes_back_at=row.wake_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        action=row.action,
        params=params,
        document=documents.get(row.document_id) if row.document_id else None,
        transaction=transactions.get(row.transaction_id) if row.transaction_id else None,
        suggestions=[s for s in suggestions if s.document or s.transaction],
        actions=list(offered(reason, about_a_document=row.document_id is not None, params=params)),
        delivery_id=params.delivery_id if isinstance(params, Cause) else None,
    )


def history_view(request: Request, row: History) -> HistoryView:
    """A row as a line of the history, in the reader's language."""
    words = {key: str(value) for key, value in row.details.items()}
    if reasons := row.details.get("reasons"):
        sentences = (sentence(Reason.model_validate(reason), language_of(request)) for reason in reasons)
        words["reason"] = " ".join(dict.fromkeys(sentences))
    return HistoryView(
        at=row.at,
        what=row.what,
        text=text_of(request, f"history_{row.what}", words),
        user_id=row.user_id,
        document_id=row.document_id,
        transaction_id=row.transaction_id,
        details=row.details,
    )


def link_view(row: Link) -> LinkView:
    """A row as a link of a booking."""
    return LinkView(
        one_id=row.one_id,
        other_id=row.other_id,
        ground=row.ground,
        evidence=tuple(Evidence.model_validate(evidence) for evidence in row.evidence),
        by_user=row.by_user,
        linked_by=row.linked_by,
        linked_at=row.linked_at,
    )


def release_view(row: Release) -> ReleaseView:
    """A row as a released revision."""
    return ReleaseView(
        release_id=row.release_id,
        revision=row.revision,
        sequence=row.sequence,
        cause=row.snapshot["cause"],
        released_at=row.released_at,
        released_by=row.released_by,
    )


def money(cents: int) -> Decimal:
    """Cents as money."""
    return Decimal(cents) / 100


def _text(request: Request, row: Task, params: TaskParams) -> str:
    """The question in words, with the reason inside it in words."""
    language = language_of(request)
    match params:
        case OpenAmount(open=Decimal() as rest) if row.reason == TaskReason.PARTIAL_PAYMENT:
            code = "task_partial_payment_provisional" if params.provisional else "task_partial_payment_open"
            return text_of(request, code, {"open": f"{rest:.2f}"})
        case AmountDiffers():
            return text_of(request, f"task_amount_differs_{params.relation}", params.for_event())
        case Cause():
            return text_of(request, f"task_{row.reason}", {"reason": sentence(params.reason, language)})
        case SeveralDocuments(failure=DivisionFailure() as failure):
            outcome = "not_divided" if failure.decision == "divide" else "not_read"
            words = {"count": str(params.count), "reason": sentence(failure.reason, language)}
            return text_of(request, f"task_several_documents_{outcome}", words)
        case MissingFields() if params.refused:
            return _refused_fields(request, params)
    return text_of(request, f"task_{row.reason}", params.for_event())


def _relation(request: Request, suggestion: dict[str, Any]) -> str:
    """What the payment is of the document, in words."""
    if not suggestion["relation"]:
        return ""
    amount = abs(Decimal(suggestion["difference"] or 0))
    words = {"difference": f"{amount:.2f}", "count": str(len(suggestion["document_ids"]))}
    return text_of(request, f"relation_{suggestion['relation']}", words)


def _refused_fields(request: Request, params: MissingFields) -> str:
    """What the rules say, then the fields that are missing besides. A term of a standard (BT-106) is never shown."""
    language = language_of(request)
    refusal = params.refusal(language)
    fields = [path for path in params.fields if f"field:{path.replace('.', '_')}" in VALUES]
    if refusal is None and fields:
        return text_of(request, f"task_{TaskReason.FIELDS_MISSING}", {"fields": ", ".join(fields)})
    words = {"reason": refusal or sentence(params.refused[0], language), "fields": ", ".join(params.missing)}
    return text_of(request, "task_fields_refused_and_missing" if params.missing else "task_fields_refused", words)
