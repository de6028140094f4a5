"""What the gateway answers before it knows the routes of every service. Found by `make faults --seed 3`."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import uvicorn

from libs.embedded.ports import free_port
from libs.service_kit.testing import Harness
from services.gateway.app import app as gateway_app
from services.ingest.app import app as ingest_app
from tests.conftest import OpenHarness


@pytest.fixture
async def ingest_url(harness: OpenHarness) -> AsyncIterator[str]:
    """ingest alone: it accepts documents (POST); another service lists them (GET on the same path)."""
    ingest: Harness[Any] = await harness(ingest_app)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(ingest.running.http, host="127.0.0.1", port=port, log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


async def test_a_route_of_a_service_that_is_not_known_yet_is_looked_up_again_later(
    harness: OpenHarness, ingest_url: str
) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    gateway: Harness[Any] = await harness(gateway_app, services={"ingest": ingest_url, "reconcile": away})
    await gateway.deps.route_table.learn()

    answer = await gateway.http("GET", f"/v1/clients/{uuid4()}/documents")

    assert gateway.deps.route_table.missing == ["reconcile"]
    assert (answer.status_code, answer.json()["code"]) == (503, "starting_up")
