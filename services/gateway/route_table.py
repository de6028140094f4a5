"""The routes of all services: read from their OpenAPI documents at the start, and again from time to time."""

import asyncio
import time
from typing import Any

from libs.service_kit.context import Caller
from libs.service_kit.telemetry import log
from libs.service_kit.tokens import TOKEN_HEADER, TokenSigner
from services.gateway.connectors.upstream import Upstream
from services.gateway.domain.openapi import assembled
from services.gateway.domain.routes import Conflict, RoutingTable, Unroutable, routing_table

OURS = "gateway"
VERSION = "1"


class RouteTable:
    """Which service answers which route. A service that does not answer keeps its last known routes."""

    def __init__(self, upstream: Upstream, tokens: TokenSigner, own: dict[str, Any]) -> None:
        self._upstream, self._tokens, self._own = upstream, tokens, own
        self._documents: dict[str, dict[str, Any]] = {}
        self._learning = asyncio.Lock()
        self._looked_at = 0.0
        self.table = RoutingTable()
        self.document: dict[str, Any] = {}
        self._put_together()

    @property
    def missing(self) -> list[str]:
        """The services that have not answered since the start."""
        return sorted(self._upstream.services.keys() - self._documents.keys())

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Routes that two services claim."""
        return self.table.conflicts

    @property
    def unroutable(self) -> tuple[Unroutable, ...]:
        """Operations that a service documents and that no request can reach."""
        return self.table.unroutable

    @property
    def complete(self) -> bool:
        """Whether every service has answered, and each of its operations can be reached."""
        return not (self.missing or self.conflicts or self.unroutable)

    async def learn(self, *, at_most_every: float = 0) -> None:
        """Ask every service for its OpenAPI document; changes are in force at once."""
        async with self._learning:
            if time.monotonic() - self._looked_at < at_most_every:
                return
            names = list(self._upstream.services)
            found = await asyncio.gather(*(self._document_of(name) for name in names))
            self._looked_at = time.monotonic()
            fresh = {name: document for name, document in zip(names, found, strict=True) if document is not None}
            if any(self._documents.get(name) != document for name, document in fresh.items()):
                self._documents |= fresh
                self._put_together()
                self._report(sorted(fresh))

    async def _document_of(self, name: str) -> dict[str, Any] | None:
        gateway = Caller(None, None, None, "gateway", frozenset())
        token = self._tokens.sign(gateway, audience=name, request="GET /openapi.json")
        return await self._upstream.openapi(name, [(TOKEN_HEADER, token)])

    def _put_together(self) -> None:
        documents = {OURS: self._own} | {name: self._documents[name] for name in sorted(self._documents)}
        self.table = routing_table(documents)
        self.document = assembled(documents, self.table, version=VERSION)

    def _report(self, heard: list[str]) -> None:
        log.info("routes.learnt", services=heard, routes=len(self.table.routes), missing=self.missing)
        for conflict in self.table.conflicts:
            route = conflict.route
            log.error(
                "routes.conflict", method=route.method, path=route.template, kept=route.service, also=conflict.also
            )
        for lost in self.table.unroutable:
            log.error("routes.unroutable", service=lost.service, path=lost.template)
