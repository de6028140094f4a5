"""From the upload to the file in the receiver's inbox, for sales invoices, which are delivered once they are read.

The platform does nothing else; every service is a process of its own. A document that is not sure becomes a question
instead of a delivery: it is counted, not timed.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from libs.samples import demo_set
from libs.samples.companies import CompanyGenerator
from libs.samples.demo import DemoClient
from libs.samples.demo_builder import DemoBuilder, delivered
from libs.samples.drafts import DocumentSpec
from tests.bench.table import Table
from tests.faults.environment import FaultEnvironment
from tests.faults.fault_run import FaultRun
from tests.faults.load import Upload
from tests.faults.timeline import Timeline

WARM, TIMED, TIME_LIMIT = 4, 40, 20.0
LAYOUTS = ("letter", "band", "serif", "window", "slip", "ledger")
AIM = 3.0


async def bench(table: Table) -> None:
    """Measure both channels in seconds, one document at a time."""
    async with platform() as (environment, run):
        for client in run.load.clients:
            await _channel(table, run, client, _arrived(environment, client))


@asynccontextmanager
async def platform() -> AsyncIterator[tuple[FaultEnvironment, FaultRun]]:
    """The platform with the demo's firm and clients, every service in a process of its own."""
    load = demo_set(2026, datetime.now(UTC).date())
    with tempfile.TemporaryDirectory(prefix="serein-bench-") as folder:
        Path(folder).chmod(0o755)
        environment = FaultEnvironment(Path(folder), Timeline(Path(folder) / "timeline.jsonl"))
        try:
            await environment.start(lambda _: None)
            async with FaultRun(environment, load, seed=1) as run:
                await run.prepare()
                yield environment, run
        finally:
            await environment.stop()


async def _channel(table: Table, run: FaultRun, client: DemoClient, arrived: Callable[[], int]) -> None:
    seconds, asked = [], 0
    for number, upload in enumerate(invoices(client)):
        taken = await _one(run, upload, arrived)
        if taken is None:
            asked += 1
        elif number >= WARM:
            seconds.append(taken)
    name = f"upload to inbox by {client.delivery.channel}"
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    table.add(f"{name}, p50", f"{statistics.median(seconds):.2f} s", f"{len(seconds)} documents, {asked} asked about")
    table.add(f"{name}, p95", f"{cuts[-1]:.2f} s", f"aim {AIM:.0f} s", f"{cuts[-1] / AIM:.2f}")


async def _one(run: FaultRun, upload: Upload, arrived: Callable[[], int]) -> float | None:
    """Seconds until one more file has arrived; None when the user is asked instead."""
    before, started = arrived(), time.perf_counter()
    await run.hand_in(upload)
    while time.perf_counter() - started < TIME_LIMIT:
        if arrived() > before:
            return time.perf_counter() - started
        await asyncio.sleep(0.005)
    return None


def _arrived(environment: FaultEnvironment, client: DemoClient) -> Callable[[], int]:
    """A function that counts the complete files in the channel's inbox."""
    by_mail = client.delivery.channel == "email"
    root, pattern = (environment.mail.folder, "*.eml") if by_mail else (environment.sftp.folder, "*.xml")
    return lambda: sum(1 for _ in root.rglob(pattern))


def invoices(client: DemoClient) -> list[Upload]:
    """Born-digital PDFs of sales invoices, each to another customer."""
    builder, companies = DemoBuilder(client, 4, datetime.now(UTC).date()), CompanyGenerator(ord(client.key))
    rng = random.Random(client.key)
    for number in range(WARM + TIMED):
        lines = rng.randint(2, 6)
        document = builder.sale(
            companies.company("BE-nl", "hotel"), 12, DocumentSpec(reference="ogm", line_count=lines, days=14)
        )
        builder.add_document(
            f"bench-{number:03d}", document, LAYOUTS[number % len(LAYOUTS)], delivered("sold", None, None, "sales")
        )
    return [
        Upload(client.key, d.sample.name, d.sample.filename, d.sample.content, d.sample.media_type)
        for d in builder.documents
    ]
