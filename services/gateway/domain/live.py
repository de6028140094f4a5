"""What a live stream says about an event: small, stable, and nothing that its reader could not read elsewhere.

Each state comes from the service that answers its list, published with the row that the list reads: whoever loads the
list when they hear of a state finds it there, or a later one. `file`: a file that became no document of its own.
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from contracts.events.booking import BookingLinked, BookingUnlinked
from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from contracts.events.document import DocumentRefused, DocumentSeenAgain
from contracts.events.document_state import DocumentStateChanged
from contracts.events.task import TaskClosed, TaskOpened
from contracts.registry import Event

Kind = Literal["document", "task", "booking", "delivery", "file"]

FILE_STATES: dict[type[Event], str] = {DocumentSeenAgain: "seen_again", DocumentRefused: "refused"}
TASK_STATES: dict[type[Event], str] = {TaskOpened: "opened", TaskClosed: "closed"}
BOOKING_STATES: dict[type[Event], str] = {BookingLinked: "linked", BookingUnlinked: "unlinked"}
DELIVERY_STATES: dict[type[Event], str] = {DeliveryCompleted: "delivered", DeliveryFailed: "delivery_failed"}

SHOWN: tuple[type[Event], ...] = (DocumentStateChanged, *FILE_STATES, *TASK_STATES, *BOOKING_STATES, *DELIVERY_STATES)


@dataclass(frozen=True)
class LiveState:
    """A document or a task that has a new state."""

    type: Kind
    state: str
    document_id: UUID | None = None
    task_id: UUID | None = None


def live_states(event: Event) -> list[LiveState]:
    """What changed: a booking concerns each of its documents."""
    kind = type(event)
    document: UUID | None = getattr(event, "document_id", None)
    if isinstance(event, DocumentStateChanged):
        return [LiveState("document", event.state.value, document)]
    if kind in FILE_STATES:
        return [LiveState("file", FILE_STATES[kind], document)]
    if kind in DELIVERY_STATES:
        return [LiveState("delivery", DELIVERY_STATES[kind], document)]
    if isinstance(event, TaskOpened | TaskClosed):
        return [LiveState("task", TASK_STATES[kind], document, event.task_id)]
    if isinstance(event, BookingLinked | BookingUnlinked):
        return [LiveState("booking", BOOKING_STATES[kind], each) for each in event.document_ids]
    return []


@dataclass(frozen=True)
class Mark:
    """The position of a reader in the stream: the `id:` of the last event that they received."""

    seq: int
    milliseconds: int

    def __str__(self) -> str:
        """The position as text."""
        return f"{self.seq}-{self.milliseconds}"

    @classmethod
    def parse(cls, text: str | None) -> "Mark | None":
        """The position that a reader comes back with; None when this service did not make it."""
        seq, _, milliseconds = (text or "").partition("-")
        if not (seq.isascii() and seq.isdigit() and milliseconds.isascii() and milliseconds.isdigit()):
            return None
        if len(seq) > 18 or len(milliseconds) > 18:
            return None
        return cls(int(seq), int(milliseconds))
