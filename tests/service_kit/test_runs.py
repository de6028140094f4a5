"""Events in runs have the effects that they have one by one, wherever one of them fails."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from contracts.envelope import Envelope
from libs.service_kit import telemetry
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness
from tests.service_kit.feed import counted, feeding
from tests.service_kit.toy.contract import Answered
from tests.service_kit.toy.moods import COUNT, NOTE, Deps

FATAL = {
    "before": "ZeroDivisionError: before the transaction",
    "inside": "ZeroDivisionError: after the rows were written",
    "after": "ZeroDivisionError: after the transaction",
    "rejected": "{number} cannot be counted",
    "rejected inside": "{number} cannot be counted",
    "swallows": "BrokenRun: an error of the transaction was caught by the handler",
    "at the put": "NotNullViolationError: 23502 note state",
    "at the outbox": "RaiseError: refused in the outbox",
    "at the commit": "RaiseError: refused at COMMIT",
}
"""The moods whose events become dead letters, and the reason given there."""

CALM = [
    "calm",
    "put",
    "looks",
    "looks twice",
    "looks badly",
    "loses the connection",
    "peeps",
    "separate",
    "for everyone",
]
MOODS = [*CALM, *CALM, "early", *FATAL]


@dataclass
class Outcome:
    """What became of one client's events."""

    counts: dict[int, int] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    separate: set[int] = field(default_factory=set)
    """Published in transactions of their own: again when the event is handled again."""
    letters: list[tuple[str, str]] = field(default_factory=list)
    handled: set[UUID] = field(default_factory=set)


def one_by_one(envelopes: Sequence[Envelope]) -> Outcome:
    """What these events of one client mean, in order."""
    outcome, dead = Outcome(), set()
    for envelope in envelopes:
        event: Any = envelope.event()
        number, mood = event.number, event.behaviour
        if envelope.id in outcome.handled or envelope.id in dead:
            continue
        if mood == "separate":
            outcome.separate.add(-number)
        if mood == "early" and number - 1 not in outcome.counts:
            letter = ("early", f"{number - 1} has not come yet")
            outcome.letters += [letter] if letter not in outcome.letters else []
        elif mood in FATAL:
            dead.add(envelope.id)
            outcome.letters.append(("dead", FATAL[mood].format(number=number)))
        else:
            outcome.counts[number] = outcome.counts.get(number, 0) + 1
            outcome.answers.append(number)
            outcome.handled.add(envelope.id)
    return outcome


async def outcome_of(toy: Harness[Deps], client: UUID, envelopes: Sequence[Envelope]) -> Outcome:
    """What became of the events of a client, from the tables."""
    async with toy.running.database.begin(ALL_TENANTS, read_only=True) as tx:
        mine = f"WHERE client_id = '{client}'"
        counts = await tx.fetch(text(f"SELECT number, times FROM toy.count {mine} ORDER BY number"))
        letters = await tx.fetch(text(f"SELECT state, reason FROM toy.dead_letter {mine} ORDER BY first_at"))
        inbox = await tx.fetch(text("SELECT event_id FROM toy.inbox"))
    answers = [event.number for event in await toy.events(Answered, clients=[client])]
    ids = {envelope.id for envelope in envelopes}
    return Outcome(
        {row.number: row.times for row in counts},
        [number for number in answers if number > 0],
        {number for number in answers if number < 0},
        [(row.state, row.reason) for row in letters],
        ids & {row.event_id for row in inbox},
    )


def like(letters: Sequence[tuple[str, str]], expected: Sequence[tuple[str, str]]) -> bool:
    """Whether the letters have these states, and reasons that begin so."""
    pairs = zip_longest(letters, expected, fillvalue=("", "missing"))
    return all(state == other and reason.startswith(begin) for (state, reason), (other, begin) in pairs)


async def assert_as_one_by_one(toy: Harness[Deps], client: UUID, envelopes: Sequence[Envelope]) -> None:
    actual, expected = await outcome_of(toy, client, envelopes), one_by_one(envelopes)
    assert actual.counts == expected.counts
    assert actual.answers == expected.answers
    assert actual.separate == expected.separate
    assert actual.handled == expected.handled
    assert like(actual.letters, expected.letters), (actual.letters, expected.letters)


