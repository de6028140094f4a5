"""The life of a delivery, as pure decisions: what may be done next, and what an outcome means.

    no_destination ─> pending ─> leased ─> sent_unconfirmed ─> confirmed
                        ^  |________|____________|  |     └──> failed   (a person has to act)
                        └───── not reached ─────────┘     └──> dead     (tried for a day)

`sent_unconfirmed` is written down right before the one step that makes a document visible to the package. Whoever finds
a delivery in it (after a crash, or after an answer that never came) asks the other side first, and where nobody can be
asked (mail), stops and leaves it to a person: an invoice booked twice costs more than one that is late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5


class State(StrEnum):
    """Where a delivery stands."""

    NO_DESTINATION = "no_destination"
    PENDING = "pending"
    LEASED = "leased"
    SENT_UNCONFIRMED = "sent_unconfirmed"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    DEAD = "dead"


OPEN = frozenset({State.PENDING, State.LEASED, State.SENT_UNCONFIRMED})
"""States that a worker still has something to do in."""

LEGAL: dict[State, frozenset[State]] = {
    State.NO_DESTINATION: frozenset({State.PENDING}),
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
    """What a worker does with a delivery that it has just taken up."""

    SEND = "send"
    ASK_FIRST = "ask_first"
    STOP = "stop"


class Outcome(StrEnum):
    """How an attempt ended, in the words of `errors`."""

    ARRIVED = "arrived"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"


class Action(StrEnum):
    """What a person may do with a delivery that stands still."""

    RETRY = "retry"
    IT_DID_ARRIVE = "arrived"
    SEND_AGAIN = "send_again"


@dataclass(frozen=True)
class Patience:
    """How long between attempts, and when to stop. A day: mail servers give up after one to five."""

    first: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(minutes=30)
    give_up: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class TakenRoute:
    """Which way a delivery was handed over: the connection and the settings of the destination at that moment."""

    connection_id: UUID
    settings: dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """What is known when an outcome comes in: which try, since when we try, whether it was only a question."""

    number: int
    waiting_since: datetime
    can_find: bool
    asked: bool = False


@dataclass(frozen=True)
class Verdict:
    """What becomes of the delivery. `due_at` for states that are tried again; `unconfirmed` when it may be there."""

    state: State
    due_at: datetime | None = None
    unconfirmed: bool = False


def delivery_id(client_id: UUID, release_id: UUID, purpose: str = "document") -> UUID:
    """The same for the same release, however often it is announced: file names and message ids follow from it."""
    return uuid5(client_id, f"delivery:{release_id}:{purpose}")


def step_for(state: State, *, can_find: bool) -> Step:
    """What to do with a delivery that was found in this state, its lease being over."""
    if state is not State.SENT_UNCONFIRMED:
        return Step.SEND
    return Step.ASK_FIRST if can_find else Step.STOP


def back_off(number: int, jitter: float, patience: Patience) -> timedelta:
    """The wait after try `number`: doubling, between half and all of it by `jitter` (0 to 1), so that a package that

    comes back is not met by everyone in the same second.
    """
    doubled = patience.first * (1 << min(number - 1, 30))
    return min(doubled, patience.longest) * (0.5 + jitter / 2)


def judge(
    outcome: Outcome,
    attempt: Attempt,
    *,
    now: datetime,
    jitter: float,
    asked_to_wait: timedelta | None = None,
    patience: Patience,
) -> Verdict:
    """What an outcome means for the delivery.

    A question that could not be put (`asked`, not reached) leaves the delivery where it is: it may still be there.
    """
    may_be_there = outcome is Outcome.UNCONFIRMED or attempt.asked
    if outcome is Outcome.ARRIVED:
        return Verdict(State.CONFIRMED)
    if outcome is Outcome.REFUSED:
        return Verdict(State.FAILED, unconfirmed=may_be_there)
    if outcome is Outcome.UNCONFIRMED and (attempt.asked or not attempt.can_find):
        return Verdict(State.FAILED, unconfirmed=True)
    if now - attempt.waiting_since >= patience.give_up:
        return Verdict(State.DEAD, unconfirmed=may_be_there)
    wait = max(back_off(attempt.number, jitter, patience), asked_to_wait or timedelta(0))
    last_try = attempt.waiting_since + patience.give_up
    return Verdict(
        State.SENT_UNCONFIRMED if may_be_there else State.PENDING,
        due_at=min(now + wait, last_try),
        unconfirmed=may_be_there,
    )


def actions(state: State, *, unconfirmed: bool) -> frozenset[Action]:
    """What a person may do: try again what surely is not there; say what became of one that may be."""
    if state not in {State.FAILED, State.DEAD}:
        return frozenset()
    return frozenset({Action.IT_DID_ARRIVE, Action.SEND_AGAIN}) if unconfirmed else frozenset({Action.RETRY})
