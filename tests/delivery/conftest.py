"""Receivers on loopback, as accounting packages run them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery.app import app
from tests.conftest import OpenHarness
from tests.delivery.running import RunningDelivery, service_settings


@pytest.fixture
async def mailbox(tmp_path: Path) -> AsyncIterator[SmtpReceiver]:
    """Returns the mailbox of a package, with STARTTLS and sign-in."""
    async with SmtpReceiver(tmp_path / "mail", users={"levering": "geheim-van-de-post"}) as server:
        (tmp_path / "trusted.pem").write_text(server.certificate)
        yield server


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[SftpReceiver]:
    """Returns the folder of a package on an SFTP server."""
    async with SftpReceiver(tmp_path / "sftp", users={"kantoor": "geheim-van-de-map"}) as server:
        yield server


@pytest.fixture
async def delivery(harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver) -> RunningDelivery:
    """Returns the delivery service of an operator with a mail server and an allowed folder."""
    one = RunningDelivery(await harness(app, **service_settings(tmp_path, mailbox)))
    await one.close_earlier_deliveries()
    return one
