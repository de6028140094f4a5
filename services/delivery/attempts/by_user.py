"""What a user decides about a delivery that has stopped, through this service or through a task."""

from datetime import datetime
from uuid import UUID

from contracts.events.delivery import DeliveryCompleted, Receipt
from libs.service_kit import Transaction
from services.delivery import domain
from services.delivery.domain import Action, State
from services.delivery.queries import deliveries
from services.delivery.tables import Delivery

BY_HAND = "by_hand"
"""The channel of a document that somebody brought to the accountant."""


async def act(tx: Transaction, row: Delivery, action: Action, *, by: UUID | None, now: datetime) -> bool:
    """Start the delivery again, or record that the accountant has the document. False when that is not possible."""
    if action not in domain.actions(State(row.state), unconfirmed=row.unconfirmed):
        return False
    if action in {Action.RETRY, Action.SEND_AGAIN}:
        await deliveries.restart(tx, row.client_id, now, Delivery.delivery_id == row.delivery_id)
        return True
    receipt = _receipt(row, action, by, now)
    await deliveries.confirm_by_user(tx, row.client_id, row.delivery_id, receipt, now)
    tx.publish(
        DeliveryCompleted(
            client_id=row.client_id,
            delivery_id=row.delivery_id,
            release_id=row.release_id,
            document_id=row.document_id,
            receipt=receipt,
            attempts=max(row.fence, 1),
        )
    )
    return True


def _receipt(row: Delivery, action: Action, by: UUID | None, now: datetime) -> Receipt:
    file, by_hand = row.files[0], action is Action.DONE_BY_HAND
    return Receipt(
        channel=BY_HAND if by_hand else row.channel or "unknown",
        destination="brought by hand" if by_hand else "confirmed by a user",
        filename=file.filename,
        size=file.size,
        sha256=file.sha256,
        delivered_at=now,
        remote_id=str(by) if by else None,
    )
