"""A company in a test: documents and transactions are received, users give commands, and the test reads the result."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx

from contracts.events.bank import TransactionBooked
from contracts.fields import DocumentKind
from contracts.ids import uuid7
from contracts.registry import Event
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.testing import Harness
from services.reconcile.handlers.due import reconcile_due
from services.reconcile.service import Deps
from tests.reconcile import builders

ALL_RIGHTS = (
    "documents:read", "documents:write", "bank:read", "bank:write", "tasks:read", "tasks:write", "deliveries:write",
)  # fmt: skip


class Company:
    """One client of the service under test."""

    def __init__(self, harness: Harness[Deps], client_id: UUID | None = None) -> None:
        self.harness = harness
        self.client_id = client_id or harness.client_id
        self.user_id = uuid4()

    async def configure(self, **settings: Any) -> None:
        """Set the company's settings, with immediate effect."""
        await self.handle(builders.configured(self.client_id, **settings))
        await self.run_jobs()

    async def handle(self, *events: Event) -> None:
        """Handle events; each must succeed."""
        for event in events:
            assert await self.harness.handle(event) == "handled", event

    async def run_jobs(self, *, at: datetime | None = None) -> None:
        """Run the background job until it has no more work, as if the time were `at`."""
        context = self.harness.running.context()
        context = replace(context, now=at or datetime.now(UTC))
        while await reconcile_due(context):
            pass

    async def add_document(self, kind: DocumentKind = DocumentKind.PURCHASE_INVOICE, **more: Any) -> UUID:
        """A document is received and read. Returns its id."""
        document_id = more.pop("document_id", None) or uuid7()
        names = ("filename", "kind_hint", "comment", "received_at", "channel", "media_type")
        receipt = {name: more.pop(name) for name in names if name in more}
        await self.handle(
            builders.received(self.client_id, document_id, **receipt),
            builders.extracted(self.client_id, document_id, kind, **more),
        )
        return document_id

    async def add_transaction(self, **more: Any) -> UUID:
        """A transaction is booked. Returns its id."""
        event: TransactionBooked = builders.booked(self.client_id, **more)
        await self.handle(event)
        return event.transaction_id

    async def request(self, method: str, path: str, *, rights: Any = ALL_RIGHTS, **more: Any) -> httpx.Response:
        """Send a request as the company's user."""
        return await self.harness.http(
            method, f"/v1/clients/{self.client_id}{path}", rights=rights, client_id=self.client_id,
            user_id=self.user_id, **more,
        )  # fmt: skip

    async def get(self, path: str, **more: Any) -> Any:
        """Returns the answer of a path, which must succeed."""
        answer = await self.request("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a POST that must succeed. Returns the answer."""
        answer = await self.request("POST", path, json=body or {})
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def command(self, kind: str, item_id: UUID, action: str, **more: Any) -> Any:
        """Give a command for one of the `documents`, `transactions` or `tasks`. Returns the answer."""
        return await self.post(f"/{kind}/{item_id}/actions", {"action": action} | more)

    async def state(self, document_id: UUID) -> str:
        """Returns the state of a document."""
        return str((await self.get(f"/documents/{document_id}"))["state"])

    async def tasks(self, status: str = "open") -> set[tuple[str, str]]:
        """Returns the task list: reason and subject of each task."""
        items = (await self.get(f"/tasks?status={status}&limit=200"))["items"]
        return {
            (t["reason"], (t["document"] or {}).get("document_id") or t["transaction"]["transaction_id"]) for t in items
        }

    async def links(self) -> set[tuple[UUID, UUID]]:
        """Returns all links."""
        return {(row["one_id"], row["other_id"]) for row in await self.table("link")}

    async def table(self, name: str, leave_out: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """Returns this client's rows of a table, in an order that does not depend on when they were written."""
        tables = self.harness.running.app.tables.metadata.tables
        table = tables[f"reconcile.{name}"]
        async with self.harness.running.database.begin(ALL_TENANTS, read_only=True) as tx:
            mine = table.select().where(table.c.client_id == self.client_id)
            rows = await tx.fetch(mine.order_by(*table.primary_key))
        return [{k: v for k, v in dict(row).items() if k not in leave_out} for row in rows]

    async def published(self, *kinds: type[Event]) -> list[Any]:
        """Returns the events that the service published about this company."""
        return await self.harness.events(*kinds, clients=[self.client_id])
