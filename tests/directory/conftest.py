"""The directory on a real database, with a firm. Passwords are hashed cheaply, except in the test that times them."""

from collections.abc import AsyncIterator

import pytest

from libs.service_kit.testing import Harness
from services.directory.app import app
from services.directory.service import Deps
from tests.conftest import SettingsFor
from tests.directory import builders
from tests.directory.builders import CHEAP, SignedInUser


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
