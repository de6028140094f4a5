"""Sending by hand: the button, for one document or a selection."""

from dataclasses import replace
from uuid import UUID

from services.reconcile.commands.documents import BACK_HOME, found
from services.reconcile.commands.user import Person
from services.reconcile.domain.actions import Refused
from services.reconcile.domain.facts import Journey
from services.reconcile.domain.release import Hold, Stay, may_leave
from services.reconcile.domain.required import missing_fields
from services.reconcile.domain.states import DocumentState
from services.reconcile.queries import documents
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import judge
from services.reconcile.reconciliation.load import papers_and_moves
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Document


class CannotLeave(Refused):
    """What keeps the document, in the words of the release rules."""

    def __init__(self, hold: Hold, fields: tuple[str, ...] = ()) -> None:
        super().__init__(f"cannot_leave_{hold}")
        self.fields = fields


async def release_by_hand(person: Person, document_id: UUID) -> None:
    """Let it go now, whatever the policy says; never a deleted, unread or doubtful one, never twice."""
    row = await found(person, document_id)
    again = _may_go_again(row)
    marks = replace(document_marks(row), released_by_hand_at=person.now, released_by=person.user_id)
    judging = await person.judging("release", document_id)
    if judging.client is None:
        raise CannotLeave(Hold.NOT_READ)
    ((paper,), _) = await papers_and_moves(judging, {document_id})
    facts = paper.facts
    journey = Journey(revision=row.revision) if again else facts.journey
    decision = may_leave(replace(facts, marks=marks, journey=journey), judging.client, person.now)
    if isinstance(decision, Stay):
        raise CannotLeave(decision.hold, missing_fields(facts.kind, facts.fields) if facts.kind else ())
    changes = DocumentChanges(marks=as_json(marks))
    if again:
        changes |= BACK_HOME
    await documents.change_document(person.tx, person.client_id, document_id, **changes)
    await person.note("release", document_id=document_id)
    await judge(judging, [document_id])


def _may_go_again(row: Document) -> bool:
    """After a refusal, or after a delivery that certainly did not arrive."""
    failed = DocumentState(row.state) is DocumentState.DELIVERY_FAILED and not row.unconfirmed
    return failed or bool(row.refused)
