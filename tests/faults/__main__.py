"""`make faults`: the whole run. First without faults, for comparison; then the same documents under fire."""

import argparse
import asyncio
import random
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
from tests.faults.battle import Battle
from tests.faults.ends import Ends
from tests.faults.field import Field
from tests.faults.load import draw_load, uploads_of
from tests.faults.oracle import Facts, violations
from tests.faults.plan import BROKER, POSTGRES, draw_plan
from tests.faults.timeline import Timeline

console = Console(width=120)


def main() -> int:
    """0 when the promise was kept."""
    asked = _arguments()
    set_up_logs("ERROR", as_json=False)
    print(f"seed {asked.seed}", flush=True)
    root = Path(asked.folder or tempfile.mkdtemp(prefix="serein-faults-"))
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o755)
    return asyncio.run(_run(asked, root))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--kills", type=int, default=60, help="of services")
    parser.add_argument("--postgres", type=int, default=5, help="kills of the database")
    parser.add_argument("--broker", type=int, default=5, help="kills of the broker, whose memory is then gone")
    parser.add_argument("--echo", type=float, default=0.5, help="share of events that are said again, later")
    parser.add_argument("--folder", help="where everything is kept; without it a temporary folder, kept too")
    return parser.parse_args()


async def _run(asked: argparse.Namespace, root: Path) -> int:
    load = draw_load(asked.seed, asked.documents, datetime.now(UTC).date())
    files = len(uploads_of(load, asked.seed))
    plan = draw_plan(
        asked.seed, files=files, services=SERVICES, kills=asked.kills, postgres=asked.postgres, broker=asked.broker
    )
    print(f"{len(load.documents)} documents, {files} files, {len(plan)} faults; kept in {root}", flush=True)
    print("without faults", flush=True)
    started = time.monotonic()
    calm = await _battle(root / "calm", load, asked.seed)
    calm_seconds = time.monotonic() - started
    print("under fire", flush=True)
    started = time.monotonic()
    battle, facts = await _besieged(root / "siege", load, asked, plan, calm.ends)
    seconds = time.monotonic() - started
    wrong = [f"without faults: {one}" for one in violations(calm)]
    wrong += violations(facts) + facts.ends.differences(calm.ends)
    if battle.siege.struck != [fault.target for fault in plan]:
        wrong.append("the plan was not carried out")
    _show(battle, facts, wrong, calm_seconds, seconds)
    return 1 if wrong else 0


async def _battle(root: Path, load: DemoSet, seed: int) -> Facts:
    field = Field(root, Timeline(root / "timeline.jsonl"))
    try:
        await field.start(_report)
        battle = Battle(field, load, seed, report=_report)
        await battle.prepare()
        return await battle.fight()
    finally:
        await field.stop()


async def _besieged(
    root: Path, load: DemoSet, asked: argparse.Namespace, plan: tuple[object, ...], like: Ends
) -> tuple[Battle, Facts]:
    field = Field(root, Timeline(root / "timeline.jsonl"))
    try:
        await field.start(_report)
        battle = Battle(field, load, asked.seed, plan, asked.echo, _report)  # type: ignore[arg-type]
        await battle.prepare()
        return battle, await battle.fight(like=like)
    finally:
        await field.stop()


_said = [""]


def _report(what: str) -> None:
    """Progress on one line of a terminal; in a file, only every now and then."""
    if sys.stdout.isatty():
        console.print(f"\r{what:<110}", end="")
    elif (step := what.partition(" ")[0][:-1]) != _said[0]:
        print(what, flush=True)
        _said[0] = step


def _show(battle: Battle, facts: Facts, wrong: list[str], calm_seconds: float, seconds: float) -> None:
    killed = Counter(battle.siege.struck)
    states = Counter(end.state for end in facts.ends.documents.values())
    table = Table("what", "number", "of which")
    services = {name: times for name, times in killed.items() if name not in (POSTGRES, BROKER)}
    table.add_row("services killed", str(sum(services.values())), _listed(services))
    table.add_row("database killed", str(killed[POSTGRES]))
    table.add_row("broker killed (memory lost)", str(killed[BROKER]))
    table.add_row("events said again", str(battle.echo.repeated))
    table.add_row("files handed in", str(len(battle.answers)), f"in {battle.door.tries} requests")
    table.add_row("documents", str(len(facts.documents)), _listed(states))
    table.add_row("transactions booked", str(sum(facts.ends.transactions.values())))
    table.add_row("arrived", str(len(facts.arrivals)), _listed(Counter(a.place for a in facts.arrivals)))
    table.add_row("nobody knows whether they arrived", str(len(facts.unsure)), "each with a task")
    table.add_row("seconds", f"{seconds:.0f}", f"without faults {calm_seconds:.0f}")
    table.add_row("violations", str(len(wrong)))
    console.print(table)
    for one in wrong:
        console.print(f"violated: {one}")
    print(f"seed {battle.seed}, timeline {battle.field.timeline.path}", flush=True)


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


if __name__ == "__main__":
    sys.exit(main())
