"""The worker pool: reads each file in a process of its own, with limits and without network.

A file whose process ends early (a crash, too long, too much memory) is tried once more, then it is unreadable with
the reason `limits`. The service process itself never parses a file from outside.
"""

import asyncio
import contextlib
import dataclasses
import json
import socket
import subprocess
import sys
from types import TracebackType
from typing import Self
from uuid import UUID

from contracts.fields import DocumentRegion
from libs.confinement import bare_environment
from libs.reasons.reading import ReadingReason
from libs.service_kit.fair_turns import FairSlots
from libs.service_kit.telemetry import log
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice
from services.ocr_extract.outcome import Advice, Cut, Drawn, Outcome, Unreadable
from services.ocr_extract.workers.wire import (
    AdviseTask,
    Answer,
    AsOne,
    BadReply,
    CutTask,
    DrawTask,
    Task,
    parse_reply,
    request,
)

ATTEMPTS = 2
RESTARTS = 3
"""How often the fork server may end during one file before that counts as our own error (`NotStarted`)."""
OUT_OF_MEMORY = {"limit": "memory"}
"""The parameters of the limit that may hold the next time; every other one is the file's own."""
START_SECONDS = 180.0
"""A large engine takes a minute to load and to read its first page on a busy computer."""
GRACE_SECONDS = 5.0
ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that keep numerical libraries from starting threads, which workers may not have because they are forked."""


class NotStarted(Exception):
    """Raised when the fork server did not start, so nothing can be read."""


class ReaderPool:
    """Reads at most `workers` files of one client at a time, and one more of another. An async context manager.

    Clients take turns (`owner`). Pages are drawn, and photos checked, in turns of their own: nobody who looks at a
    document waits for readings, and no reading waits for somebody who looks at many.
    """

    def __init__(self, limits: Limits | None = None, *, workers: int = 2, engine: Choice | None = None) -> None:
        self._limits = limits or Limits()
        self._engine = engine or Choice()
        self._reading = FairSlots(workers + 1, per_owner=workers)
        self._drawing = FairSlots(workers, per_owner=max(workers - 1, 1))
        self._advising = FairSlots(workers, per_owner=max(workers - 1, 1))
        self._starting = asyncio.Lock()
        self._server_start: asyncio.Task[tuple[subprocess.Popen[bytes], socket.socket]] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def warm(self) -> None:
        """Start the fork server before the first file. Raises NotStarted."""
        await self._ready()

    async def __aenter__(self) -> Self:
        await self._ready()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the fork server and all workers."""
        if self._server_start is not None:
            with contextlib.suppress(NotStarted):
                self._process, self._control = await self._server_start
            self._server_start = None
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            process, self._process = self._process, None
            await asyncio.to_thread(_end, process)

    async def read(
        self,
        data: bytes,
        identity: ClientIdentity,
        *,
        owner: UUID | None = None,
        as_one: bool = False,
        begun: asyncio.Event | None = None,
    ) -> Outcome:
        """Read one file. A file that ends two workers in a row has the outcome `limits`. Raises NotStarted.

        `as_one`: the user decided that an image is one document, whatever it looks like. `begun` is set when the
        reading starts.
        """
        if not data:
            return Outcome(Unreadable(code=ReadingReason.EMPTY))
        task = AsOne(identity) if as_one else identity
        outcome = await self._submit(data, task, self._reading, owner, begun=begun)
        return outcome if isinstance(outcome, Outcome) else Outcome(Unreadable(code=ReadingReason.LIMITS))

    async def draw(self, data: bytes, page: int, *, owner: UUID | None = None) -> Drawn | Outcome:
        """A page (from 1) of a PDF as a PNG; an Outcome says why not. Raises NotStarted."""
        result = await self._submit(data, DrawTask(page=page), self._drawing, owner)
        return result if isinstance(result, Drawn | Outcome) else Outcome(Unreadable(code=ReadingReason.LIMITS))

    async def cut(
        self, data: bytes, regions: tuple[DocumentRegion, ...], *, owner: UUID | None = None
    ) -> Cut | Outcome:
        """The regions of a PDF's pages, each as an image file; an Outcome says why not. Raises NotStarted."""
        result = await self._submit(data, CutTask(regions=regions), self._reading, owner)
        return result if isinstance(result, Cut | Outcome) else Outcome(Unreadable(code=ReadingReason.LIMITS))

    async def advise(self, data: bytes, *, owner: UUID | None = None) -> Advice | Outcome:
        """The faults of a photo; an Outcome says why the file cannot be accepted at all. Raises NotStarted."""
        result = await self._submit(data, AdviseTask(), self._advising, owner)
        return result if isinstance(result, Advice | Outcome) else Outcome(Unreadable(code=ReadingReason.LIMITS))

    async def _submit(
        self, data: bytes, task: Task, slots: FairSlots, owner: UUID | None, *, begun: asyncio.Event | None = None
    ) -> Answer:
        async with slots.turn(owner):
            if begun is not None:
                begun.set()
            attempts = restarts = 0
            while attempts < ATTEMPTS:
                control = await self._ready()
                try:
                    async with asyncio.timeout(self._limits.longest_wall_seconds + GRACE_SECONDS):
                        outcome = await self._attempt(control, data, task)
                except (BadReply, OSError, TimeoutError) as error:
                    if control is self._control and not _is_closed(control):
                        attempts += 1
                        log.warning("reader.worker_died", attempt=attempts, size=len(data), reason=str(error)[:200])
                        continue
                    restarts += 1  # the fork server itself is gone: the file is not to blame
                    if restarts > RESTARTS:
                        raise NotStarted("the reader's fork server keeps ending") from error
                else:
                    attempts += 1
                    if not _over_limits(outcome):
                        return outcome
        return Outcome(Unreadable(code=ReadingReason.LIMITS))

    async def _attempt(self, control: socket.socket, data: bytes, task: Task) -> Answer:
        service_end, worker_end = socket.socketpair()
        with service_end:
            with worker_end:
                socket.send_fds(control, [b"+"], [worker_end.fileno()])
            service_end.setblocking(False)  # noqa: FBT003  # sockets take no names
            loop = asyncio.get_running_loop()
            await loop.sock_sendall(service_end, request(data, task))
            service_end.shutdown(socket.SHUT_WR)
            return parse_reply(await self._answer(service_end))

    async def _answer(self, service_end: socket.socket) -> bytes:
        loop = asyncio.get_running_loop()
        chunks, size = [], 0
        while chunk := await loop.sock_recv(service_end, 1 << 20):
            size += len(chunk)
            if size > self._limits.output_bytes:
                raise BadReply("the answer is too large")
            chunks.append(chunk)
        return b"".join(chunks)

    async def _ready(self) -> socket.socket:
        """The control socket of the running fork server, which is started when it is not running. Raises NotStarted."""
        async with self._starting:
            if self._control is not None and _is_closed(self._control):
                await self.close()
            if self._control is None:
                self._process, self._control = await self._started()
            return self._control

    async def _started(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        """A new fork server. When a caller is cancelled during the start, the next caller gets the server."""
        if self._server_start is None:
            self._server_start = asyncio.create_task(asyncio.to_thread(_start, self._limits, self._engine))
        start = self._server_start
        try:
            return await asyncio.shield(start)
        finally:
            if start.done():
                self._server_start = None


def _over_limits(outcome: Answer) -> bool:
    result = outcome.result if isinstance(outcome, Outcome) else None
    return isinstance(result, Unreadable) and result.code == ReadingReason.LIMITS and result.params == OUT_OF_MEMORY


def _is_closed(control: socket.socket) -> bool:
    """Whether the other end has closed. It sends nothing after its start, so anything to read is the end of file."""
    try:
        return control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _start(limits: Limits, engine: Choice) -> tuple[subprocess.Popen[bytes], socket.socket]:
    service_end, worker_end = socket.socketpair()
    with worker_end:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "services.ocr_extract.workers.fork_server",
                str(worker_end.fileno()),
                json.dumps(dataclasses.asdict(limits)),
                json.dumps(engine.to_plain()),
            ],
            pass_fds=[worker_end.fileno()],
            env=bare_environment(**dict.fromkeys(ONE_THREAD, "1")),
            cwd="/",
            stdin=subprocess.DEVNULL,
        )
    service_end.settimeout(START_SECONDS)
    try:
        ready = service_end.recv(1)
    except TimeoutError:
        ready = b""
    if ready != b"!":
        service_end.close()
        process.kill()
        process.wait()
        raise NotStarted(f"the reader's fork server ended with {process.returncode}")
    service_end.settimeout(None)
    return process, service_end


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
