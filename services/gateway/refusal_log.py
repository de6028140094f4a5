"""A line in the log for each refused request: who was kept from what. Nothing of what they sent stands in it."""

import time
from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.service_kit.peer_address import counted_as, peer_address
from libs.service_kit.telemetry import log
from services.gateway.domain.rates import Buckets, Policy

REFUSED: Final = frozenset({400, 401, 403, 404, 405, 413, 414, 415, 422, 429, 431})
PER_ADDRESS, IN_ALL = Policy(60), Policy(1200)
"""Lines in a minute: strangers must not fill the disk."""


class RefusalLog:
    """Writes `http.refused` with status, operation, user, address and request id; so many a minute and no more."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._clock, self._lines = app, clock, Buckets(10_000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and look at the status of its answer."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in REFUSED:
                self._note(Request(scope), message["status"])
            await send(message)

        await self._app(scope, receive, noted if scope["type"] == "http" else send)

    def _note(self, request: Request, status: int) -> None:
        address = counted_as(peer_address(request, request.app.state.context().deps.proxies))
        demands = [(("address", address, "log"), PER_ADDRESS), (("all", "", "log"), IN_ALL)]
        if self._lines.take(demands, self._clock())[1] > 0:
            return
        known: dict[str, Any] = request.scope.get("state", {})
        route = request.scope.get("route")
        log.info(
            "http.refused",
            status=status,
            operation=f"{request.method} {known.get('operation') or getattr(route, 'path', 'unknown')}"[:120],
            user=str(known["user_id"]) if "user_id" in known else None,
            address=address,
            request_id=known.get("request_id"),
        )
