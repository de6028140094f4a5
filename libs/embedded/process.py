"""One server process that we start, watch and stop, and that never outlives us.

A forgotten database keeps its files locked and a forgotten broker its port, so a child must end with its parent even
when the parent is killed. On Linux the kernel does that on request; elsewhere the interpreter's exit does.
"""

import atexit
import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Protocol

from libs.embedded.texts import WORDS, EmbeddedCode
from libs.refusal import Refusal
from libs.texts import in_words


class Server(Protocol):
    """What every embedded part offers. Production gives an address instead and never comes here."""

    def start(self) -> None:
        """Start it and return when it can be used."""

    def stop(self) -> None:
        """Stop it in good order; nothing happens when it does not run."""


class EmbeddedServerError(Refusal):
    """An embedded server could not do what was asked; the message says why and what helps, in English."""

    def __str__(self) -> str:
        """The sentence; whoever speaks to a user has it in their language too, by the code."""
        return in_words(WORDS, self.code, self.values, "en")


class ServerExited(EmbeddedServerError):
    """The process ended by itself, usually right after its start; `last_words` is the end of its log."""

    def __init__(self, part: str, code: int | None, last_words: str) -> None:
        """A full disk is named as such; otherwise the last line of the log is the reason."""
        lines = last_words.strip().splitlines() or [f"exit code {code}"]
        full = "No space left on device" in last_words
        super().__init__(EmbeddedCode.DISK_FULL if full else EmbeddedCode.EXITED, part=part, reason=lines[-1].strip())
        self.last_words = last_words
        self.add_note(f"{part} ended with code {code}:\n{last_words}")


class ServerNotReady(EmbeddedServerError):
    """The process runs but was not usable in time; it has been stopped."""


class PortTaken(EmbeddedServerError):
    """Another program listens on the port that was asked for."""


class AlreadyRunning(EmbeddedServerError):
    """It runs already; two servers on the same data would destroy it."""


# What the child runs first, in a fresh and single-threaded interpreter: give up root, ask the kernel to be told when
# the parent dies, undo what Python did to the signals, and become the server. Doing this between fork and exec
# (`preexec_fn`) can deadlock in a program with threads.
_BECOME = """
import ctypes, os, signal, sys
parent, farewell, uid, gid, *command = sys.argv[1:]
if int(uid) >= 0:
    os.setgroups([]); os.setgid(int(gid)); os.setuid(int(uid))
for name in ("SIGPIPE", "SIGXFSZ", "SIGINT"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, int(farewell), 0, 0, 0)
if os.getppid() != int(parent):
    sys.exit("the parent process ended before the server could start")
os.execv(command[0], command)
"""


class Process:
    """A server process with its log. The caller knows what "ready" means and which signal is a polite goodbye."""

    def __init__(self, name: str, *, log: Path | None = None, goodbye: signal.Signals = signal.SIGINT) -> None:
        """Without `log` the output is kept in an unnamed temporary file, for error messages only."""
        self.name = name
        self._log_path = log
        self._log: IO[bytes] | None = None
        self._log_start = 0
        self._last_words = ""
        self._goodbye = goodbye
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs, else None."""
        return self._child.pid if self._child is not None and self._child.poll() is None else None

    def listens_on(self, port: int) -> bool:
        """Whether this very process, and not some other program, listens on the port."""
        import psutil  # only where a server is started: `serein` looks at folders without the extra

        try:
            sockets = psutil.Process(self.pid).net_connections("tcp4") if self.pid else []
        except psutil.NoSuchProcess:
            return False
        return any(s.status == psutil.CONN_LISTEN and s.laddr.port == port for s in sockets)

    def start(
        self,
        command: Sequence[str | Path],
        *,
        user: tuple[int, int] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Start the command and return at once (see `wait_until`); as (uid, gid) `user`, if given, instead of root."""
        if self.pid is not None:
            raise AlreadyRunning(EmbeddedCode.RUNS_ALREADY, part=self.name, place=f"process {self.pid}")
        self._close_log()
        log = self._open_log()
        prologue = [os.getpid(), int(self._goodbye), *(user or (-1, -1))]
        arguments = [sys.executable, "-I", "-S", "-c", _BECOME, *map(str, [*prologue, *command])]
        self._child = _in_lasting_thread(
            lambda: subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=env,
                start_new_session=True,  # Ctrl-C is for us; we then stop our servers in the right order
            )
        )
        _running.add(self)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait until `ready()` holds; raise with the end of the log when the process gives up or takes too long."""
        deadline = time.monotonic() + seconds
        pause = 0.005
        while not ready():
            if self.pid is None:
                code = self._child.returncode if self._child is not None else None
                self.kill()
                raise ServerExited(self.name, code, self.log_tail())
            if time.monotonic() > deadline:
                self.kill()
                late = ServerNotReady(EmbeddedCode.NOT_READY, part=self.name, seconds=f"{seconds:g}")
                late.add_note(self.log_tail())
                raise late
            time.sleep(pause)
            pause = min(pause * 1.2, 0.1)

    def stop(self, *, seconds: float = 20) -> None:
        """Say goodbye, wait, and kill it when it does not listen."""
        if self._child is not None and self.pid is not None:
            self._child.send_signal(self._goodbye)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        if self._child is not None and self.pid is not None:
            self._child.kill()
            self._child.wait()
        self._close_log()
        _running.discard(self)

    def log_tail(self, lines: int = 15) -> str:
        """The last lines that this run wrote to its log, also after it ended."""
        if self._log is None:
            return self._last_words
        size = os.fstat(self._log.fileno()).st_size
        start = max(self._log_start, size - 64_000)
        text = os.pread(self._log.fileno(), size - start, start).decode(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def _open_log(self) -> IO[bytes]:
        self._log = (
            self._log_path.open("a+b") if self._log_path else tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed when the process has ended
        )
        os.fchmod(self._log.fileno(), 0o600)  # a database's log quotes the values of statements that failed
        self._log_start = os.fstat(self._log.fileno()).st_size
        return self._log

    def _close_log(self) -> None:
        if self._log is not None:
            self._last_words = self.log_tail()
            self._log.close()
            self._log = None


_running: set[Process] = set()
_orders: queue.SimpleQueue[tuple[Callable[[], subprocess.Popen[bytes]], Future[subprocess.Popen[bytes]]]]
_orders = queue.SimpleQueue()
_lasting_thread: threading.Thread | None = None
_lasting_thread_guard = threading.Lock()


def _in_lasting_thread(start: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """Start a child from a thread that lives as long as this program.

    To the Linux kernel the "parent" whose death ends the child is the *thread* that started it. A server started from
    a worker thread would be stopped when that worker has nothing left to do.
    """
    global _lasting_thread
    with _lasting_thread_guard:
        if _lasting_thread is None or not _lasting_thread.is_alive():
            _lasting_thread = threading.Thread(target=_take_orders, name="embedded-servers", daemon=True)
            _lasting_thread.start()
    started: Future[subprocess.Popen[bytes]] = Future()
    _orders.put((start, started))
    return started.result()


def _take_orders() -> None:
    while True:
        start, started = _orders.get()
        try:
            started.set_result(start())
        except (OSError, ValueError, subprocess.SubprocessError) as refused:
            started.set_exception(refused)


def _stop_what_still_runs(owner: int = os.getpid()) -> None:
    """The goodbye of last resort, for programs that end without stopping their servers."""
    if os.getpid() == owner:
        for process in tuple(_running):
            process.stop(seconds=5)


atexit.register(_stop_what_still_runs)
