"""The decisions about a delivery, also checked against a model of a receiver that fails."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery import domain
from services.delivery.domain import Action, AttemptFacts, Outcome, RetryPolicy, State, Step

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
POLICY = RetryPolicy()


def attempt(number: int = 1, *, can_find: bool = True, asked: bool = False) -> AttemptFacts:
    return AttemptFacts(number, START, can_find, asked)


def decide(outcome: Outcome, tried: AttemptFacts, **more: object) -> domain.Decision:
    values: dict[str, object] = {"now": START + timedelta(minutes=1), "jitter": 0.5, "retry_policy": POLICY} | more
    return domain.decide(outcome, tried, **values)  # type: ignore[arg-type]


def test_the_same_release_is_the_same_delivery_and_another_tenants_is_not() -> None:
    client, release = uuid4(), uuid4()

    assert domain.delivery_id(client, release) == domain.delivery_id(client, release)
    assert len({domain.delivery_id(client, release), domain.delivery_id(uuid4(), release)}) == 2
    assert domain.delivery_id(UUID(int=1), UUID(int=2)) == UUID("0762ec47-ca45-531f-8e77-a46e27e60632"), "never changes"


def test_what_may_have_arrived_is_looked_for_or_left_to_a_user_but_never_sent() -> None:
    assert domain.step_for(State.SENT_UNCONFIRMED, can_find=True) is Step.ASK_FIRST
    assert domain.step_for(State.SENT_UNCONFIRMED, can_find=False) is Step.STOP
    assert domain.step_for(State.LEASED, can_find=False) is Step.SEND


def test_a_temporary_refusal_is_tried_again_later_and_later() -> None:
    waits = [decide(Outcome.NOT_REACHED, attempt(n), now=START).due_at for n in range(1, 12)]

    assert all(a is not None and b is not None and a <= b for a, b in pairwise(waits))
    assert waits[0] == START + timedelta(seconds=7.5)
    assert waits[-1] == START + timedelta(minutes=22.5)


def test_the_other_side_may_ask_for_more_time_but_not_for_more_than_a_day() -> None:
    patient = decide(Outcome.NOT_REACHED, attempt(), now=START, asked_to_wait=timedelta(hours=2))
    endless = decide(Outcome.NOT_REACHED, attempt(), now=START, asked_to_wait=timedelta(days=9))

    assert patient.due_at == START + timedelta(hours=2)
    assert endless.due_at == START + timedelta(hours=24)


def test_after_a_day_it_is_given_up() -> None:
    decision = decide(Outcome.NOT_REACHED, attempt(40), now=START + timedelta(hours=24))

    assert (decision.state, decision.unconfirmed) == (State.DEAD, False)


def test_an_unclear_mail_stops_at_once_and_an_unclear_file_is_looked_for() -> None:
    mail = decide(Outcome.UNCONFIRMED, attempt(can_find=False))
    file = decide(Outcome.UNCONFIRMED, attempt(can_find=True))

    assert (mail.state, mail.unconfirmed, mail.due_at) == (State.FAILED, True, None)
    assert file.state is State.SENT_UNCONFIRMED
    assert file.due_at is not None


def test_a_question_that_cannot_be_put_leaves_it_unconfirmed_and_is_never_a_reason_to_send() -> None:
    waiting = decide(Outcome.NOT_REACHED, attempt(asked=True))
    given_up = decide(Outcome.NOT_REACHED, attempt(asked=True), now=START + timedelta(days=2))
    refused = decide(Outcome.REFUSED, attempt(asked=True))

    assert waiting.state is State.SENT_UNCONFIRMED
    assert (given_up.state, given_up.unconfirmed) == (State.DEAD, True)
    assert (refused.state, refused.unconfirmed) == (State.FAILED, True)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("unconfirmed", [True, False])
def test_a_user_never_resends_by_accident_what_may_be_there(state: State, unconfirmed: bool) -> None:
    offered = domain.actions(state, unconfirmed=unconfirmed)

    if state is State.NO_DESTINATION:
        assert offered == {Action.DONE_BY_HAND}
    elif state not in {State.FAILED, State.DEAD}:
        assert offered == frozenset()
    elif unconfirmed:
        assert offered == {Action.CONFIRM_ARRIVAL, Action.SEND_AGAIN}
    else:
        assert offered == {Action.RETRY, Action.DONE_BY_HAND}


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_the_wait_has_bounds(number: int, jitter: float) -> None:
    wait = domain.back_off(number, jitter, POLICY)

    assert POLICY.first / 2 <= wait <= POLICY.longest


@given(
    st.sampled_from(Outcome),
    st.integers(1, 50),
    st.booleans(),
    st.booleans(),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 200_000),
)
def test_every_decision_is_a_legal_step_and_is_either_tried_again_or_final(
    outcome: Outcome, number: int, can_find: bool, asked: bool, jitter: float, seconds: int
) -> None:
    before = State.SENT_UNCONFIRMED if asked else State.LEASED
    now = START + timedelta(seconds=seconds)

    decision = decide(outcome, attempt(number, can_find=can_find, asked=asked), now=now, jitter=jitter)

    assert decision.state in domain.LEGAL[before] | {before}
    assert (decision.due_at is not None) == (decision.state in {State.PENDING, State.SENT_UNCONFIRMED})
    assert decision.due_at is None or decision.due_at <= START + POLICY.give_up
    assert not (asked and outcome is not Outcome.ARRIVED and not decision.unconfirmed)


EVENTS = st.lists(
    st.sampled_from(["works", "lost_before", "crash_before", "crash_between", "crash_after", "no_answer", "refused"]),
    min_size=1,
    max_size=12,
)


@given(EVENTS, st.booleans())
def test_the_receiver_has_a_delivery_at_most_once_and_an_unknown_outcome_is_reported(
    happenings: list[str], can_find: bool
) -> None:
    """Runs the real decisions against a model of a connector, a receiver and crashes."""
    received, state, number = 0, State.PENDING, 0
    for happening in [*happenings, *["works"] * 3]:
        if state not in domain.OPEN:
            break
        number += 1
        step = domain.step_for(state, can_find=can_find)
        asked = step is Step.ASK_FIRST
        outcome: Outcome | None
        if step is Step.STOP:
            outcome = Outcome.UNCONFIRMED
        elif asked and received:
            outcome = Outcome.ARRIVED
        else:
            asked = False
            landed = happening in {"works", "crash_after", "no_answer"}
            received += int(landed)
            outcome = {
                "works": Outcome.ARRIVED,
                "lost_before": Outcome.NOT_REACHED,
                "no_answer": Outcome.UNCONFIRMED,
                "refused": Outcome.REFUSED,
            }.get(happening)
        if outcome is None:
            state = State.LEASED if happening == "crash_before" else State.SENT_UNCONFIRMED
            continue
        decision = decide(outcome, attempt(number, can_find=can_find, asked=asked or step is Step.STOP))
        state, unconfirmed = decision.state, decision.unconfirmed

    assert received <= 1
    if state is State.CONFIRMED:
        assert received == 1
    elif state is State.FAILED and not unconfirmed:
        assert received == 0
