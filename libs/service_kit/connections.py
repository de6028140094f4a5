"""HTTP connections that end when the other side keeps us waiting: uvicorn's protocol on h11, with time limits.

uvicorn itself waits without end for the rest of a header or of a body, and for somebody to read an answer. It is the
implementation on h11 because that is pure Python, so that its state can be read between two events.
"""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from libs.service_kit.http_guards import SECURITY_HEADERS
from libs.service_kit.telemetry import CONNECTIONS_ENDED, log

_REASONS = {408: b"Request Timeout", 400: b"Bad Request", 503: b"Service Unavailable"}
_PLAIN = [
    (b"connection", b"close"),
    (b"content-length", b"0"),
    *((name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
]
"""The headers of an answer that no route gives."""
_SPARE = 64 * 1024
"""Bytes around a body that need no reason: its header and its chunk sizes."""
_WASTE = 8
"""The most bytes on the line for one byte of the body: chunks of one byte cost us more than them."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait, in seconds: for a whole header, a whole body, somebody to read, the end after the answer.

    A body must bring `bytes_a_second` in each period of `look`, except while we do not read it ourselves.
    At most `connections` are open at once.
    """

    header: float = 10
    body: float = 900
    bytes_a_second: int = 500
    look: float = 20
    read: float = 60
    linger: float = 5
    connections: int = 2000


class PatientConnection(H11Protocol):
    """One connection with time limits. When all are taken, the one that has been waiting longest is ended."""

    def __init__(self, *args: Any, patience: Patience, **named: Any) -> None:
        super().__init__(*args, **named)
        self._patience = patience
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._wire = self._body = self._before_look = 0
        self._body_began = 0.0
        self._is_deaf = self._is_ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first header. Beyond the limit another connection must go, or else this one."""
        super().connection_made(transport)  # type: ignore[arg-type]
        if len(self.connections) > self._patience.connections:
            waiting = [each for each in self.connections if isinstance(each, PatientConnection) and each.is_waiting]
            oldest = min(waiting, key=lambda each: each.opened_at, default=self)
            oldest.end("full", 503)
        self.opened_at = self.loop.time()
        self._wait("header", self._patience.header, partial(self.end, "header", 408))

    opened_at = float("inf")

    @property
    def is_waiting(self) -> bool:
        """Whether no request is being answered here."""
        return self.cycle is None or self.cycle.response_complete

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all timers."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what arrives, and look whether it was enough."""
        if self._is_deaf or self.transport.is_closing():
            return
        cycle, before = self.cycle, len(self.cycle.body) if self.cycle is not None else 0
        self._wire += len(data)
        super().data_received(data)
        if self.cycle is not cycle:
            self._wire, self._body, before = 0, 0, 0
        if self.cycle is not None:
            self._body += max(len(self.cycle.body) - before, 0)
        if self._wire > _WASTE * self._body + _SPARE and "linger" not in self._timers:
            self.end("waste", 400)
        self._follow()

    def on_response_complete(self) -> None:
        """After an answer before the end of the body, read the rest for a moment only."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            self._wait("linger", self._patience.linger, partial(self.end, "linger"))
        self._follow()

    def pause_writing(self) -> None:
        """Wait for somebody to read what is written."""
        super().pause_writing()
        self._wait("read", self._patience.read, partial(self.end, "read"))

    def resume_writing(self) -> None:
        """Go on writing."""
        super().resume_writing()
        self._stop("read")

    def end(self, reason: str, status: int | None = None) -> None:
        """End the connection, with this status when no answer has begun and a request has."""
        if self._is_ended or self.transport.is_closing():
            return
        self._is_ended = True
        CONNECTIONS_ENDED.labels(reason).inc()
        log.info("http.connection_ended", reason=reason)
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        has_begun = reason == "full" or self.conn.their_state is not h11.IDLE or self.conn.trailing_data[0]
        if status is not None and has_begun and self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._answer(status, [*_PLAIN, (b"retry-after", b"1")])
            self._is_deaf = True  # with unread bytes the system would take the answer back
            self.loop.call_later(self._patience.linger, self._close)
        else:
            self._close()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's words)
        """Answer what is no HTTP and end the connection; uvicorn's own answer lacks the headers that all have."""
        self._answer(400, _PLAIN)
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing of an upgrade that is asked for: strangers would fill the log with it."""

    def _answer(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        self._write(h11.Response(status_code=status, headers=headers, reason=_REASONS[status]))
        self._write(h11.EndOfMessage())

    def _close(self) -> None:
        self.flow.resume_writing()
        self.transport.close()
        self.loop.call_later(self._patience.linger, self.transport.abort)

    def _write(self, event: h11.Event) -> None:
        if (output := self.conn.send(event)) is not None:
            self.transport.write(output)

    def _follow(self) -> None:
        """Set the timers that fit what is expected now: a header, a body, or neither."""
        if self._is_ended:
            return
        state = self.conn.their_state
        if state is h11.IDLE:
            self._wire = self._body = 0
        if state is h11.IDLE and self.conn.trailing_data[0]:
            self._wait("header", self._patience.header, partial(self.end, "header", 408))
        elif state is not h11.IDLE:
            self._stop("header")
        if state is not h11.SEND_BODY:
            self._stop("linger")
            self._stop("body")
        elif "body" not in self._timers:
            self._body_began, self._before_look = self.loop.time(), self._body
            self._wait("body", self._patience.look, self._look)

    def _look(self) -> None:
        """Whether enough of the body came since the last look. It is not late while we do not read it."""
        self._stop("body")
        few = self._body - self._before_look < self._patience.bytes_a_second * self._patience.look
        is_late = self.loop.time() - self._body_began > self._patience.body
        is_ours = self.flow.read_paused or self.cycle.waiting_for_100_continue
        if is_late or (few and not is_ours):
            self.end("body", 408)
            return
        self._before_look = self._body
        self._wait("body", self._patience.look, self._look)

    def _wait(self, name: str, seconds: float, then: Any) -> None:
        if name not in self._timers:
            self._timers[name] = self.loop.call_later(seconds, then)

    def _stop(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()
