"""One platform for each test module."""

from collections.abc import AsyncIterator

import pytest

from libs.embedded.broker import Broker
from tests.conftest import SettingsFor
from tests.gateway.platform import Platform, start_platform


@pytest.fixture(scope="module")
async def platform(settings_for: SettingsFor, broker: Broker) -> AsyncIterator[Platform]:
    """Returns a running gateway with directory, ingest and toy behind it."""
    opened = await start_platform(settings_for, broker)
    yield opened
    await opened.stack.aclose()
