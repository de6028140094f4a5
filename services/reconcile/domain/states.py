"""The life of a document: exactly one state at a time, and which step may follow which.

Forward only, except when a person corrects or undoes something, or when a link that was certain no longer is. What has
left stays left. `deleted` is the end, with a window in which a person may restore; a deleted document never leaves.
"""

from datetime import datetime, timedelta
from enum import StrEnum


class DocumentState(StrEnum):
    """Where a document stands on its way to the accountant."""

    RECEIVED = "received"
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


class IllegalStep(ValueError):
    """Two states that do not follow each other: a mistake of ours, never of a user."""


S = DocumentState
AT_HOME = frozenset({S.RECEIVED, S.READ, S.UNREADABLE, S.WAITING, S.LINKED, S.ARCHIVED})
ON_ITS_WAY = frozenset({S.RELEASED, S.RENDERED})
LEFT = frozenset({S.RELEASED, S.RENDERED, S.DELIVERED, S.DELIVERY_FAILED})

_JUDGED = {S.WAITING, S.LINKED, S.ARCHIVED, S.RELEASED}
LEGAL: dict[DocumentState, frozenset[DocumentState]] = {
    S.RECEIVED: frozenset({S.READ, S.UNREADABLE, S.DELETED, *_JUDGED}),
    S.READ: frozenset({S.DELETED, *_JUDGED}),
    S.UNREADABLE: frozenset({S.READ, S.DELETED, *_JUDGED}),
    S.WAITING: frozenset({S.LINKED, S.ARCHIVED, S.RELEASED, S.DELETED}),
    S.LINKED: frozenset({S.WAITING, S.ARCHIVED, S.RELEASED, S.DELETED}),
    S.ARCHIVED: frozenset({S.RECEIVED, S.READ, S.UNREADABLE, S.WAITING, S.LINKED, S.RELEASED, S.DELETED}),
    S.RELEASED: frozenset({S.RENDERED, S.DELIVERED, S.DELIVERY_FAILED, S.WAITING, S.LINKED}),
    S.RENDERED: frozenset({S.DELIVERED, S.DELIVERY_FAILED}),
    S.DELIVERY_FAILED: frozenset({S.DELIVERED, S.RELEASED}),
    S.DELIVERED: frozenset(),
    S.DELETED: frozenset({S.RECEIVED, S.READ, S.UNREADABLE, *_JUDGED}),
}
RESTORE_WITHIN = timedelta(days=30)


def step(old: DocumentState, new: DocumentState) -> DocumentState:
    """The new state if it may follow the old one; staying is always allowed."""
    if new is not old and new not in LEGAL[old]:
        raise IllegalStep(f"a document does not go from {old} to {new}")
    return new


def may_restore(deleted_at: datetime, now: datetime) -> bool:
    """Whether the restore window of a deleted document is still open."""
    return now - deleted_at <= RESTORE_WITHIN
