"""What the kit guarantees while processes are killed: every number is requested, counted and answered once."""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from cli.installation import Installation
from cli.secrets_file import InstallationSecrets
from libs.embedded.ports import free_port
from libs.service_kit.context import Caller
from libs.service_kit.tokens import TOKEN_HEADER, TokenSigner
from tests.faults.fault_schedule import FaultSchedule, Progress
from tests.faults.plan import draw_plan
from tests.faults.processes import ServiceProcess, ServiceProcesses
from tests.faults.republisher import Republisher
from tests.faults.requester.app import app as requester
from tests.faults.timeline import Timeline
from tests.schemas import make_schema
from tests.service_kit.toy.app import app as toy

SEED = int(os.environ.get("SEREIN_FAULTS_SEED") or random.SystemRandom().randrange(10**6))
CLIENTS, NUMBERS = 4, 60
PROCESSES = {"requester-1": "tests.faults.requester", "requester-2": "tests.faults.requester"}
PROCESSES |= {"toy-1": "tests.faults.toy_process", "toy-2": "tests.faults.toy_process"}


class Replicas:
    """Two services in one or two replicas each, and the clients that send them requests."""

    def __init__(self, root: Path, processes: Mapping[str, str] = PROCESSES) -> None:
        self._modules = processes
        self.timeline = Timeline(root / "timeline.jsonl")
        self.processes = ServiceProcesses(root, self.timeline)
        self.secrets = InstallationSecrets.load_or_make(root / "secrets.json")
        self.clients = [uuid4() for _ in range(CLIENTS)]
        self._http = httpx.AsyncClient(timeout=5)

    async def start(self) -> None:
        await self.processes.open()
        ports = {name.partition("-")[0]: 0 for name in self._modules}
        installation = Installation(self.processes.root, self.secrets, ports)
        for app in (toy, requester):
            make_schema(self.processes.postgres.url("serein"), app, password=installation.password_of(app.service.name))
        await self.processes.start(
            [
                ServiceProcess(
                    name,
                    module,
                    installation.settings(
                        name.partition("-")[0],
                        server_url=self.processes.postgres.url(),
                        bootstrap=self.processes.broker.bootstrap,
                        kafka_session_ms=2000,
                        port=free_port(),
                        kill_points=str(self.kill_points(name)),
                    ),
                )
                for name, module in self._modules.items()
            ]
        )

    def kill_points(self, name: str) -> Path:
        """The folder of the points at which this process ends."""
        folder = self.processes.root / f"{name}-kill-points"
        folder.mkdir(exist_ok=True)
        return folder

    async def ask(self, client: UUID, number: int, progress: Progress) -> None:
        """Send a request until one of the requesters has accepted it."""
        requesters = [name for name in self._modules if name.startswith("requester")]
        while True:
            for name in requesters:
                if (await self._call("POST", name, client, f"/numbers/{number}")) is not None:
                    await progress.count()
                    return
            await asyncio.sleep(0.1)

    async def answers(self) -> dict[tuple[UUID, int], int] | None:
        """How often each number was answered, or None while no requester answers."""
        found: dict[tuple[UUID, int], int] = {}
        for client in self.clients:
            answer = await self._call("GET", "requester-1", client, "/numbers")
            if answer is None:
                return None
            found |= {(client, int(number)): times for number, times in answer.json().items()}
        return found

    async def _call(self, method: str, name: str, client: UUID, path: str) -> httpx.Response | None:
        caller = Caller(None, None, client, "owner", frozenset({"numbers:write"}))
        path = f"/v1/clients/{client}{path}"
        token = TokenSigner(self.secrets.token_signing_key).sign(
            caller, audience=name.partition("-")[0], request=f"{method} {path}"
        )
        url = f"{self.processes.members[name].address}{path}"
        try:
            answer = await self._http.request(method, url, headers={TOKEN_HEADER: token})
        except httpx.TransportError:
            return None
        return answer if answer.is_success else None

    async def stop(self) -> None:
        await self._http.aclose()
        await self.processes.stop()


@pytest.fixture
async def replicas(tmp_path: Path) -> AsyncIterator[Replicas]:
    one = Replicas(tmp_path)
    await one.start()
    yield one
    await one.stop()


async def test_numbers_are_counted_once_while_processes_database_and_broker_are_killed(replicas: Replicas) -> None:
    print(f"seed {SEED}, timeline {replicas.timeline.path}")
    files = CLIENTS * NUMBERS
    plan = draw_plan(SEED, files=files, services=tuple(PROCESSES), kills=8, postgres=2, broker=2)
    progress = Progress()
    schedule = FaultSchedule(replicas.processes, plan, progress, replicas.timeline)
    republisher = Republisher(lambda: replicas.processes.postgres.url("serein"), ("requester", "toy"), SEED, share=0.5)
    wanted = [(client, number) for number in range(NUMBERS) for client in replicas.clients]

    republishing = asyncio.create_task(republisher.run())
    injecting = asyncio.create_task(schedule.run())
    for place, (client, number) in enumerate(wanted):
        await schedule.until_injected(place)
        await replicas.ask(client, number, progress)
    await injecting
    answers = await settled(replicas, wanted)
    republishing.cancel()
    await asyncio.wait([republishing])

    print(f"repeated {republisher.republished}, {dict(replicas.timeline.counts)}")
    assert answers == dict.fromkeys(wanted, 1)
    assert schedule.injected == [fault.target for fault in plan]
    assert replicas.processes.ended_by_itself == []


async def settled(replicas: Replicas, wanted: list[tuple[UUID, int]]) -> dict[tuple[UUID, int], int] | None:
    """The answers once all are in and stay the same for a while, otherwise those after a long wait."""
    answers, same = None, 0
    for _ in range(240):
        await asyncio.sleep(0.25)
        found = await replicas.answers()
        same = same + 1 if found is not None and found == answers else 0
        answers = found
        if same >= 8 and answers == dict.fromkeys(wanted, 1):
            break
    return answers
