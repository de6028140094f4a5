"""A code by mail, at the public door: anybody may ask, and every answer is the same."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.embedded.broker import Broker
from libs.embedded.receivers import SmtpReceiver
from services.directory.app import app as directory_app
from tests.conftest import SettingsFor
from tests.directory.builders import CHEAP, PASSWORD, email
from tests.gateway.platform import OPERATOR, Platform, start_platform


@pytest.fixture(scope="module")
async def mailbox(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[SmtpReceiver, Path]]:
    """Returns the platform's mail server, and the file with its certificate."""
    folder = tmp_path_factory.mktemp("mail")
    async with SmtpReceiver(folder / "mail") as server:
        (folder / "server.pem").write_text(server.certificate)
        yield server, folder / "server.pem"


@pytest.fixture(scope="module")
async def platform(
    settings_for: SettingsFor, broker: Broker, mailbox: tuple[SmtpReceiver, Path]
) -> AsyncIterator[Platform]:
    """Returns a platform that sends mail."""
    server, certificate = mailbox
    operator = {"operator_email": OPERATOR, "operator_password": PASSWORD}
    mail = {"smtp_host": "localhost", "smtp_port": server.port, "smtp_certificates": certificate}
    opened = await start_platform(
        settings_for, broker, more={"directory": (directory_app, operator | CHEAP | mail)}, rate_factor=0
    )
    yield opened
    await opened.stack.aclose()


async def owner(platform: Platform) -> str:
    """Returns the address of a new client's owner."""
    address = email("zaakvoerder")
    await platform.client(await platform.firm(), contact={"email": address, "password": PASSWORD})
    return address


async def code_for(address: str, mailbox: tuple[SmtpReceiver, Path]) -> str:
    """The code of the first letter to this address."""
    async with asyncio.timeout(60):
        while True:
            for mail in mailbox[0].messages():
                if mail.recipients == (address,):
                    lines = mail.message.get_content().splitlines()
                    return next(str(line) for line in lines if len(line) == 43 and " " not in line)
            await asyncio.sleep(0.1)


async def test_who_must_wait_gets_in_with_a_code_from_their_mailbox(
    platform: Platform, mailbox: tuple[SmtpReceiver, Path]
) -> None:
    address, browser = await owner(platform), platform.browser
    for number in range(6):
        await browser.post("/v1/sessions", json={"email": address, "password": f"verkeerd {number}"})
    right = {"email": address, "password": PASSWORD, "as_cookie": True}
    before = await browser.post("/v1/sessions", json=right)
    asked = await browser.post("/v1/sessions/unlock-mail", json={"email": address})

    used = await browser.post("/v1/sessions/unlock", json={"token": await code_for(address, mailbox)})

    after = await browser.post("/v1/sessions", json=right)
    browser.cookies.clear()
    device = used.headers["set-cookie"].partition(";")[0]
    assert (before.status_code, asked.status_code, used.status_code, after.status_code) == (429, 202, 204, 201)
    assert device.startswith("serein-device=")
    assert device in after.headers["set-cookie"]


async def test_every_answer_is_the_same(platform: Platform) -> None:
    known, browser = await owner(platform), platform.browser

    asked = [await browser.post("/v1/sessions/unlock-mail", json={"email": one}) for one in (known, email("niemand"))]
    codes = [await browser.post("/v1/sessions/unlock", json={"token": "x" * size}) for size in (1, 43, 100)]

    browser.cookies.clear()
    assert {(one.status_code, one.text) for one in asked} == {(202, "null")}
    assert {(one.status_code, one.text, "set-cookie" in one.headers) for one in codes} == {(204, "", True)}


@pytest.mark.parametrize(
    ("path", "body"), [("unlock", {"token": "x" * 2_000}), ("unlock-mail", {"email": "x" * 10_000})], ids=str
)
async def test_a_stranger_sends_small_bodies_only(platform: Platform, path: str, body: dict[str, str]) -> None:
    answer = await platform.browser.post(f"/v1/sessions/{path}", json=body)

    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["unlock", "unlock-mail"])
async def test_one_address_cannot_ask_without_end(settings_for: SettingsFor, broker: Broker, path: str) -> None:
    platform = await start_platform(settings_for, broker, rate_factor=0.1)
    body = {"token": "x"} if path == "unlock" else {"email": email("niemand")}

    statuses = [(await platform.browser.post(f"/v1/sessions/{path}", json=body)).status_code for _ in range(150)]

    await platform.stack.aclose()
    assert 429 in statuses
