"""The whole platform on one computer: database and broker as child processes, all services in this one."""

import asyncio
import importlib
import json
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from typing import Any

import asyncpg

from cli.installation import DATABASE, SERVICES, Installation
from cli.texts import CliCode
from libs.embedded.broker import Broker
from libs.embedded.folder_lock import only_program_in
from libs.embedded.ports import is_free, may_listen_on
from libs.embedded.postgres import Postgres, usable_data_root
from libs.embedded.process import PortTaken
from libs.embedded.texts import EmbeddedCode
from libs.refusal import Refusal
from libs.service_kit.app import App
from libs.service_kit.migrate import Schema, migrate
from libs.service_kit.running import Running
from libs.service_kit.telemetry import log

Progress = Callable[[str], None]
LOOK_EVERY = 1.0
"""Seconds between two looks at whether database and broker still run."""


def app_of(name: str) -> App[Any]:
    """The application of a service, by the name of its folder."""
    app: App[Any] = importlib.import_module(f"services.{name}.app").app
    return app


async def _in_thread(act: Callable[[], None]) -> None:
    """Do it in a thread, which is waited for also when this task is cancelled: what it starts can then be stopped."""
    work = asyncio.create_task(asyncio.to_thread(act))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise


async def create_database(owner_url: str, name: str) -> None:
    """Create the database if it does not exist."""
    connection = await asyncpg.connect(owner_url)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()


async def prepare_database(server_url: str, installation: Installation) -> None:
    """Create the database, and all that the services find in it; this process alone has the owner's address."""
    await create_database(server_url, DATABASE)
    schemas = [Schema(name, app_of(name).migrations, installation.password_of(name)) for name in SERVICES]
    await migrate(f"{server_url.rpartition('/')[0]}/{DATABASE}", schemas)


class Platform:
    """Starts the parts in order and stops them in reverse; received data stays in `installation.root`."""

    def __init__(
        self,
        installation: Installation,
        *,
        durable: bool = True,
        overrides: dict[str, dict[str, Any]] | None = None,
        bootstrap: str | None = None,
        for_all: dict[str, Any] | None = None,
    ) -> None:
        """`overrides` by service, `for_all` for every service; `bootstrap` is a broker that runs already."""
        self.installation = installation
        data = usable_data_root(installation.root) / "postgres"
        self.postgres = Postgres(data, durable=durable)
        self.broker = Broker(log=installation.root / "broker.log")
        self.state_file = installation.root / "running.json"
        self.running: dict[str, Running[Any]] = {}
        self._bootstrap, self._for_all, self._overrides = bootstrap, for_all or {}, overrides or {}
        self._stack = AsyncExitStack()

    async def start(self, services: Iterable[str] = SERVICES, report: Progress = lambda _: None) -> None:
        """Start everything, until documents can be received; after an error everything that was started is stopped."""
        try:
            await self._start(tuple(services), report)
        except BaseException:
            await self.stop()
            raise

    async def _start(self, services: tuple[str, ...], report: Progress) -> None:
        self._stack.enter_context(only_program_in(self.installation.root))
        self._check_public_port()
        report("database")
        self._stack.push_async_callback(asyncio.to_thread, self.postgres.stop)
        await _in_thread(self.postgres.start)
        await prepare_database(self.postgres.url(), self.installation)
        if self._bootstrap is None:
            report("broker")
            self._stack.push_async_callback(asyncio.to_thread, self.broker.stop)
            await _in_thread(self.broker.start)
        self._stack.push_async_callback(self._stop_services)
        report("services")
        await asyncio.gather(*(self._start_service(name) for name in services))
        self._write_state()
        await self._until_ready()

    def _check_public_port(self) -> None:
        """Raises PortTaken, or a Refusal for a port that only root may use, before anything is started."""
        port = self.installation.ports["gateway"]
        if not may_listen_on(port):
            raise Refusal(CliCode.PORT_NOT_ALLOWED, port=port)
        if not is_free(port):
            raise PortTaken(EmbeddedCode.PORT_TAKEN, port=port)

    async def _start_service(self, name: str) -> None:
        app = app_of(name)
        values = self.installation.settings(
            name,
            server_url=self.postgres.url(),
            bootstrap=self._bootstrap or self.broker.bootstrap,
            **(self._for_all | self._overrides.get(name, {})),
        )
        running = Running(app, app.settings(**values))
        self.running[name] = running
        await running.start()

    async def _until_ready(self) -> None:
        async with asyncio.timeout(60):
            while True:
                states = {name: await running.ready() for name, running in self.running.items()}
                if all(all(parts.values()) for parts in states.values()):
                    return
                for running in self.running.values():
                    if running.failed.done():
                        running.failed.result()
                await asyncio.sleep(0.1)

    def _write_state(self) -> None:
        """Write the addresses for other commands, in one step; the file is removed when the platform stops."""
        state = {"owner_url": self.postgres.url(DATABASE), "gateway_url": self.installation.gateway_url}
        draft = self.state_file.with_name(f"{self.state_file.name}.draft")
        draft.touch(mode=0o600, exist_ok=True)
        draft.write_text(json.dumps(state))
        draft.replace(self.state_file)
        self._stack.callback(self.state_file.unlink, missing_ok=True)

    async def failed(self) -> None:
        """Wait until a service fails or a server ends, and raise its error, or a Refusal that names the server."""
        watched = [running.failed for running in self.running.values()]
        ended = None
        while not any(future.done() for future in watched) and ended is None:
            await asyncio.wait(watched, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
            ended = self._ended_part()
        for future in watched:
            if future.done():
                future.result()
        raise Refusal(CliCode.PART_ENDED, part=ended)

    def _ended_part(self) -> str | None:
        """The server of ours that does not run any more, if any."""
        if self.postgres.pid is None:
            return "database"
        return "broker" if self._bootstrap is None and self.broker.pid is None else None

    async def _stop_services(self) -> None:
        ended = await asyncio.gather(*(r.stop() for r in reversed(self.running.values())), return_exceptions=True)
        for name, error in zip(reversed(self.running), ended, strict=True):
            if isinstance(error, BaseException):
                log.error("platform.service_did_not_stop", service=name, error=repr(error))
        self.running.clear()

    async def stop(self) -> None:
        """Stop services, broker and database, in this order."""
        await self._stack.aclose()
