"""A running service: opens its parts in order, runs consumer, relay, jobs and HTTP, and stops them gracefully."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, Generic, TypeVar

import uvicorn
from fastapi import FastAPI

from contracts.catalogue import REGISTRY
from libs.service_kit import kafka
from libs.service_kit.app import App, Kit
from libs.service_kit.backoff import backoff
from libs.service_kit.blobs import BlobStore
from libs.service_kit.connections import PatientConnection
from libs.service_kit.consumer import Consumer
from libs.service_kit.context import Context, utc_now
from libs.service_kit.database import Contended, Database, DatabaseAway
from libs.service_kit.database.outages import outages
from libs.service_kit.dispatcher import Dispatcher
from libs.service_kit.http import new_http_app
from libs.service_kit.http_guards import HEADER_BYTES
from libs.service_kit.jobs import Jobs
from libs.service_kit.migrate import check_revision
from libs.service_kit.public_routes import check_public_routes
from libs.service_kit.relay import Relay
from libs.service_kit.retention import forget
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import log
from libs.service_kit.tokens import TokenReader
from libs.service_kit.vault import Vault
from libs.service_kit.watch import Watch

Deps = TypeVar("Deps")


KEEP_ALIVE_SECONDS = 75
"""Longer than clients and proxies keep an idle connection (httpx 5 s, nginx 60 s), so that it is they who close it.

Otherwise a request can meet a connection that the server is closing, and is lost.
"""


class _Server(uvicorn.Server):
    """uvicorn inside our process, which handles signals itself."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def is_away(error: BaseException) -> bool:
    """Whether database or broker cannot be reached, at the start of a service, when nothing else was done yet."""
    try:
        with outages():
            raise error
    except (DatabaseAway, kafka.KafkaError):
        return True
    except Exception:  # noqa: BLE001 - only asked what it is; the caller raises it
        return False


