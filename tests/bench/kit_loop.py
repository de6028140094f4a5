"""Events per second through the kit's whole loop, and their ratio to the bare loop on the same broker and database."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from pydantic import SecretStr

from cli.platform import create_database
from contracts.envelope import Envelope
from contracts.registry import Topic
from libs.embedded.broker import Broker
from libs.embedded.ports import free_port
from libs.embedded.postgres import temporary_postgres
from libs.service_kit import kafka
from libs.service_kit.running import Running
from libs.service_kit.vault import new_master_key
from tests.bench.bare_loop import SCHEMA, BareLoop
from tests.bench.table import Table
from tests.service_kit.toy.app import app
from tests.service_kit.toy.contract import TOY, Counted

EVENTS, CLIENTS, ROUNDS = 6000, 60, 5


async def bench(table: Table) -> None:
    """Run bare loop and kit in turn, each on a new database and topic; the result is the median ratio."""
    ratios = []
    for number in range(ROUNDS):
        with temporary_postgres() as postgres, Broker() as broker:
            bare = EVENTS / await _bare(postgres.url(), broker.bootstrap)
        with temporary_postgres() as postgres, Broker() as broker:
            kit = EVENTS / await _kit(postgres.url(), broker.bootstrap)
        ratios.append(kit / bare)
        table.add(f"kit loop, round {number + 1}", f"{kit:.0f} events/s", f"bare {bare:.0f}", f"{kit / bare:.2f}")
    table.add("kit loop, median", "", "aim 0.70", f"{statistics.median(ratios):.2f}")


async def _fill(settings: Any) -> None:
    await kafka.create_topics(settings, [TOY, Topic("answers", key="client_id", partitions=4)])
    producer = kafka.producer(settings)
    await producer.start()
    clients = [uuid4() for _ in range(CLIENTS)]
    sent = []
    for number in range(EVENTS):
        event = Counted(client_id=clients[number % CLIENTS], number=number)
        sent.append(await producer.send("toy", Envelope.wrap(event, source="b").encode(), key=event.key.encode()))
    await asyncio.gather(*sent)
    await producer.stop()


def _settings(url: str, bootstrap: str) -> Any:
    host = url.partition("@")[2].partition("/")[0]
    folder = tempfile.mkdtemp()
    return app.settings(
        database_url=SecretStr(f"postgresql://serein_toy:x@{host}/bench"),
        database_owner_url=SecretStr(url.rpartition("/")[0] + "/bench"),
        kafka_bootstrap=bootstrap,
        kafka_idempotent=False,
        kafka_session_ms=3000,
        kafka_fetch_wait_ms=50,
        blob_url=f"file://{Path(folder)}",
        master_keys=SecretStr(new_master_key("b")),
        internal_secret=SecretStr("bench only, nobody's data"),
        host="127.0.0.1",
        port=free_port(),
    )


async def _bare(url: str, bootstrap: str) -> float:
    await create_database(url, "bench")
    own = url.rpartition("/")[0] + "/bench"
    connection = await asyncpg.connect(own)
    await connection.execute(SCHEMA)
    await _fill(_settings(url, bootstrap))
    loop = BareLoop(bootstrap, own, "toy")
    timing: dict[str, float] = {}

    def enough(published: int) -> bool:
        if published and "start" not in timing:
            timing["start"], timing["first"] = time.perf_counter(), published
        return published >= EVENTS

    await loop.run(enough)
    await connection.close()
    return (time.perf_counter() - timing["start"]) * EVENTS / (EVENTS - timing["first"])


async def _kit(url: str, bootstrap: str) -> float:
    await create_database(url, "bench")
    settings = _settings(url, bootstrap)
    await _fill(settings)
    running = Running(app, settings)
    await running.start()
    start, first = 0.0, 0
    try:
        while True:
            done = running.relay.published if running.relay else 0
            if done and not start:
                start, first = time.perf_counter(), done
            if done >= EVENTS:
                return (time.perf_counter() - start) * EVENTS / (EVENTS - first)
            await asyncio.sleep(0.02)
    finally:
        await running.stop()
