"""How the demo looks: live progress while it works, a table of every document at the end, and an honest exit code."""

import asyncio
import json
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from cli.demo.stage import Stage
from cli.demo.verdict import Row
from cli.demo.work import ADMIN_PASSWORD, Story
from libs.service_kit.telemetry import set_up_logs

console = Console(width=None if sys.stdout.isatty() else 160)


def run_demo(*, seed: int, keep: bool, as_json: bool) -> int:
    """Play the demo; 0 only when every document ended as it should."""
    set_up_logs("ERROR", as_json=False)
    with tempfile.TemporaryDirectory(prefix="serein-demo-") as folder:
        Path(folder).chmod(0o755)
        return asyncio.run(_run(Path(folder), seed, keep=keep, as_json=as_json))


async def _run(root: Path, seed: int, *, keep: bool, as_json: bool) -> int:
    from libs.samples import demo_set

    started = time.monotonic()
    stage = Stage(root)
    demo = demo_set(seed)
    line = Text("starting")
    with Live(line, console=console, refresh_per_second=8, transient=True):

        def tell(what: str, states: dict[str, int] | None = None) -> None:
            counts = "  ".join(f"{state} {number}" for state, number in sorted((states or {}).items()))
            line.plain = f"{time.monotonic() - started:5.1f} s  {what}  {counts}"

        await stage.start(tell)
        try:
            rows, loose = await Story(stage, demo, tell).play()
        except BaseException:
            await stage.stop()
            raise
    faults = [f"{row.wanted.name}: {fault}" for row in rows for fault in row.faults]
    faults += [f"nobody knows {stranger}" for stranger in loose]
    try:
        if as_json:
            console.print_json(json.dumps([_as_dict(row) for row in rows], default=str))
        else:
            show_rows(rows, faults, time.monotonic() - started)
        if keep:
            await _leave_running(stage, demo)
    finally:
        await stage.stop()
    return 1 if faults else 0


def show_rows(rows: list[Row], faults: list[str], seconds: float) -> None:
    """The closing table: document, what was read, linked to what and why, delivered where, tasks left."""
    table = Table(show_lines=True, expand=True)
    for title, ratio in (("document", 3), ("read", 4), ("linked to, because", 5), ("delivered to", 4), ("left", 4)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for row in rows:
        mark = "[red]" if row.faults else ""
        left = "\n".join([*row.tasks, *(f"[red]{fault}[/]" for fault in row.faults)])
        if row.wanted.outcome == "duplicate":
            left = left or "same bytes as before: kept once"
        table.add_row(f"{mark}{row.wanted.name}", _read(row), "\n".join(row.links), "\n".join(row.delivered), left)
    console.print(table)
    delivered = sum(len(row.delivered) for row in rows if row.wanted.outcome == "delivered")
    console.print(f"{len(rows)} documents, {delivered} delivered once and valid, {seconds:.0f} s")
    for fault in faults:
        console.print(f"[red]unexpected:[/] {fault}")


def _read(row: Row) -> str:
    """The fields a person looks at first."""
    if row.document is None:
        return ""
    fields: dict[str, Any] = row.document.get("fields") or {}

    def value(name: str) -> Any:
        return (fields.get(name) or {}).get("value", "")

    rates = ", ".join(f"{r['rate']}%: {r['base']}" for r in fields.get("vat") or [])
    total = f"{value('total_with_vat')} {value('currency')}".strip()
    return "\n".join(
        str(x) for x in (row.document.get("kind"), value("number"), value("issue_date"), total, rates) if x
    )


def _as_dict(row: Row) -> dict[str, Any]:
    return {
        "document": row.wanted.name,
        "expected": row.wanted.outcome,
        "why": row.wanted.why,
        "state": (row.document or {}).get("state"),
        "links": row.links,
        "delivered": row.delivered,
        "tasks": row.tasks,
        "faults": row.faults,
    }


async def _leave_running(stage: Stage, demo: Any) -> None:
    """Until Ctrl-C: where everything is."""
    console.print(f"public API     {stage.installation.gateway_url}/v1")
    console.print(f"accountant     {demo.firm.email}  {ADMIN_PASSWORD}")
    console.print(f"mail received  {stage.mail.folder}   on {stage.mail.host}:{stage.mail.port}")
    console.print(f"SFTP received  {stage.sftp.folder}   on {stage.sftp.host}:{stage.sftp.port}")
    console.print("Press Ctrl-C to stop.")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
