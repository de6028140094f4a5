"""Topic `delivery`, keyed by client: proof that a file arrived, or why it did not."""

from uuid import UUID

from pydantic import AwareDatetime, PositiveInt

from contracts.fields import EventPart
from contracts.reason import Reason
from contracts.registry import Event, Topic, event
from contracts.values import Code, Name, Sha256, Text

DELIVERY = Topic("delivery", key="client_id")


class Receipt(EventPart):
    """What arrived, where, when, and the receiver's answer. `destination` contains no secret."""

    channel: Code
    destination: Text
    filename: Name
    size: PositiveInt
    sha256: Sha256
    delivered_at: AwareDatetime
    remote_id: Name | None = None
    remote_answer: Text | None = None
    found_by_probe: bool = False


@event("delivery.completed", version=1, topic=DELIVERY)
class DeliveryCompletedV1(Event):
    """The receiver has the file, once."""

    client_id: UUID
    delivery_id: UUID
    release_id: UUID
    document_id: UUID
    receipt: Receipt
    attempts: PositiveInt


@event("delivery.failed", version=1, topic=DELIVERY)
class DeliveryFailedV1(Event):
    """Given up, or stopped for a user. `unconfirmed` means that it may have arrived: it must not be sent again."""

    client_id: UUID
    delivery_id: UUID
    release_id: UUID
    document_id: UUID
    channel: Code | None = None
    reason: Reason
    unconfirmed: bool = False
    attempts: int = 0
    failed_at: AwareDatetime


DeliveryCompleted = DeliveryCompletedV1
DeliveryFailed = DeliveryFailedV1
