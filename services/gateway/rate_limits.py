"""Rates of requests, applied: who asked too often hears when to come back, and every answer says what is left."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.refusal import Refusal
from libs.service_kit.peer_address import counted_as
from libs.terms import Cost
from services.gateway.connectors.directory import Access
from services.gateway.domain.rates import Buckets, Demand, demands_of, demands_of_stranger, rate_headers
from services.gateway.texts import Code

_STANDING = "rate_standing"


class RateLimits:
    """The buckets of this process. `factor` multiplies every quota; with 0 there is no limit."""

    def __init__(self, factor: float, outside_per_firm: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._factor, self._outside_per_firm, self._clock = factor, outside_per_firm, clock
        self._buckets = Buckets()
        self._outside: Counter[UUID] = Counter()

    def count(self, request: Request, access: Access, cost: Cost) -> None:
        """Count a request of a user. Raises Refusal (429) when they, their client or their firm ask too often."""
        self._take(request, demands_of(access.user_id, access.client_id, access.firm_id, cost, self._factor))

    def count_stranger(self, request: Request, address: str) -> None:
        """Count a request without a session. Raises Refusal (429) when too many come from this address."""
        self._take(request, demands_of_stranger(counted_as(address), self._factor))

    @contextmanager
    def outside(self, access: Access, cost: Cost) -> Iterator[None]:
        """Hold one of the firm's places for requests that wait for another system. Raises Refusal (429)."""
        owner = access.firm_id or access.client_id or access.user_id
        if cost is not Cost.OUTSIDE:
            yield
            return
        if self._outside[owner] >= self._outside_per_firm:
            raise Refusal(Code.TOO_MANY_AT_ONCE, seconds=5)
        self._outside[owner] += 1
        try:
            yield
        finally:
            self._outside[owner] -= 1
            if not self._outside[owner]:
                del self._outside[owner]

    def _take(self, request: Request, demands: list[Demand]) -> None:
        if not self._factor:
            return
        standing, wait = self._buckets.take(demands, self._clock())
        setattr(request.state, _STANDING, standing)
        if wait:
            raise Refusal(Code.TOO_MANY_REQUESTS, seconds=max(1, round(wait + 0.5)))


class RateHeaders:
    """Adds to an answer what is left of the tightest limit (draft-ietf-httpapi-ratelimit-headers)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers where the request was counted."""

        async def measured(message: Message) -> None:
            standing = scope.get("state", {}).get(_STANDING)
            if message["type"] == "http.response.start" and standing is not None:
                MutableHeaders(scope=message).update(rate_headers(standing))
            await send(message)

        await self._app(scope, receive, measured)
