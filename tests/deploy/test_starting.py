"""Every container of ours, without a container: its files, its environment, its command, its health check, its end.

The database is made by deploy/postgres/10-owner.sql, so the services also start with an owner that is no superuser.
They start at once, each from a folder that holds what its image holds.
"""

import http.client
import json
import os
import signal
import time
from contextlib import closing
from typing import Any

import psutil
import pytest

from libs.confinement import READER, landlock_version
from libs.embedded.ports import LOOPBACK
from libs.embedded.postgres import Postgres
from tests.deploy import compose_file
from tests.deploy.conftest import OURS
from tests.deploy.containers import TIME_LIMIT, Container, psql


@pytest.fixture(params=OURS)
def container(request: pytest.FixtureRequest, containers: dict[str, Container]) -> Container:
    """One of them, healthy."""
    one = containers[request.param]
    one.wait_until_healthy()
    return one


def answer(container: Container, path: str, *, port: str = "SEREIN_HEALTH_PORT") -> tuple[int, str]:
    where = int(container.environment[port])
    with closing(http.client.HTTPConnection(LOOPBACK, where, timeout=60)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_a_started_service_is_healthy_ready_and_measured(container: Container) -> None:
    deadline = time.monotonic() + TIME_LIMIT
    while (ready := answer(container, "/readyz"))[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.2)

    assert {"database", "kafka"} <= json.loads(ready[1]).keys()
    assert [part for part, is_ready in json.loads(ready[1]).items() if not is_ready] == []
    opens_files = container.image.service in ("ocr_extract", "ubl_render")
    held = {"landlock": landlock_version(), "seccomp": True, "user": READER if os.geteuid() == 0 else os.geteuid()}
    assert json.loads(ready[1]).get("readers") == (held if opens_files else None)
    assert "serein_" in answer(container, "/metrics")[1]
    at_its_door = {path: answer(container, path, port="SEREIN_PORT") for path in ("/livez", "/readyz", "/metrics")}
    assert [status for status, _ in at_its_door.values()] == [200, 404, 404]
    assert answer(container, "/openapi.json")[0] == answer(container, "/v1/me")[0] == 404
    assert answer(container, "/livez")[1] == '{"status":"ok"}'


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
