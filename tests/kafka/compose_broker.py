"""The broker of docker-compose.yml without a container engine: its settings, made by the program of the Kafka image."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from libs.embedded.ports import LOOPBACK, accepts, free_port
from libs.embedded.process import Process
from tests.deploy import compose_file
from tests.kafka.cluster import HEAP
from tests.kafka.distribution import jars, java

_PATIENCE = 120


class ComposeBroker:
    """Apache Kafka as the entry `kafka` describes it; at `port` the services come in, at `admin_port` the job."""

    def __init__(self, folder: Path, values: Mapping[str, str], **more: str) -> None:
        """`values` are the settings of the installation, its passwords among them; `more` those of the broker alone."""
        self._folder, self._values, self._more = folder, values, more
        self.port, self.admin_port, self._controller_port = free_port(), free_port(), free_port()
        self._process = Process("kafka of the compose file", log=folder / "server.log")

    def here(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment of a container, with this computer's addresses for those of the network inside."""
        places = {
            "kafka:9092": f"{LOOPBACK}:{self.port}",
            "kafka:9094": f"{LOOPBACK}:{self.admin_port}",
            "localhost:9093": f"{LOOPBACK}:{self._controller_port}",
            "//:9092": f"//{LOOPBACK}:{self.port}",
            "//:9094": f"//{LOOPBACK}:{self.admin_port}",
            "/var/lib/kafka/data": str(self._folder / "data"),
        }
        found = dict(environment)
        for inside, outside in places.items():
            found = {name: value.replace(inside, outside) for name, value in found.items()}
        return found

    def __enter__(self) -> Self:
        defaults, mounted, final = (self._folder / name for name in ("defaults", "mounted", "final"))
        for folder in (defaults, mounted, final):
            folder.mkdir(parents=True)
        for name in ("server.properties", "log4j2.yaml", "tools-log4j2.yaml"):
            (defaults / name).touch()
        command: list[str | Path] = [java(), *HEAP, "-cp", f"{jars()}/*"]
        places: list[str | Path] = [
            "--default-configs-dir",
            defaults,
            "--mounted-configs-dir",
            mounted,
            "--final-configs-dir",
            final,
        ]
        given = self.here(compose_file.environment(compose_file.read()["services"]["kafka"], self._values)) | self._more
        set_up = [*command, "kafka.docker.KafkaDockerWrapper", "setup", *places]
        subprocess.run(set_up, env={"PATH": os.environ["PATH"], **given}, check=True, capture_output=True)
        self._process.start([*command, "kafka.Kafka", final / "server.properties"])
        self._process.wait_until(lambda: accepts(self.port) and accepts(self.admin_port), seconds=_PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
