"""What a handler, a job or a request has in its hands: who it works for, the time, its dependencies, the database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Generic, TypeVar
from uuid import UUID

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.service_kit.blobs import BlobStore
from libs.service_kit.database import ALL_TENANTS, Database, Transaction
from libs.service_kit.telemetry import current_traceparent
from libs.service_kit.vault import Vault

Deps = TypeVar("Deps")


@dataclass(frozen=True)
class Caller:
    """Who sent a request, as the gateway vouches for it."""

    user_id: UUID | None
    firm_id: UUID | None
    client_id: UUID | None
    role: str
    rights: frozenset[str]
    language: str = "en"


@dataclass(frozen=True)
class Context(Generic[Deps]):
    """`now` is fixed for the whole of the work. Inside an event, `transaction()` is entered at most once."""

    service: str
    deps: Deps
    database: Database
    blobs: BlobStore
    vault: Vault
    publishes: frozenset[type[Event]]
    wake: Callable[[str], None]
    now: datetime
    client_id: UUID | None = None
    envelope: Envelope | None = None
    correlation: UUID | None = None
    caller: Caller | None = None

    def for_client(self, client_id: UUID) -> "Context[Deps]":
        """The same work, for one client."""
        return replace(self, client_id=client_id)

    def for_event(self, envelope: Envelope) -> "Context[Deps]":
        """The same service, about to handle one event of one client."""
        return replace(self, envelope=envelope, client_id=envelope.client)

    def for_caller(self, caller: Caller) -> "Context[Deps]":
        """The same service, about to answer one request of one person."""
        return replace(self, caller=caller, client_id=caller.client_id)

    def with_correlation(self, correlation: UUID | None) -> "Context[Deps]":
        """A job that goes on with what an event began: what it says belongs to the same story."""
        return replace(self, correlation=correlation)

    @property
    def current_correlation(self) -> UUID | None:
        """The story that is being told: of the event in hand, or the one a job goes on with."""
        return self.envelope.correlation if self.envelope else self.correlation

    @asynccontextmanager
    async def read(self, *, all_tenants: bool = False) -> AsyncIterator[Transaction]:
        """Look: a read-only transaction that sees this client's rows (or, for the platform's own jobs, everyone's)."""
        async with self.database.begin(ALL_TENANTS if all_tenants else self.client_id, read_only=True) as tx:
            yield tx

    @asynccontextmanager
    async def transaction(self, *, all_tenants: bool = False) -> AsyncIterator[Transaction]:
        """Record: inbox row, state and outbox rows commit together, or nothing does."""
        tenant = ALL_TENANTS if all_tenants else self.client_id
        inbox = self.envelope.id if self.envelope else None
        async with self.database.begin(tenant, inbox=inbox, wrap=self._wrap) as tx:
            yield tx
        for job in tx.woken:
            self.wake(job.__name__)

    @asynccontextmanager
    async def separate_transaction(self) -> AsyncIterator[Transaction]:
        """Say something while the work goes on: it stands, whatever becomes of the event; a retry says it again."""
        async with replace(self, envelope=None, correlation=self.current_correlation).transaction() as tx:
            yield tx

    def _wrap(self, event: Event) -> Envelope:
        """Put an event of ours in its envelope."""
        if type(event) not in self.publishes:
            raise TypeError(f"{self.service} does not say that it publishes {event.type()}")
        inherited = self.envelope.traceparent if self.envelope else None
        return Envelope.wrap(
            event,
            source=f"serein/{self.service}",
            cause=self.envelope,
            correlation=self.correlation,
            traceparent=current_traceparent() or inherited,
        )


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)
