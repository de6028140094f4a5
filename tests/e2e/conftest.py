"""The whole platform, once for all end-to-end tests, with the demo played on it."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.demo.stage import Stage
from cli.demo.work import Story
from libs.samples import demo_set
from tests.conftest import BUS_SETTINGS, Bus


@pytest.fixture(scope="session")
async def story(lasting_broker: Bus) -> AsyncIterator[Story]:
    """Platform and receivers on the broker of the session; the demo has been played. It stays up until the end."""
    with TemporaryDirectory(prefix="serein-e2e-") as folder:
        Path(folder).chmod(0o755)
        stage = Stage(Path(folder), durable=False, bootstrap=lasting_broker.bootstrap, for_all=BUS_SETTINGS)
        await stage.start(lambda _: None)
        story = Story(stage, demo_set(2026), lambda *_: None)
        try:
            story.rows, story.loose = await story.play()
            yield story
        finally:
            await stage.stop()
