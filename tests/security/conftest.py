"""One platform for the attacks of this folder."""

from collections.abc import AsyncIterator

import pytest

from libs.embedded.broker import Broker
from tests.conftest import SettingsFor
from tests.gateway.platform import Platform, User, start_platform


@pytest.fixture(scope="module")
async def platform(settings_for: SettingsFor, broker: Broker) -> AsyncIterator[Platform]:
    opened = await start_platform(settings_for, broker)
    yield opened
    await opened.stack.aclose()


@pytest.fixture(scope="module")
async def owner(platform: Platform) -> User:
    return await platform.owner(await platform.firm())
