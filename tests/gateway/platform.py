"""The gateway with real services behind it on loopback, and users who are signed in."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx

from libs.embedded.broker import Broker
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.app import App
from libs.service_kit.running import Running
from services.directory.app import app as directory_app
from services.gateway.app import app as gateway_app
from services.ingest.app import app as ingest_app
from tests.conftest import SettingsFor
from tests.directory.builders import CHEAP, PASSWORD, email, new_client, new_firm
from tests.service_kit.toy.app import app as toy_app
from tests.service_kit.toy.contract import TOY

OPERATOR = "operator@voorbeeld.example"
Behind = Mapping[str, tuple[App[Any], dict[str, Any]]]
BEHIND: Behind = {
    "directory": (directory_app, {"operator_email": OPERATOR, "operator_password": PASSWORD} | CHEAP),
    "ingest": (ingest_app, {}),
    "toy": (toy_app, {}),
}
NOTHING: Behind = {}


@dataclass
class User:
    """A user who is signed in; `session` is the answer to the sign-in."""

    browser: httpx.AsyncClient
    session: dict[str, Any]

    async def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request with the user's bearer token."""
        headers = {"authorization": f"Bearer {self.session['token']}"} | more.pop("headers", {})
        return await self.browser.request(method, path, headers=headers, **more)


@dataclass
class Platform:
    """Gateway, directory, ingest and the toy, running."""

    browser: httpx.AsyncClient
    running: dict[str, Running[Any]]
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def sign_in(self, address: str, password: str = PASSWORD, **more: Any) -> User:
        answer = await self.browser.post("/v1/sessions", json={"email": address, "password": password} | more)
        assert answer.status_code == 201, answer.text
        return User(self.browser, answer.json())

    async def operator(self) -> User:
        return await self.sign_in(OPERATOR)

    async def firm(self) -> User:
        """Returns the administrator of a new firm, signed in."""
        new = new_firm()
        answer = await (await self.operator())("POST", "/v1/firms", json=new)
        assert answer.status_code == 201, answer.text
        return await self.sign_in(new["admin"]["email"])

    async def client(self, admin: User, **more: Any) -> dict[str, Any]:
        answer = await admin("POST", "/v1/clients", json=new_client(**more))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def owner(self, admin: User) -> User:
        """Returns the owner of a new client, signed in."""
        address = email("zaakvoerder")
        await self.client(admin, contact={"email": address, "password": PASSWORD})
        return await self.sign_in(address)


def as_built(_: str, app: App[Any]) -> App[Any]:
    """The service as its `app.py` builds it."""
    return app


async def start_platform(
    settings_for: SettingsFor,
    broker: Broker,
    *,
    more: Behind = NOTHING,
    built: Callable[[str, App[Any]], App[Any]] = as_built,
    **gateway: Any,
) -> Platform:
    """Start everything and wait until every route is known. `more` services stand behind it with these settings.

    `built` gets each service by name before it starts, and may put a middleware around it.
    """
    stack = AsyncExitStack()
    running: dict[str, Running[Any]] = {}
    services: dict[str, str] = {}
    for name, (app, own) in {**BEHIND, **more}.items():
        settings = settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port(), **own)
        if name == "toy":
            await kafka.create_topics(settings, [TOY])
        running[name] = Running(built(name, app), settings)
        await running[name].start()
        stack.push_async_callback(running[name].stop)
        services[name] = f"http://127.0.0.1:{settings.port}"
    settings = settings_for(
        gateway_app,
        kafka_bootstrap=broker.bootstrap,
        port=free_port(),
        services=services,
        **({"live_poll_seconds": 0.1, "live_check_seconds": 0.5} | gateway),
    )
    running["gateway"] = Running(built("gateway", gateway_app), settings)
    await running["gateway"].start()
    stack.push_async_callback(running["gateway"].stop)
    browser = httpx.AsyncClient(base_url=f"http://127.0.0.1:{settings.port}", timeout=120)
    stack.push_async_callback(browser.aclose)
    platform = Platform(browser, running, stack)
    await until_routes_are_known(platform)
    return platform


async def until_routes_are_known(platform: Platform) -> None:
    async with asyncio.timeout(120):
        while True:
            try:
                if (await platform.browser.get("/readyz/routes")).status_code == 200 and await _operator_is_made(
                    platform
                ):
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


async def _operator_is_made(platform: Platform) -> bool:
    answer = await platform.browser.post("/v1/sessions", json={"email": OPERATOR, "password": PASSWORD})
    return answer.status_code == 201
