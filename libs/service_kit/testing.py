"""A service in a test: the real application on a real database, without a broker.

`handle` takes an event all the way: envelope bytes, contract, inbox, handler, outbox. `events()` returns what the
service published.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.service_kit.app import App
from libs.service_kit.context import Caller, Context
from libs.service_kit.database import ALL_TENANTS
from libs.service_kit.running import Running
from libs.service_kit.settings import KitSettings
from libs.service_kit.tokens import TOKEN_HEADER, TokenSigner, new_signing_key

Deps = TypeVar("Deps")

SIGNING_KEY = new_signing_key("tests")
"""What stands for the gateway's key in tests; their settings have its public half."""


@dataclass
class Harness(Generic[Deps]):
    """One service, opened but not listening; every test has its own clients, so tests share the database."""

    running: Running[Deps]
    client_id: UUID = field(default_factory=uuid4)
    other_client_id: UUID = field(default_factory=uuid4)

    @classmethod
    async def open(cls, app: App[Deps], settings: KitSettings) -> "Harness[Deps]":
        """Migrate and open the application."""
        running = Running(app, settings)
        await running.open()
        return cls(running)

    async def close(self) -> None:
        """Close everything."""
        await self.running.stop()

    @property
    def deps(self) -> Deps:
        """The dependencies, as handlers get them from `ctx.deps`."""
        return self.running.deps

    def context(self, client_id: UUID | None = None) -> Context[Deps]:
        """A context for reading or preparing rows, for this test's client unless another is given."""
        return self.running.context().for_client(client_id or self.client_id)

    async def handle(self, event: Event | Envelope) -> str:
        """Handle an event; returns its outcome. The same envelope twice is the same event twice."""
        envelope = event if isinstance(event, Envelope) else Envelope.wrap(event, source="test")
        return await self.handle_bytes(envelope.encode(), "test" if isinstance(event, Envelope) else event.topic.name)

    async def handle_bytes(self, raw: bytes, topic: str) -> str:
        """Handle the bytes of a record; returns its outcome."""
        dispatcher = self.running.dispatcher
        return await dispatcher.handle(dispatcher.decode(raw, topic))

    async def run(self, job: Callable[..., Any]) -> bool:
        """Run a background job once; returns whether there is more to do. Raises its errors."""
        return bool(await self.running.app.service.jobs[job.__name__].run(self.running.context()))

    async def events(self, *kinds: type[Event], clients: Iterable[UUID] | None = None) -> list[Any]:
        """The events published for this test's clients, oldest first."""
        wanted = {*(clients or (self.client_id, self.other_client_id))}
        statement = text(f"SELECT payload FROM {self.running.database.schema}.outbox ORDER BY seq")  # noqa: S608
        async with self.running.database.begin(ALL_TENANTS, read_only=True) as tx:
            envelopes = [Envelope.parse(row.payload.encode()) for row in await tx.fetch(statement)]
        events = [e.event() for e in envelopes if e.client is None or e.client in wanted]
        return [e for e in events if not kinds or isinstance(e, kinds)]

    async def dead_letters(self) -> list[Any]:
        """All dead letters of the service."""
        statement = text(f"SELECT * FROM {self.running.database.schema}.dead_letter ORDER BY first_at")  # noqa: S608
        async with self.running.database.begin(ALL_TENANTS, read_only=True) as tx:
            return list(await tx.fetch(statement))

    async def http(
        self,
        method: str,
        path: str,
        *,
        rights: Iterable[str] = (),
        client_id: UUID | None = None,
        user_id: UUID | None = None,
        firm_id: UUID | None = None,
        role: str = "owner",
        language: str = "en",
        address: str | None = "192.0.2.1",
        **request: Any,
    ) -> httpx.Response:
        """Send a request as the gateway would, with a token for these rights and this client."""
        caller = Caller(user_id, firm_id, client_id or self.client_id, role, frozenset(rights), language, address)
        headers = {"accept-language": language, **request.pop("headers", {})}
        transport = httpx.ASGITransport(app=self.running.http, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as browser:
            sent = browser.build_request(method, path, headers=headers, **request)
            if TOKEN_HEADER not in sent.headers:
                sent.headers[TOKEN_HEADER] = TokenSigner(SIGNING_KEY).sign(
                    caller, audience=self.running.app.service.name, request=f"{method} {sent.url.path}"
                )
            return await browser.send(sent)
