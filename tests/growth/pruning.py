"""Measures the hourly sweep of outbox and inbox: `python -m tests.growth.pruning [rows]`.

Both tables have so many rows of the last days. First there is nothing to forget; then a tenth is too old. Events are
written beside each sweep.
"""

import asyncio
import importlib
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from libs.embedded.postgres import temporary_postgres
from libs.service_kit.retention import forget
from libs.service_kit.telemetry import set_up_logs
from libs.service_kit.testing import Harness
from tests.growth.survey import opener

_WRITE = """
WITH handled AS (INSERT INTO gateway.inbox (event_id) VALUES ($1))
INSERT INTO gateway.outbox (id, client_id, aggregatetype, aggregateid, type, payload)
VALUES ($2, $2, 'document', 'x', 'document.read.v1', repeat('x', 900))"""


async def fill(owner: asyncpg.Connection, rows: int) -> None:
    """Rows of the last twenty days, the oldest first, as they would have come."""
    await owner.execute("SELECT set_config('serein.client', '*', false)")
    age = f"now() - interval '20 days' * (1 - i / {rows}.0)"
    await owner.execute(
        "INSERT INTO gateway.outbox (id, client_id, aggregatetype, aggregateid, type, payload, created_at)"
        f" SELECT gen_random_uuid(), gen_random_uuid(), 'document', 'x', 'document.read.v1', repeat('x', 300), {age}"
        f" FROM generate_series(1, {rows}) AS i"
    )
    await owner.execute(
        f"INSERT INTO gateway.inbox (event_id, handled_at) SELECT gen_random_uuid(), {age}"
        f" FROM generate_series(1, {rows}) AS i"
    )
    await owner.execute("VACUUM ANALYZE")


async def write(address: str, stop: asyncio.Event) -> list[float]:
    """Write events one after the other until told to stop; returns the milliseconds of each."""
    connection = await asyncpg.connect(address)
    await connection.execute("SELECT set_config('serein.client', '*', false)")
    took = []
    while not stop.is_set():
        began = time.perf_counter()
        await connection.execute(_WRITE, uuid4(), uuid4())
        took.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.002)
    await connection.close()
    return took


async def measured(service: Harness[Any], address: str, what: str, days: int | None) -> None:
    """Sweep once, or only wait for two seconds, while events are written; print how long each took."""
    keep = service.running.settings.model_copy(update={"retention_days": days, "kafka_forgets": False})
    stop = asyncio.Event()
    writer = asyncio.create_task(write(address, stop))
    await asyncio.sleep(0.5)
    began = time.perf_counter()
    if days is None:
        await asyncio.sleep(5)
    else:
        await forget(service.running.database, keep)
    seconds = time.perf_counter() - began
    stop.set()
    took = sorted(await writer)
    middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(
        f"{what:28} {seconds:8.3f} s   a write beside it: p50 {middle:.2f}, p99 {late:.2f}, longest {took[-1]:.1f} ms"
    )


async def _report(rows: int) -> None:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = stack.enter_context(temporary_postgres())
        service = await opener(postgres.url(), folder)(importlib.import_module("services.gateway.app").app)
        stack.push_async_callback(service.close)
        owner = await asyncpg.connect(postgres.url())
        began = time.perf_counter()
        await fill(owner, rows)
        sizes = await owner.fetchrow(
            "SELECT pg_size_pretty(pg_total_relation_size('gateway.outbox')) AS outbox,"
            " pg_size_pretty(pg_total_relation_size('gateway.inbox')) AS inbox"
        )
        print(f"{rows:,} rows each in {time.perf_counter() - began:.0f} s: {sizes['outbox']}, {sizes['inbox']}")
        await measured(service, postgres.url(), "without a sweep", None)
        for _ in range(2):
            await measured(service, postgres.url(), "sweep, nothing to forget", 30)
        await measured(service, postgres.url(), "sweep, a tenth to forget", 18)
        await measured(service, postgres.url(), "sweep after that", 18)
        await owner.execute("VACUUM gateway.outbox, gateway.inbox")
        await measured(service, postgres.url(), "sweep after a vacuum", 18)
        await owner.close()


if __name__ == "__main__":
    set_up_logs("ERROR", as_json=False)
    asyncio.run(_report(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000))