Records = list[tuple[int, str, bool]]
RECORDS: st.SearchStrategy[Records] = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(MOODS), st.booleans()), min_size=1, max_size=30
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=RECORDS, cuts=st.lists(st.integers(0, 30), max_size=2), workers=st.integers(1, 4))
async def test_runs_do_what_the_events_do_one_by_one(
    moody: Harness[Deps], drawn: Records, cuts: list[int], workers: int
) -> None:
    clients = [uuid4() for _ in range(3)]
    sent: dict[UUID, list[Envelope]] = {client: [] for client in clients}
    stream: list[Envelope] = []
    for number, (who, mood, again) in enumerate(drawn):
        envelope = counted(clients[who], number * 10 + 10, mood)
        stream += [envelope, envelope] if again else [envelope]

    async with feeding(moody, workers=workers) as feed:
        for place, envelope in enumerate(stream):
            if place in cuts:
                await feed.until_done()
            client = envelope.client
            assert client is not None
            sent[client].append(envelope)
            feed.add(envelope, partition=clients.index(client) % 2)
        await feed.until_done()

    assert all(position == end for position, end in feed.positions())
    assert moody.deps.strangers == []
    for client in clients:
        await assert_as_one_by_one(moody, client, sent[client])


@pytest.mark.parametrize("mood", FATAL)
@pytest.mark.parametrize("place", [0, 49, 99])
async def test_one_bad_event_of_a_hundred_is_set_aside_and_the_others_count_once(
    moody: Harness[Deps], mood: str, place: int
) -> None:
    stream = [counted(moody.client_id, 10 + number, mood if number == place else "calm") for number in range(100)]

    async with feeding(moody) as feed:
        feed.add(*stream)
        await feed.until_done()

    assert feed.finished == [(0, offset) for offset in range(100)]
    await assert_as_one_by_one(moody, moody.client_id, stream)


async def test_an_event_that_was_handled_before_is_skipped_in_a_run(moody: Harness[Deps]) -> None:
    stream = [counted(moody.client_id, number) for number in range(1, 11)]
    await moody.handle(stream[4])
    await moody.handle(stream[7])

    async with feeding(moody) as feed:
        feed.add(*stream)
        await feed.until_done()

    assert moody.deps.began == dict.fromkeys(range(1, 11), 1)
    await assert_as_one_by_one(moody, moody.client_id, [stream[4], stream[7], *stream])


async def test_the_same_event_twice_in_a_run_breaks_no_run(moody: Harness[Deps]) -> None:
    stream = [counted(moody.client_id, number) for number in range(5)]
    broken = telemetry.RUNS_BROKEN.labels("toy")
    before = broken._value.get()

    async with feeding(moody) as feed:
        feed.add(*stream, *stream)
        await feed.until_done()

    assert broken._value.get() == before
    assert moody.deps.began == dict.fromkeys(range(5), 1)


async def test_a_dead_letter_is_kept_after_what_was_handled_before_it(moody: Harness[Deps]) -> None:
    stream = [counted(moody.client_id, number, "inside" if number == 3 else "calm") for number in range(1, 6)]

    async with feeding(moody) as feed:
        feed.add(*stream)
        await feed.until_done()

    async with moody.running.database.begin(ALL_TENANTS, read_only=True) as tx:
        ids = [envelope.id for envelope in stream]
        query = text(
            "SELECT event_id FROM (SELECT event_id, handled_at AS at FROM toy.inbox"
            " UNION ALL SELECT event_id, first_at FROM toy.dead_letter) AS x WHERE event_id = ANY(:ids) ORDER BY at"
        )
        order = [row.event_id for row in await tx.fetch(query.bindparams(ids=ids))]
    assert order == ids


async def test_what_comes_right_before_is_not_missed_by_an_event_that_needs_it(moody: Harness[Deps]) -> None:
    stream = [counted(moody.client_id, number, "early" if number else "calm") for number in range(5)]

    async with feeding(moody) as feed:
        feed.add(*stream)
        await feed.until_done()

    outcome = await outcome_of(moody, moody.client_id, stream)
    assert outcome.letters == []
    assert outcome.handled == {envelope.id for envelope in stream}


async def test_rows_that_were_put_are_there_for_the_next_statement_in_the_order_of_their_statements(
    moody: Harness[Deps],
) -> None:
    client = moody.client_id
    async with moody.context().transaction() as tx:
        tx.put(COUNT, client_id=client, number=1, times=1)
        tx.put(NOTE, client_id=client, number=1, word="one", state="new")
        tx.put(COUNT, client_id=client, number=2, times=1)
        rows = await tx.fetch(
            text(
                "SELECT 'count', number, cmin::text::int AS at FROM toy.count"
                " UNION ALL SELECT 'note', number, cmin::text::int FROM toy.note ORDER BY at, number"
            )
        )

    assert [(row[0], row[1]) for row in rows] == [("count", 1), ("count", 2), ("note", 1)]
