"""The directory on a real database, and a firm in it. Passwords are cheap here, but for the test that times them."""

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
    """The directory, for a whole module: every test has firms of its own."""
    opened = await Harness.open(app, settings_for(app, **CHEAP))
    yield opened
    await opened.close()


@pytest.fixture
async def admin(directory: Harness[Deps]) -> SignedInUser:
    """The administrator of a firm of this test's own."""
    return await builders.firm_admin(directory)
