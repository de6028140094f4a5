"""Why something cannot go on, as a code with parameters; services turn it into words where it is shown."""

from contracts.fields import EventPart


class Reason(EventPart):
    """Why something cannot continue, for a user: a stable code, the field concerned, and the parameters of its text."""

    code: str
    field: str | None = None
    params: dict[str, str] = {}
