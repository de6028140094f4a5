"""Memory of each service as a process of its own, after a small run: proportional (PSS) and resident (RSS)."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psutil

from cli.installation import SERVICES
from tests.bench.table import Table
from tests.faults.environment import FaultEnvironment
from tests.faults.fault_run import FaultRun
from tests.faults.load import draw_load
from tests.faults.timeline import Timeline

DOCUMENTS = 16
_MEBIBYTE = 1024 * 1024


async def bench(table: Table) -> None:
    """Send some documents through all services, then measure; the workers count with ocr_extract."""
    with tempfile.TemporaryDirectory(prefix="serein-bench-") as folder:
        Path(folder).chmod(0o755)
        environment = FaultEnvironment(Path(folder), Timeline(Path(folder) / "timeline.jsonl"))
        try:
            await environment.start(lambda _: None)
            load = draw_load(1, DOCUMENTS, datetime.now(UTC).date())
            async with FaultRun(environment, load, seed=1) as run:
                await run.prepare()
                await run.execute()
            total_rss, total_pss = 0.0, 0.0
            for name in SERVICES:
                rss, pss, processes = _memory(environment.processes.pid(name))
                table.add(f"memory of {name}", f"PSS {pss:.0f} MiB", f"RSS {rss:.0f} MiB", f"{processes} processes")
                total_rss, total_pss = total_rss + rss, total_pss + pss
            table.add("memory of all services", f"PSS {total_pss:.0f} MiB", f"RSS {total_rss:.0f} MiB")
        finally:
            await environment.stop()


def _memory(pid: int | None) -> tuple[float, float, int]:
    """Resident and proportional memory of a process and its children, in MiB; without PSS, RSS is used for both."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    facts = [member.memory_full_info() for member in family]
    rss = sum(one.rss for one in facts) / _MEBIBYTE
    pss = sum(getattr(one, "pss", one.rss) for one in facts) / _MEBIBYTE
    return rss, pss, len(family)
