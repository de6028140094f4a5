"""How often a password may be tried, so that a stranger can neither guess it nor lock its owner out.

Tries are counted by account and place (an address, or a known device). From one place the first few are free, then each
wrong one is followed by a delay that grows to a minute at most: nobody else feels it. A place that the account has
signed in from waits for nothing else. Places that are new share the account's turns, and those that have failed often
have turns of their own, fewer: so a new place has its turn within a minute whatever one stranger does, and all
strangers together have few. A try that is refused counts for nothing and prolongs nothing.

With the default limits a stranger at one address tries an account less than 1,500 times in 24 hours, and strangers at
any number of addresses less than 21,000 times.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(days=1)
"""When the failures of a place are forgotten."""

KNOWN_FOR = timedelta(days=180)
"""How long a place stays known that is not used."""

LONGEST_WAIT = timedelta(minutes=1)
"""Nobody is asked to wait longer."""

TURN_LASTS = timedelta(minutes=10)
"""How long after its beginning a turn that a place was given may be taken."""

_NONE = timedelta(0)


@dataclass(frozen=True)
class Pace:
    """One try each `every`, and `burst` more at once after a pause."""

    every: timedelta
    burst: int


@dataclass(frozen=True)
class Limits:
    """`free` tries from a place, then delays from `first` to a minute; the pace of new places and of failed ones."""

    free: int = 5
    first: timedelta = timedelta(seconds=5)
    new_places: Pace = Pace(timedelta(seconds=5), 10)
    failed_places: Pace = Pace(timedelta(seconds=30), 4)
    one_address: Pace = Pace(timedelta(seconds=10), 50)


@dataclass(frozen=True)
class Place:
    """The tries of one account from one place. No try before `waits_until`; a `turn` is the instant it was given."""

    failures: int = 0
    last_at: datetime | None = None
    waits_until: datetime | None = None
    turn: datetime | None = None


@dataclass(frozen=True)
class Turns:
    """When the turns that are taken or given end: of an account for new places and failed ones, or of an address."""

    new: datetime | None = None
    failed: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether this try may be made; otherwise `wait` says when to come again. Place and turns are those afterwards."""

    place: Place
    turns: Turns
    wait: timedelta | None = None


def at_known_place(place: Place, limits: Limits, now: datetime) -> Verdict:
    """A try from where the account has signed in before: only its own failures make it wait."""
    place = _remembered(place, now)
    if place.waits_until is not None and place.waits_until > now:
        return Verdict(place, Turns(), place.waits_until - now)
    return Verdict(_tried(place, limits, now), Turns())


def at_new_place(place: Place, turns: Turns, limits: Limits, now: datetime) -> Verdict:
    """A try from anywhere else: it waits for its own failures, then for its turn on this account."""
    place = _remembered(place, now)
    if place.waits_until is not None and place.waits_until > now:
        return Verdict(place, turns, place.waits_until - now)
    if place.turn is not None and now < place.turn + TURN_LASTS:
        if now < place.turn:
            return Verdict(place, turns, place.turn - now)
        return Verdict(_tried(place, limits, now), turns)
    often = place.failures >= limits.free
    wait, end = _next_turn(
        turns.failed if often else turns.new, limits.failed_places if often else limits.new_places, now
    )
    if wait > LONGEST_WAIT:
        return Verdict(place, turns, LONGEST_WAIT)
    turns = replace(turns, failed=end) if often else replace(turns, new=end)
    if wait > _NONE:
        return Verdict(replace(place, turn=now + wait), turns, wait)
    return Verdict(_tried(place, limits, now), turns)


def failed_again(place: Place, now: datetime) -> Place:
    """One more failure, where only their number counts."""
    return Place(_remembered(place, now).failures + 1, now)


def from_address(turns: Turns, limits: Limits, now: datetime) -> Verdict:
    """A try from an address, for whatever account: so many, and then one from time to time."""
    wait, end = _next_turn(turns.new, limits.one_address, now)
    if wait > _NONE:
        return Verdict(Place(), turns, min(wait, LONGEST_WAIT))
    return Verdict(Place(), Turns(new=end))


def given_back(turns: Turns, pace: Pace) -> Turns:
    """The turns without the last one that was taken for new places: the password was right."""
    return replace(turns, new=turns.new - pace.every) if turns.new is not None else turns


def is_told(place: Place, limits: Limits) -> bool:
    """Whether a failure is written down: the free ones each, then every doubling, so that none can fill the trail."""
    return place.failures <= limits.free or place.failures.bit_count() == 1


def _next_turn(taken_until: datetime | None, pace: Pace, now: datetime) -> tuple[timedelta, datetime]:
    """How long until the next turn, and until when turns are taken once it is (generic cell rate algorithm)."""
    begin = max(taken_until or now, now)
    return max(begin - pace.burst * pace.every - now, _NONE), begin + pace.every


def _tried(place: Place, limits: Limits, now: datetime) -> Place:
    """The place with one more failure, counted before the password is checked so that parallel tries count too."""
    failures = place.failures + 1
    doublings = min(failures - limits.free, 20)
    wait = min(limits.first * 2**doublings, LONGEST_WAIT) if doublings >= 0 else None
    return Place(failures, now, None if wait is None else now + wait)


def _remembered(place: Place, now: datetime) -> Place:
    return Place() if place.last_at is not None and now - place.last_at > FORGOTTEN_AFTER else place
