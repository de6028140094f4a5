"""The whole platform, one for each test module."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.embedded.broker import Broker
from tests.conftest import SettingsFor
from tests.gateway.platform import Platform, start_platform
from tests.public_api.platform import Record, everything


@pytest.fixture(scope="module")
def record() -> Record:
    """Which routes of which services answered."""
    return Record()


@pytest.fixture(scope="module")
async def platform(
    settings_for: SettingsFor, broker: Broker, record: Record, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Platform]:
    """The gateway with every service behind it."""
    folder: Path = tmp_path_factory.mktemp("delivery")
    opened = await start_platform(
        settings_for,
        broker,
        more=everything(folder),
        built=record.around,
        upstream_connect_seconds=60,  # a busy computer is no fault
        confirmed_minutes=24 * 60,
    )
    yield opened
    await opened.stack.aclose()
