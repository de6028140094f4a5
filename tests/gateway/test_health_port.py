"""What the public port of the gateway tells strangers about the house: that it lives, and nothing else."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from libs.embedded.broker import Broker
from libs.embedded.ports import accepts, free_port
from libs.service_kit.running import Running
from services.gateway.app import app
from tests.conftest import SettingsFor


@pytest.fixture
async def ports(settings_for: SettingsFor, broker: Broker) -> AsyncIterator[tuple[int, int]]:
    """The public port and the one for health of a gateway without services behind it."""
    settings = settings_for(
        app, kafka_bootstrap=broker.bootstrap, port=free_port(), health_port=free_port(), services={}
    )
    gateway = Running(app, settings)
    await gateway.start()
    found = settings.port, settings.health_port or 0
    async with asyncio.timeout(60):
        while True:
            if all(map(accepts, found)):
                break
            await asyncio.sleep(0.05)
    yield found
    await gateway.stop()


async def test_health_and_measurements_are_not_on_the_public_port(ports: tuple[int, int]) -> None:
    details = ["/readyz", "/readyz/routes", "/metrics"]
    async with httpx.AsyncClient() as browser, httpx.AsyncClient() as operator:
        paths = [*details, "/livez", "/metrics/", "/openapi.json"]
        public = {p: await browser.get(f"http://127.0.0.1:{ports[0]}{p}") for p in paths}
        inside = {p: await operator.get(f"http://127.0.0.1:{ports[1]}{p}") for p in [*details, "/livez", "/v1/me"]}

    assert [public[path].status_code for path in [*details, "/metrics/", "/openapi.json"]] == [404] * 5
    assert public["/livez"].json() == {"status": "ok"}
    assert "server" not in public["/livez"].headers
    assert inside["/v1/me"].status_code == 404
    assert all(inside[path].status_code in (200, 503) for path in details)
    assert "serein_" in inside["/metrics"].text
