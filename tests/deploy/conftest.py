"""The compose file with the settings of a new installation, as `docker compose` would see and start it."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from deploy.new_env import EXAMPLE, filled
from libs.embedded.broker import Broker
from libs.embedded.ports import LOOPBACK, free_port
from libs.embedded.postgres import Postgres, temporary_postgres
from tests.deploy import compose_file
from tests.deploy.containers import Container, outside, prepare, program
from tests.deploy.dockerfile import ROOT, Image

OURS = sorted(path.parent.name for path in (ROOT / "services").glob("*/app.py"))


@pytest.fixture(scope="session")
def settings_of_a_new_installation() -> dict[str, str]:
    """What `deploy/new_env.py > .env` gives."""
    return compose_file.env_file(filled(EXAMPLE.read_text("utf-8")))


@pytest.fixture(scope="session")
def compose() -> dict[str, Any]:
    """docker-compose.yml as it stands."""
    return compose_file.read()


@pytest.fixture(scope="session")
def database(settings_of_a_new_installation: dict[str, str]) -> Iterator[Postgres]:
    """A new database, prepared as the compose file has it prepared."""
    with temporary_postgres() as server:
        prepare(server, settings_of_a_new_installation["SEREIN_OWNER_PASSWORD"])
        yield server


@pytest.fixture(scope="session")
def own_broker() -> Iterator[Broker]:
    """A broker as new as the database: what others have said is not for these services."""
    with Broker() as broker:
        yield broker


@pytest.fixture(scope="session")
def migrated(
    compose: dict[str, Any],
    settings_of_a_new_installation: dict[str, str],
    database: Postgres,
    tmp_path_factory: pytest.TempPathFactory,
) -> Postgres:
    """The database after the container `migrate` has ended, as the services wait for it; run twice."""
    image, folder = Image("migrate", stage="migrations"), tmp_path_factory.mktemp("migrate")
    image.lay_out(folder)
    given = compose_file.environment(compose["services"]["migrate"], settings_of_a_new_installation)
    here = {name: value.replace("@postgres:5432", f"@{LOOPBACK}:{database.port}") for name, value in given.items()}
    command = [program(image.entrypoint[0]), *image.entrypoint[1:]]
    for _ in range(2):
        subprocess.run(command, cwd=folder, env={"PATH": os.environ["PATH"], **here}, check=True)
    return database


@pytest.fixture(scope="session")
def containers(
    compose: dict[str, Any],
    settings_of_a_new_installation: dict[str, str],
    migrated: Postgres,
    own_broker: Broker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Container]]:
    """Every service that is there, started at once as `docker compose up` does."""
    started: dict[str, Container] = {}
    ports = {service: free_port() for service in OURS}
    with contextlib.ExitStack() as stack:
        for service in OURS:
            image, folder = Image(service), tmp_path_factory.mktemp(service)
            image.lay_out(folder / "app")
            given = compose_file.environment(compose_file.ours(compose)[service], settings_of_a_new_installation)
            environment = outside(image.environment | given, migrated, own_broker, folder, ports)
            log = stack.enter_context((folder / "log").open("wb"))
            process = subprocess.Popen(
                image.entrypoint, cwd=folder / "app", env=environment, stdout=log, stderr=subprocess.STDOUT
            )
            started[service] = Container(image, folder / "app", environment, process, folder / "log")
            stack.callback(started[service].end)
        yield started
