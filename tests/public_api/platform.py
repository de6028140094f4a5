"""The gateway with every service behind it, and a record of which route of which service answered a request."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from libs.service_kit.app import App
from services.bank_sync.app import app as bank_sync_app
from services.delivery.app import app as delivery_app
from services.ocr_extract.app import app as ocr_extract_app
from services.reconcile.app import app as reconcile_app
from services.ubl_render.app import app as ubl_render_app
from tests.delivery.running import service_settings
from tests.gateway.platform import Behind

Answered = tuple[str, str, str]
"""A service, a method and the template of the route that answered."""


def everything(folder: Path) -> Behind:
    """The services that `start_platform` does not start by itself, with their settings."""
    return {
        "bank_sync": (bank_sync_app, {}),
        "delivery": (delivery_app, service_settings(folder)),
        "ocr_extract": (ocr_extract_app, {"ocr_engine": "none"}),
        "reconcile": (reconcile_app, {}),
        "ubl_render": (ubl_render_app, {}),
    }


@dataclass
class Record:
    """What the services answered, in order."""

    answered: list[Answered] = field(default_factory=list)

    def around(self, name: str, app: App[Any]) -> App[Any]:
        """The service with a middleware that writes down each route that answers."""

        def recorder(inner: ASGIApp) -> ASGIApp:
            return _Recorder(inner, name, self.answered.append)

        return replace(app, middleware=[*app.middleware, recorder])


class _Recorder:
    def __init__(self, inner: ASGIApp, service: str, write: Callable[[Answered], None]) -> None:
        self._inner, self._service, self._write = inner, service, write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        try:
            await self._inner(scope, receive, send)
        finally:
            route = scope.get("route")
            if route is not None:
                self._write((self._service, scope["method"], route.path))
