"""The status of a client. It only goes forward."""

from enum import StrEnum


class Status(StrEnum):
    """not_invited: added by the firm; inactive: has a password, never signed in; active: signed in, or activated."""

    NOT_INVITED = "not_invited"
    INACTIVE = "inactive"
    ACTIVE = "active"


_ORDER = list(Status)


def advanced(status: Status, wanted: Status) -> Status:
    """The later of the two statuses."""
    return max(status, wanted, key=_ORDER.index)
