"""Database, broker and every service, each in a process that can be killed and started again."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from cli.installation import DATABASE, as_environment
from cli.platform import create_database
from libs.embedded.broker import Broker
from libs.embedded.postgres import Postgres, usable_data_root
from libs.embedded.process import Process
from tests.faults.plan import BROKER, POSTGRES
from tests.faults.timeline import Timeline

REPOSITORY = Path(__file__).parents[2]
_LOG_LINES = 10


@dataclass(frozen=True)
class ServiceProcess:
    """One service process: its name, the module that runs it, its settings."""

    name: str
    module: str
    settings: dict[str, Any]

    @property
    def address(self) -> str:
        """Its address for HTTP."""
        return f"http://127.0.0.1:{self.settings['port']}"

    @property
    def health(self) -> str:
        """Where it answers about its health."""
        return f"http://127.0.0.1:{self.settings.get('health_port') or self.settings['port']}"


class ServiceProcesses:
    """Starts everything and, as an orchestrator would, restarts and records what ends by itself."""

    def __init__(self, root: Path, timeline: Timeline) -> None:
        self.root, self.timeline = root, timeline
        self.postgres = Postgres(usable_data_root(root) / "postgres", durable=True)
        self.broker = Broker(log=root / "broker.log")
        self.members: dict[str, ServiceProcess] = {}
        self.ended_by_itself: list[str] = []
        self._processes: dict[str, Process] = {}
        self._down: set[str] = set()
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start database and broker; the services' settings need their addresses."""
        await asyncio.to_thread(self.postgres.start)
        await create_database(self.postgres.url(), DATABASE)
        await asyncio.to_thread(self.broker.start)

    async def start(self, members: Sequence[ServiceProcess]) -> None:
        """Start all services, and wait until each is ready."""
        for member in members:
            self.members[member.name] = member
            self._processes[member.name] = Process(
                member.name, log=self.root / f"{member.name}.log", goodbye=signal.SIGTERM
            )
            self._launch(member.name)
        self._watch = asyncio.create_task(self._keep_going())
        await self.until_ready(120)

    async def until_ready(self, seconds: float) -> None:
        """Wait until every service answers that database and broker are there. Raises TimeoutError."""
        async with asyncio.timeout(seconds), httpx.AsyncClient(timeout=5) as http:
            for member in self.members.values():
                while True:
                    with contextlib.suppress(httpx.HTTPError):
                        if (await http.get(f"{member.health}/readyz")).status_code == 200:
                            break
                    await asyncio.sleep(0.1)

    def pid(self, name: str) -> int | None:
        """The process id of a service while it runs."""
        return self._processes[name].pid

    async def kill(self, target: str) -> None:
        """End a process with SIGKILL."""
        self._down.add(target)
        if target == POSTGRES:
            await asyncio.to_thread(self.postgres.kill)
        elif target == BROKER:
            await asyncio.to_thread(self.broker.kill)
        else:
            self._processes[target].kill()

    async def restart(self, target: str) -> None:
        """Start it again, on the same port and data; the broker starts empty."""
        if target == POSTGRES:
            await asyncio.to_thread(self.postgres.start)
        elif target == BROKER:
            await asyncio.to_thread(self.broker.start)
        else:
            self._launch(target)
        self._down.discard(target)

    async def stop(self) -> None:
        """Stop everything, in the right order."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        await asyncio.gather(*(asyncio.to_thread(p.stop, seconds=20) for p in self._processes.values()))
        await asyncio.to_thread(self.broker.stop)
        await asyncio.to_thread(self.postgres.stop)

    def log_tail(self, name: str) -> str:
        """The last lines of a service's log."""
        return self._processes[name].log_tail(_LOG_LINES)

    def _launch(self, name: str) -> None:
        member = self.members[name]
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": os.environ.get("HOME", "/"),
            "PYTHONPATH": str(REPOSITORY),
        }
        environment |= as_environment(member.settings)
        self._processes[name].start([sys.executable, "-m", member.module], env=environment)

    async def _keep_going(self) -> None:
        while True:
            await asyncio.sleep(0.2)
            for name, process in self._processes.items():
                if name not in self._down and process.pid is None:
                    self.ended_by_itself.append(name)
                    self.timeline.note("ended_by_itself", target=name, last_words=self.log_tail(name))
                    self._launch(name)
