"""An SFTP server that keeps what it is sent: the inbox folder of an accounting package."""

import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import asyncssh

from libs.embedded.ports import LOOPBACK
from libs.embedded.process import AlreadyRunning, EmbeddedServerError
from libs.embedded.receivers.faults import SftpFaults
from libs.embedded.receivers.listening import listen
from libs.embedded.texts import EmbeddedCode


class SftpReceiver:
    """An SFTP server on the loopback address; clients see `folder` as their root and cannot leave it.

    People sign in with a password (`users`, name to password) or a key (`keys`, name to a line as in an OpenSSH
    `.pub` file). The server's own key stays the same over restarts of this object, and with `host_key_file` over
    restarts of the program.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        users: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None,
        host_key_file: Path | None = None,
    ) -> None:
        """Without a port, a free one is chosen at the first start and kept."""
        self.folder = folder
        self.faults = SftpFaults()
        self._port = port
        self._users = dict(users or {})
        self._keys = {name: asyncssh.import_public_key(line) for name, line in (keys or {}).items()}
        self._private_key = _host_key(host_key_file)
        self._listener: asyncssh.SSHAcceptor | None = None
        self._connections: set[asyncssh.SSHServerConnection] = set()

    @property
    def host(self) -> str:
        """The address it listens on."""
        return LOOPBACK

    @property
    def port(self) -> int:
        """The TCP port; known from the first start on."""
        if self._port is None:
            raise EmbeddedServerError(EmbeddedCode.NOT_STARTED, part="sftp_receiver")
        return self._port

    @property
    def host_key(self) -> str:
        """The server's public key as one line, `ssh-ed25519 AAAA...`: what a client pins."""
        return self._private_key.export_public_key("openssh").decode("ascii").strip()

    @property
    def fingerprint(self) -> str:
        """The same key as people compare it: `SHA256:...`."""
        return self._private_key.get_fingerprint()

    async def start(self) -> None:
        """Start it in the running event loop."""
        if self._listener is not None:
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part="sftp_receiver", place=f"port {self._port}")
        self.folder.mkdir(parents=True, exist_ok=True)
        self._port, self._listener = await listen(
            self._port,
            lambda port: asyncssh.listen(
                LOOPBACK,
                port,
                server_factory=lambda: _Door(self._users, self._keys, self._connections),
                server_host_keys=[self._private_key],
                sftp_factory=lambda channel: _Inbox(channel, self.folder, self.faults),
            ),
        )

    async def stop(self) -> None:
        """Stop it; open connections are cut. Files stay where they are."""
        if self._listener is None:
            return
        self._listener.close()
        for connection in tuple(self._connections):
            connection.abort()
        await self._listener.wait_closed()
        self._listener = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def files(self, folder: str = "/") -> list[str]:
        """The names of the files in a folder as clients see it, sorted; none when there is no such folder."""
        place = self.folder / folder.strip("/")
        return sorted(path.name for path in place.iterdir() if path.is_file()) if place.is_dir() else []

    def read(self, path: str) -> bytes:
        """The content of one file, by the path that clients see."""
        return (self.folder / path.lstrip("/")).read_bytes()


class _Door(asyncssh.SSHServer):
    """Who may come in."""

    def __init__(
        self,
        users: Mapping[str, str],
        keys: Mapping[str, asyncssh.SSHKey],
        connections: set[asyncssh.SSHServerConnection],
    ) -> None:
        self._users, self._keys, self._connections = users, keys, connections
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self._connections.add(conn)

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._connection is not None:
            self._connections.discard(self._connection)

    def begin_auth(self, _username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return bool(self._users)

    def validate_password(self, username: str, password: str) -> bool:
        return username in self._users and secrets.compare_digest(self._users[username].encode(), password.encode())

    def public_key_auth_supported(self) -> bool:
        return bool(self._keys)

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return self._keys.get(username) == key


class _Inbox(asyncssh.SFTPServer):
    """What one client sees and does: the usual, except for the faults switched on."""

    def __init__(self, channel: asyncssh.SSHServerChannel[bytes], folder: Path, faults: SftpFaults) -> None:
        super().__init__(channel, chroot=os.fsencode(folder))
        self._faults = faults

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        if pflags & asyncssh.FXF_WRITE:
            self._faults.check_permission()
        return super().open(path, pflags, attrs)

    async def write(self, file_obj: object, offset: int, data: bytes) -> int:
        await self._faults.wait()
        admitted, cut = self._faults.admit(len(data))
        super().write(file_obj, offset, data[:admitted])
        if cut:
            self.channel.get_connection().abort()
        if admitted < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return admitted

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        self._faults.check_rename()
        super().rename(oldpath, newpath)
        self._cut_after_rename()

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        self._faults.check_rename()
        super().posix_rename(oldpath, newpath)
        self._cut_after_rename()

    def _cut_after_rename(self) -> None:
        if self._faults.cuts_after_rename():
            self.channel.get_connection().abort()


def _host_key(file: Path | None) -> asyncssh.SSHKey:
    """The key in the file, or a new one, which is then kept there."""
    if file is not None and file.exists():
        return asyncssh.read_private_key(file)
    key = asyncssh.generate_private_key("ssh-ed25519")
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            kept.write(key.export_private_key("openssh"))
    return key
