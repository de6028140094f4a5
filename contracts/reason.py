"""Why something cannot go on, as a code with parameters; services turn it into words where it is shown."""

from contracts.fields import EventPart
from contracts.values import Code, Name, Params


class Reason(EventPart):
    """Why something cannot continue, for a user: a stable code, the field concerned, and the parameters of its text."""

    code: Code
    field: Name | None = None
    params: Params = {}
