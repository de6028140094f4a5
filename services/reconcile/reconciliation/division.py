"""Pictures of several papers, while what a person said about them is carried out: by events, or by nobody in time."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from contracts.fields import Reason
from libs.reasons.reconciliation import ReconciliationReason
from services.reconcile.domain.division import Coming, awaited_until, coming
from services.reconcile.queries import documents, tasks
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Document


async def part_comes(judging: Judging, picture_id: UUID, *, known: UUID | None = None) -> bool:
    """A paper of a picture is a document now; answers whether it is wanted. `known`: it was a document before."""
    row = await documents.document(judging.tx, judging.client_id, picture_id)
    if row is None:
        return True
    marks, changes = document_marks(row), DocumentChanges()
    found = coming(marks, len(row.regions), given_up=row.division_failure is not None)
    if found is Coming.LATE:
        marks = replace(marks, divided=True, kept_only=True, answered_at=judging.now)
        changes = DocumentChanges(marks=as_json(marks), division_failure=None)
    if known is not None:
        changes["known_parts"] = [*row.known_parts, str(known)]
    await documents.change_document(judging.tx, judging.client_id, picture_id, **changes)
    return found is not Coming.UNWANTED


async def give_back(judging: Judging, row: Document, reason: Reason) -> None:
    """What was said about a picture could not be done: nobody has said anything, and the question is open again."""
    marks = document_marks(row)
    asked = "divide" if marks.divided else "one_document"
    failure = reason.model_copy(update={"params": reason.params | {"asked": asked}})
    marks = replace(marks, divided=False, one_document=False, kept_only=False, answered_at=None)
    await documents.change_document(
        judging.tx,
        judging.client_id,
        row.document_id,
        marks=as_json(marks),
        division_failure=failure.model_dump(mode="json"),
    )
    await tasks.note(
        judging.tx,
        judging.client_id,
        "division_failed",
        judging.now,
        document_id=row.document_id,
        details={"reasons": [reason.model_dump(mode="json")]},
    )


async def give_up(judging: Judging, ids: Collection[UUID]) -> None:
    """Answers that have led to nothing for too long are as good as failed, whatever became of them on the way."""
    for row in await documents.documents(judging.tx, judging.client_id, ids):
        parts = await documents.parts_in(judging.tx, row)
        until = awaited_until(document_marks(row), len(row.regions), parts)
        if until is not None and until <= judging.now:
            await give_back(judging, row, Reason(code=ReconciliationReason.NO_ANSWER))
