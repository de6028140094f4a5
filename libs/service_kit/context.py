"""What a handler, a job or a request works with: its client, the time, its dependencies, the database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from contracts.envelope import Envelope
from contracts.registry import Event
from libs.service_kit.blobs import BlobStore
from libs.service_kit.database import ALL_TENANTS, Database, Transaction
from libs.service_kit.outgoing import EventTooLarge, Outgoing
from libs.service_kit.run import Run
from libs.service_kit.telemetry import current_traceparent
from libs.service_kit.vault import Vault

Deps = TypeVar("Deps")


@dataclass(frozen=True)
class Caller:
    """Who sent a request, as signed by the gateway; `address` is the IP address that they sent it from."""

    user_id: UUID | None
    firm_id: UUID | None
    client_id: UUID | None
    role: str
    rights: frozenset[str]
    language: str = "en"
    address: str | None = None


@dataclass(frozen=True)
class Context(Generic[Deps]):
    """`now` stays the same during the whole work. While handling an event, call `transaction()` at most once."""

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
    run: Run | None = None
    board: Any = None
    largest_event: int = 1_000_000

    def for_client(self, client_id: UUID) -> "Context[Deps]":
        """A copy for one client."""
        return replace(self, client_id=client_id)

    def for_event(self, envelope: Envelope, run: Run, board: Any = None) -> "Context[Deps]":
        """A copy for handling one event of one client; `board` is what `load` of its handler returned for the run."""
        return replace(self, envelope=envelope, client_id=envelope.client, run=run, board=board)

    def for_caller(self, caller: Caller) -> "Context[Deps]":
        """A copy for answering one request of one user."""
        return replace(self, caller=caller, client_id=caller.client_id)

    def with_correlation(self, correlation: UUID | None) -> "Context[Deps]":
        """A copy for a job that continues what an event began: its events carry the same correlation."""
        return replace(self, correlation=correlation)

    @property
    def current_correlation(self) -> UUID | None:
        """The correlation of the current event, or the one that a job continues."""
        return self.envelope.correlation if self.envelope else self.correlation

    @asynccontextmanager
    async def read(self, *, all_tenants: bool = False) -> AsyncIterator[Transaction]:
        """A read-only transaction that sees this client's rows or, for the platform's own jobs, those of all."""
        if self.run is not None and not all_tenants:
            async with self.run.read() as tx:
                yield tx
            return
        async with self.database.begin(ALL_TENANTS if all_tenants else self.client_id, read_only=True) as tx:
            yield tx

    @asynccontextmanager
    async def transaction(self, *, all_tenants: bool = False) -> AsyncIterator[Transaction]:
        """A transaction: inbox row, state and outbox rows commit together, or not at all.

        Handling an event, it is the run's: it commits when the run closes.
        """
        if self.run is not None:
            async with self.run.transaction(self._wrap, all_tenants=all_tenants) as tx:
                yield tx
            return
        async with self.database.begin(ALL_TENANTS if all_tenants else self.client_id, wrap=self._wrap) as tx:
            yield tx
        for job in tx.woken:
            self.wake(job.__name__)

    @asynccontextmanager
    async def separate_transaction(self) -> AsyncIterator[Transaction]:
        """A transaction of its own during the work: it stands whatever happens to the event.

        Its events are published again when the event is retried.
        """
        if self.run is not None:
            await self.run.pause()
        alone = replace(self, envelope=None, correlation=self.current_correlation, run=None)
        async with alone.transaction() as tx:
            yield tx

    def has_room_for(self, event: Event, *, spare: float = 0.0) -> bool:
        """Whether an event fits into a message, with a share of it left free for what is added to it later."""
        try:
            Outgoing.of(event, Envelope.wrap(event, source=self.service), int(self.largest_event * (1 - spare)))
        except EventTooLarge:
            return False
        return True

    def _wrap(self, event: Event) -> Outgoing:
        """The event on its way out. Raises TypeError for one that the service does not declare, EventTooLarge."""
        if type(event) not in self.publishes:
            raise TypeError(f"{self.service} does not say that it publishes {event.type()}")
        inherited = self.envelope.traceparent if self.envelope else None
        envelope = Envelope.wrap(
            event,
            source=f"serein/{self.service}",
            cause=self.envelope,
            correlation=self.correlation,
            traceparent=current_traceparent() or inherited,
        )
        return Outgoing.of(event, envelope, self.largest_event)


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)
