"""The number and the trace context of every request, known to the routes and returned in every answer."""

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.ids import uuid7
from services.gateway.domain import headers


class RequestIds:
    """Sets `request.state.request_id` and `request.state.traceparent`, and the header `x-request-id` of the answer.

    A middleware and no dependency, so that refusals and answers handed on from a service have the header too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Number the request, then let it through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        request_id = headers.request_id(asked.get("x-request-id"), str(uuid7()))
        fresh = f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
        state = {"request_id": request_id, "traceparent": headers.traceparent(asked.get("traceparent"), fresh)}
        scope["state"] = dict(scope.get("state", {})) | state

        async def numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        await self._app(scope, receive, numbered)
