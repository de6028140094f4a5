"""Calls of the handlers: the events of a run in order, with what their handlers look up for all of them."""

import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from libs.service_kit.context import Context
from libs.service_kit.decoding import Decoded
from libs.service_kit.run import Run
from libs.service_kit.service import Handling, Service
from libs.service_kit.telemetry import span

RUN_SECONDS = 0.05
"""How long a run takes records: then it is closed, and the client's next records wait their turn."""


class Calls:
    """Calls the handlers of one service."""

    def __init__(
        self, service: Service[Any], context: Callable[[], Context[Any]], *, run_seconds: float = RUN_SECONDS
    ) -> None:
        self._service, self._context, self._run_seconds = service, context, run_seconds

    def new_run(self, records: Sequence[Decoded], *, replayed: bool = False) -> Run:
        """A run of these records, not yet opened."""
        context = self._context()
        ids = [record.envelope.id for record in records if record.envelope is not None]
        client = records[0].envelope.client if records[0].envelope is not None else None
        return Run(context.database, client, ids, context.wake, outside=records[0].is_outside, replayed=replayed)

    async def handle_all(self, run: Run, records: Sequence[Decoded], handled: list[tuple[Decoded, str, float]]) -> None:
        """Handle records in one run until it has taken long enough; adds each to `handled`."""
        known = await run.open()
        started = time.perf_counter()
        board, part = None, 0
        for place, record in enumerate(records):
            if place and time.perf_counter() - started > self._run_seconds:
                break
            if record.handling is not None and record.handling.load is not None and not run.is_open:
                known |= await run.open()  # others may have written since the commit: look again, under the lock
            if part != run.parts:
                board, part = await self._board(run, records[place:]), run.parts
            handled.append((record, *await self._handle(run, record, board, known)))

    async def handle_alone(self, run: Run, record: Decoded, board: dict[Handling, Any] | None) -> str:
        """Handle the one record of a run; returns its outcome. Of work outside, the `board` was looked up before."""
        known: set[UUID] = set()
        if not record.is_outside:
            known = await run.open()
            board = await self._board(run, [record])
        outcome, _ = await self._handle(run, record, board, known)
        return outcome

    async def _board(self, run: Run, records: Sequence[Decoded]) -> dict[Handling, Any]:
        """What the handlers of a run look up once for all their events."""
        boards: dict[Handling, Any] = {}
        for record in records:
            if record.handling is not None and record.handling.load is not None and record.handling not in boards:
                events = [other.event for other in records if other.handling is record.handling]
                async with run.read() as tx:
                    boards[record.handling] = await record.handling.load(tx, events)
        return boards

    async def _handle(
        self, run: Run, record: Decoded, board: dict[Handling, Any] | None, known: set[UUID]
    ) -> tuple[str, float]:
        """Handle one record of a run; returns its outcome and how long it took."""
        started = time.perf_counter()
        envelope, handling = record.envelope, record.handling
        if envelope is None or handling is None:
            raise TypeError("nothing to call")
        run.begin(envelope.id)
        outcome = "duplicate" if envelope.id in known else "handled"
        if outcome == "handled":
            context = self._context().for_event(envelope, run, board.get(handling) if board else None)
            with span(f"{self._service.name} {envelope.type}", envelope.traceparent, event_id=str(envelope.id)):
                await handling.run(record.event, context)
            known.add(envelope.id)  # a second copy in the same run
        run.end()
        return outcome, time.perf_counter() - started
