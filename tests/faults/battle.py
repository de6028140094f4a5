"""One run: a load on a field, with or without a plan of faults, until all is quiet; and the facts for the verdict."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

from cli.demo.scenario import ADMIN_PASSWORD, Scenario
from cli.installation import SERVICES
from libs.samples import DemoSet
from libs.service_kit.database import Database
from tests.faults.door import Door
from tests.faults.echo import Echo
from tests.faults.ends import Ends, ends_of_client, together
from tests.faults.field import Field
from tests.faults.inboxes import Inboxes
from tests.faults.load import Upload, uploads_of
from tests.faults.oracle import AT_REST, Facts
from tests.faults.orphans import Orphans
from tests.faults.plan import Fault
from tests.faults.siege import Progress, Siege
from tests.reconcile import invariants

Report = Callable[[str], None]
_AT_ONCE = 3


@dataclass
class Battle:
    """A load, sent in the order of its seed to a field that is up; `plan` is empty for the run without faults."""

    field: Field
    load: DemoSet
    seed: int
    plan: tuple[Fault, ...] = ()
    echo_share: float = 0.0
    report: Report = lambda _: None

    async def prepare(self) -> None:
        """The firm, its clients and their ways out; not under fire yet: people set up once."""
        self._scenario = Scenario(self.field, self.load, lambda *_: None)
        await self._scenario.create_firm()
        for client in self._scenario.clients:
            await self._scenario.create_client(client)
        url = self.field.installation.gateway_url
        self.door = await Door.open(url, self.load.firm.email, ADMIN_PASSWORD, self.field.timeline)
        self.inboxes = Inboxes(self.field.mail, self.field.sftp)
        self.answers: dict[str, dict[str, Any]] = {}
        self.progress = Progress()
        self.orphans = Orphans(self.field.fleet)
        self.siege = Siege(self.field.fleet, self.plan, self.progress, self.field.timeline, self.orphans.note)

    async def fight(self, *, like: Ends | None = None, patience: float = 180) -> Facts:
        """Send everything while the plan is carried out, wait until it is quiet, and collect the facts."""
        everything = uploads_of(self.load, self.seed)
        self.echo = Echo(lambda: self.field.owner_url, SERVICES, self.seed, share=self.echo_share)
        stuttering = asyncio.create_task(self.echo.run()) if self.echo_share else None
        besieging = asyncio.create_task(self.siege.run())
        try:
            await self._send_all(everything)
            await besieging
            await self._until_quiet(like, patience)
        finally:
            for task in (besieging, stuttering):
                if task is not None:
                    task.cancel()
                    await asyncio.wait([task])
        self.field.timeline.note("quiet", repeated=self.echo.repeated, tries=self.door.tries)
        facts = await self.facts()
        await self.door.close()
        return facts

    async def _send_all(self, everything: tuple[Upload, ...]) -> None:
        """A few at a time; nobody runs ahead of the faults that belong before him."""
        turn = iter(enumerate(everything))

        async def some() -> None:
            for place, upload in turn:
                await self.siege.until_struck(max(0, place - _AT_ONCE))
                await self.hand_in(upload)
                await self.progress.count()
                self.report(f"{self.progress.taken_in} of {len(everything)} taken in, {len(self.siege.struck)} killed")

        await asyncio.gather(*(some() for _ in range(_AT_ONCE)))

    async def hand_in(self, upload: Upload) -> None:
        """One file, until the platform has answered."""
        self.answers[f"{upload.client}/{upload.name}"] = await self.door.send(self._base(upload.client), upload)

    def _base(self, client: str) -> str:
        return f"/v1/clients/{self._scenario.client_ids[client]}"

    @property
    def _documents_sent(self) -> dict[str, str]:
        return {name: answer["document_id"] for name, answer in self.answers.items() if "document_id" in answer}

    async def _until_quiet(self, like: Ends | None, patience: float) -> None:
        """As it was without faults; or, when there is nothing to compare with, at rest and the same for a while."""
        end = time.monotonic() + patience
        before: Ends | None = None
        same = 0
        while time.monotonic() < end:
            await asyncio.sleep(0.5)
            ends, seen = await self._look()
            wrong = ends.differences(like) if like is not None else []
            moving = sum(e.state not in AT_REST for e in ends.documents.values())
            missing = len(set(self._documents_sent.values())) - len(seen["documents"])
            self.report(
                f"waiting for quiet: {moving} moving, {missing} not there yet, {len(wrong)} not as they should be"
            )
            at_rest = not (moving or missing or wrong or sum((await self._unsent()).values()))
            same = same + 1 if at_rest and ends == before else 0
            before = ends
            if same >= 4:
                return

    async def _look(self) -> tuple[Ends, dict[str, Any]]:
        """The ends as they are now, and what they were made of."""
        arrivals = self.inboxes.arrivals()
        names: dict[str, list[str]] = {}
        for name, document_id in self._documents_sent.items():
            names.setdefault(document_id, []).append(name.partition("/")[2])
        parts: list[Ends] = []
        documents: dict[str, Any] = {}
        deliveries: list[dict[str, Any]] = []
        for client in self._scenario.clients:
            base = self._base(client.key)
            mine = await self.door.everything(f"{base}/documents")
            sent = await self.door.everything(f"{base}/deliveries")
            tasks = await self.door.everything(f"{base}/tasks")
            tasks += await self.door.everything(f"{base}/tasks", status="parked")
            bookings = await self.door.everything(f"{base}/bookings")
            parts.append(ends_of_client(client.key, names, mine, tasks, bookings, sent, arrivals))
            documents |= {d["document_id"]: d for d in mine}
            deliveries += sent
        return together(parts), {"documents": documents, "deliveries": deliveries, "arrivals": arrivals}

    async def facts(self) -> Facts:
        """Everything the verdict needs."""
        ends, seen = await self._look()
        return Facts(
            uploads=self._documents_sent,
            documents=seen["documents"],
            deliveries=tuple(seen["deliveries"]),
            arrivals=tuple(seen["arrivals"]),
            ends=ends,
            dead_letters=await self._counts("dead_letter", "state = 'dead'"),
            unsent=await self._unsent(),
            ended_by_itself=tuple(self.field.fleet.ended_by_itself),
            left_behind=self.orphans.left(),
            broken_rules=tuple(await self._broken_rules()),
        )

    async def _unsent(self) -> dict[str, int]:
        return await self._counts("outbox", "sent_at IS NULL")

    async def _counts(self, table: str, condition: str) -> dict[str, int]:
        connection = await asyncpg.connect(self.field.owner_url)
        try:
            return {
                name: await connection.fetchval(f"SELECT count(*) FROM {name}.{table} WHERE {condition}")
                for name in SERVICES
            }
        finally:
            await connection.close()

    async def _broken_rules(self) -> list[str]:
        database = Database(self.field.settings("reconcile")["database_url"], "reconcile", pool=2)
        try:
            return [
                rule
                for client in await invariants.clients(database)
                for rule in await invariants.violations(database, client)
            ]
        finally:
            await database.close()
