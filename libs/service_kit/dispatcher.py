"""The outcome of each record: handled, known already, not for us, too early, waiting for newer code, or dead.

Events of one client are handled together, in one transaction (`Run`). When anything is raised, they are handled one by
one, with further attempts where these may help.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

import structlog
from prometheus_client import Counter, Histogram

from libs.service_kit import dead_letters
from libs.service_kit.attempts import Attempts, next_turn
from libs.service_kit.calls import Calls
from libs.service_kit.circuit_breaker import CircuitBreaker
from libs.service_kit.context import Context
from libs.service_kit.database import ClientBusy, Contended, DatabaseAway
from libs.service_kit.database.database import Look
from libs.service_kit.dead_letters import DeadLetter, storable
from libs.service_kit.decoding import Decoded, Decoder
from libs.service_kit.error_report import message_of, report_of
from libs.service_kit.errors import AlreadyHandled, Reject, Retry, TooEarly
from libs.service_kit.lease import Lease, LeaseTaken
from libs.service_kit.outgoing import EventTooLarge
from libs.service_kit.run import Run
from libs.service_kit.service import Handling, Service
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import EVENTS, RUN_EVENTS, RUNS_BROKEN, SECONDS, log

EVENT_LEASE_SECONDS = 30.0
"""How long an event stays with a process that has vanished while it worked on it."""
CONTENDED_ATTEMPTS = 10
"""Attempts of a record whose transaction the server ends in favour of others."""


@dataclass(frozen=True)
class Again:
    """Another attempt may help, after a pause."""

    seconds: float


@dataclass(frozen=True)
class Step:
    """What became of the first records of a line: how many are done, and how long the others should wait."""

    done: int
    pause: float = 0.0


class Dispatcher:
    """Handles the records of one service, for consumers, replayed dead letters and tests."""

    def __init__(self, service: Service[Any], settings: KitSettings, context: Callable[[], Context[Any]]) -> None:
        self._service, self._settings, self._context = service, settings, context
        self._calls = Calls(service, context)
        self._breaker = CircuitBreaker(service.name, settings.dead_letter_limit)
        self._holder = uuid4()
        self.decode = Decoder(service).decode

    async def handle_first(self, records: Sequence[Decoded], attempts: Attempts) -> "Step":
        """Handle the first of these records of one client, as many as make one run. Raises TooManyDeadLetters."""
        together = 0
        for record in records:
            if record.outcome is not None or record.is_outside:
                break
            together += 1
        if together >= 2:
            try:
                return Step(await self._together(records[:together]))
            except ClientBusy:
                return Step(0, pause=next_turn())
        outcome = await self.attempt(records[0], attempts)
        return Step(0, pause=outcome.seconds) if isinstance(outcome, Again) else Step(1)

    async def _together(self, records: Sequence[Decoded]) -> int:
        """Handle records in one transaction; returns how many are committed, 0 when they must be handled one by one.

        Raises ClientBusy when the run could not begin.
        """
        name = self._service.deployed_name
        run = self._calls.new_run(records)
        handled: list[tuple[Decoded, str, float]] = []
        try:
            with structlog.contextvars.bound_contextvars(service=self._service.name):
                await self._calls.handle_all(run, records, handled)
                await run.close()
        except Exception as error:  # whose fault it was shows when they are handled one by one
            await run.roll_back()
            if isinstance(error, ClientBusy) and not handled:
                raise
            if not isinstance(error, DatabaseAway | Contended):
                RUNS_BROKEN.labels(name).inc()
            log.info("run.broken", events=len(records), finished=run.finished, error=type(error).__name__)
        except BaseException:
            await run.roll_back()
            raise
        for record, outcome, seconds in handled[: run.finished]:
            self._count(record, outcome, seconds)
        RUN_EVENTS.labels(name).observe(run.finished)
        return run.finished

    async def handle(self, record: Decoded, *, replayed: bool = False) -> str:
        """Handle one record by itself, with all its attempts; returns its outcome. Raises TooManyDeadLetters."""
        attempts = Attempts(replayed=replayed)
        while True:
            outcome = await self.attempt(record, attempts)
            if not isinstance(outcome, Again):
                return outcome
            await asyncio.sleep(outcome.seconds)

    async def attempt(self, record: Decoded, attempts: Attempts) -> "str | Again":
        """One attempt at one record: its outcome, or when to try again."""
        type_ = record.envelope.type if record.envelope else "unreadable"
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(service=self._service.name, event_type=type_):
            try:
                if record.outcome is None:
                    outcome = await self._try(record, attempts)
                else:
                    outcome = record.outcome
                    if outcome in ("dead", "waiting"):
                        await self._keep(record, record.reason, state=outcome)
                attempts.away_since = None
            except ClientBusy as error:
                log.info("client.busy", error=str(error))
                return Again(next_turn())
            except DatabaseAway as error:
                log.warning("database.away", error=str(error))
                return Again(attempts.next_look())
            except Contended as error:  # while the dead letter was kept
                log.warning("database.contended", error=str(error))
                return Again(attempts.pause())
        if isinstance(outcome, str):
            self._count(record, outcome, time.perf_counter() - started)
        return outcome

    def skip(self, record: Decoded) -> None:
        """Count a record that is not for this service."""
        self._count(record, "skipped", 0.0)

    def _count(self, record: Decoded, outcome: str, seconds: float) -> None:
        type_ = record.envelope.type if record.envelope is not None and record.event is not None else "other"
        handled, duration = self._meters(type_, outcome)
        handled.inc()
        duration.observe(seconds)
        if outcome == "handled":
            self._breaker.handled()

    @cache  # noqa: B019 - one Dispatcher per service, a handful of types and outcomes
    def _meters(self, type_: str, outcome: str) -> tuple[Counter, Histogram]:
        name = self._service.deployed_name
        return EVENTS.labels(name, type_, outcome), SECONDS.labels(name, type_)

    async def _try(self, record: Decoded, attempts: Attempts) -> "str | Again":
        """Call the handler. Raises DatabaseAway while the database answers nobody."""
        attempts.number += 1
        last = attempts.number >= self._settings.attempts
        try:
            return await self._once(record, replayed=attempts.replayed)
        except Retry as error:
            if last:
                return await self._keep(record, f"gave up after {attempts.number} attempts: {error}")
            return Again(attempts.pause(error.after))
        except Contended as error:
            attempts.contended += 1
            attempts.number -= 1
            if attempts.contended >= CONTENDED_ATTEMPTS:
                return await self._keep(record, f"gave up after {attempts.contended} attempts: {error}")
            return Again(attempts.pause())
        except TooEarly as error:
            return await self._keep(record, str(error), state="early")
        except (Reject, EventTooLarge) as error:
            return await self._keep(record, str(error))
        except LeaseTaken:  # its work goes on in the process that had the partition before
            attempts.number -= 1
            return Again(1.0)
        except ClientBusy:
            attempts.number -= 1
            raise
        except DatabaseAway as error:
            if not attempts.has_waited_long() or not await self._database_answers():
                attempts.number -= 1
                raise
            if last:  # others reach the database: it is this event
                return await self._keep(record, f"gave up after {attempts.number} attempts: {error}")
            return Again(attempts.pause())
        except Exception as error:  # noqa: BLE001 - the one place where a bug of a handler is caught
            if last:
                return await self._keep(record, message_of(error), trace=report_of(error))
            return Again(attempts.pause())

    async def _once(self, record: Decoded, *, replayed: bool) -> str:
        """Call the handler once; its transaction contains the inbox row."""
        if record.is_outside:
            return await self._once_outside(record, replayed=replayed)
        return await self._alone(self._calls.new_run([record], replayed=replayed), record)

    async def _once_outside(self, record: Decoded, *, replayed: bool) -> str:
        """Call a handler that works long outside the database, while no other process has begun the same event."""
        if record.envelope is None or record.handling is None:
            raise TypeError("nothing to call")
        database, board = self._context().database, None
        lease = Lease(database, f"event/{record.envelope.id}", EVENT_LEASE_SECONDS, self._holder)
        async with database.begin(record.envelope.client) as tx:
            known = await database.known_in(tx, Look([record.envelope.id], replayed=replayed))
            if not known and not await lease.take_in(tx):
                raise LeaseTaken
            if not known and record.handling.load is not None:
                board = {record.handling: await record.handling.load(tx, [record.event])}
        if known:
            return "duplicate"
        async with lease.renewed():
            return await self._alone(self._calls.new_run([record], replayed=replayed), record, board)

    async def _alone(self, run: Run, record: Decoded, board: dict[Handling, Any] | None = None) -> str:
        """Handle the one record of a run; `board` is what was looked up for it before."""
        try:
            outcome = await self._calls.handle_alone(run, record, board)
            await run.close()
        except AlreadyHandled:
            await run.roll_back()
            return "duplicate"
        except BaseException:
            await run.roll_back()
            raise
        return outcome

    async def _database_answers(self) -> bool:
        try:
            await self._context().database.ping()
        except (DatabaseAway, Contended):
            return False
        return True

    async def _keep(self, decoded: Decoded, reason: str, *, state: str = "dead", trace: str | None = None) -> str:
        envelope = decoded.envelope
        dead_letter = DeadLetter(
            raw=decoded.raw,
            topic=decoded.topic,
            reason=storable(reason)[:2000],
            state=state,
            type=storable(envelope.type) if envelope else None,
            event_id=envelope.id if envelope else None,
            client_id=envelope.client if envelope else None,
            traceback=storable(trace) if trace else None,
        )
        new = await dead_letters.keep(self._context().database, dead_letter)
        write = log.info if state == "early" else log.error
        write(
            "dead_letter.kept",
            state=state,
            dead_letter=str(dead_letter.dead_letter_id),
            topic=dead_letter.topic,
            reason=dead_letter.reason,
        )
        if new and state == "dead":
            self._breaker.dead(dead_letter.client_id)
        return state

    async def replay(self, *states: str) -> int:
        """Handle the dead letters in these states again; returns how many there were. Raises DatabaseAway."""
        database = self._context().database
        found = await dead_letters.in_states(database, *states)
        for dead_letter in found:
            decoded = self.decode(bytes(dead_letter.raw), dead_letter.topic)
            if decoded.outcome == "waiting":
                continue
            outcome = await self.handle(decoded, replayed=True)
            if outcome in ("handled", "duplicate", "skipped"):
                await dead_letters.mark(database, dead_letter.dead_letter_id, "replayed")
        return len(found)
