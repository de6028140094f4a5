"""JSON answers compressed for callers who accept gzip: lists of documents shrink to a tenth.

Streams of events, files and pixels are left alone, and small answers gain nothing. An attacker who can place text into
an answer beside a secret could learn the secret from its compressed length (BREACH). Here that needs a request in the
victim's name, which another site cannot cause: the cookie is SameSite=Strict, and a bearer token is sent by no browser
by itself. No answer repeats a secret but that of signing in, which is never compressed.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST = 1024
LEVEL = 6
JSON = re.compile(r"application/(?:[\w.-]+\+)?json\b")
SIGNING_IN = "/v1/sessions"

_CODING = re.compile(r"\s*(?P<name>[\w*-]+)\s*(?:;\s*[qQ]\s*=\s*(?P<q>[0-9.]{1,5})\s*)?")
_LONGEST = 500


def accepts_gzip(header: str) -> bool:
    """Whether the header Accept-Encoding asks for gzip (RFC 9110 12.5.3): by its name, or by `*`; q=0 excludes it."""
    found = [_CODING.fullmatch(part) for part in header[:_LONGEST].split(",")]
    weights = {coding["name"].lower(): (coding["q"] or "1").strip("0.") != "" for coding in found if coding}
    return weights.get("gzip", weights.get("*", False))


class Compressed:
    """Compresses JSON from one KiB on for callers who accept it, and tells caches that the answer depends on that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through; its answer is compressed on the way out."""
        if scope["type"] != "http" or scope["path"].startswith(SIGNING_IN):
            await self._app(scope, receive, send)
        elif accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
            await _OnlyJson(self._app, SMALLEST, compresslevel=LEVEL)(scope, receive, send)
        else:
            await self._app(scope, receive, _varying(send))


class _OnlyJson(GZipResponder):
    async def send_with_compression(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            if not _is_json(headers) or _is_small(headers):
                self.exclude_content_types = (headers.get("content-type", "").partition(";")[0].strip().lower(),)
        await super().send_with_compression(message)


def _varying(send: Send) -> Send:
    async def varying(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_json(Headers(raw=message["headers"])):
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return varying


def _is_json(headers: Headers) -> bool:
    is_json = JSON.match(headers.get("content-type", "").lower()) is not None
    return is_json and "no-transform" not in headers.get("cache-control", "")


def _is_small(headers: Headers) -> bool:
    """Whether the whole answer is known to be small, also when it is handed on in pieces."""
    length = headers.get("content-length", "")
    return length.isdecimal() and int(length) < SMALLEST
