"""Token buckets: how often a user, a client, a firm and a stranger may ask; simulated with a clock of our own."""

import asyncio
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from libs.refusal import Refusal
from libs.terms import Cost
from services.gateway.connectors.directory import Access
from services.gateway.domain.rates import (
    CLIENT_TIMES,
    STRANGER,
    USER,
    Buckets,
    Policy,
    demands_of,
    demands_of_stranger,
    rate_headers,
)
from services.gateway.open_streams import OpenStreams
from services.gateway.rate_limits import RateLimits
from tests.conftest import SettingsFor
from tests.gateway.platform import Platform, start_platform

OWNER = ("user", "one", "read")
FEW = Policy(quota=10, window=60)


def accepted(buckets: Buckets, demands: list[Any], *, times: int, now: float = 0.0) -> int:
    """Returns how many of these requests at one moment are accepted."""
    return sum(buckets.take(demands, now)[1] == 0 for _ in range(times))


def test_a_bucket_gives_its_quota_at_once_and_then_one_by_one() -> None:
    buckets, demand = Buckets(), [(OWNER, FEW)]

    at_once = accepted(buckets, demand, times=50)
    later = [accepted(buckets, demand, times=5, now=now) for now in (3.0, 6.0, 12.0, 12.1, 1000.0)]

    assert at_once == 10
    assert later == [0, 1, 1, 0, 5]


def test_in_a_day_nobody_gets_more_than_the_rate_whatever_the_pace() -> None:
    for pause in (0.5, 7.0, 61.0):
        buckets, steps = Buckets(), int(86400 / pause)

        day = sum(accepted(buckets, [(OWNER, FEW)], times=1, now=step * pause) for step in range(steps))

        assert day <= 10 * 1440 + 10


def test_what_is_refused_costs_nothing_and_says_when_to_come_back() -> None:
    buckets, demand = Buckets(), [(OWNER, FEW)]
    accepted(buckets, demand, times=10)

    waits = [buckets.take(demand, 0.0)[1] for _ in range(3)]

    assert waits == [pytest.approx(6.0)] * 3
    assert buckets.take(demand, 6.01)[1] == 0


def test_users_of_one_client_share_its_rate_and_another_client_has_its_own() -> None:
    buckets, client, quota = Buckets(), uuid4(), USER[Cost.UPLOAD].quota

    users = [accepted(buckets, demands_of(uuid4(), client, None, Cost.UPLOAD), times=quota) for _ in range(5)]
    other = accepted(buckets, demands_of(uuid4(), uuid4(), None, Cost.UPLOAD), times=quota)

    assert users == [quota] * CLIENT_TIMES + [0] * (5 - CLIENT_TIMES)
    assert other == quota


def test_when_a_shared_bucket_is_empty_the_own_one_loses_nothing() -> None:
    buckets, client, user = Buckets(), uuid4(), uuid4()
    for _ in range(CLIENT_TIMES):
        accepted(buckets, demands_of(uuid4(), client, None, Cost.OUTSIDE), times=USER[Cost.OUTSIDE].quota)

    refused = accepted(buckets, demands_of(user, client, None, Cost.OUTSIDE), times=100)
    elsewhere = accepted(buckets, demands_of(user, uuid4(), None, Cost.OUTSIDE), times=100)

    assert (refused, elsewhere) == (0, USER[Cost.OUTSIDE].quota)


def test_one_kind_of_work_takes_nothing_from_another() -> None:
    buckets, user = Buckets(), uuid4()
    accepted(buckets, demands_of(user, None, None, Cost.DRAWING), times=1000)

    assert accepted(buckets, demands_of(user, None, None, Cost.UPLOAD), times=1) == 1


def test_strangers_who_come_from_many_addresses_do_not_fill_the_memory() -> None:
    buckets = Buckets(most=100)

    for number in range(10_000):
        buckets.take(demands_of_stranger(f"192.0.2.{number}"), 0.0)

    assert len(buckets._buckets) == 100


