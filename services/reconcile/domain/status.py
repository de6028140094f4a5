"""The status of one document, from its facts alone: its state, whether it may be released, and the tasks it needs.

Nothing here depends on the order in which the facts came in, so repeated, reordered or late events give the same
status.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.events.client import ClientConfigured
from contracts.events.document_state import DocumentState

from . import tasks
from .facts import DocumentFacts
from .release import Hold, HoldReason, ReleaseNow, decide_release


@dataclass(frozen=True)
class Status:
    """The state of a document, the decision about its release, and the tasks it needs."""

    state: DocumentState
    decision: ReleaseNow | Hold
    tasks: tuple[tasks.NeededTask, ...]


def status_of(facts: DocumentFacts, client: ClientConfigured | None, now: datetime) -> Status:
    """The status of a document; without its client's settings it is read and not reconciled yet."""
    if client is None:
        return Status(state_of(facts, configured=False), Hold(HoldReason.NOT_READ), ())
    return Status(
        state_of(facts, configured=True), decide_release(facts, client, now), tasks.of_document(facts, client, now)
    )


def state_of(facts: DocumentFacts, *, configured: bool) -> DocumentState:
    """The state of a document. Not `configured`: its client's settings have not arrived."""
    marks, progress = facts.marks, facts.progress
    if marks.deleted_at is not None:
        return DocumentState.DELETED
    if progress.on_its_way:
        return _on_its_way(facts)
    if facts.received_at is None:
        return DocumentState.RECEIVED
    if marks.kept_only:
        return DocumentState.ARCHIVED
    if facts.read_at is None:
        return _unread(facts)
    if not configured:
        return DocumentState.READ
    return DocumentState.LINKED if facts.linked else DocumentState.WAITING


def _unread(facts: DocumentFacts) -> DocumentState:
    """The state before a reading that succeeded."""
    if facts.unreadable is not None:
        return DocumentState.UNREADABLE
    return DocumentState.RECEIVED if facts.reading_at is None else DocumentState.READING


def _on_its_way(facts: DocumentFacts) -> DocumentState:
    """The state after its release. A proven delivery wins over whatever arrives later."""
    progress = facts.progress
    if progress.delivered_at is not None:
        return DocumentState.DELIVERED
    if progress.failure is not None:
        return DocumentState.DELIVERY_FAILED
    return DocumentState.RENDERED if progress.rendered_at is not None else DocumentState.RELEASED
