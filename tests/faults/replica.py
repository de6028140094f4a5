"""A replica of the toy service in this process, and what tests ask of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
from prometheus_client import REGISTRY
from sqlalchemy import select, text

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.embedded.ports import free_port
from libs.service_kit import App, Context, Service, kafka
from libs.service_kit.context import Caller
from libs.service_kit.running import Running
from libs.service_kit.settings import KitSettings
from libs.service_kit.testing import SIGNING_KEY
from libs.service_kit.tokens import TOKEN_HEADER, TokenSigner
from tests.service_kit.toy import tables
from tests.service_kit.toy.app import Deps, app, count
from tests.service_kit.toy.contract import TOY, Answered, Counted

Handler = Callable[[Counted, Context[Deps]], Awaitable[None]]


def toy_with(handler: Handler = count, publishes: tuple[type[Event], ...] = (Answered,)) -> App[Deps]:
    """The toy service with another handler."""
    service: Service[Deps] = Service("toy", publishes=list(publishes))
    service.on(Counted)(handler)
    return replace(app, service=service)


@asynccontextmanager
async def started(toy: App[Any], settings: KitSettings) -> AsyncIterator[Running[Any]]:
    """A running replica, on a port of its own."""
    await kafka.create_topics(settings, [TOY])
    running = Running(toy, settings.model_copy(update={"port": free_port()}))
    await running.start()
    try:
        yield running
    finally:
        await running.stop()


async def send(settings: KitSettings, *events: Counted) -> None:
    """Put events on the topic, in order."""
    producer = kafka.producer(settings)
    await producer.start()
    try:
        raw = [(Envelope.wrap(event, source="t").encode(), str(event.client_id).encode()) for event in events]
        for sent in [await producer.send(TOY.name, value, key=key) for value, key in raw]:
            await sent
    finally:
        await producer.stop()


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    """Wait for something. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - nothing says when the database has changed
            await asyncio.sleep(0.02)


async def numbers_of(running: Running[Any], client: UUID) -> list[int]:
    """The numbers counted for a client, in order; each must have been counted once."""
    async with running.context().for_client(client).read() as tx:
        rows = await tx.fetch(select(tables.Count.number, tables.Count.times).where(tables.Count.client_id == client))
    assert {row.times for row in rows} <= {1}
    return sorted(row.number for row in rows)


async def until_counted(running: Running[Any], client: UUID, *numbers: int) -> None:
    """Wait until exactly these numbers of a client are counted."""

    async def counted() -> bool:
        return await numbers_of(running, client) == sorted(numbers)

    await until(counted)


async def unsent(running: Running[Any]) -> int:
    """How many events wait to be published."""
    async with running.context().read(all_tenants=True) as tx:
        return int(await tx.value(text(f"SELECT count(*) FROM {running.database.schema}.unsent")))


async def until_published(running: Running[Any]) -> None:
    """Wait until everything is published."""

    async def all_sent() -> bool:
        return await unsent(running) == 0

    await until(all_sent)


async def until_ready(running: Running[Any], *, ready: bool = True) -> None:
    """Wait until the replica says that it is ready, or that it is not."""

    async def says_so() -> bool:
        return all((await running.ready()).values()) is ready

    await until(says_so)


def gauge(name: str, **labels: str) -> float:
    """The value of a measurement of the toy service in this process."""
    return REGISTRY.get_sample_value(name, {"service": "toy", **labels}) or 0.0


async def ask(running: Running[Any], client: UUID, path: str = "counts", method: str = "GET") -> httpx.Response:
    """A request as the gateway would send it."""
    caller = Caller(None, None, client, "owner", frozenset({"counts:read", "numbers:write"}))
    transport = httpx.ASGITransport(app=running.http, raise_app_exceptions=False)
    path = f"/v1/clients/{client}/{path}"
    token = TokenSigner(SIGNING_KEY).sign(caller, audience=running.app.service.name, request=f"{method} {path}")
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as browser:
        return await browser.request(method, path, headers={TOKEN_HEADER: token})
