"""What becomes of one record: handled once, known already, not for us, too early, waiting for new code, or dead."""

import asyncio
import random
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
from libs.service_kit.context import Context
from libs.service_kit.database import is_outage
from libs.service_kit.dead_letters import Letter
from libs.service_kit.errors import AlreadyHandled, Reject, Retry, TooEarly
from libs.service_kit.service import Handler, Service
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import EVENTS, SECONDS, log, span

Outcome = TypeVar("Outcome")


class TooManyDeadLetters(Exception):
    """So many in a row that the fault must be ours: stop before the whole stream is dead."""


@dataclass(frozen=True)
class Opened:
    """A record read as far as it can be: an event with its handler, or the reason why there is none."""

    raw: bytes
    topic: str
    envelope: Envelope | None = None
    event: Event | None = None
    handler: Handler | None = None
    outcome: str | None = None
    reason: str = ""


class Handling:
    """Decides for the records of one service; lanes call it, so does the replay of dead letters, so do tests."""

    def __init__(self, service: Service[Any], settings: KitSettings, context: Callable[[], Context[Any]]) -> None:
        self._service, self._settings, self._context = service, settings, context
        self._dead_in_a_row = 0

    async def open(self, records: Sequence[Any]) -> list[Opened]:
        """Read a batch, and ask once which of its events are done with: handled, or dead until an operator asks."""
        opened = [self.read(record.value or b"", record.topic) for record in records]
        ids = [o.envelope.id for o in opened if o.handler is not None and o.envelope is not None]
        known = set() if not ids else await self._through_outages(lambda: self._context().database.handled(ids))
        return [
            Opened(o.raw, o.topic, o.envelope, outcome="duplicate") if o.envelope and o.envelope.id in known else o
            for o in opened
        ]

    def read(self, raw: bytes, topic: str) -> Opened:
        """The event inside a record and who handles it."""
        if not raw:
            return Opened(raw, topic, outcome="skipped", reason="empty")
        envelope = None
        try:
            envelope = Envelope.parse(raw)
            event = envelope.event()
        except UnknownType as error:
            return Opened(raw, topic, envelope, outcome="skipped", reason=str(error))
        except UnknownVersion as error:
            heard = any(cls.event_name == str(error).rpartition(".v")[0] for cls in self._service.handlers)
            return Opened(raw, topic, envelope, outcome="waiting" if heard else "skipped", reason=f"unknown {error}")
        except Malformed as error:
            return Opened(raw, topic, envelope, outcome="dead", reason=str(error))
        handler = self._service.hears(event)
        return Opened(raw, topic, envelope, event, handler, outcome=None if handler else "skipped")

    async def handle(self, opened: Opened) -> str:
        """Bring one record to its end; the word for what became of it."""
        type_ = opened.envelope.type if opened.envelope else "unreadable"
        known = type_ if opened.event is not None else "other"
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(service=self._service.name, event_type=type_):
            if opened.outcome is None:
                outcome = await self._try(opened)
            else:
                outcome = opened.outcome
                if outcome in ("dead", "waiting"):
                    await self._keep(opened, opened.reason, state=outcome)
        handled, seconds = self._meters(known, outcome)
        handled.inc()
        seconds.observe(time.perf_counter() - started)
        if outcome == "handled":
            self._dead_in_a_row = 0
        return outcome

    @cache  # noqa: B019 - one Handling per service, a handful of types and outcomes
    def _meters(self, type_: str, outcome: str) -> tuple[Counter, Histogram]:
        name = self._service.deployed_name
        return EVENTS.labels(name, type_, outcome), SECONDS.labels(name, type_)

    async def _try(self, opened: Opened) -> str:
        """Call the handler, a few times when it is worth it."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._through_outages(lambda: self._once(opened))
            except Retry as error:
                if attempt >= self._settings.attempts:
                    return await self._keep(opened, f"gave up after {attempt} attempts: {error}")
                pause = error.after.total_seconds() if error.after else 0.1 * 4 ** (attempt - 1)
                await asyncio.sleep(min(pause, 10) * random.uniform(0.8, 1.2))
            except TooEarly as error:
                return await self._keep(opened, str(error), state="early")
            except Reject as error:
                return await self._keep(opened, str(error))
            except Exception as error:  # noqa: BLE001 - the one place where a bug of a handler is caught
                if attempt >= self._settings.attempts:
                    return await self._keep(opened, f"{type(error).__name__}: {error}", trace=traceback.format_exc())
                await asyncio.sleep(0.05 * 4 ** (attempt - 1))

    async def _once(self, opened: Opened) -> str:
        """One call of the handler; its transaction carries the inbox row."""
        if opened.handler is None or opened.envelope is None:
            raise TypeError("nothing to call")
        envelope = opened.envelope
        context = self._context()
        with span(f"{self._service.name} {envelope.type}", envelope.traceparent, event_id=str(envelope.id)):
            try:
                await opened.handler(opened.event, context.for_event(envelope))
            except AlreadyHandled:
                return "duplicate"
        return "handled"

    async def _through_outages(self, act: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Wait for the database as long as it takes: its absence is no message's fault."""
        pause = 0.1
        while True:
            try:
                return await act()
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("database.away", error=type(error).__name__)
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(pause * 2, 5)

    async def _keep(self, opened: Opened, reason: str, *, state: str = "dead", trace: str | None = None) -> str:
        envelope = opened.envelope
        letter = Letter(
            raw=opened.raw,
            topic=opened.topic,
            reason=reason[:2000],
            state=state,
            type=envelope.type if envelope else None,
            event_id=envelope.id if envelope else None,
            client_id=envelope.client if envelope else None,
            traceback=trace,
        )
        new = await self._through_outages(lambda: dead_letters.keep(self._context().database, letter))
        tell = log.info if state == "early" else log.error
        tell("letter.kept", state=state, letter=str(letter.letter_id), topic=letter.topic, reason=letter.reason)
        if new and state == "dead":
            self._count_dead()
        return state

    def _count_dead(self) -> None:
        """Letters known from before, heard once more when a topic is read again, tell nothing about this process."""
        self._dead_in_a_row += 1
        if self._dead_in_a_row >= self._settings.dead_letter_limit:
            raise TooManyDeadLetters(f"{self._service.name}: {self._dead_in_a_row} dead letters in a row")

    async def replay(self, *states: str) -> int:
        """Handle again the letters in these states; how many were."""
        database = self._context().database
        found = await dead_letters.asked_for(database, *states)
        for letter in found:
            opened = self.read(bytes(letter.raw), letter.topic)
            if opened.outcome == "waiting":
                continue
            outcome = await self.handle(opened)
            if outcome in ("handled", "duplicate", "skipped"):
                await dead_letters.mark(database, letter.letter_id, "replayed")
        return len(found)
