"""The states of a document and the transitions between them.

Forward only, except when a user corrects or undoes something, or when a certain link becomes uncertain. A released
document stays released. `deleted` is the end, except that a user may restore for some time; a deleted document is
never released.
"""

from datetime import datetime, timedelta

from contracts.events.document_state import DocumentState


class IllegalTransition(ValueError):
    """A transition that must not happen: a mistake in the program, never of a user."""


S = DocumentState
_UNRECONCILED = {S.RECEIVED, S.READING, S.READ, S.UNREADABLE}
BEFORE_RELEASE = frozenset({*_UNRECONCILED, S.WAITING, S.LINKED, S.ARCHIVED})
ON_ITS_WAY = frozenset({S.RELEASED, S.RENDERED})
AFTER_RELEASE = frozenset({S.RELEASED, S.RENDERED, S.DELIVERED, S.DELIVERY_FAILED})

_RECONCILED = {S.WAITING, S.LINKED, S.ARCHIVED, S.RELEASED}
LEGAL: dict[DocumentState, frozenset[DocumentState]] = {
    S.RECEIVED: frozenset({S.READING, S.READ, S.UNREADABLE, S.DELETED, *_RECONCILED}),
    S.READING: frozenset({S.READ, S.UNREADABLE, S.DELETED, *_RECONCILED}),
    S.READ: frozenset({S.DELETED, *_RECONCILED}),
    S.UNREADABLE: frozenset({S.READ, S.DELETED, *_RECONCILED}),
    S.WAITING: frozenset({S.LINKED, S.ARCHIVED, S.RELEASED, S.DELETED}),
    S.LINKED: frozenset({S.WAITING, S.ARCHIVED, S.RELEASED, S.DELETED}),
    S.ARCHIVED: frozenset({*_UNRECONCILED, S.WAITING, S.LINKED, S.RELEASED, S.DELETED}),
    S.RELEASED: frozenset({S.RENDERED, S.DELIVERED, S.DELIVERY_FAILED, S.WAITING, S.LINKED}),
    S.RENDERED: frozenset({S.DELIVERED, S.DELIVERY_FAILED}),
    S.DELIVERY_FAILED: frozenset({S.DELIVERED, S.RELEASED, S.RENDERED}),
    S.DELIVERED: frozenset(),
    S.DELETED: frozenset({*_UNRECONCILED, *_RECONCILED}),
}
RESTORE_WITHIN = timedelta(days=30)


def step(old: DocumentState, new: DocumentState) -> DocumentState:
    """The new state. Raises IllegalTransition when it may not follow the old one."""
    if new is not old and new not in LEGAL[old]:
        raise IllegalTransition(f"a document does not go from {old} to {new}")
    return new


def may_restore(deleted_at: datetime, now: datetime) -> bool:
    """Whether the restore window of a deleted document is still open."""
    return now - deleted_at <= RESTORE_WITHIN
