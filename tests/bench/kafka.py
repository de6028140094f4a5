"""On Apache Kafka (one node): what an idle service takes, and how much faster two processes are than one.

Needs the jars of `make test-kafka`. Each service is a process of its own; the toy's handler writes one row an event.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import uuid4

import asyncpg
import psutil
from pydantic import SecretStr

from cli.platform import create_database
from contracts.envelope import Envelope
from libs.embedded.ports import free_port
from libs.embedded.postgres import temporary_postgres
from libs.service_kit import kafka
from tests.bench.table import Table
from tests.kafka.cluster import KafkaCluster
from tests.service_kit.toy.contract import TOY, Counted

EVENTS, CLIENTS, IDLE_SECONDS, SETTLE_SECONDS = 20_000, 60, 30.0, 15.0


async def bench(table: Table) -> None:
    """Measure an idle process, then one and two processes with the same load."""
    with KafkaCluster(nodes=1) as cluster:
        with temporary_postgres() as postgres:
            idle = await _idle(await _settings(postgres.url(), cluster.bootstrap))
        table.add("idle service on Apache Kafka", f"{idle:.2f} % of a core", "aim 0.50 %", f"{idle / 0.5:.2f}")
        rates = []
        for processes in (1, 2):
            with temporary_postgres() as postgres:
                rates.append(await _rate(await _settings(postgres.url(), cluster.bootstrap), processes))
        two, one = rates[1], rates[0]
        table.add(
            "two processes on Apache Kafka", f"{two:.0f} events/s", f"one {one:.0f}, aim 1.70", f"{two / one:.2f}"
        )


async def _settings(url: str, bootstrap: str) -> dict[str, str]:
    """The environment of a toy process, on a new database."""
    from tests.bench.kit_loop import _settings as of_kit

    await create_database(url, "bench")
    settings: Any = of_kit(url, bootstrap)
    own = {"kafka_idempotent": "true", "kafka_fetch_wait_ms": "500", "kafka_session_ms": "10000", "log_level": "ERROR"}
    values = settings.model_dump(exclude_none=True) | own
    plain = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value) for name, value in values.items()
    }
    return {f"SEREIN_{name.upper()}": value for name, value in plain.items()}


@contextmanager
def _process(environment: dict[str, str]) -> Iterator[int]:
    """A toy in a process of its own, on a port of its own."""
    own = {**os.environ, **environment, "SEREIN_PORT": str(free_port())}
    running = subprocess.Popen([sys.executable, "-m", "tests.faults.toy_process"], env=own)
    try:
        yield running.pid
    finally:
        running.terminate()
        running.wait(30)


async def _idle(environment: dict[str, str]) -> float:
    with _process(environment) as pid:
        await asyncio.sleep(SETTLE_SECONDS)
        process = psutil.Process(pid)
        before, started = process.cpu_times(), time.monotonic()
        await asyncio.sleep(IDLE_SECONDS)
        after = process.cpu_times()
        return (after.user + after.system - before.user - before.system) / (time.monotonic() - started) * 100


async def _rate(environment: dict[str, str], processes: int) -> float:
    """Events per second from the first to the last that took effect; the processes have joined before they are sent."""
    url = environment["SEREIN_DATABASE_OWNER_URL"]
    with ExitStack() as stack:
        for _ in range(processes):
            stack.enter_context(_process(environment))
        await asyncio.sleep(SETTLE_SECONDS)
        connection = await asyncpg.connect(url)
        started = time.monotonic()
        await _send(environment["SEREIN_KAFKA_BOOTSTRAP"])
        number = 0
        while number < EVENTS:
            await asyncio.sleep(0.25)
            number = await connection.fetchval("SELECT count(*) FROM toy.inbox")
        await connection.close()
        return EVENTS / (time.monotonic() - started)


async def _send(bootstrap: str) -> None:
    from libs.service_kit import KitSettings

    producer = kafka.producer(KitSettings(kafka_bootstrap=bootstrap))
    await producer.start()
    clients = [uuid4() for _ in range(CLIENTS)]
    events = [Counted(client_id=clients[number % CLIENTS], number=number) for number in range(EVENTS)]
    sent = [
        await producer.send(TOY.name, Envelope.wrap(event, source="b").encode(), key=event.key.encode())
        for event in events
    ]
    await asyncio.gather(*sent)
    await producer.stop()
