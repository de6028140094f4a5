"""Events per second through the kit's whole loop, and their ratio to loops written by hand on the same parts."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from prometheus_client import REGISTRY
from pydantic import SecretStr

from cli.platform import create_database
from contracts.envelope import Envelope
from contracts.registry import Topic
from libs.embedded.broker import Broker
from libs.embedded.ports import free_port
from libs.embedded.postgres import temporary_postgres
from libs.service_kit import App, kafka
from libs.service_kit.running import Running
from libs.service_kit.tokens import new_signing_key, public_keys
from libs.service_kit.vault import new_master_key
from tests.bench import put_handler
from tests.bench.bare_loop import SCHEMA, BareLoop, BatchedLoop
from tests.bench.table import Table
from tests.schemas import make_schema
from tests.service_kit.toy.app import app
from tests.service_kit.toy.contract import TOY, Counted

EVENTS, CLIENTS, ROUNDS = 6000, 60, 5


async def bench(table: Table) -> None:
    """Five rounds of each loop in turn, each on a new database and topic; the result is the median of the ratios."""
    plain, written, alone = [], [], []
    for number in range(ROUNDS):
        batched = await _round(partial(_bare, BatchedLoop))
        kit = await _round(partial(_kit, app))
        put = await _round(partial(_kit, put_handler.app))
        plain.append(kit.rate / batched.rate)
        written.append(put.rate / batched.rate)
        bare_one = await _round(partial(_bare, BareLoop), clients=EVENTS)
        kit_one = await _round(partial(_kit, app), clients=EVENTS)
        alone.append(kit_one.rate / bare_one.rate)
        for what, pace, other, ratio in (
            ("plain handlers", kit, f"batched {batched.rate:.0f}", plain[-1]),
            ("put and load", put, f"{put.cpu * 1e6:.0f} us Python an event", written[-1]),
            ("runs of one", kit_one, f"bare {bare_one.rate:.0f}", alone[-1]),
        ):
            table.add(f"kit loop, round {number + 1}, {what}", f"{pace.rate:.0f} events/s", other, f"{ratio:.2f}")
    table.add("kit loop, plain handlers, median", "", "aim 0.25 of batched", f"{statistics.median(plain):.2f}")
    table.add("kit loop, put and load, median", "", "aim 0.50 of batched", f"{statistics.median(written):.2f}")
    table.add("kit loop, runs of one, median", "", "aim 2.00 of bare", f"{statistics.median(alone):.2f}")


@dataclass(frozen=True)
class Pace:
    """Events per second, and seconds of this process's CPU per event."""

    rate: float
    cpu: float


async def _round(loop: Callable[[str, str, int], Awaitable[Pace]], clients: int = CLIENTS) -> Pace:
    with temporary_postgres() as postgres, Broker() as broker:
        return await loop(postgres.url(), broker.bootstrap, clients)


async def _fill(settings: Any, clients: int) -> None:
    await kafka.create_topics(settings, [TOY, Topic("answers", key="client_id", partitions=4)])
    producer = kafka.producer(settings)
    await producer.start()
    ids = [uuid4() for _ in range(clients)]
    sent = []
    for number in range(EVENTS):
        event = Counted(client_id=ids[number % clients], number=number)
        sent.append(await producer.send("toy", Envelope.wrap(event, source="b").encode(), key=event.key.encode()))
    await asyncio.gather(*sent)
    await producer.stop()


def _settings(url: str, bootstrap: str) -> Any:
    make_schema(url.rpartition("/")[0] + "/bench", app, password="x")
    host = url.partition("@")[2].partition("/")[0]
    folder = tempfile.mkdtemp()
    return app.settings(
        database_url=SecretStr(f"postgresql://serein_toy:x@{host}/bench"),
        kafka_bootstrap=bootstrap,
        kafka_idempotent=False,
        kafka_session_ms=3000,
        kafka_fetch_wait_ms=50,
        blob_url=f"file://{Path(folder)}",
        master_keys=SecretStr(new_master_key("b")),
        token_public_keys=public_keys(new_signing_key("bench")),
        host="127.0.0.1",
        port=free_port(),
    )


class Clock:
    """Starts with the first event that is handled, and stops when all are published."""

    def __init__(self) -> None:
        self._first = 0
        self._wall = self._cpu = 0.0

    def enough(self, published: int, handled: int | None = None) -> bool:
        """Whether all events are out. A loop that does not count what it handles is timed from the first published."""
        begun = published if handled is None else handled
        if begun and not self._first:
            self._first, self._wall, self._cpu = begun, time.perf_counter(), time.process_time()
        return published >= EVENTS

    @property
    def pace(self) -> Pace:
        """The pace from the first event on."""
        number = EVENTS - self._first
        return Pace(number / (time.perf_counter() - self._wall), (time.process_time() - self._cpu) / number)


async def _bare(loop_class: type[BareLoop], url: str, bootstrap: str, clients: int) -> Pace:
    await create_database(url, "bench")
    own = url.rpartition("/")[0] + "/bench"
    connection = await asyncpg.connect(own)
    await connection.execute(SCHEMA)
    await _fill(_settings(url, bootstrap), clients)
    clock = Clock()
    await loop_class(bootstrap, own, "toy").run(clock.enough)
    pace = clock.pace
    await connection.close()
    return pace


async def _kit(service: App[Any], url: str, bootstrap: str, clients: int) -> Pace:
    await create_database(url, "bench")
    settings = _settings(url, bootstrap)
    await _fill(settings, clients)
    broken, before = _broken_runs(), _handled()
    running = Running(service, settings)
    await running.start()
    clock = Clock()
    try:
        while True:
            if running.relay is not None and clock.enough(running.relay.published, _handled() - before):
                break
            await asyncio.sleep(0.01)
        pace = clock.pace
    finally:
        await running.stop()
    if _broken_runs() != broken:
        raise RuntimeError("runs were broken: the figure would be that of events handled one by one")
    return pace


def _broken_runs() -> float:
    return REGISTRY.get_sample_value("serein_runs_broken_total", {"service": "toy"}) or 0.0


def _handled() -> int:
    labels = {"service": "toy", "type": "toy.counted.v1", "outcome": "handled"}
    return int(REGISTRY.get_sample_value("serein_events_total", labels) or 0)
