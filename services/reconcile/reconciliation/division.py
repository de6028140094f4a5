"""Photos of several documents, while a user's decision about them is carried out."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from contracts.reason import Reason
from libs.reasons.reconciliation import ReconciliationReason
from services.reconcile.domain.division import DivisionFailure, PartArrival, division_deadline, part_arrival
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.queries import documents, history
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Document


async def receive_part(round_: Round, photo_id: UUID, *, known: UUID | None = None) -> bool:
    """A part of a photo came in; returns whether it is wanted. `known`: it was a document before."""
    row = await documents.document(round_.tx, round_.client_id, photo_id)
    if row is None:
        return True
    marks, changes = document_marks(row), DocumentChanges()
    found = part_arrival(marks, len(row.regions), given_up=row.division_failure is not None)
    if found is PartArrival.LATE:
        marks = replace(marks, divided=True, kept_only=True, answered_at=round_.now)
        changes = DocumentChanges(marks=as_json(marks), division_failure=None)
    if known is not None:
        changes["known_parts"] = [*row.known_parts, str(known)]
    await documents.change_document(round_.tx, round_.client_id, photo_id, **changes)
    return found is not PartArrival.UNWANTED


async def fail_division(round_: Round, row: Document, reason: Reason) -> None:
    """Drop a decision that could not be carried out; the question is open again."""
    marks = document_marks(row)
    failure = DivisionFailure(decision="divide" if marks.divided else "one_document", reason=reason)
    marks = replace(marks, divided=False, one_document=False, kept_only=False, answered_at=None)
    await documents.change_document(
        round_.tx,
        round_.client_id,
        row.document_id,
        marks=as_json(marks),
        division_failure=failure.model_dump(mode="json"),
    )
    await history.record(
        round_.tx,
        round_.client_id,
        HistoryEvent.DIVISION_FAILED,
        round_.now,
        document_id=row.document_id,
        details={"reasons": [reason.model_dump(mode="json")]},
    )


async def expire_divisions(round_: Round, ids: Collection[UUID]) -> None:
    """Drop decisions that were not carried out before their deadline."""
    for row in await documents.documents(round_.tx, round_.client_id, ids):
        parts = await documents.parts_in(round_.tx, row)
        until = division_deadline(document_marks(row), len(row.regions), parts)
        if until is not None and until <= round_.now:
            await fail_division(round_, row, Reason(code=ReconciliationReason.NO_ANSWER))
