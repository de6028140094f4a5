"""Where one document stands, from its facts alone: its state, whether it may leave, and the tasks it needs.

Because nothing here depends on the order in which the facts came in, events that are repeated, reordered or late end
in the same standing.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.events.client import ClientConfigured

from . import tasks
from .facts import DocumentFacts
from .release import Hold, Leave, Stay, may_leave
from .states import DocumentState


@dataclass(frozen=True)
class Standing:
    """The answer to "where is my invoice"."""

    state: DocumentState
    decision: Leave | Stay
    tasks: tuple[tasks.Wanted, ...]


def stand(facts: DocumentFacts, client: ClientConfigured | None, now: datetime) -> Standing:
    """The standing of a document; without its client's settings it is read but not yet judged."""
    if client is None:
        return Standing(state_of(facts, judged=False), Stay(Hold.NOT_READ), ())
    return Standing(state_of(facts, judged=True), may_leave(facts, client, now), tasks.of_document(facts, client, now))


def state_of(facts: DocumentFacts, *, judged: bool) -> DocumentState:
    """The one state of a document."""
    marks, journey = facts.marks, facts.journey
    if marks.deleted_at is not None:
        return DocumentState.DELETED
    if journey.on_its_way:
        return _on_its_way(facts)
    if facts.received_at is None:
        return DocumentState.RECEIVED
    if marks.kept_only:
        return DocumentState.ARCHIVED
    if facts.read_at is None:
        return DocumentState.RECEIVED if facts.unreadable is None else DocumentState.UNREADABLE
    if not judged:
        return DocumentState.READ
    return DocumentState.LINKED if facts.linked else DocumentState.WAITING


def _on_its_way(facts: DocumentFacts) -> DocumentState:
    """What is proven wins: a delivery that was confirmed stays delivered, whatever arrives late."""
    journey = facts.journey
    if journey.delivered_at is not None:
        return DocumentState.DELIVERED
    if journey.failure is not None:
        return DocumentState.DELIVERY_FAILED
    return DocumentState.RENDERED if journey.rendered_at is not None else DocumentState.RELEASED
