"""Health details and measurements on a port of their own, which no public address leads to."""

from collections.abc import Callable
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from libs.refusal import Refusal
from libs.service_kit.http_texts import KitCode

ALIVE = "/livez"
"""Answered on every port, with a word: what a health check asks."""


class HealthPort:
    """Answers `/readyz` and `/metrics` at `port` alone, and nothing else there; elsewhere there are none (404)."""

    def __init__(self, app: ASGIApp, port: int, answer: Callable[[Request, Refusal], ASGIApp]) -> None:
        self._app, self._port, self._answer = app, port, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through where it belongs."""
        if scope["type"] != "http" or scope["path"] == ALIVE or self._belongs(scope):
            await self._app(scope, receive, send)
        else:
            await self._answer(Request(scope), Refusal(KitCode.NOT_FOUND))(scope, receive, send)

    def _belongs(self, scope: Scope) -> bool:
        server: tuple[Any, Any] | None = scope.get("server")
        came_here = server is not None and server[1] == self._port
        return came_here == (scope["path"].rstrip("/") == "/metrics" or f"{scope['path']}/".startswith("/readyz/"))
