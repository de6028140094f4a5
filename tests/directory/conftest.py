"""The directory on a real database, with a firm. Passwords are hashed cheaply, except in the test that times them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.embedded.receivers import SmtpReceiver
from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.service import Deps
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import CHEAP, SignedInUser
from tests.directory.mailing import mail_server


@pytest.fixture(scope="module")
async def directory(settings_for: SettingsFor) -> AsyncIterator[Harness[Deps]]:
    """Returns the directory, shared by a module: every test makes its own firms."""
    opened = await Harness.open(app, settings_for(app, **CHEAP))
    yield opened
    await opened.close()


@pytest.fixture
async def admin(directory: Harness[Deps]) -> SignedInUser:
    """Returns the administrator of a firm that only this test uses."""
    return await builders.firm_admin(directory)


@pytest.fixture
async def mailbox(tmp_path: Path) -> AsyncIterator[SmtpReceiver]:
    """Returns the platform's mail server."""
    async with mail_server(tmp_path) as server:
        yield server
