"""Conditional requests (RFC 9110 13): an entity tag on what is shown, 304 for who has it, 412 for who has an old one.

The tag of a representation is a hash of its bytes, so no table needs a version, and whatever its reader would see
change changes it. `If-Match` with a change compares the tag of what a GET of the same address answers now; for an
action (`.../documents/{id}/actions`) that is the address above it. Check and change are done under one lock, so that of
two changes with one tag the second is refused (ADR 0025).
"""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from fastapi import Request
from sqlalchemy import text
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.refusal import Refusal
from libs.service_kit.database import Contended, DatabaseAway, lock_number
from libs.service_kit.http_texts import KitCode

CHANGES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_TAG: Final = re.compile(r'(W/)?("[^"]*")')
_AT_ONCE: Final = 2
"""Conditional changes that hold a lock at a time: each needs a second connection to the database."""
_NOT_FOR_READING: Final = (b"if-match", b"if-none-match", b"content-length", b"content-type", b"transfer-encoding")

Answer = Callable[[Request, Refusal], ASGIApp]


class Preconditions:
    """Adds an entity tag to each JSON answer of a GET, and heeds If-None-Match and If-Match."""

    def __init__(self, app: ASGIApp, *, answer: Answer) -> None:
        self._app, self._answer, self._room = app, answer, asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or say that a condition of it does not hold."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if scope["type"] == "http" and scope["method"] == "GET":
            await self._app(scope, receive, _Tagged(send, headers.get("if-none-match")))
        elif scope["type"] == "http" and scope["method"] in CHANGES and "if-match" in headers:
            await self._change(scope, receive, send, headers["if-match"])
        else:
            await self._app(scope, receive, send)

    async def _change(self, scope: Scope, receive: Receive, send: Send, wanted: str) -> None:
        request, refusal, is_done = Request(scope), KitCode.CHANGED_MEANWHILE, False
        try:
            async with self._room, request.app.state.context().read() as tx:
                await tx.execute(text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=_lock(scope["path"])))
                if _holds(wanted, await self._present(scope)):
                    is_done = True
                    await self._app(scope, receive, send)
        except (DatabaseAway, Contended):
            refusal = KitCode.TRY_LATER
        if not is_done:
            await self._answer(request, Refusal(refusal))(scope, receive, send)

    async def _present(self, scope: Scope) -> str | None:
        """The tag of what this address shows now, or the one above it; None when neither shows anything."""
        for path in (scope["path"], scope["path"].rpartition("/")[0]):
            reading = _Collected()
            headers = [pair for pair in scope["headers"] if pair[0] not in _NOT_FOR_READING]
            inner = {
                **scope,
                "method": "GET",
                "path": path,
                "raw_path": path.encode(),
                "query_string": b"",
                "headers": headers,
                "state": dict(scope.get("state", {})),
            }
            await self._app(inner, _nothing, _Tagged(reading, None))
            if reading.status == 200 and reading.tag is not None:
                return reading.tag
        return None


def _lock(path: str) -> int:
    """One number for an address and for the actions on it."""
    parts = path.split("/")
    return lock_number("preconditions", "/".join(parts[:6]))


def _holds(wanted: str, tag: str | None) -> bool:
    """Whether If-Match holds: by strong comparison, a weak tag never does (RFC 9110 13.1.1)."""
    if tag is None:
        return False
    return wanted.strip() == "*" or tag in {found for weak, found in _tags(wanted) if not weak}


def _tags(written: str) -> Iterator[tuple[bool, str]]:
    """The tags in a header, and whether each is weak."""
    return ((bool(found[1]), found[2]) for found in _TAG.finditer(written[:8_000]))


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


class _Collected:
    """Keeps the status and the tag of an answer, and drops the rest."""

    status = 0
    tag: str | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.tag = message["status"], Headers(raw=message["headers"]).get("etag")


class _Tagged:
    """Sends the answer to a GET with its tag, or 304 to who has it already."""

    def __init__(self, send: Send | _Collected, known: str | None) -> None:
        self._send, self._known = send, known
        self._start: Message | None = None
        self._body: list[bytes] = []
        self._is_over = False

    async def __call__(self, message: Message) -> None:
        if self._is_over:
            return
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is not None and message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._end()
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = Headers(raw=message["headers"])
        if message["status"] == 200 and "etag" in headers and self._knows(headers["etag"]):
            await self._not_changed(message)
        elif message["status"] == 200 and "etag" not in headers and headers.get("content-type") == "application/json":
            self._start = message  # its headers go out once the whole body is known
        else:
            await self._send(message)

    async def _end(self) -> None:
        start: Any = self._start
        body = b"".join(self._body)
        MutableHeaders(scope=start)["etag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if self._knows(Headers(raw=start["headers"])["etag"]):
            await self._not_changed(start)
            return
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})

    def _knows(self, tag: str) -> bool:
        """Whether If-None-Match has this tag: by weak comparison (RFC 9110 13.1.2)."""
        if self._known is None:
            return False
        return self._known.strip() == "*" or tag.removeprefix("W/") in {found for _, found in _tags(self._known)}

    async def _not_changed(self, start: Message) -> None:
        self._is_over = True
        headers = [pair for pair in start["headers"] if pair[0] not in (b"content-length", b"content-type")]
        await self._send({"type": "http.response.start", "status": 304, "headers": headers})
        await self._send({"type": "http.response.body", "body": b""})
