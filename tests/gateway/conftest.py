"""One world for each test module."""

from collections.abc import AsyncIterator

import pytest

from libs.embedded.broker import Broker
from tests.conftest import SettingsFor
from tests.gateway.world import World, open_world


@pytest.fixture(scope="module")
async def world(settings_for: SettingsFor, broker: Broker) -> AsyncIterator[World]:
    """Gateway, directory, ingest and toy."""
    opened = await open_world(settings_for, broker)
    yield opened
    await opened.stack.aclose()
