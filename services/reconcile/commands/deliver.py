"""The decision of a user about a document whose delivery has stopped: try again, or the accountant has it."""

from uuid import UUID

from contracts.events.release import ReleaseDecided, ReleaseDecision
from libs.refusal import Refusal
from services.reconcile.commands.documents import found
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.actions import Action
from services.reconcile.queries import documents
from services.reconcile.reconciliation import reconcile
from services.reconcile.texts.problems import Code


async def decide_delivery(user: ActingUser, document_id: UUID, action: Action) -> None:
    """Publish the decision; the document is on its way again. When that fails too, the task comes back."""
    row = await found(user, document_id)
    if row.failure is None or row.release_id is None or row.delivery_id is None:
        raise Refusal(Code.ACTION_NOT_OFFERED)
    await documents.change_document(user.tx, user.client_id, document_id, failure=None, unconfirmed=False)
    await user.record(action, document_id=document_id)
    user.tx.publish(
        ReleaseDecided(
            client_id=user.client_id,
            release_id=row.release_id,
            document_id=document_id,
            delivery_id=row.delivery_id,
            decision=ReleaseDecision(action),
            decided_at=user.now,
            decided_by=user.user_id,
        )
    )
    await reconcile(await user.begin_round(action.value, document_id), [document_id])
