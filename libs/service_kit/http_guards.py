"""Middleware of every route: limits on what a request may be, and security headers on answers."""

from collections.abc import Callable
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode
from libs.service_kit.json_bounds import check_json
from libs.service_kit.operations import takes_files, terms_of
from libs.terms import SMALL_BODY, UPLOAD_BODY, Terms

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""What every answer of every service carries; a browser heeds strict-transport-security over TLS only."""

MOST_HEADERS, HEADER_BYTES = 100, 32 * 1024
PATH_BYTES, QUERY_BYTES = 2048, 8192
MOST_PARTS = 64
"""Files, and other fields, of one form."""
PASSED_ON = "passed_on"
"""The key in a request's state under which the gateway puts the terms of what it hands on without parsing it."""
_WATCHED = ("/livez", "/readyz", "/metrics")

Answer = Callable[[Request, Refusal], ASGIApp]


class RefusedBody(HTTPException):
    """A body that is refused while it arrives. FastAPI lets this kind of error through, and hides any other."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(400)
        self.refusal = refusal


class RequestLimits:
    """Refuses requests with too long an address (414) or too many headers (431), and more than can be worked on (503).

    Health and metrics are answered in any case: a service that has much to do is not a dead one.
    """

    def __init__(self, app: ASGIApp, *, answer: Answer, at_once: int) -> None:
        self._app, self._answer, self._at_once, self._in_work = app, answer, at_once, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refused(scope)
        if refusal is not None:
            await self._answer(Request(scope), refusal)(scope, receive, send)
            return
        self._in_work += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._in_work -= 1

    def _refused(self, scope: Scope) -> Refusal | None:
        if len(scope.get("raw_path") or b"") > PATH_BYTES or len(scope["query_string"]) > QUERY_BYTES:
            return Refusal(KitCode.ADDRESS_TOO_LONG)
        headers = scope["headers"]
        if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > HEADER_BYTES:
            return Refusal(KitCode.HEADERS_TOO_LARGE, limit=MOST_HEADERS)
        if {b"content-length", b"transfer-encoding"} <= {name for name, _ in headers}:
            return Refusal(KitCode.BODY_UNREADABLE)  # a proxy may believe the other one (RFC 9112 6.1)
        if self._in_work >= self._at_once and scope["path"] not in _WATCHED:
            return Refusal(KitCode.TOO_BUSY, seconds=1)
        return None


class BodyLimits:
    """Refuses a body that its operation does not take: too large, too deep, or from a caller without the right."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through; what is refused shows when its body is read, before anything of it is parsed."""
        if scope["type"] == "http":
            receive = _Body(scope, receive).receive
        await self._app(scope, receive, send)


class _Body:
    """The body of one request. By the time that it is first read, the route is known."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope, self._receive = scope, receive
        self._headers = dict(scope["headers"])
        self._limit: int | None = None
        self._seen = 0
        self._is_whole = False

    async def receive(self) -> Message:
        """The next piece; JSON comes as one piece. Raises RefusedBody."""
        try:
            limit = self._begun() if self._limit is None else self._limit
            if self._is_whole or self._is_streamed:
                return await self._counted(limit)
            return await self._json(limit)
        except Refusal as refusal:
            raise RefusedBody(refusal) from refusal

    @property
    def _is_streamed(self) -> bool:
        """Whether nothing here builds a tree of it: the gateway hands it on, or it is a form read part by part."""
        return PASSED_ON in self._scope.get("state", {}) or takes_files(self._scope.get("route"))

    def _begun(self) -> int:
        """The limit in bytes. Raises Refusal for a length over it, and to a caller without the right."""
        terms: Terms = self._scope.get("state", {}).get(PASSED_ON) or terms_of(
            self._scope.get("route"), self._scope["method"]
        )
        limit = terms.largest_body
        if limit >= UPLOAD_BODY and not self._headers.get(b"content-type", b"").lower().startswith(b"multipart/"):
            limit = SMALL_BODY  # another kind of body is held in memory
        self._limit = limit
        length = self._headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > limit:
            raise too_large(limit)
        if terms.right is not None and (length != b"0" or b"transfer-encoding" in self._headers):
            self._check_caller()
        return limit

    def _check_caller(self) -> None:
        """Raises Refusal when the route will refuse the caller: their body is not read at all then."""
        dependencies: list[Any] = [self._scope["route"].dependant]
        while dependencies:
            each = dependencies.pop()
            if hasattr(each.call, "right"):
                each.call.caller(Request(self._scope))
            dependencies.extend(each.dependencies)

    async def _counted(self, limit: int) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > limit:
            raise too_large(limit)
        return message

    async def _json(self, limit: int) -> Message:
        """The whole body, when its structure is within bounds."""
        pieces = []
        while True:
            message = await self._counted(limit)
            if message["type"] != "http.request":
                return message
            pieces.append(message.get("body", b""))
            if not message.get("more_body", False):
                break
        body = b"".join(pieces)
        check_json(body)
        self._is_whole = True
        return {"type": "http.request", "body": body, "more_body": False}


def too_large(limit: int) -> Refusal:
    """The refusal of a body over this limit in bytes."""
    if limit < 2**20:
        return Refusal(KitCode.BODY_TOO_LARGE, limit=limit // 2**10)
    return Refusal(KitCode.REQUEST_TOO_LARGE, limit=limit // 2**20)


class SecurityHeaders:
    """Adds the headers that state how a browser must treat an answer; a route may set others itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the missing headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)
