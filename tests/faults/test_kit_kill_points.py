"""A process that is killed at a named point of the kit is followed by one that finishes its work, once.

The embedded broker is read from its start after each restart, so only the inbox is tested here; what positions a
consumer commits is tested beside it, and on Apache Kafka by `tests/kafka`.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.service_kit.fault_points import POINTS
from tests.faults.fault_schedule import Progress
from tests.faults.test_kit_under_faults import Replicas, settled

PROCESSES = {"requester-1": "tests.faults.requester", "toy-1": "tests.faults.toy_process"}
EACH = 3


@pytest.fixture
async def replicas(tmp_path: Path) -> AsyncIterator[Replicas]:
    one = Replicas(tmp_path, PROCESSES)
    await one.start()
    yield one
    await one.stop()


@pytest.mark.parametrize("target", ["toy-1", pytest.param("requester-1", marks=pytest.mark.slow)])
async def test_a_process_that_dies_at_each_point_of_the_kit_loses_and_repeats_nothing(
    replicas: Replicas, target: str
) -> None:
    numbers, progress = iter(range(1000)), Progress()
    wanted = []

    async def ask_some() -> None:
        for number in [next(numbers) for _ in range(EACH)]:
            for client in replicas.clients:
                await replicas.ask(client, number, progress)
                wanted.append((client, number))

    await ask_some()
    for point in POINTS:
        (replicas.kill_points(target) / point).touch()
        await ask_some()
        await until_killed(replicas, target, point)
    answers = await settled(replicas, wanted)

    assert answers == dict.fromkeys(wanted, 1)
    assert replicas.processes.ended_by_itself == [target] * len(POINTS)


async def until_killed(replicas: Replicas, target: str, point: str) -> None:
    """Wait until the process has died there; it is started again by itself."""
    async with asyncio.timeout(60):
        while (replicas.kill_points(target) / point).exists():  # noqa: ASYNC110 - another process deletes it
            await asyncio.sleep(0.02)
