"""What a person makes of a picture that shows several papers: several documents, or one after all.

A divided picture is kept and never leaves; only its parts do. It can become one document again when every part has
been deleted, and a part cannot come back once it has: the same purchase must not leave twice. When what was said cannot
be carried out, it is as if it had not been said.
"""

from dataclasses import replace
from uuid import UUID

from contracts.events.division import DivisionDecided
from contracts.fields import DocumentKind
from services.reconcile.commands.documents import found
from services.reconcile.commands.user import Person
from services.reconcile.domain.actions import Action, Refused
from services.reconcile.domain.states import DocumentState
from services.reconcile.queries import documents
from services.reconcile.reconciliation import judge
from services.reconcile.rows import as_json, document_marks, received_file
from services.reconcile.tables import Document
from services.reconcile.texts.problems import Code


async def settle_picture(person: Person, document_id: UUID, action: Action) -> None:
    """Have it divided, or have it read as one document."""
    row = await found(person, document_id)
    marks, divide = document_marks(row), action is Action.DIVIDE
    if marks.deleted_at is not None:
        raise Refused(Code.DOCUMENT_DELETED)
    if not row.regions:
        raise Refused(Code.NOT_SEVERAL_DOCUMENTS)
    if marks.divided and divide:
        raise Refused(Code.ALREADY_DIVIDED)
    if not divide:
        await _no_part_is_left(person, row, divided=marks.divided)
    marks = replace(marks, divided=divide, one_document=not divide, kept_only=divide, answered_at=person.now)
    await documents.change_document(
        person.tx, person.client_id, document_id, marks=as_json(marks), division_failure=None
    )
    await person.note(action.value, document_id=document_id)
    person.tx.publish(
        DivisionDecided(
            client_id=person.client_id,
            document_id=document_id,
            sha256=received_file(row).sha256,
            divide=divide,
            kind_hint=DocumentKind(row.kind_hint) if row.kind_hint else None,
            decided_at=person.now,
            decided_by=person.user_id,
        )
    )
    await judge(await person.judging(action.value, document_id), [document_id])


async def _no_part_is_left(person: Person, row: Document, *, divided: bool) -> None:
    if divided and await documents.parts_in(person.tx, row) < len(row.regions):
        raise Refused(Code.DIVISION_UNDER_WAY)
    parts = await documents.parts_of(person.tx, row)
    if any(DocumentState(part.state) is not DocumentState.DELETED for part in parts):
        raise Refused(Code.PARTS_FIRST)
