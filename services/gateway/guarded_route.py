"""The last thing that happens to every answer of the gateway: security headers, request number, the user's language."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts.ids import uuid7
from libs.service_kit import Problem, Reject, Retry
from services.gateway.domain import headers

_KNOWN = (Problem, RequestValidationError, HTTPException, Retry, Reject)


class GuardedRoute(APIRoute):
    """A route whose answers, refusals too, carry our headers."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """Wrap FastAPI's own."""
        answer: Any = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            request.state.request_id = headers.request_id(request.headers.get("x-request-id"), str(uuid7()))
            fresh = f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
            request.state.traceparent = headers.traceparent(request.headers.get("traceparent"), fresh)
            try:
                response: Response = await answer(request)
            except _KNOWN as error:
                response = await _refusal(request, error)
            for name, value in headers.SECURITY.items():
                response.headers.setdefault(name, value)
            response.headers["x-request-id"] = request.state.request_id
            return response

        return guarded


async def _refusal(request: Request, error: Exception) -> Response:
    """The kit's answer to a problem, in the language of the user when we know him."""
    shown = request
    if language := getattr(request.state, "language", None):
        asked = [pair for pair in request.scope["headers"] if pair[0] != b"accept-language"]
        scope = dict(request.scope) | {"headers": [*asked, (b"accept-language", language.encode())]}
        shown = Request(scope, request.receive)
    handler = next(h for cls, h in request.app.exception_handlers.items() if cls is _class_of(error))
    response: Response = await handler(shown, error)
    if isinstance(error, Problem) and "seconds" in error.params:
        response.headers["retry-after"] = error.params["seconds"]
    if isinstance(error, Problem) and error.status == 401 and error.code == "not_signed_in":
        response.headers["www-authenticate"] = "Bearer"
    return response


def _class_of(error: Exception) -> type[Exception]:
    return next(cls for cls in _KNOWN if isinstance(error, cls))
