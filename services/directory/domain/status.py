"""How far a client has come on board. It only goes forward."""

from enum import StrEnum


class Status(StrEnum):
    """not_invited: made by the firm; inactive: invited, never signed in; active: on board."""

    NOT_INVITED = "not_invited"
    INACTIVE = "inactive"
    ACTIVE = "active"


_ORDER = list(Status)


def advanced(status: Status, wanted: Status) -> Status:
    """The status after a step towards `wanted`; what lies behind is not gone back to."""
    return max(status, wanted, key=_ORDER.index)
