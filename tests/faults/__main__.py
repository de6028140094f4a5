"""`make faults`: the whole run, first without faults for comparison, then the same documents with faults."""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cli.installation import SERVICES
from libs.samples import DemoSet
from libs.service_kit.telemetry import set_up_logs
from tests.faults.environment import FaultEnvironment
from tests.faults.expectations import unmet
from tests.faults.fault_run import FaultRun
from tests.faults.load import draw_load, uploads_of
from tests.faults.options import FaultOptions, read_options
from tests.faults.oracle import Facts, violations
from tests.faults.outcomes import Outcomes
from tests.faults.plan import BROKER, POSTGRES, Fault, draw_plan
from tests.faults.timeline import Timeline

console = Console(width=120)


def main() -> int:
    """Returns 0 when no promise was broken."""
    options = read_options(sys.argv[1:])
    set_up_logs("ERROR", as_json=False)
    print(f"seed {options.seed}", flush=True)
    root = options.folder or Path(tempfile.mkdtemp(prefix="serein-faults-"))
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o755)
    return asyncio.run(_run(options, root))


async def _run(options: FaultOptions, root: Path) -> int:
    load = draw_load(options.seed, options.documents, datetime.now(UTC).date())
    files = len(uploads_of(load, options.seed))
    plan = draw_plan(
        options.seed,
        files=files,
        services=SERVICES,
        kills=options.kills,
        postgres=options.postgres,
        broker=options.broker,
    )
    print(f"{len(load.documents)} documents, {files} files, {len(plan)} faults; kept in {root}", flush=True)
    print("without faults", flush=True)
    started = time.monotonic()
    baseline = await _run_without_faults(root / "baseline", load, options.seed)
    baseline_seconds = time.monotonic() - started
    print("with faults", flush=True)
    started = time.monotonic()
    run, facts = await _run_with_faults(root / "faults", load, options, plan, baseline.outcomes)
    seconds = time.monotonic() - started
    wrong = [f"without faults: {one}" for one in (*violations(baseline), *_unmet(load, baseline))]
    wrong += [*violations(facts), *_unmet(load, facts)]
    wrong += [] if facts.moving else facts.outcomes.differences(baseline.outcomes)
    if run.schedule.injected != [fault.target for fault in plan]:
        wrong.append("the plan was not carried out in full")
    _show(run, facts, wrong, baseline_seconds, seconds)
    return 1 if wrong else 0


def _unmet(load: DemoSet, facts: Facts) -> list[str]:
    """What ended otherwise than the load intends, which two runs alike would not show."""
    return [] if facts.moving else unmet(load, facts.outcomes)


async def _run_without_faults(root: Path, load: DemoSet, seed: int) -> Facts:
    environment = FaultEnvironment(root, Timeline(root / "timeline.jsonl"))
    try:
        await environment.start(_report)
        async with FaultRun(environment, load, seed, report=_report) as run:
            await run.prepare()
            return await run.execute()
    finally:
        await environment.stop()


async def _run_with_faults(
    root: Path, load: DemoSet, options: FaultOptions, plan: tuple[Fault, ...], baseline: Outcomes
) -> tuple[FaultRun, Facts]:
    environment = FaultEnvironment(root, Timeline(root / "timeline.jsonl"))
    try:
        await environment.start(_report)
        async with FaultRun(environment, load, options.seed, plan, options.republish, _report) as run:
            await run.prepare()
            return run, await run.execute(baseline=baseline)
    finally:
        await environment.stop()


_last_step = [""]


def _report(what: str) -> None:
    """Progress on one line of a terminal; in a file, one line for each step."""
    if sys.stdout.isatty():
        console.print(f"\r{what:<110}", end="")
    elif (step := what.partition(" ")[0][:-1]) != _last_step[0]:
        print(what, flush=True)
        _last_step[0] = step


def _show(run: FaultRun, facts: Facts, wrong: list[str], baseline_seconds: float, seconds: float) -> None:
    killed = Counter(run.schedule.injected)
    states = Counter(end.state for end in facts.outcomes.documents.values())
    table = Table("what", "number", "of which")
    services = {name: times for name, times in killed.items() if name not in (POSTGRES, BROKER)}
    table.add_row("services killed", str(sum(services.values())), _listed(services))
    table.add_row("database killed", str(killed[POSTGRES]))
    table.add_row("broker killed (memory lost)", str(killed[BROKER]))
    table.add_row("events published again", str(run.republisher.republished))
    table.add_row("files sent", str(len(run.answers)), f"in {run.api.requests} requests")
    table.add_row("documents", str(len(facts.documents)), _listed(states))
    table.add_row("transactions booked", str(sum(facts.outcomes.transactions.values())))
    table.add_row("arrived", str(len(facts.arrivals)), _listed(Counter(a.place for a in facts.arrivals)))
    table.add_row("perhaps arrived", str(len(facts.unsure)), "each with a task")
    table.add_row("seconds", f"{seconds:.0f}", f"without faults {baseline_seconds:.0f}")
    table.add_row("violations", str(len(wrong)))
    console.print(table)
    for one in wrong:
        console.print(f"violated: {one}")
    print(f"seed {run.seed}, timeline {run.environment.timeline.path}", flush=True)


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


if __name__ == "__main__":
    sys.exit(main())
