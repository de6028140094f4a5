"""Topic `document_state`, keyed by client: the states of documents, as the list of documents shows them."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, NonNegativeInt

from contracts.registry import Event, Topic, event

DOCUMENT_STATE = Topic("document_state", key="client_id")


class DocumentState(StrEnum):
    """How far a document is on its way to the accountant."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    LINKED = "linked"
    ARCHIVED = "archived"
    RELEASED = "released"
    RENDERED = "rendered"
    DELIVERED = "delivered"
    DELIVERY_FAILED = "delivery_failed"
    DELETED = "deleted"


@event("document.state_changed", version=1, topic=DOCUMENT_STATE)
class DocumentStateChangedV1(Event):
    """A document has a new state, and the list of documents shows it: published with the row that the list reads.

    `revision` is how often the document was released so far.
    """

    client_id: UUID
    document_id: UUID
    state: DocumentState
    revision: NonNegativeInt = 0
    changed_at: AwareDatetime


DocumentStateChanged = DocumentStateChangedV1
