"""Real servers for every test: one embedded PostgreSQL per session, a database and an embedded broker per module."""

import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from typing import Any, Protocol

import asyncpg
import hypothesis
import pytest

from libs.confinement import landlock_version
from libs.embedded.broker import Broker
from libs.embedded.postgres import Postgres, temporary_postgres
from libs.service_kit.app import App
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import set_up_logs
from libs.service_kit.testing import SIGNING_KEY, Harness
from libs.service_kit.tokens import public_keys
from libs.service_kit.vault import new_master_key
from tests.kafka.cluster import KafkaCluster
from tests.scheduling import ByFile, in_order, set_time_limits, touched_parts
from tests.schemas import PASSWORD, make_schema

OpenHarness = Callable[..., Awaitable[Harness[Any]]]
SettingsFor = Callable[..., KitSettings]

TOUCHED = pytest.StashKey[Collection[str]]()

set_up_logs("WARNING", as_json=False)
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("other", deadline=None, print_blob=True)
hypothesis.settings.load_profile("same")
"""Every run draws the same examples, so that a red test is about the change at hand; `make fuzz` draws others."""


def pytest_configure(config: pytest.Config) -> None:
    """Find what a change touches, once for all processes: they must agree on the order of the tests."""
    config.stash[TOUCHED] = config.workerinput["touched"] if hasattr(config, "workerinput") else touched_parts()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Pass it to each process of `make test`."""
    node.workerinput["touched"] = node.config.stash[TOUCHED]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what a change touches first, the end-to-end tests last, and give the slow ones more time."""
    items[:] = in_order(items, config.stash[TOUCHED])
    set_time_limits(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Distribute whole files over the processes of `make test`."""
    return ByFile(config, log)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL for the session. It is not durable; tests that kill it start their own."""
    with temporary_postgres() as server:
        yield server


class AnyBroker(Protocol):
    """A broker of either kind: a test needs its address only."""

    @property
    def bootstrap(self) -> str: ...


ON_KAFKA = os.environ.get("SEREIN_TEST_KAFKA") == "1"
BROKER_SETTINGS: dict[str, Any] = (
    {"kafka_idempotent": True, "kafka_replication": 3, "kafka_session_ms": 6000, "kafka_check_seconds": 5.0}
    if ON_KAFKA
    else {"kafka_idempotent": False, "kafka_session_ms": 2000, "kafka_check_seconds": 1.0}
)


@pytest.fixture(scope="session")
def session_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnyBroker]:
    """One broker for the session: an embedded one, or with SEREIN_TEST_KAFKA=1 three nodes of Apache Kafka."""
    folder = tmp_path_factory.mktemp("broker")
    with KafkaCluster(folder=folder) if ON_KAFKA else Broker(log=folder / "broker.log") as server:
        yield server


@pytest.fixture(scope="module")
def broker(request: pytest.FixtureRequest) -> Iterator[AnyBroker]:
    """A broker for each module: the embedded one is read from its start, so it must hold no events of others."""
    if ON_KAFKA:
        yield request.getfixturevalue("session_broker")
        return
    with Broker() as server:
        yield server


@pytest.fixture(scope="module")
async def database_url(postgres: Postgres) -> str:
    """The address, as owner, of a new database for each test module."""
    name = f"test_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(postgres.url())
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return postgres.url(name)


@pytest.fixture(scope="session")
def vault_key() -> str:
    """One master key for the session."""
    return new_master_key("test")


@pytest.fixture(scope="module")
def settings_for(database_url: str, tmp_path_factory: pytest.TempPathFactory, vault_key: str) -> SettingsFor:
    """Returns a function that builds the settings of a service on the servers of the test."""
    blobs = tmp_path_factory.mktemp("blobs")
    host = database_url.partition("@")[2]

    def build(app: App[Any], **more: Any) -> KitSettings:
        make_schema(database_url, app)
        values: dict[str, Any] = {
            "database_url": f"postgresql://serein_{app.service.name}:{PASSWORD}@{host}",
            "database_pool": 4,
            "blob_url": f"file://{blobs}",
            "master_keys": vault_key,
            "token_public_keys": public_keys(SIGNING_KEY),
            "token_signing_key": SIGNING_KEY,
            "kafka_fetch_wait_ms": 30,
            "health_port": None,
            "reader_without_landlock": not landlock_version(),
            "host": "127.0.0.1",
        }
        return app.settings(**(values | BROKER_SETTINGS | more))

    return build


@pytest.fixture
async def harness(settings_for: SettingsFor) -> AsyncIterator[OpenHarness]:
    """Returns a function that opens a service for a test; the service is closed afterwards."""
    opened: list[Harness[Any]] = []

    async def open_(app: App[Any], **more: Any) -> Harness[Any]:
        opened.append(await Harness.open(app, settings_for(app, **more)))
        return opened[-1]

    yield open_
    for one in opened:
        await one.close()
