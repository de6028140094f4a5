"""The decision of a user about a photo of several documents: divide it, or read it as one.

A divided photo is kept and never released; only its parts are. It can become one document again when every part has
been deleted, and then no part can be restored: the same purchase must not be released twice. A decision that cannot
be carried out is dropped.
"""

from dataclasses import replace
from uuid import UUID

from contracts.events.division import DivisionDecided
from contracts.events.document_state import DocumentState
from contracts.fields import DocumentKind
from libs.refusal import Refusal
from services.reconcile.commands.documents import found
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.actions import Action
from services.reconcile.queries import documents
from services.reconcile.reconciliation import reconcile
from services.reconcile.rows import as_json, document_marks, received_file
from services.reconcile.tables import Document
from services.reconcile.texts.problems import Code


async def decide_division(user: ActingUser, document_id: UUID, action: Action) -> None:
    """Publish the decision to divide the photo, or to read it as one document."""
    row = await found(user, document_id)
    marks, divide = document_marks(row), action is Action.DIVIDE
    if marks.deleted_at is not None:
        raise Refusal(Code.DOCUMENT_DELETED)
    if not row.regions:
        raise Refusal(Code.NOT_SEVERAL_DOCUMENTS)
    if marks.divided and divide:
        raise Refusal(Code.ALREADY_DIVIDED)
    if not divide:
        await _no_part_is_left(user, row, divided=marks.divided)
    marks = replace(marks, divided=divide, one_document=not divide, kept_only=divide, answered_at=user.now)
    await documents.change_document(user.tx, user.client_id, document_id, marks=as_json(marks), division_failure=None)
    await user.record(action, document_id=document_id)
    user.tx.publish(
        DivisionDecided(
            client_id=user.client_id,
            document_id=document_id,
            sha256=received_file(row).sha256,
            divide=divide,
            kind_hint=DocumentKind(row.kind_hint) if row.kind_hint else None,
            decided_at=user.now,
            decided_by=user.user_id,
        )
    )
    await reconcile(await user.begin_round(action.value, document_id), [document_id])


async def _no_part_is_left(user: ActingUser, row: Document, *, divided: bool) -> None:
    if divided and await documents.parts_in(user.tx, row) < len(row.regions):
        raise Refusal(Code.DIVISION_UNDER_WAY)
    parts = await documents.parts_of(user.tx, row)
    if any(DocumentState(part.state) is not DocumentState.DELETED for part in parts):
        raise Refusal(Code.PARTS_FIRST)
