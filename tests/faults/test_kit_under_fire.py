"""The kit's promise, on processes that die: every number is asked once, counted once, answered once."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from cli.installation import Installation
from cli.secrets_file import InstallationSecrets
from libs.embedded.ports import free_port
from libs.service_kit.context import Caller
from libs.service_kit.http import TOKEN_HEADER, Tokens
from tests.faults.echo import Echo
from tests.faults.fleet import Fleet, Member
from tests.faults.plan import draw_plan
from tests.faults.siege import Progress, Siege
from tests.faults.timeline import Timeline

SEED = int(os.environ.get("SEREIN_FAULTS_SEED") or random.SystemRandom().randrange(10**6))
CLIENTS, NUMBERS = 4, 60
PROCESSES = {"asker-1": "tests.faults.asker", "asker-2": "tests.faults.asker"}
PROCESSES |= {"toy-1": "tests.faults.toy_process", "toy-2": "tests.faults.toy_process"}


class Crowd:
    """Two services in two replicas each, and the people who ask them."""

    def __init__(self, root: Path) -> None:
        self.timeline = Timeline(root / "timeline.jsonl")
        self.fleet = Fleet(root, self.timeline)
        self.secrets = InstallationSecrets.load_or_make(root / "secrets.json")
        self.clients = [uuid4() for _ in range(CLIENTS)]
        self._http = httpx.AsyncClient(timeout=5)

    async def start(self) -> None:
        await self.fleet.open()
        ports = {name.partition("-")[0]: 0 for name in PROCESSES}
        installation = Installation(self.fleet.root, self.secrets, ports)
        await self.fleet.start(
            [
                Member(
                    name,
                    module,
                    installation.settings(
                        name.partition("-")[0],
                        owner_url=self.fleet.postgres.url("serein"),
                        bootstrap=self.fleet.broker.bootstrap,
                        kafka_session_ms=2000,
                        port=free_port(),
                    ),
                )
                for name, module in PROCESSES.items()
            ]
        )

    async def ask(self, client: UUID, number: int, progress: Progress) -> None:
        """Until one of the askers has taken it."""
        while True:
            for name in ("asker-1", "asker-2"):
                if (await self._call("POST", name, client, f"/numbers/{number}")) is not None:
                    await progress.count()
                    return
            await asyncio.sleep(0.1)

    async def answers(self) -> dict[tuple[UUID, int], int] | None:
        """How often each number was answered, or nothing while nobody says."""
        found: dict[tuple[UUID, int], int] = {}
        for client in self.clients:
            told = await self._call("GET", "asker-1", client, "/numbers")
            if told is None:
                return None
            found |= {(client, int(number)): times for number, times in told.json().items()}
        return found

    async def _call(self, method: str, name: str, client: UUID, path: str) -> httpx.Response | None:
        tokens = Tokens(self.secrets.internal_secret)
        caller = Caller(None, None, client, "owner", frozenset({"numbers:write"}))
        url = f"{self.fleet.members[name].address}/v1/clients/{client}{path}"
        try:
            answer = await self._http.request(method, url, headers={TOKEN_HEADER: tokens.sign(caller)})
        except httpx.TransportError:
            return None
        return answer if answer.is_success else None

    async def stop(self) -> None:
        await self._http.aclose()
        await self.fleet.stop()


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    one = Crowd(tmp_path)
    await one.start()
    yield one
    await one.stop()


async def test_numbers_are_counted_once_while_processes_database_and_broker_are_killed(crowd: Crowd) -> None:
    print(f"seed {SEED}, timeline {crowd.timeline.path}")
    files = CLIENTS * NUMBERS
    plan = draw_plan(SEED, files=files, services=tuple(PROCESSES), kills=8, postgres=2, broker=2)
    progress = Progress()
    siege = Siege(crowd.fleet, plan, progress, crowd.timeline)
    echo = Echo(lambda: crowd.fleet.postgres.url("serein"), ("asker", "toy"), SEED, share=0.5)
    wanted = [(client, number) for number in range(NUMBERS) for client in crowd.clients]

    stuttering = asyncio.create_task(echo.run())
    besieging = asyncio.create_task(siege.run())
    for place, (client, number) in enumerate(wanted):
        await siege.until_struck(place)
        await crowd.ask(client, number, progress)
    await besieging
    answers = await settled(crowd, wanted)
    stuttering.cancel()
    await asyncio.wait([stuttering])

    print(f"repeated {echo.repeated}, {dict(crowd.timeline.counts)}")
    assert answers == dict.fromkeys(wanted, 1)
    assert siege.struck == [fault.target for fault in plan]
    assert crowd.fleet.ended_by_itself == []


async def settled(crowd: Crowd, wanted: list[tuple[UUID, int]]) -> dict[tuple[UUID, int], int] | None:
    """The answers once all are in and stay the same for a while, or what there is after a long wait."""
    answers, same = None, 0
    for _ in range(240):
        await asyncio.sleep(0.25)
        found = await crowd.answers()
        same = same + 1 if found is not None and found == answers else 0
        answers = found
        if same >= 8 and answers == dict.fromkeys(wanted, 1):
            break
    return answers
