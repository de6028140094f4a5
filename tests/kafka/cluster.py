"""A real Apache Kafka on one computer: three nodes that elect leaders, replicate, and can be killed one by one.

Everything the kit promises on the embedded broker must hold on this one too, and here also when a broker dies. Each
node is broker and controller (KRaft) in a small Java process on the loopback address.
"""

import asyncio
import functools
import shutil
import signal
import subprocess
import tempfile
import uuid
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from libs.embedded.ports import LOOPBACK, accepts, free_port
from libs.embedded.process import Process
from tests.kafka.distribution import jars, java

HEAP = ["-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlog4j2.level=WARN"]
_PATIENCE = 120  # seconds; three Java processes share few cores


@dataclass
class Node:
    """One Kafka server: its number, its places, its process."""

    number: int
    port: int
    controller_port: int
    folder: Path
    process: Process

    @property
    def properties(self) -> Path:
        return self.folder / "server.properties"


class KafkaCluster:
    """`nodes` Kafka servers, numbered from 1. Topics are made by hand, three copies each, two of which must agree."""

    def __init__(self, nodes: int = 3, folder: Path | None = None) -> None:
        """Data lies in `folder`, or in a temporary one that `stop()` removes."""
        self._temporary = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="serein-kafka-"))
        self._nodes = {number: self._node(number) for number in range(1, nodes + 1)}
        self._id = urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=")

    @property
    def bootstrap(self) -> str:
        """The addresses of all nodes, for Kafka clients."""
        return ",".join(f"{LOOPBACK}:{node.port}" for node in self._nodes.values())

    @property
    def pids(self) -> list[int]:
        """The process ids of the nodes that run."""
        return [node.process.pid for node in self._nodes.values() if node.process.pid is not None]

    def start(self, node: int | None = None) -> None:
        """Start one node, or all, and return when the cluster counts them as brokers."""
        chosen = [self._nodes[node]] if node is not None else list(self._nodes.values())
        with ThreadPoolExecutor() as crew:
            list(crew.map(self._format, chosen))
        for one in chosen:
            one.process.start([*self._java(), "kafka.Kafka", one.properties])
        for one in chosen:
            one.process.wait_until(functools.partial(self._is_member, one), seconds=_PATIENCE)

    def stop(self, node: int | None = None) -> None:
        """Stop one node in good order (it hands its partitions over first), or end all of them at once."""
        if node is not None:
            self._nodes[node].process.stop(seconds=60)
            return
        for one in self._nodes.values():  # in good order the last ones would wait in vain for a majority
            one.process.kill()
        if self._temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self, node: int) -> None:
        """End one node without goodbye, as a crash would."""
        self._nodes[node].process.kill()

    def brokers(self) -> set[int]:
        """The numbers of the nodes that the cluster counts as usable now; none while nobody answers."""
        with ThreadPoolExecutor(1) as thread:  # callers may be inside an event loop
            return thread.submit(asyncio.run, self._ask_for_brokers()).result()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _is_member(self, node: Node) -> bool:
        return accepts(node.port) and node.number in self.brokers()

    async def _ask_for_brokers(self) -> set[int]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap, request_timeout_ms=2000)
        try:
            await admin.start()
            answer = await admin.describe_cluster()
        except (KafkaError, OSError):
            return set()
        finally:
            await admin.close()
        return {broker["node_id"] for broker in answer["brokers"]}

    def _node(self, number: int) -> Node:
        folder = self.folder / f"node-{number}"
        process = Process(f"kafka node {number}", log=folder / "server.log", goodbye=signal.SIGTERM)
        return Node(number, free_port(), free_port(), folder, process)

    def _java(self) -> list[str | Path]:
        return [java(), *HEAP, "-cp", f"{jars()}/*"]

    def _format(self, node: Node) -> None:
        """Give a node its settings and an empty store, once."""
        if (node.folder / "data" / "meta.properties").exists():
            return
        node.folder.mkdir(parents=True, exist_ok=True)
        node.properties.write_text(self._settings(node), encoding="ascii")
        command = [*self._java(), "kafka.tools.StorageTool", "format", "-t", self._id, "-c", node.properties]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"the store of Kafka node {node.number} could not be made:\n{done.stdout}{done.stderr}")

    def _settings(self, node: Node) -> str:
        voters = ",".join(f"{one.number}@{LOOPBACK}:{one.controller_port}" for one in self._nodes.values())
        copies = min(3, len(self._nodes))
        agreeing = min(2, len(self._nodes))
        settings: dict[str, object] = {
            "process.roles": "broker,controller",
            "node.id": node.number,
            "controller.quorum.voters": voters,
            "listeners": f"CLIENTS://{LOOPBACK}:{node.port},CONTROLLER://{LOOPBACK}:{node.controller_port}",
            "advertised.listeners": f"CLIENTS://{LOOPBACK}:{node.port}",
            "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "CLIENTS",
            "controller.listener.names": "CONTROLLER",
            "log.dirs": node.folder / "data",
            "auto.create.topics.enable": "false",
            "default.replication.factor": copies,
            "min.insync.replicas": agreeing,
            "offsets.topic.replication.factor": copies,
            "offsets.topic.num.partitions": 6,
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": agreeing,
            "transaction.state.log.num.partitions": 3,
            # Notice a dead broker after seconds, and do not wait for latecomers when a group forms: tests are short.
            "broker.heartbeat.interval.ms": 500,
            "broker.session.timeout.ms": 3000,
            "group.initial.rebalance.delay.ms": 100,
            # Small numbers for small Java processes.
            "num.network.threads": 2,
            "num.io.threads": 2,
            "log.cleaner.dedupe.buffer.size": 4 * 1024 * 1024,
        }
        return "".join(f"{name}={value}\n" for name, value in settings.items())
