"""The output of the demo: live progress, a table of every document at the end, and the exit code."""

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

from cli.demo.comparison import DocumentResult
from cli.demo.environment import DemoEnvironment
from cli.demo.scenario import ADMIN_PASSWORD, OWNER_PASSWORD, Scenario, owner_email
from libs.service_kit.telemetry import set_up_logs

console = Console(width=None if sys.stdout.isatty() else 160)


def run_demo(*, seed: int, keep: bool, as_json: bool) -> int:
    """Run the demo; returns 0 only when every document ended as expected."""
    set_up_logs("ERROR", as_json=False)
    with tempfile.TemporaryDirectory(prefix="serein-demo-") as folder:
        Path(folder).chmod(0o755)
        return asyncio.run(_run(Path(folder), seed, keep=keep, as_json=as_json))


async def _run(root: Path, seed: int, *, keep: bool, as_json: bool) -> int:
    from libs.samples import demo_set

    started = time.monotonic()
    environment = DemoEnvironment(root)
    demo = demo_set(seed)
    line = Text("starting")

    def report(what: str, states: dict[str, int] | None = None) -> None:
        counts = "  ".join(f"{state} {number}" for state, number in sorted((states or {}).items()))
        line.plain = f"{time.monotonic() - started:5.1f} s  {what}  {counts}"

    try:
        with Live(line, console=console, refresh_per_second=8, transient=True):
            await environment.start(report)
            results, unexplained = await _played(Scenario(environment, demo, report))
        faults = [f"{result.expected.name}: {fault}" for result in results for fault in result.faults]
        faults += [f"unexplained file: {file}" for file in unexplained]
        if as_json:
            console.print_json(json.dumps([_as_dict(result) for result in results], default=str))
        else:
            show_results(results, faults, time.monotonic() - started)
        if keep:
            await _leave_running(environment, demo)
    finally:
        await environment.stop()
    return 1 if faults else 0


async def _played(scenario: Scenario) -> tuple[list[DocumentResult], list[str]]:
    try:
        return await scenario.run()
    finally:
        await scenario.close()


def show_results(results: list[DocumentResult], faults: list[str], seconds: float) -> None:
    """Print the closing table: document, read fields, links with evidence, deliveries, open tasks."""
    table = Table(show_lines=True, expand=True)
    for title, ratio in (("document", 3), ("read", 4), ("linked to, because", 5), ("delivered to", 4), ("left", 4)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for result in results:
        mark = "[red]" if result.faults else ""
        left = "\n".join([*result.tasks, *(f"[red]{fault}[/]" for fault in result.faults)])
        if result.expected.outcome == "duplicate":
            left = left or "same bytes as before: kept once"
        table.add_row(
            f"{mark}{result.expected.name}", _read(result), "\n".join(result.links), "\n".join(result.delivered), left
        )
    console.print(table)
    delivered = sum(len(result.delivered) for result in results if result.expected.outcome == "delivered")
    console.print(f"{len(results)} documents, {delivered} delivered once and valid, {seconds:.0f} s")
    for fault in faults:
        console.print(f"[red]unexpected:[/] {fault}")


def _read(result: DocumentResult) -> str:
    """The fields that a user looks at first."""
    if result.document is None:
        return ""
    fields: dict[str, Any] = result.document.get("fields") or {}

    def value(name: str) -> Any:
        return (fields.get(name) or {}).get("value", "")

    rates = ", ".join(f"{r['rate']}%: {r['base']}" for r in fields.get("vat") or [])
    total = f"{value('total_with_vat')} {value('currency')}".strip()
    return "\n".join(
        str(x) for x in (result.document.get("kind"), value("number"), value("issue_date"), total, rates) if x
    )


def _as_dict(result: DocumentResult) -> dict[str, Any]:
    return {
        "document": result.expected.name,
        "expected": result.expected.outcome,
        "why": result.expected.why,
        "state": (result.document or {}).get("state"),
        "links": result.links,
        "delivered": result.delivered,
        "tasks": result.tasks,
        "faults": result.faults,
    }


async def _leave_running(environment: DemoEnvironment, demo: Any) -> None:
    """Print the addresses and keep everything running until Ctrl-C."""
    url = environment.installation.gateway_url
    console.print(f"Serein         {url}/app/      for an entrepreneur:")
    for client in demo.clients:
        console.print(f"               {owner_email(client)}   {OWNER_PASSWORD}")
    console.print(f"Serein Portal  {url}/portal/   for the accountant:")
    console.print(f"               {demo.firm.email}   {ADMIN_PASSWORD}")
    console.print(f"public API     {url}/v1")
    console.print(f"mail received  {environment.mail.folder}   on {environment.mail.host}:{environment.mail.port}")
    console.print(f"SFTP received  {environment.sftp.folder}   on {environment.sftp.host}:{environment.sftp.port}")
    console.print("Press Ctrl-C to stop.")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