class Running(Generic[Deps]):
    """One running service. `failed` completes with the error that stopped it."""

    def __init__(self, app: App[Deps], settings: KitSettings) -> None:
        self.app, self.settings = app, settings
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()
        self.jobs = Jobs(app.service, self.context, self._stopping)
        self._consumer: Consumer | None = None
        self.relay: Relay | None = None
        self._servers: list[_Server] = []
        self.http: FastAPI

    async def open(self) -> None:
        """Open database, blobs, vault, dependencies and HTTP app, without network. Raises CannotStart."""
        name = self.app.service.name
        tokens = None if self.app.is_public else TokenReader(self.settings.token_public_keys, name)
        url = self.settings.database_url.get_secret_value()
        jobs = self.settings.database_jobs_url
        self.database = Database(
            url,
            name,
            pool=self.settings.database_pool,
            jobs_url=None if jobs is None else jobs.get_secret_value(),
            jobs_pool=self.settings.database_jobs_pool,
            limits=self.settings.database_limits,
        )
        self.database.fault_point = self.app.fault_point
        await self.database.open()
        self._stack.push_async_callback(self.database.close)
        self.blobs = BlobStore(self.settings.blob_url)
        self.vault = Vault(self.database, self.settings.master_keys.get_secret_value())
        kit = Kit(self.settings, self.database, self.blobs, self.vault, self._stopping)
        self.deps = await self.app.open_deps(kit, self._stack)
        self.watch = Watch(self.app.service.deployed_name, self.settings, self.database, None)
        self.dispatcher = Dispatcher(self.app.service, self.settings, self.context)
        self.http = new_http_app(
            self.app.service.deployed_name,
            texts=self.app.texts,
            statuses=self.app.statuses,
            tokens=tokens,
            context=self.context,
            ready=self.ready,
            details=lambda: self.app.details(self.deps),
            alive=lambda: self.watch.alive(),
            at_once=self.settings.http_requests,
            health_port=self.settings.health_port,
            document_url=None if self.app.is_public else "/openapi.json",
        )
        for middleware in self.app.middleware:
            self.http.add_middleware(middleware)
        for router in self.app.routers:
            check_public_routes(router.routes)
            self.http.include_router(router)

    def context(self) -> Context[Deps]:
        """A new context with the present time, without caller and client."""
        return Context(
            service=self.app.service.name,
            deps=self.deps,
            database=self.database,
            blobs=self.blobs,
            vault=self.vault,
            publishes=frozenset(self.app.service.publishes),
            wake=self.jobs.wake,
            now=utc_now(),
            largest_event=self.settings.kafka_largest_message,
        )

    async def start(self) -> None:
        """Open everything and start working. Raises CannotStart."""
        await self.open()
        await self._until_answered(self.database.check)
        await self._until_answered(lambda: check_revision(self.database, self.app.migrations))
        service = self.app.service
        own = (*service.topics, *service.said_topics)
        await self._until_answered(lambda: kafka.ensure_topics(self.settings, REGISTRY.topics.values(), own))
        if service.publishes:
            self.relay = Relay(self.settings, self.database, service.deployed_name)
            self._go("relay", self.relay.run())
        if service.topics:
            self._consumer = Consumer(self.settings, service.deployed_name, service.topics, self.dispatcher)
            self._consumer.fault_point = self.app.fault_point
            self._go("loop", self._consumer.run())
            self._go("dead_letters", self._replay_dead_letters())
        self.watch = Watch(service.deployed_name, self.settings, self.database, self._consumer)
        self._go("watch", self.watch.run(self._stopping))
        for job in service.jobs.values():
            self._go(job.name, self.jobs.repeat(job))
        self._go("sweep", self._sweep())
        for port in (self.settings.port, self.settings.health_port):
            if port is not None:
                self._servers.append(_Server(self._listening_on(port)))
                self._go(f"http:{port}", self._servers[-1].serve())
        log.info("service.started", service=service.name, port=self.settings.port)

    def _listening_on(self, port: int) -> uvicorn.Config:
        return uvicorn.Config(
            self.http,
            host=self.settings.host,
            port=port,
            log_config=None,
            access_log=False,
            proxy_headers=False,  # it believes every caller on loopback; see peer_address
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            http=partial(PatientConnection, patience=self.settings.patience),  # type: ignore[arg-type]  # called as a class is
            ws="none",
            h11_max_incomplete_event_size=HEADER_BYTES,
        )

    async def stop(self) -> None:
        """Finish current work, publish what is committed, close everything."""
        self._stopping.set()
        for server in self._servers:
            server.should_exit = True
        if self._consumer is not None:
            self._consumer.stop()
        if self.relay is not None:
            self.relay.stop()
        self.jobs.wake_all()
        if self._tasks:  # it may be stopped before it had opened everything
            self.watch.to_replay.set()
            _, late = await asyncio.wait(self._tasks, timeout=15)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=5)
        await self._stack.aclose()
        log.info("service.stopped", service=self.app.service.name)

    async def ready(self) -> dict[str, bool]:
        """Whether the database takes writes, the broker answers, and what the service itself needs is there."""
        return {**await self.watch.ready(), **self.app.ready(self.deps)}

    def _go(self, name: str, work: Any) -> None:
        """Run a part in the background; the first one to fail stops the service, with an error in the log."""
        task = asyncio.create_task(work, name=f"{self.app.service.name}.{name}")
        task.add_done_callback(partial(self._ended, name))
        self._tasks.append(task)

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        if task.cancelled() or self._stopping.is_set() or self.failed.done():
            return
        error = task.exception() or RuntimeError(f"{name} ended by itself")
        log.error("service.failed", service=self.app.service.name, part=name, exc_info=error)
        self.failed.set_exception(error)

    async def _until_answered(self, act: Callable[[], Awaitable[Any]]) -> None:
        """Wait for database and broker at the start, instead of failing before they are up."""
        pauses = backoff(0.1, 3)
        while True:
            try:
                await act()
            except Exception as error:
                if not is_away(error):
                    raise
                log.warning("service.waits", service=self.app.service.name, error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(next(pauses))
            else:
                return

    async def _replay_dead_letters(self) -> None:
        """Replay dead letters: first those that waited for this version, then early and requested ones."""
        states: tuple[str, ...] = ("waiting", "early", "replay")
        while not self._stopping.is_set():
            try:
                await self.dispatcher.replay(*states)
                states = ("early", "replay")
            except (DatabaseAway, Contended) as error:
                log.warning("dead_letters.wait", error=str(error))
                await asyncio.sleep(1)
                continue  # also those that only wait at the start
            self.watch.to_replay.clear()
            await self.watch.to_replay.wait()

    async def _sweep(self) -> None:
        """Delete old rows once an hour."""
        while not self._stopping.is_set():
            try:
                await forget(self.database, self.settings)
            except Exception as error:
                if not isinstance(error, DatabaseAway | Contended):
                    raise
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 3600)
