"""A day of strangers: whatever they do, the owner gets in, and the strangers get few tries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from services.directory.domain.guessing import (
    LONGEST_WAIT,
    Limits,
    Place,
    Turns,
    at_known_place,
    at_new_place,
    from_address,
    given_back,
    is_told,
)

BEGIN = datetime(2026, 3, 14, tzinfo=UTC)
DAY = timedelta(days=1)
LIMITS = Limits()


@dataclass
class Account:
    """An account as sign-in keeps it: places, the account's turns, the turns of each address."""

    places: dict[str, Place] = field(default_factory=dict)
    turns: Turns = field(default_factory=Turns)
    addresses: dict[str, Turns] = field(default_factory=dict)

    def tries(self, address: str, now: datetime) -> timedelta | None:
        """A try from an address that is not known; returns how long it must wait, None when it was checked."""
        own = from_address(self.addresses.get(address, Turns()), LIMITS, now)
        if own.wait is not None:
            return own.wait
        verdict = at_new_place(self.places.get(address, Place()), self.turns, LIMITS, now)
        self.places[address], self.turns, self.addresses[address] = verdict.place, verdict.turns, own.turns
        return verdict.wait

    def seconds_for_a_newcomer(self, now: datetime) -> float:
        """How long an owner at an address never seen, who comes again when told, needs until their try is checked."""
        begin, address = now, f"newcomer {now}"
        while (wait := self.tries(address, now)) is not None:
            now += wait
        return (now - begin).total_seconds()


def day_of(every: timedelta) -> Iterator[datetime]:
    for number in count():
        now = BEGIN + number * every
        if now > BEGIN + DAY:
            return
        yield now


RATES = [timedelta(seconds=seconds) for seconds in (1, 2, 5, 7, 30, 59, 60, 61, 180, 600, 3600)]


@pytest.mark.parametrize("every", RATES, ids=str)
def test_one_stranger_gets_few_tries_and_keeps_no_newcomer_out(every: timedelta) -> None:
    account, guesses, waits = Account(), 0, []

    for number, now in enumerate(day_of(every)):
        guesses += account.tries("stranger", now) is None
        if number % 97 == 0:
            waits.append(account.seconds_for_a_newcomer(now))

    assert guesses < 1_500
    assert max(waits) <= 60


@pytest.mark.parametrize("strangers", [2, 10, 100, 5_000, 100_000])
def test_strangers_at_many_addresses_get_few_tries_together(strangers: int) -> None:
    account = Account()

    guesses = sum(
        account.tries(str(number % strangers), now) is None for number, now in enumerate(day_of(timedelta(seconds=1)))
    )

    assert guesses < 21_000


@pytest.mark.parametrize("strangers", [1, 2, 10, 40])
def test_a_newcomer_has_a_turn_within_a_minute_while_several_addresses_try_all_day(strangers: int) -> None:
    account, waits = Account(), []

    for number, now in enumerate(day_of(timedelta(seconds=1))):
        account.tries(str(number % strangers), now)
        if number > 600 and number % 1_009 == 0:
            waits.append(account.seconds_for_a_newcomer(now))

    assert max(waits) <= 60


def test_strangers_do_not_touch_a_known_device() -> None:
    account, device = Account(), Place()

    for number, now in enumerate(day_of(timedelta(seconds=1))):
        account.tries(str(number), now)
        if number % 997 == 0:
            assert at_known_place(device, LIMITS, now).wait is None


def test_the_delay_grows_from_seconds_to_a_minute_and_no_further() -> None:
    place, now, waits = Place(), BEGIN, []

    for _ in range(12):
        place = at_known_place(place, LIMITS, now).place
        wait = (place.waits_until or now) - now
        waits.append(wait.total_seconds())
        now += wait

    assert waits == [0, 0, 0, 0, 5, 10, 20, 40, 60, 60, 60, 60]


def test_a_refused_try_prolongs_nothing() -> None:
    place = Place(7, BEGIN, BEGIN + timedelta(seconds=20))

    verdict = at_known_place(place, LIMITS, BEGIN + timedelta(seconds=19))

    assert (verdict.place, verdict.wait) == (place, timedelta(seconds=1))


def test_failures_are_forgotten_after_a_day() -> None:
    place = Place(50, BEGIN, BEGIN + LONGEST_WAIT)

    again = at_known_place(place, LIMITS, BEGIN + DAY + timedelta(seconds=1)).place

    assert again.failures == 1


def test_a_turn_that_was_given_is_kept_for_a_while_and_then_lost() -> None:
    busy = Turns(new=BEGIN + timedelta(seconds=60))
    waiting = at_new_place(Place(), busy, LIMITS, BEGIN)
    assert waiting.wait is not None

    taken = at_new_place(waiting.place, waiting.turns, LIMITS, BEGIN + waiting.wait)
    too_early = at_new_place(waiting.place, waiting.turns, LIMITS, BEGIN + waiting.wait - timedelta(seconds=1))
    too_late = at_new_place(waiting.place, busy, LIMITS, BEGIN + timedelta(minutes=11))

    assert (waiting.wait, taken.wait, too_early.wait) == (timedelta(seconds=10), None, timedelta(seconds=1))
    assert taken.turns == waiting.turns
    assert too_late.turns.new is not None
    assert too_late.turns.new > BEGIN + timedelta(minutes=11)


def test_an_address_that_tries_many_accounts_is_slowed_and_not_locked() -> None:
    turns, checked = Turns(), 0

    for now in day_of(timedelta(seconds=1)):
        verdict = from_address(turns, LIMITS, now)
        checked += verdict.wait is None
        assert verdict.wait is None or verdict.wait <= timedelta(seconds=10)
        turns = verdict.turns

    assert 8_640 <= checked < 8_750


def test_who_knows_the_password_takes_no_turn_from_others() -> None:
    turns = at_new_place(Place(), Turns(), LIMITS, BEGIN).turns

    assert given_back(turns, LIMITS.new_places).new == BEGIN
    assert given_back(Turns(), LIMITS.new_places) == Turns()


def test_a_day_of_failures_is_a_few_lines_of_the_trail() -> None:
    told = [number for number in range(1, 1_500) if is_told(Place(number), LIMITS)]

    assert told == [1, 2, 3, 4, 5, 8, 16, 32, 64, 128, 256, 512, 1024]
