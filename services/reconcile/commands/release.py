"""Release on a user's command."""

from dataclasses import replace
from uuid import UUID

from contracts.events.document_state import DocumentState
from libs.refusal import Refusal
from services.reconcile.commands.documents import RELEASE_RESET, found
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.facts import ReleaseProgress
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.domain.release import Hold, HoldReason, decide_release
from services.reconcile.domain.required import missing_fields
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import reconcile
from services.reconcile.reconciliation.load import load_items
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Document
from services.reconcile.texts.problems import Code


def cannot_release(hold: HoldReason, fields: tuple[str, ...] = ()) -> Refusal:
    """The refusal to release a document: the code names the hold, `fields` are those that are missing."""
    return Refusal(Code(f"cannot_release_{hold}"), fields=", ".join(fields))


async def release_by_hand(user: ActingUser, document_id: UUID) -> None:
    """Release it now, whatever the policy. Raises Refusal when it is deleted, unread, in doubt or released."""
    row = await found(user, document_id)
    again = _may_go_again(row)
    marks = replace(document_marks(row), released_by_hand_at=user.now, released_by=user.user_id)
    round_ = await user.begin_round("release", document_id)
    if round_.client is None:
        raise cannot_release(HoldReason.NOT_READ)
    await round_.load({document_id})
    ((document,), _) = load_items(round_, {document_id})
    facts = document.facts
    progress = ReleaseProgress(revision=row.revision) if again else facts.progress
    decision = decide_release(replace(facts, marks=marks, progress=progress), round_.client, user.now)
    if isinstance(decision, Hold):
        raise cannot_release(decision.hold, missing_fields(facts.kind, facts.fields) if facts.kind else ())
    changes = DocumentChanges(marks=as_json(marks))
    if again:
        changes |= RELEASE_RESET
    round_.board.change_document(document_id, **changes)
    await user.record(HistoryEvent.RELEASE_REQUESTED, document_id=document_id)
    await reconcile(round_, [document_id])


def _may_go_again(row: Document) -> bool:
    """Whether it was refused, or certainly not delivered."""
    failed = DocumentState(row.state) is DocumentState.DELIVERY_FAILED and not row.unconfirmed
    return failed or bool(row.refused)
