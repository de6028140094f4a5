"""Runs every list, look-up, handler and job of every service on a filled installation, and keeps the plans."""

import importlib
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from cli.installation import SERVICES
from contracts.catalogue import CATALOGUE
from contracts.registry import Event
from libs.embedded.postgres import temporary_postgres
from libs.service_kit.app import App
from libs.service_kit.testing import SIGNING_KEY, Harness
from libs.service_kit.tokens import public_keys
from libs.service_kit.vault import new_master_key
from services.directory.domain.rights import ELSEWHERE, ON_A_CLIENT, Role
from services.gateway import queries as gateway
from tests.contracts.builders import example
from tests.growth.filling import fill
from tests.growth.plans import PlanLog, Ran, watch
from tests.growth.public_lists import Look, Samples, looks
from tests.growth.rows import FIRM, LARGE, USER, id_of
from tests.schemas import PASSWORD, make_schema

RIGHTS = frozenset().union(*ON_A_CLIENT.values(), *ELSEWHERE.values())


@dataclass
class Survey:
    """What ran for each thing that was done, and what could not be done."""

    documents: int
    harnesses: dict[str, Harness[Any]]
    log: PlanLog
    owner_url: str
    ran: dict[str, list[Ran]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    async def look(self) -> None:
        """Send every GET request of the public API, and ask for its next page."""
        samples = Samples(self.documents)
        samples.path["task_id"] = await self._a_task()
        for service in self.harnesses.values():
            for look in looks(service.running.app, samples):
                await self._ask(service, look)

    async def _ask(self, service: Harness[Any], look: Look) -> None:
        who: dict[str, Any] = {"client_id": LARGE, "firm_id": FIRM, "user_id": USER, "role": Role.FIRM_ADMIN.value}
        parameters = look.parameters
        for name in (str(look), f"{look} (next page)"):
            self.log.ran()
            answer = await service.http("GET", look.path, rights=RIGHTS, params=parameters, **who)
            if answer.status_code >= 500 or answer.status_code == 422:
                self.failed.append(f"{name}: {answer.status_code} {answer.text}")
            self.ran[name] = self.log.ran()
            page = answer.json() if "json" in answer.headers.get("content-type", "") else {}
            if not isinstance(page, dict) or not page.get("next"):
                return
            parameters = {**parameters, "cursor": page["next"]}

    async def handle(self) -> None:
        """Give every service an example of each event that it handles, about the large client."""
        for name, service in self.harnesses.items():
            for kind in service.running.app.service.handlers:
                await self._run(f"{name} handles {kind.event_name}", service.handle(self._about_the_large_client(kind)))

    async def run_jobs(self) -> None:
        """Run every job of every service once."""
        for name, service in self.harnesses.items():
            for job in service.running.app.service.jobs.values():
                await self._run(f"{name} runs {job.name}", job.run(service.running.context()))

    async def stream(self) -> None:
        """Look for live states as an open stream does, for a client with many and for one without any."""
        service = self.harnesses["gateway"]
        for who, client in (("a busy client", LARGE), ("a quiet client", uuid4())):
            async with service.context(client).read() as tx:
                await self._run(f"gateway begins a stream of {who}", gateway.newest_live(tx, client))
                await self._run(f"gateway looks for {who} (mark 0)", gateway.live_after(tx, client, 0))
                await self._run(f"gateway looks for {who}", gateway.live_after(tx, client, 59_000))

    async def _run(self, name: str, work: Any) -> None:
        self.log.ran()
        await work
        self.ran[name] = self.log.ran()

    async def _a_task(self) -> UUID:
        service = self.harnesses["reconcile"]
        answer = await service.http("GET", f"/v1/clients/{LARGE}/tasks", rights=RIGHTS, client_id=LARGE)
        return UUID(answer.json()["items"][0]["task_id"])

    def _about_the_large_client(self, kind: type[Event]) -> Event:
        data = example(kind.type()) | {"client_id": str(LARGE)}
        if "document_id" in data:
            known = self.documents // 2 // 40 * 40 + 20
            new = kind.event_name in {"document.received", "document.extracted"}
            data["document_id"] = str(id_of("d0c", self.documents + 10 if new else known))
        return CATALOGUE.parse(kind.type(), data)


@asynccontextmanager
async def installation(documents: int) -> AsyncIterator[Survey]:
    """All services on one database with so many documents."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = stack.enter_context(temporary_postgres())
        owner = await asyncpg.connect(postgres.url())
        await owner.execute("CREATE DATABASE growth")
        await owner.close()
        apps = {name: importlib.import_module(f"services.{name}.app").app for name in SERVICES}
        open_ = opener(postgres.url("growth"), folder)
        for app in apps.values():
            harness = await open_(app)
            stored = await harness.running.blobs.put(b"a file")
            await harness.close()
        owner = await asyncpg.connect(postgres.url("growth"))
        await fill(owner, documents)
        await owner.execute(
            "UPDATE ingest.received_file SET sha256 = $1 WHERE document_id = $2", stored, Samples(documents).document
        )
        await watch(owner, "growth")
        await owner.close()
        harnesses = {name: await open_(app) for name, app in apps.items()}
        for harness in harnesses.values():
            stack.push_async_callback(harness.close)
        yield Survey(documents, harnesses, PlanLog(postgres.log), postgres.url("growth"))


def opener(url: str, folder: Path) -> Callable[[App[Any]], Any]:
    host = url.partition("@")[2]
    key = new_master_key("test")

    def open_(app: App[Any]) -> Any:
        make_schema(url, app)
        values: dict[str, Any] = {
            "database_url": f"postgresql://serein_{app.service.name}:{PASSWORD}@{host}",
            "database_pool": 1,
            "database_jobs_pool": 1,
            "blob_url": f"file://{folder}",
            "host": "127.0.0.1",
            "master_keys": key,
            "token_public_keys": public_keys(SIGNING_KEY),
            "token_signing_key": SIGNING_KEY,
        }
        return Harness.open(app, app.settings(**values))

    return open_
