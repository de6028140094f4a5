"""The parts of one service, built only by its `app.py`."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from fastapi import APIRouter
from sqlalchemy.orm import DeclarativeBase
from starlette.types import ASGIApp

from libs.refusal import Statuses
from libs.service_kit.blobs import BlobStore
from libs.service_kit.database import Database
from libs.service_kit.errors import CannotStart
from libs.service_kit.fault_points import FaultPoint, no_fault
from libs.service_kit.service import Service
from libs.service_kit.settings import KitSettings, from_environment
from libs.service_kit.telemetry import log, set_up_logs, set_up_traces
from libs.service_kit.vault import Vault
from libs.texts import Texts

Deps = TypeVar("Deps")


@dataclass(frozen=True)
class Kit:
    """What the kit has opened, from which a service builds its dependencies."""

    settings: Any
    database: Database
    blobs: BlobStore
    vault: Vault
    stopping: asyncio.Event


@dataclass(frozen=True)
class App(Generic[Deps]):
    """Everything that makes up one service; only its `app.py` builds it.

    `ready` says which parts work, `details` what `/readyz` shows besides. `is_public` is the gateway alone: users
    call it themselves; every other service answers the gateway's tokens only.
    """

    service: Service[Deps]
    settings: type[KitSettings]
    open_deps: Callable[[Kit, AsyncExitStack], Awaitable[Deps]]
    migrations: Path
    tables: type[DeclarativeBase]
    routers: list[APIRouter] = field(default_factory=list)
    texts: Texts = field(default_factory=dict)
    statuses: Statuses = field(default_factory=dict)
    ready: Callable[[Deps], dict[str, bool]] = lambda _: {}
    details: Callable[[Deps], dict[str, object]] = lambda _: {}
    middleware: list[Callable[[ASGIApp], ASGIApp]] = field(default_factory=list)
    fault_point: FaultPoint = no_fault
    is_public: bool = False

    def main(self) -> None:
        """Run this service alone until SIGTERM or SIGINT. Raises the error of a part that failed.

        Raises SystemExit with a sentence when a setting is wrong or the service refuses to start.
        """
        settings = from_environment(self.settings)
        set_up_logs(settings.log_level, as_json=settings.log_json)
        set_up_traces(self.service.deployed_name, settings.otlp_endpoint)
        try:
            asyncio.run(self._main(settings))
        except CannotStart as error:
            log.error("service.cannot_start", service=self.service.name, reason=str(error))
            raise SystemExit(1) from None

    async def _main(self, settings: KitSettings) -> None:
        from libs.service_kit.running import Running

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
