"""The outcome of one record: handled, known already, not for us, too early, waiting for newer code, or dead."""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import structlog
from prometheus_client import Counter, Histogram

from contracts.envelope import Envelope
from contracts.registry import Event, Malformed, UnknownType, UnknownVersion
from libs.service_kit import dead_letters
from libs.service_kit.backoff import backoff, jittered
from libs.service_kit.context import Context
from libs.service_kit.database import is_outage
from libs.service_kit.dead_letters import DeadLetter
from libs.service_kit.errors import AlreadyHandled, Reject, Retry, TooEarly
from libs.service_kit.service import Handler, Service
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import EVENTS, SECONDS, log, span

Outcome = TypeVar("Outcome")
LONGEST_PAUSE = 10.0
"""The longest pause in seconds before the next attempt of a record; the records behind it wait too."""


class TooManyDeadLetters(Exception):
    """So many dead letters in a row that this process must be at fault: it stops before all events are dead."""


@dataclass(frozen=True)
class Decoded:
    """A decoded record: an event with its handler, or the reason why there is none."""

    raw: bytes
    topic: str
    envelope: Envelope | None = None
    event: Event | None = None
    handler: Handler | None = None
    outcome: str | None = None
    reason: str = ""


class Dispatcher:
    """Handles the records of one service, for partition workers, replayed dead letters and tests."""

    def __init__(self, service: Service[Any], settings: KitSettings, context: Callable[[], Context[Any]]) -> None:
        self._service, self._settings, self._context = service, settings, context
        self._dead_in_a_row = 0

    async def decode_batch(self, records: Sequence[Any]) -> list[Decoded]:
        """Decode a batch, with one query for the events that are already handled or dead."""
        decoded = [self.decode(record.value or b"", record.topic) for record in records]
        ids = [o.envelope.id for o in decoded if o.handler is not None and o.envelope is not None]
        known = set() if not ids else await self._through_outages(lambda: self._context().database.handled(ids))
        return [
            Decoded(o.raw, o.topic, o.envelope, outcome="duplicate") if o.envelope and o.envelope.id in known else o
            for o in decoded
        ]

    def decode(self, raw: bytes, topic: str) -> Decoded:
        """The event in a record, and its handler."""
        if not raw:
            return Decoded(raw, topic, outcome="skipped", reason="empty")
        envelope = None
        try:
            envelope = Envelope.parse(raw)
            event = envelope.event()
        except UnknownType as error:
            return Decoded(raw, topic, envelope, outcome="skipped", reason=str(error))
        except UnknownVersion as error:
            heard = any(cls.event_name == str(error).rpartition(".v")[0] for cls in self._service.handlers)
            return Decoded(raw, topic, envelope, outcome="waiting" if heard else "skipped", reason=f"unknown {error}")
        except Malformed as error:
            return Decoded(raw, topic, envelope, outcome="dead", reason=str(error))
        handler = self._service.hears(event)
        return Decoded(raw, topic, envelope, event, handler, outcome=None if handler else "skipped")

    async def handle(self, decoded: Decoded) -> str:
        """Handle one record; returns its outcome."""
        type_ = decoded.envelope.type if decoded.envelope else "unreadable"
        known = type_ if decoded.event is not None else "other"
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(service=self._service.name, event_type=type_):
            if decoded.outcome is None:
                outcome = await self._try(decoded)
            else:
                outcome = decoded.outcome
                if outcome in ("dead", "waiting"):
                    await self._keep(decoded, decoded.reason, state=outcome)
        handled, seconds = self._meters(known, outcome)
        handled.inc()
        seconds.observe(time.perf_counter() - started)
        if outcome == "handled":
            self._dead_in_a_row = 0
        return outcome

    @cache  # noqa: B019 - one Dispatcher per service, a handful of types and outcomes
    def _meters(self, type_: str, outcome: str) -> tuple[Counter, Histogram]:
        name = self._service.deployed_name
        return EVENTS.labels(name, type_, outcome), SECONDS.labels(name, type_)

    async def _try(self, decoded: Decoded) -> str:
        """Call the handler, with more attempts where they may help."""
        pauses = backoff(0.1, LONGEST_PAUSE, factor=4)
        attempt = 0
        while True:
            attempt += 1
            pause = next(pauses)
            try:
                return await self._through_outages(lambda: self._once(decoded))
            except Retry as error:
                if attempt >= self._settings.attempts:
                    return await self._keep(decoded, f"gave up after {attempt} attempts: {error}")
                if error.after is not None:
                    pause = jittered(min(error.after.total_seconds(), LONGEST_PAUSE))
            except TooEarly as error:
                return await self._keep(decoded, str(error), state="early")
            except Reject as error:
                return await self._keep(decoded, str(error))
            except Exception as error:  # noqa: BLE001 - the one place where a bug of a handler is caught
                if attempt >= self._settings.attempts:
                    return await self._keep(decoded, f"{type(error).__name__}: {error}", trace=traceback.format_exc())
            await asyncio.sleep(pause)

    async def _once(self, decoded: Decoded) -> str:
        """Call the handler once; its transaction contains the inbox row."""
        if decoded.handler is None or decoded.envelope is None:
            raise TypeError("nothing to call")
        envelope = decoded.envelope
        context = self._context()
        with span(f"{self._service.name} {envelope.type}", envelope.traceparent, event_id=str(envelope.id)):
            try:
                await decoded.handler(decoded.event, context.for_event(envelope))
            except AlreadyHandled:
                return "duplicate"
        return "handled"

    async def _through_outages(self, act: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Run `act`, waiting for the database as long as it takes: its absence is not the event's fault."""
        pauses = backoff(0.1, 5)
        while True:
            try:
                return await act()
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("database.away", error=type(error).__name__)
            await asyncio.sleep(next(pauses))

    async def _keep(self, decoded: Decoded, reason: str, *, state: str = "dead", trace: str | None = None) -> str:
        envelope = decoded.envelope
        dead_letter = DeadLetter(
            raw=decoded.raw,
            topic=decoded.topic,
            reason=reason[:2000],
            state=state,
            type=envelope.type if envelope else None,
            event_id=envelope.id if envelope else None,
            client_id=envelope.client if envelope else None,
            traceback=trace,
        )
        new = await self._through_outages(lambda: dead_letters.keep(self._context().database, dead_letter))
        write = log.info if state == "early" else log.error
        write(
            "dead_letter.kept",
            state=state,
            dead_letter=str(dead_letter.dead_letter_id),
            topic=dead_letter.topic,
            reason=dead_letter.reason,
        )
        if new and state == "dead":
            self._count_dead()
        return state

    def _count_dead(self) -> None:
        """Count a new dead letter; those known before, consumed again with their topic, do not count."""
        self._dead_in_a_row += 1
        if self._dead_in_a_row >= self._settings.dead_letter_limit:
            raise TooManyDeadLetters(f"{self._service.name}: {self._dead_in_a_row} dead letters in a row")

    async def replay(self, *states: str) -> int:
        """Handle the dead letters in these states again; returns how many there were."""
        database = self._context().database
        found = await dead_letters.in_states(database, *states)
        for dead_letter in found:
            decoded = self.decode(bytes(dead_letter.raw), dead_letter.topic)
            if decoded.outcome == "waiting":
                continue
            outcome = await self.handle(decoded)
            if outcome in ("handled", "duplicate", "skipped"):
                await dead_letters.mark(database, dead_letter.dead_letter_id, "replayed")
        return len(found)
