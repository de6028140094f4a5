"""One run of a load, with or without a plan of faults, and the facts that the oracle checks."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Self

import asyncpg

from cli.demo.scenario import ADMIN_PASSWORD, Scenario
from cli.installation import SERVICES
from libs.samples import DemoSet
from libs.service_kit.database import Database
from tests.faults.environment import FaultEnvironment
from tests.faults.fault_schedule import FaultSchedule, Progress
from tests.faults.inboxes import Inboxes
from tests.faults.load import Upload, uploads_of
from tests.faults.oracle import AT_REST, Facts
from tests.faults.orphans import Orphans
from tests.faults.outcomes import Outcomes, combined, outcomes_of_client
from tests.faults.plan import Fault
from tests.faults.public_api import PublicApi
from tests.faults.republisher import Republisher
from tests.reconcile import invariants

Report = Callable[[str], None]
_AT_ONCE = 3


@dataclass
class FaultRun:
    """A load, sent in the order of its seed to a started platform; `plan` is empty for the run without faults."""

    environment: FaultEnvironment
    load: DemoSet
    seed: int
    plan: tuple[Fault, ...] = ()
    republished_share: float = 0.0
    report: Report = lambda _: None

    def __post_init__(self) -> None:
        self._stack = AsyncExitStack()
        self.moving = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def prepare(self) -> None:
        """Create the firm, its clients and their destinations, before any fault."""
        self._scenario = Scenario(self.environment, self.load, lambda *_: None)
        self._stack.push_async_callback(self._scenario.close)
        await self._scenario.create_firm()
        for client in self._scenario.clients:
            await self._scenario.create_client(client)
        url = self.environment.installation.gateway_url
        self.api = await PublicApi.open(url, self.load.firm.email, ADMIN_PASSWORD, self.environment.timeline)
        self._stack.push_async_callback(self.api.close)
        self.inboxes = Inboxes(self.environment.mail, self.environment.sftp)
        self.answers: dict[str, dict[str, Any]] = {}
        self.progress = Progress()
        self.orphans = Orphans(self.environment.processes)
        self.schedule = FaultSchedule(
            self.environment.processes, self.plan, self.progress, self.environment.timeline, self.orphans.note
        )

    async def execute(self, *, baseline: Outcomes | None = None, seconds: float = 180) -> Facts:
        """Send everything while the plan is carried out, wait until nothing changes any more, and return the facts.

        Waits as long as anything changes, and `seconds` after the last change.
        """
        everything = uploads_of(self.load, self.seed)
        self.republisher = Republisher(
            lambda: self.environment.owner_url, SERVICES, self.seed, share=self.republished_share
        )
        republishing = asyncio.create_task(self.republisher.run()) if self.republished_share else None
        injecting = asyncio.create_task(self.schedule.run())
        try:
            await self._send_all(everything)
            await injecting
            self.moving = await self._until_quiet(baseline, seconds)
        finally:
            for task in (injecting, republishing):
                if task is not None:
                    task.cancel()
                    await asyncio.wait([task])
        self.environment.timeline.note(
            "quiet", moving=self.moving, republished=self.republisher.republished, requests=self.api.requests
        )
        return await self.facts()

    async def _send_all(self, everything: tuple[Upload, ...]) -> None:
        """Send a few files at a time, none before the faults that the plan puts before it."""
        turn = iter(enumerate(everything))

        async def some() -> None:
            for place, upload in turn:
                await self.schedule.until_injected(max(0, place - _AT_ONCE))
                await self.hand_in(upload)
                await self.progress.count()
                self.report(
                    f"{self.progress.taken_in} of {len(everything)} taken in, {len(self.schedule.injected)} killed"
                )

        await asyncio.gather(*(some() for _ in range(_AT_ONCE)))

    async def hand_in(self, upload: Upload) -> None:
        """Send one file, until the platform has answered."""
        self.answers[f"{upload.client}/{upload.name}"] = await self.api.send(self._base(upload.client), upload)

    def _base(self, client: str) -> str:
        return f"/v1/clients/{self._scenario.client_ids[client]}"

    @property
    def _documents_sent(self) -> dict[str, str]:
        return {name: answer["document_id"] for name, answer in self.answers.items() if "document_id" in answer}

    async def _until_quiet(self, baseline: Outcomes | None, seconds: float) -> str:
        """Wait for the outcomes of `baseline`; without it, until nothing is in progress and nothing changes.

        Returns what was still in progress, or would have to be, when nothing changed for so many seconds; else "".
        """
        end = time.monotonic() + seconds
        before: Outcomes | None = None
        same, moving, missing, unsent = 0, 0, 0, 0
        while time.monotonic() < end:
            await asyncio.sleep(0.5)
            outcomes, seen = await self._look()
            wrong = outcomes.differences(baseline) if baseline is not None else []
            moving = sum(e.state not in AT_REST for e in outcomes.documents.values())
            missing = len(set(self._documents_sent.values())) - len(seen["documents"])
            self.report(f"waiting: {moving} in progress, {missing} not there yet, {len(wrong)} different")
            unsent = sum((await self._unsent()).values())
            at_rest = not (moving or missing or wrong or unsent)
            same = same + 1 if at_rest and outcomes == before else 0
            if outcomes != before:
                end = time.monotonic() + seconds
            before = outcomes
            if same >= 4:
                return ""
        if not (moving or missing or unsent):
            return ""
        return f"{moving} in progress, {missing} not there yet, {unsent} events to publish"

    async def _look(self) -> tuple[Outcomes, dict[str, Any]]:
        """The outcomes as they are now, and the data that they were made from."""
        names: dict[str, list[str]] = {}
        for name, document_id in self._documents_sent.items():
            names.setdefault(document_id, []).append(name.partition("/")[2])
        shown = []
        documents: dict[str, Any] = {}
        deliveries: list[dict[str, Any]] = []
        for client in self._scenario.clients:
            base = self._base(client.key)
            mine = await self.api.everything(f"{base}/documents")
            sent = await self.api.everything(f"{base}/deliveries")
            tasks = await self.api.everything(f"{base}/tasks")
            tasks += await self.api.everything(f"{base}/tasks", status="parked")
            bookings = await self.api.everything(f"{base}/bookings")
            shown.append((client.key, names, mine, tasks, bookings, sent))
            documents |= {d["document_id"]: d for d in mine}
            deliveries += sent
        arrivals = self.inboxes.arrivals()  # after the receipts, so that none of them is about a later arrival
        parts = [outcomes_of_client(*of_client, arrivals) for of_client in shown]
        return combined(parts), {"documents": documents, "deliveries": deliveries, "arrivals": arrivals}

    async def facts(self) -> Facts:
        """Everything that the oracle needs."""
        outcomes, seen = await self._look()
        return Facts(
            uploads=self._documents_sent,
            documents=seen["documents"],
            deliveries=tuple(seen["deliveries"]),
            arrivals=tuple(seen["arrivals"]),
            outcomes=outcomes,
            dead_letters=await self._counts("dead_letter", "state = 'dead'"),
            unsent=await self._unsent(),
            ended_by_itself=tuple(self.environment.processes.ended_by_itself),
            left_behind=self.orphans.left(),
            broken_rules=tuple(await self._broken_rules()),
            moving=self.moving,
        )

    async def _unsent(self) -> dict[str, int]:
        return await self._counts("unsent", "true")

    async def _counts(self, table: str, condition: str) -> dict[str, int]:
        connection = await asyncpg.connect(self.environment.owner_url)
        try:
            return {
                name: await connection.fetchval(f"SELECT count(*) FROM {name}.{table} WHERE {condition}")
                for name in SERVICES
            }
        finally:
            await connection.close()

    async def _broken_rules(self) -> list[str]:
        database = Database(self.environment.settings("reconcile")["database_url"], "reconcile", pool=2)
        await database.open()
        try:
            return [
                rule
                for client in await invariants.clients(database)
                for rule in await invariants.violations(database, client)
            ]
        finally:
            await database.close()
