"""Which headers of a request and of an answer are handed on, and which are not."""

import re
from collections.abc import Iterable

HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
NOT_IN = HOP_BY_HOP | {
    "host",
    "authorization",
    "cookie",
    "serein-token",
    "serein-csrf",
    "accept-language",
    "forwarded",
    "traceparent",
    "tracestate",
    "x-request-id",
    "idempotency-key",
    "expect",
}
NOT_OUT = HOP_BY_HOP | {"server", "date", "set-cookie", "x-request-id"}

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")

Headers = list[tuple[str, str]]


def passed_in(headers: Iterable[tuple[str, str]]) -> Headers:
    """The headers of the caller that a service receives."""
    pairs = [(name.lower(), value) for name, value in headers]
    listed = {word.strip().lower() for name, value in pairs if name == "connection" for word in value.split(",")}
    stay = NOT_IN | listed
    return [(name, value) for name, value in pairs if name not in stay and not name.startswith("x-forwarded-")]


def passed_out(headers: Iterable[tuple[str, str]]) -> Headers:
    """The headers of a service that the caller receives."""
    return [(name.lower(), value) for name, value in headers if name.lower() not in NOT_OUT]


def request_id(asked: str | None, fresh: str) -> str:
    """The caller's own id for this request, if it is short and plain."""
    return asked if asked and _REQUEST_ID.fullmatch(asked) else fresh


def traceparent(asked: str | None, fresh: str) -> str:
    """The caller's W3C trace context, or the beginning of one."""
    return asked if asked and _TRACEPARENT.fullmatch(asked) else fresh
