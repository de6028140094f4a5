"""What a line of the history may say."""

from enum import StrEnum

from .actions import Action


class HistoryEvent(StrEnum):
    """What happened to a document or transaction; what a user did with it is an `Action`."""

    RECEIVED = "received"
    SEEN_AGAIN = "seen_again"
    READ = "read"
    UNREADABLE = "unreadable"
    LINKED = "linked"
    UNLINKED = "unlinked"
    CORRECTED = "corrected"
    ANNOTATED = "annotated"
    DIVISION_FAILED = "division_failed"
    PHOTO_IS_ONE_DOCUMENT = "photo_is_one_document"
    RELEASE_REQUESTED = "release"
    RELEASED = "released"
    RENDERED = "rendered"
    REFUSED = "refused"
    DELIVERED = "delivered"
    DELIVERY_FAILED = "delivery_failed"


What = HistoryEvent | Action
