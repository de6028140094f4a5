"""A small run of `make faults` for every run of the tests: the demo's documents, while every process is killed once.

A run that fails prints its seed; SEREIN_FAULTS_SEED=<seed> repeats its plan.
"""

import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cli.installation import SERVICES
from libs.samples import demo_set
from tests.faults.environment import FaultEnvironment
from tests.faults.expectations import unmet
from tests.faults.fault_run import FaultRun
from tests.faults.load import uploads_of
from tests.faults.oracle import violations
from tests.faults.plan import BROKER, POSTGRES, draw_plan
from tests.faults.timeline import Timeline

SEED = int(os.environ.get("SEREIN_FAULTS_SEED") or random.SystemRandom().randrange(10**6))


@pytest.fixture
async def environment(tmp_path: Path) -> AsyncIterator[FaultEnvironment]:
    tmp_path.chmod(0o755)
    one = FaultEnvironment(tmp_path, Timeline(tmp_path / "timeline.jsonl"))
    try:
        await one.start(lambda _: None)
        yield one
    finally:
        await one.stop()


@pytest.mark.feature(277, 282)
async def test_documents_arrive_once_while_services_database_and_broker_are_killed(
    environment: FaultEnvironment,
) -> None:
    print(f"seed {SEED}, timeline {environment.timeline.path}")
    load = demo_set(2026)
    files = len(uploads_of(load, SEED))
    plan = draw_plan(SEED, files=files, services=SERVICES, kills=6, postgres=1, broker=1)

    async with FaultRun(environment, load, SEED, plan, republished_share=0.5) as run:
        await run.prepare()
        facts = await run.execute()

    assert violations(facts) == []
    assert unmet(load, facts.outcomes) == []
    assert run.schedule.injected == [fault.target for fault in plan]


def test_the_same_seed_draws_the_same_plan_and_another_seed_another() -> None:
    sizes = {"files": 300, "services": SERVICES, "kills": 60, "postgres": 5, "broker": 5}

    plans = [draw_plan(seed, **sizes) for seed in (7, 7, 8)]  # type: ignore[arg-type]

    assert plans[0] == plans[1]
    assert plans[0] != plans[2]


def test_a_plan_holds_what_was_asked_for_and_spares_no_service() -> None:
    plan = draw_plan(7, files=300, services=SERVICES, kills=60, postgres=5, broker=5)

    killed = Counter(fault.target for fault in plan)
    assert (killed[POSTGRES], killed[BROKER]) == (5, 5)
    assert {killed[name] for name in SERVICES} <= {7, 8}
    assert sum(killed[name] for name in SERVICES) == 60


def test_a_plan_is_in_order_and_within_the_load() -> None:
    plan = draw_plan(7, files=40, services=SERVICES, kills=60, postgres=5, broker=5)

    assert list(plan) == sorted(plan)
    assert all(0 <= fault.after < 40 for fault in plan)


def test_database_and_broker_die_at_moments_spread_over_the_whole_load() -> None:
    plan = draw_plan(7, files=301, services=SERVICES, kills=0, postgres=5, broker=5)

    stretches = [fault.after // 60 for fault in plan if fault.target == POSTGRES]
    assert stretches == [0, 1, 2, 3, 4]