def test_the_headers_show_the_tightest_policy() -> None:
    buckets, demands = Buckets(), demands_of(uuid4(), uuid4(), None, Cost.OUTSIDE)

    standing, _ = buckets.take(demands, 0.0)

    assert rate_headers(standing) == {
        "ratelimit-policy": '"user-outside";q=20;w=60',
        "ratelimit": '"user-outside";r=19;t=3',
    }


def test_the_streams_of_one_firm_leave_room_for_another() -> None:
    streams, firm, other = OpenStreams(10, 3, 5, asyncio.Event()), uuid4(), uuid4()
    held = [streams.one_more(uuid4(), firm) for _ in range(3)]
    for each in held:
        each.__enter__()

    streams.refuse_if_full(uuid4(), other)
    with pytest.raises(Refusal) as refused:
        streams.refuse_if_full(uuid4(), firm)
    held[0].__exit__(None, None, None)
    streams.refuse_if_full(uuid4(), firm)

    assert refused.value.code == "too_many_streams"


@pytest.fixture(scope="module")
async def slow(settings_for: SettingsFor, broker: Any) -> Any:
    """A platform on which everybody may ask a tenth of what is usual."""
    opened = await start_platform(settings_for, broker, rate_factor=0.1)
    yield opened
    await opened.stack.aclose()


async def test_who_asks_too_often_hears_when_to_come_back_and_others_are_answered(slow: Platform) -> None:
    admin = await slow.firm()
    one, other = await slow.owner(admin), await slow.owner(admin)
    path = f"/v1/clients/{one.session['client_id']}/documents"

    began = time.monotonic()
    answers = [await one("POST", path, files=[])]
    while answers[-1].status_code != 429 and len(answers) < 200:  # a slow computer gives the bucket time to fill
        answers.append(await one("POST", path, files=[]))
    filled = (time.monotonic() - began) * 24 / 60
    also = await other("POST", f"/v1/clients/{other.session['client_id']}/documents", files=[])
    reading = await one("GET", f"/v1/clients/{one.session['client_id']}")

    assert 24 < len(answers) <= 24 + filled + 1
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "too_many_requests")
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].headers["ratelimit"].startswith('"user-upload";r=0;t=')
    assert answers[-1].headers["ratelimit-policy"] == '"user-upload";q=24;w=60'
    assert (also.status_code, reading.status_code) == (422, 200)


async def test_a_stranger_who_asks_too_often_stops_no_user_at_the_same_address(slow: Platform) -> None:
    owner = await slow.owner(await slow.firm())

    statuses = [(await slow.browser.get("/v1/me")).status_code for _ in range(round(STRANGER.quota * 0.1) + 20)]
    mine = await owner("GET", "/v1/me")

    assert statuses[-1] == 429
    assert mine.status_code == 200


def access_in(firm: UUID | None) -> Access:
    """Returns what a user of this firm may do."""
    return Access(
        user_id=uuid4(),
        role="firm_admin",
        firm_id=firm,
        client_id=uuid4(),
        language="nl",
        rights=frozenset(),
        sessions_from=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_a_firm_waits_for_a_limited_number_of_outside_systems_at_once() -> None:
    rates, firm = RateLimits(1, outside_per_firm=2), uuid4()

    with rates.outside(access_in(firm), Cost.OUTSIDE), rates.outside(access_in(firm), Cost.OUTSIDE):
        with rates.outside(access_in(uuid4()), Cost.OUTSIDE), rates.outside(access_in(firm), Cost.WRITE):
            pass
        third = ExitStack()
        with pytest.raises(Refusal) as refused:
            third.enter_context(rates.outside(access_in(firm), Cost.OUTSIDE))

    assert refused.value.code == "too_many_at_once"
    with rates.outside(access_in(firm), Cost.OUTSIDE):
        pass
