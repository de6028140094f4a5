"""The public OpenAPI document as the gateway puts it together, from the services' own code; docs/api/openapi.json."""

import importlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docs.api_changes import breaks
from libs.service_kit.http import new_http_app
from services.gateway.app import own_document
from services.gateway.domain.openapi import assembled
from services.gateway.domain.routes import routing_table
from services.gateway.route_table import OURS, VERSION

FILE = Path(__file__).parent / "api" / "openapi.json"


def public_document(services: Iterable[str]) -> dict[str, Any]:
    """The document of these services, each by the name of its folder, with the gateway's own routes."""
    documents = {OURS: own_document()}
    for folder in sorted(services):
        if folder != OURS:
            app = importlib.import_module(f"services.{folder}.app").app
            documents[app.service.deployed_name] = _document(app)
    return assembled(documents, routing_table(documents), version=VERSION)


def written(document: dict[str, Any]) -> str:
    """The text of the file."""
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def broken(document: dict[str, Any]) -> list[str]:
    """What of the file that is checked in this document would break; delete the file to break it on purpose."""
    return breaks(json.loads(FILE.read_text("utf-8")), document) if FILE.exists() else []


def _document(app: Any) -> dict[str, Any]:
    async def ready() -> dict[str, bool]:
        return {}

    http = new_http_app(
        app.service.deployed_name,
        texts=app.texts,
        statuses=app.statuses,
        tokens=None,
        context=lambda: None,  # type: ignore[arg-type, return-value]  # nothing is asked of it
        ready=ready,
        alive=lambda: True,
    )
    for router in app.routers:
        http.include_router(router)
    return http.openapi()
