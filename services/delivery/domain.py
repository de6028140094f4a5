"""The life of a delivery, as pure decisions: what may be done next, and what the outcome of an attempt means.

    no_destination ─> pending ─> leased ─> sent_unconfirmed ─> confirmed
                        ^  |________|____________|  |     └──> failed   (a user has to act)
                        └───── not reached ─────────┘     └──> dead     (tried for a day)

`sent_unconfirmed` is recorded right before the one step that makes a document visible to the package. A worker that
finds a delivery in it (after a crash, or after an answer that never came) asks the receiver first. A channel that
cannot be asked (mail) is left to a user: an invoice booked twice costs more than one that is late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5


class State(StrEnum):
    """The state of a delivery."""

    NO_DESTINATION = "no_destination"
    PENDING = "pending"
    LEASED = "leased"
    SENT_UNCONFIRMED = "sent_unconfirmed"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    DEAD = "dead"


OPEN = frozenset({State.PENDING, State.LEASED, State.SENT_UNCONFIRMED})
"""The states in which a worker still has something to do."""

LEGAL: dict[State, frozenset[State]] = {
    State.NO_DESTINATION: frozenset({State.PENDING, State.CONFIRMED}),
    State.PENDING: frozenset({State.LEASED}),
    State.LEASED: frozenset(
        {State.PENDING, State.SENT_UNCONFIRMED, State.CONFIRMED, State.FAILED, State.DEAD, State.NO_DESTINATION}
    ),
    State.SENT_UNCONFIRMED: frozenset(
        {State.LEASED, State.PENDING, State.CONFIRMED, State.FAILED, State.DEAD, State.NO_DESTINATION}
    ),
    State.FAILED: frozenset({State.PENDING, State.CONFIRMED}),
    State.DEAD: frozenset({State.PENDING, State.CONFIRMED}),
    State.CONFIRMED: frozenset(),
}


class Step(StrEnum):
    """What a worker does with a delivery that it has just leased."""

    SEND = "send"
    ASK_FIRST = "ask_first"
    STOP = "stop"


class Outcome(StrEnum):
    """How an attempt ended: a receipt, or one of the three errors in `connectors/errors.py`."""

    ARRIVED = "arrived"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"


class Action(StrEnum):
    """What a user may do with a delivery that has stopped."""

    RETRY = "retry"
    CONFIRM_ARRIVAL = "arrived"
    SEND_AGAIN = "send_again"
    DONE_BY_HAND = "done_by_hand"


@dataclass(frozen=True)
class RetryPolicy:
    """The pauses between attempts, and when to stop: after a day, as mail servers give up after one to five."""

    first: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(minutes=30)
    give_up: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class MailRates:
    """The most e-mails an hour by the platform's mail server: of one client, and of all clients of one firm."""

    per_client: int = 300
    per_firm: int = 3000


@dataclass(frozen=True)
class SentLately:
    """How many e-mails were sent within the last hour, and when the first of them was."""

    count: int
    since: datetime | None


RATE_WINDOW = timedelta(hours=1)
SHORTEST_WAIT = timedelta(seconds=30)


def wait_for_rate(sent: SentLately, most: int, now: datetime) -> timedelta | None:
    """How long the next e-mail waits, until the first of the last hour is an hour ago; None when it may be sent now."""
    if sent.count < most:
        return None
    return max((sent.since or now) + RATE_WINDOW - now, SHORTEST_WAIT)


@dataclass(frozen=True)
class TakenRoute:
    """Which way a delivery was handed over: the connection and the settings of the destination at that moment."""

    connection_id: UUID
    settings: dict[str, Any]


@dataclass(frozen=True)
class AttemptFacts:
    """What is known of an attempt, besides its outcome.

    Its number since the restart, the time of the restart, whether the receiver can be asked, and whether it only asked.
    """

    number: int
    waiting_since: datetime
    can_find: bool
    asked: bool = False


@dataclass(frozen=True)
class Decision:
    """The next state of a delivery. `due_at` when it is tried again, `unconfirmed` when it may have arrived."""

    state: State
    due_at: datetime | None = None
    unconfirmed: bool = False


def delivery_id(client_id: UUID, release_id: UUID, purpose: str = "document") -> UUID:
    """The id of the delivery of a release: always the same, because file names and message ids are derived from it."""
    return uuid5(client_id, f"delivery:{release_id}:{purpose}")


def step_for(state: State, *, can_find: bool) -> Step:
    """What to do with a delivery that was in this state when its earlier lease ended."""
    if state is not State.SENT_UNCONFIRMED:
        return Step.SEND
    return Step.ASK_FIRST if can_find else Step.STOP


def back_off(number: int, jitter: float, retry_policy: RetryPolicy) -> timedelta:
    """The pause after attempt `number`: it doubles each time, and `jitter` (0 to 1) takes up to half of it off.

    The jitter spreads the clients of a package that comes back, so that they do not all connect in the same second.
    """
    doubled = retry_policy.first * (1 << min(number - 1, 30))
    return min(doubled, retry_policy.longest) * (0.5 + jitter / 2)


def decide(
    outcome: Outcome,
    attempt: AttemptFacts,
    *,
    now: datetime,
    jitter: float,
    asked_to_wait: timedelta | None = None,
    retry_policy: RetryPolicy,
) -> Decision:
    """The next state of the delivery after an outcome.

    When the receiver could not be asked (`asked`, not reached), the delivery stays unconfirmed: it may have arrived.
    """
    may_be_there = outcome is Outcome.UNCONFIRMED or attempt.asked
    if outcome is Outcome.ARRIVED:
        return Decision(State.CONFIRMED)
    if outcome is Outcome.REFUSED:
        return Decision(State.FAILED, unconfirmed=may_be_there)
    if outcome is Outcome.UNCONFIRMED and (attempt.asked or not attempt.can_find):
        return Decision(State.FAILED, unconfirmed=True)
    if now - attempt.waiting_since >= retry_policy.give_up:
        return Decision(State.DEAD, unconfirmed=may_be_there)
    wait = max(back_off(attempt.number, jitter, retry_policy), asked_to_wait or timedelta(0))
    last_try = attempt.waiting_since + retry_policy.give_up
    return Decision(
        State.SENT_UNCONFIRMED if may_be_there else State.PENDING,
        due_at=min(now + wait, last_try),
        unconfirmed=may_be_there,
    )


def actions(state: State, *, unconfirmed: bool) -> frozenset[Action]:
    """What a user may do: retry what surely did not arrive, or bring it; decide about what may have arrived."""
    if state is State.NO_DESTINATION:
        return frozenset({Action.DONE_BY_HAND})
    if state not in {State.FAILED, State.DEAD}:
        return frozenset()
    if unconfirmed:
        return frozenset({Action.CONFIRM_ARRIVAL, Action.SEND_AGAIN})
    return frozenset({Action.RETRY, Action.DONE_BY_HAND})
