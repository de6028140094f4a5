"""The whole platform, once for all end-to-end tests, after a run of the demo."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.demo.environment import DemoEnvironment
from cli.demo.scenario import Scenario
from libs.samples import demo_set
from tests.conftest import BROKER_SETTINGS, AnyBroker


@pytest.fixture(scope="session")
async def scenario(session_broker: AnyBroker) -> AsyncIterator[Scenario]:
    """Platform and receivers on the broker of the session, after the demo has run; they run until the end."""
    with TemporaryDirectory(prefix="serein-e2e-") as folder:
        Path(folder).chmod(0o755)
        environment = DemoEnvironment(
            Path(folder), durable=False, bootstrap=session_broker.bootstrap, for_all=BROKER_SETTINGS
        )
        scenario = Scenario(environment, demo_set(2026), lambda *_: None)
        try:
            await environment.start(lambda _: None)
            scenario.results, scenario.unexplained = await scenario.run()
            yield scenario
        finally:
            await scenario.close()
            await environment.stop()
