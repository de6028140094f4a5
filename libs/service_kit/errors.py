"""The errors that mean something to the runtime. Everything else is a bug.

Retry     trying again may help (a peer is down): tried again soon, a few times, then a dead letter
TooEarly  something this event builds on has not come yet: kept aside, tried again by itself until it has
Reject    trying again cannot help: a dead letter at once
Problem   the answer to an HTTP request that cannot be done (RFC 9457)
"""

from datetime import timedelta


class Retry(Exception):
    """Trying again may help. Names the thing and the reason; waits `after`, or a growing pause when not given."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class TooEarly(Exception):
    """What this event builds on is still on its way. Names the thing; the lane goes on, the event comes round again."""


class Reject(Exception):
    """Trying again cannot help. Names the thing and the reason: `octopus refused 2026-0042.xml: 422`."""


class AlreadyHandled(Exception):
    """This event's effects are committed; a second copy has nothing to do."""


class Problem(Exception):
    """An HTTP error with a stable code; its words in the reader's language come from the service's texts."""

    def __init__(self, status: int, code: str, **params: object) -> None:
        super().__init__(code)
        self.status, self.code = status, code
        self.params = {name: str(value) for name, value in params.items()}
