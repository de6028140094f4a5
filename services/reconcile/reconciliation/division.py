"""Photos of several documents, while a user's decision about them is carried out."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from contracts.reason import Reason
from libs.reasons.reconciliation import ReconciliationReason
from services.reconcile.domain.division import DivisionFailure, PartArrival, division_deadline, part_arrival
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Document


def receive_part(round_: Round, photo_id: UUID, *, known: UUID | None = None) -> bool:
    """A part of a photo came in; returns whether it is wanted. `known`: it was a document before.

    The board has the photo."""
    row = round_.board.documents.now.get(photo_id)
    if row is None:
        return True
    marks, changes = document_marks(row), DocumentChanges()
    found = part_arrival(marks, len(row.regions), given_up=row.division_failure is not None)
    if found is PartArrival.LATE:
        marks = replace(marks, divided=True, kept_only=True, answered_at=round_.now)
        changes = DocumentChanges(marks=as_json(marks), division_failure=None)
    if known is not None:
        changes["known_parts"] = [*row.known_parts, str(known)]
    round_.board.change_document(photo_id, **changes)
    return found is not PartArrival.UNWANTED


def fail_division(round_: Round, row: Document, reason: Reason) -> None:
    """Drop a decision that could not be carried out; the question is open again."""
    marks = document_marks(row)
    failure = DivisionFailure(decision="divide" if marks.divided else "one_document", reason=reason)
    marks = replace(marks, divided=False, one_document=False, kept_only=False, answered_at=None)
    round_.board.change_document(
        row.document_id, marks=as_json(marks), division_failure=failure.model_dump(mode="json")
    )
    round_.record(
        HistoryEvent.DIVISION_FAILED,
        round_.now,
        document_id=row.document_id,
        details={"reasons": [reason.model_dump(mode="json")]},
    )


def expire_divisions(round_: Round, ids: Collection[UUID]) -> None:
    """Drop decisions that were not carried out before their deadline; the board has these documents."""
    for row in look.documents(round_.board, ids):
        until = division_deadline(document_marks(row), len(row.regions), look.parts_in(round_.board, row))
        if until is not None and until <= round_.now:
            fail_division(round_, row, Reason(code=ReconciliationReason.NO_ANSWER))
