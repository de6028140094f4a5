"""The errors that mean something to the runtime. Every other error is a bug.

Retry     another attempt may help (a peer is down): repeated soon, a few times, then a dead letter
TooEarly  something that this event depends on has not arrived: set aside, and repeated until it has
Reject    another attempt cannot help: a dead letter at once

A request or command that cannot be done is no error of the runtime: see `libs.refusal`.
"""

from datetime import timedelta


class Retry(Exception):
    """Another attempt may help. Names the thing and the reason; waits `after`, otherwise a growing pause."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class TooEarly(Exception):
    """Something that this event depends on has not arrived. Names it; other events go on, this one is repeated."""


class Reject(Exception):
    """Another attempt cannot help. Names the thing and the reason: `octopus refused 2026-0042.xml: 422`."""


class AlreadyHandled(Exception):
    """This event has been handled and committed; there is nothing to do for a second copy."""


class CannotStart(Exception):
    """A service refuses to start; the message says in one sentence why, and what helps."""
