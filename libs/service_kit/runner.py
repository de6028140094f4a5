"""Runs a service: opens its parts in order, keeps loop, relay, jobs and HTTP going together, stops them gracefully."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import uvicorn
from fastapi import APIRouter, FastAPI
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase
from starlette.types import ASGIApp

from contracts.catalogue import REGISTRY
from libs.service_kit import dead_letters, kafka
from libs.service_kit.backoff import backoff
from libs.service_kit.blobs import BlobStore
from libs.service_kit.consumer import Consumer
from libs.service_kit.context import Context, utc_now
from libs.service_kit.database import ALL_TENANTS, CONNECTION_LOST, Database, is_outage
from libs.service_kit.dispatcher import Dispatcher
from libs.service_kit.http import Tokens, new_http_app
from libs.service_kit.http_texts import Texts
from libs.service_kit.migrations import migrate
from libs.service_kit.relay import Relay
from libs.service_kit.service import Job, Service
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import DEAD_LETTERS, JOBS, log, set_up_logs, set_up_traces
from libs.service_kit.vault import Vault

Deps = TypeVar("Deps")


@dataclass(frozen=True)
class Kit:
    """What the kit has opened, for a service to build its dependencies from."""

    settings: Any
    database: Database
    blobs: BlobStore
    vault: Vault
    tokens: Tokens
    stopping: asyncio.Event


@dataclass(frozen=True)
class App(Generic[Deps]):
    """Everything that makes up one service; `app.py` builds it, nothing else does."""

    service: Service[Deps]
    settings: type[KitSettings]
    open_deps: Callable[[Kit, AsyncExitStack], Awaitable[Deps]]
    migrations: Path
    tables: type[DeclarativeBase]
    routers: list[APIRouter] = field(default_factory=list)
    texts: Texts = field(default_factory=dict)
    ready: Callable[[Deps], dict[str, bool]] = lambda _: {}
    middleware: list[Callable[[ASGIApp], ASGIApp]] = field(default_factory=list)

    def main(self) -> None:
        """Run this service alone until SIGTERM or SIGINT."""
        settings = self.settings()
        set_up_logs(settings.log_level, as_json=settings.log_json)
        set_up_traces(self.service.deployed_name, settings.otlp_endpoint)
        asyncio.run(self._main(settings))

    async def _main(self, settings: KitSettings) -> None:
        running = Running(self, settings)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await running.start()
        running.failed.add_done_callback(lambda _: stop.set())
        try:
            await stop.wait()
        finally:
            await running.stop()
        if running.failed.done():
            running.failed.result()


_OLD_OUTBOX = (
    "sent_at IS NOT NULL AND created_at < now() - make_interval(days => :days) AND NOT (aggregatetype = ANY(:compacted)"
    " AND seq IN (SELECT max(seq) FROM {schema}.outbox WHERE aggregatetype = ANY(:compacted)"
    " GROUP BY aggregatetype, aggregateid))"
)
"""Published rows past their time, but not the newest of each key of a compacted topic: a broker keeps those too."""


class _Server(uvicorn.Server):
    """uvicorn inside our process: signals are ours."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Running(Generic[Deps]):
    """One service at work. `failed` ends with the error that brought it down."""

    def __init__(self, app: App[Deps], settings: KitSettings) -> None:
        self.app, self.settings = app, settings
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self._woken = {name: asyncio.Event() for name in app.service.jobs}
        self._stopping = asyncio.Event()
        self._consumer: Consumer | None = None
        self.relay: Relay | None = None
        self._server: _Server | None = None
        self.http: FastAPI

    async def open(self) -> None:
        """Database (migrated when we own it), blobs, vault, dependencies, HTTP app; no network yet."""
        name = self.app.service.name
        url = self.settings.database_url.get_secret_value()
        if self.settings.database_owner_url is not None:
            owner = self.settings.database_owner_url.get_secret_value()
            await self._until_answered(lambda: migrate(owner, url, name, self.app.migrations))
        self.database = Database(url, name, pool=self.settings.database_pool)
        self._stack.push_async_callback(self.database.close)
        self.blobs = BlobStore(self.settings.blob_url)
        self.vault = Vault(self.database, self.settings.master_keys.get_secret_value())
        self.tokens = Tokens(self.settings.internal_secret.get_secret_value())
        kit = Kit(self.settings, self.database, self.blobs, self.vault, self.tokens, self._stopping)
        self.deps = await self.app.open_deps(kit, self._stack)
        self.dispatcher = Dispatcher(self.app.service, self.settings, self.context)
        self.http = new_http_app(
            self.app.service.deployed_name,
            texts=self.app.texts,
            tokens=self.tokens,
            context=self.context,
            ready=self.ready,
        )
        for middleware in self.app.middleware:
            self.http.add_middleware(middleware)
        for router in self.app.routers:
            self.http.include_router(router)

    def context(self) -> Context[Deps]:
        """A fresh context: the time is now, nobody asks, no client is set."""
        return Context(
            service=self.app.service.name,
            deps=self.deps,
            database=self.database,
            blobs=self.blobs,
            vault=self.vault,
            publishes=frozenset(self.app.service.publishes),
            wake=self.wake,
            now=utc_now(),
        )

    def wake(self, job: str) -> None:
        """Run this job at once."""
        self._woken[job].set()

    async def start(self) -> None:
        """Open everything and go to work."""
        await self.open()
        await self._until_answered(lambda: kafka.create_topics(self.settings, REGISTRY.topics.values()))
        service = self.app.service
        if service.publishes:
            self.relay = Relay(self.settings, self.database, service.deployed_name)
            self._go("relay", self.relay.run())
        if service.topics:
            self._consumer = Consumer(self.settings, service.deployed_name, service.topics, self.dispatcher)
            self._go("loop", self._consumer.run())
            self._go("dead_letters", self._replay_dead_letters())
        for job in service.jobs.values():
            self._go(job.name, self._repeat(job))
        self._go("sweep", self._sweep())
        config = uvicorn.Config(
            self.http, host=self.settings.host, port=self.settings.port, log_config=None, access_log=False
        )
        self._server = _Server(config)
        self._go("http", self._server.serve())
        log.info("service.started", service=service.name, port=self.settings.port)

    async def stop(self) -> None:
        """Finish what is in hand, publish what is committed, let go of everything."""
        self._stopping.set()
        if self._server is not None:
            self._server.should_exit = True
        if self._consumer is not None:
            self._consumer.stop()
        if self.relay is not None:
            self.relay.stop()
        for event in self._woken.values():
            event.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=15)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=5)
        await self._stack.aclose()
        log.info("service.stopped", service=self.app.service.name)

    async def ready(self) -> dict[str, bool]:
        """Whether the database answers and the group has given us our partitions."""
        try:
            await asyncio.wait_for(self.database.ping(), 2)
            database = True
        except (TimeoutError, *CONNECTION_LOST):
            database = False
        bus_joined = self._consumer is None or self._consumer.joined.is_set()
        return {"database": database, "bus": bus_joined, **self.app.ready(self.deps)}

    def _go(self, name: str, work: Any) -> None:
        """Keep a part going; the first to fail brings the service down, loudly."""
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
        """At the start, wait for database and broker instead of dying before they are up."""
        pauses = backoff(0.1, 3)
        while True:
            try:
                await act()
            except Exception as error:
                if not (is_outage(error) or isinstance(error, kafka.KafkaError)):
                    raise
                log.warning("service.waits", service=self.app.service.name, error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(next(pauses))
            else:
                return

    async def _repeat(self, job: Job) -> None:
        """Run a job at its pace, at once when woken or when it says there is more; its failures are logged."""
        woken = self._woken[job.name]
        while not self._stopping.is_set():
            more = await self.run_job(job)
            if more:
                continue
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(woken.wait(), job.seconds)
            woken.clear()

    async def run_job(self, job: Job) -> bool:
        """One run of a background job."""
        name = self.app.service.deployed_name
        try:
            more = bool(await job.run(self.context()))
            JOBS.labels(name, job.name, "done").inc()
        except Exception as error:  # noqa: BLE001 - a job comes round again; its failure is counted and logged
            JOBS.labels(name, job.name, "failed").inc()
            if is_outage(error):
                log.warning("job.database_away", job=job.name, error=type(error).__name__)
            else:
                log.error("job.failed", job=job.name, exc_info=error)
            await asyncio.sleep(min(1.0, job.seconds))
            return False
        return more

    async def _replay_dead_letters(self) -> None:
        """Replay dead letters: first those that waited for this version, then those too early or asked for."""
        states: tuple[str, ...] = ("waiting", "early", "replay")
        while not self._stopping.is_set():
            try:
                await self.dispatcher.replay(*states)
                states = ("early", "replay")
                DEAD_LETTERS.labels(self.app.service.deployed_name).set(await dead_letters.count(self.database))
            except Exception as error:
                if not is_outage(error):
                    raise
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 1)

    async def _sweep(self) -> None:
        """Forget what is old, now and again."""
        while not self._stopping.is_set():
            try:
                await self.forget()
            except Exception as error:
                if not is_outage(error):
                    raise
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 3600)

    async def forget(self) -> None:
        """Forget what is older than the retention period: published outbox rows, inbox rows, replayed dead letters.

        An outbox row goes by its own age, however often it was published again: it must be gone everywhere before the
        first inbox forgets it. A broker that forgets is read from the start each time, so then no inbox may forget.

        The newest row of each key of a compacted topic stays, as on the topic itself, so that a new service learns the
        settings of every client from a broker that was filled again. Heard twice, a snapshot says nothing new.
        """
        schema, days = self.database.schema, self.settings.retention_days
        old = {
            "outbox": _OLD_OUTBOX.format(schema=schema),
            "inbox": "handled_at < now() - make_interval(days => :days * 2)",
            "dead_letter": "state = 'replayed' AND last_at < now() - make_interval(days => :days)",
        }
        if self.settings.kafka_forgets:
            del old["inbox"]
        compacted = [topic.name for topic in REGISTRY.topics.values() if topic.compacted]
        async with self.database.begin(ALL_TENANTS) as tx:
            for table, condition in old.items():
                statement = text(f"DELETE FROM {schema}.{table} WHERE {condition}").bindparams(days=days)  # noqa: S608
                await tx.execute(statement.bindparams(compacted=compacted) if table == "outbox" else statement)
