"""What one born-digital document costs over all services: commits, published events, and seconds of processor time.

The figure of an idle platform over the same time is taken off, and told by itself. Sales invoices of several clients
are sent at once to a platform whose services are processes of their own.
"""

import asyncio
import itertools
import random
import re
import time
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx
import psutil

from cli.installation import SERVICES
from tests.bench.table import Table
from tests.bench.upload import invoices, platform
from tests.faults.environment import FaultEnvironment
from tests.faults.fault_run import FaultRun

AT_ONCE, IDLE_SECONDS, TIME_LIMIT = 6, 20.0, 300.0
CPU_AIM, COMMITS_AIM = 400.0, 25.0
IDLE_AIM = 0.5
"""Percent of a core on Apache Kafka; the embedded broker wakes no waiting reader and is asked twenty times a second."""


@dataclass(frozen=True)
class Used:
    """What was used up to an instant: seconds of processor time by part, commits, events."""

    at: float
    cpu: dict[str, float]
    commits: int
    events: int
    by_service: dict[str, float]

    def since(self, before: "Used") -> "Used":
        """What was used after `before`."""
        cpu = {part: self.cpu[part] - before.cpu.get(part, 0.0) for part in self.cpu}
        by_service = {name: number - before.by_service.get(name, 0.0) for name, number in self.by_service.items()}
        return Used(self.at - before.at, cpu, self.commits - before.commits, self.events - before.events, by_service)


async def bench(table: Table) -> None:
    """Measure an idle platform, then the documents."""
    async with platform() as (environment, run):
        await _measure(table, environment, run)


async def _measure(table: Table, environment: FaultEnvironment, run: FaultRun) -> None:
    clients = [client for client in run.load.clients if client.delivery.channel == "email"] or list(run.load.clients)
    uploads = list(itertools.chain(*(invoices(client) for client in clients)))
    random.Random(5).shuffle(uploads)
    await asyncio.sleep(IDLE_SECONDS)  # what was prepared is still being worked on
    before = await _used(environment)
    await asyncio.sleep(IDLE_SECONDS)
    idle = (await _used(environment)).since(before)
    start, delivered = await _used(environment), await _delivered(environment)
    turn = iter(uploads)

    async def some() -> None:
        for upload in turn:
            await run.hand_in(upload)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    number = await _until_quiet(environment, delivered, len(uploads))
    used = (await _used(environment)).since(start)
    _show(table, used, idle, number)


def _show(table: Table, used: Used, idle: Used, number: int) -> None:
    share = used.at / idle.at
    for part, seconds in sorted(used.cpu.items(), key=lambda item: -item[1]):
        milliseconds = (seconds - idle.cpu[part] * share) * 1000 / number
        resting = idle.cpu[part] / idle.at * 100
        table.add(
            f"a document, {part}",
            f"{milliseconds:.0f} ms CPU",
            f"idle {resting:.2f} % of a core",
            f"{resting / IDLE_AIM:.2f}",
        )
    cpu = (sum(used.cpu.values()) - sum(idle.cpu.values()) * share) * 1000 / number
    commits = (used.commits - idle.commits * share) / number
    table.add("a document, all parts", f"{cpu:.0f} ms CPU", f"aim {CPU_AIM:.0f} ms", f"{cpu / CPU_AIM:.2f}")
    table.add("a document, commits", f"{commits:.1f}", f"aim {COMMITS_AIM:.0f}", f"{commits / COMMITS_AIM:.2f}")
    for service, number_of in sorted(used.by_service.items(), key=lambda item: -item[1]):
        own = (number_of - idle.by_service.get(service, 0.0) * share) / number
        table.add(f"a document, commits of {service}", f"{own:.1f}")
    table.add("a document, published events", f"{used.events / number:.1f}", f"{number} documents")
    table.add("idle, commits a second", f"{idle.commits / idle.at:.1f}", "all services")


async def _used(environment: FaultEnvironment) -> Used:
    connection = await asyncpg.connect(environment.owner_url)
    try:
        database = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        commits = await connection.fetchval(database)
        events = [await connection.fetchval(f"SELECT count(*) FROM {name}.outbox") for name in SERVICES]
    finally:
        await connection.close()
    return Used(time.monotonic(), _cpu(environment), commits, sum(events), await _transactions(environment))


async def _transactions(environment: FaultEnvironment) -> dict[str, float]:
    """How many transactions each service has committed, by its own count."""
    found = {}
    async with httpx.AsyncClient() as browser:
        for name, port in (environment.installation.ports | {"gateway": environment.installation.health_port}).items():
            metrics = (await browser.get(f"http://127.0.0.1:{port}/metrics")).text
            ends = re.findall(r'serein_transactions_total{end="COMMIT",[^}]*} (\S+)', metrics)
            found[name] = sum(map(float, ends))
    return found


def _cpu(environment: FaultEnvironment) -> dict[str, float]:
    """Seconds of processor time by part, children that have ended included."""
    roots = {name: environment.processes.pid(name) for name in environment.processes.members}
    roots |= {"broker": environment.processes.broker.pid, "postgres": environment.processes.postgres.pid}
    return {part: sum(_seconds(process) for process in _family(pid)) for part, pid in roots.items() if pid}


def _family(pid: int) -> list[psutil.Process]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def _seconds(process: psutil.Process) -> float:
    try:
        times: Any = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


async def _delivered(environment: FaultEnvironment) -> int:
    connection = await asyncpg.connect(environment.owner_url)
    try:
        count: int = await connection.fetchval("SELECT count(*) FROM delivery.delivery WHERE state = 'confirmed'")
    finally:
        await connection.close()
    return count


async def _until_quiet(environment: FaultEnvironment, before: int, expected: int) -> int:
    """How many were delivered, once all are or nothing has moved for ten seconds."""
    started = moved = time.monotonic()
    found = 0
    while found < expected and time.monotonic() - moved < 10 and time.monotonic() - started < TIME_LIMIT:
        await asyncio.sleep(0.5)
        now = await _delivered(environment) - before
        if now != found:
            found, moved = now, time.monotonic()
    return found
