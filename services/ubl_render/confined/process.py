"""Starts the confined process, gives it one file and reads its answer; called from a thread that may wait."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import IO

from libs.confinement import bare_environment
from libs.confinement.framing import frame
from libs.service_kit.telemetry import log
from libs.ubl_schema import Dialect, Invoice, write
from libs.ubl_schema.factur_x import FacturX
from libs.ubl_schema.pdf import InvoiceFile
from services.ubl_render.confined.limits import Limits
from services.ubl_render.confined.wire import read_factur_x_answer, read_invoice_file_answer
from services.ubl_render.domain.refusals import CannotRender, reason
from services.ubl_render.texts import Code

TRIES = 2


class NotStarted(Exception):
    """The confined process could not be started; nothing is wrong with the file."""


TOLD = {
    code.value.encode(): code
    for code in (
        Code.DOCUMENT_UNREADABLE,
        Code.DOCUMENT_TOO_LARGE,
        Code.NO_INVOICE_INSIDE,
        Code.IMAGE_UNKNOWN,
        Code.IMAGE_DAMAGED,
        Code.IMAGE_TOO_LARGE,
        Code.IMAGE_ANIMATED,
        Code.IMAGE_TOO_MANY_PAGES,
    )
}
"""What a worker may answer: reasons without figures of their own."""


class _Died(Exception):
    """The process ended without a complete answer."""


@dataclass(frozen=True)
class Confined:
    """The three kinds of work, each on one file in its own process.

    Raises CannotRender with the reason when the file is at fault, NotStarted when the installation is.
    """

    limits: Limits = field(default_factory=Limits)

    def image_to_pdf(self, image: bytes) -> bytes:
        """The PDF of an image of a document."""
        answer = self._run("image", image)
        if not answer.startswith(b"%PDF-"):
            raise CannotRender(reason(Code.DOCUMENT_UNREADABLE, field="BG-24"))
        return answer

    def make_facturx(self, pdf: bytes, invoice: Invoice, level: Dialect) -> FacturX:
        """The PDF with the invoice inside."""
        xml = write(invoice, level)
        head = f"{level.name}\n{invoice.model_dump_json()}".encode()
        raw = self._run("factur-x", pdf, head)
        try:
            made, claims, notes = read_factur_x_answer(raw)
        except ValueError as error:
            raise CannotRender(reason(Code.DOCUMENT_UNREADABLE, field="BG-24")) from error
        return FacturX(made, xml, claims, notes)

    def invoice_in(self, pdf: bytes) -> InvoiceFile:
        """The invoice file inside a PDF, not yet read."""
        raw = self._run("invoice", pdf)
        try:
            return InvoiceFile(*read_invoice_file_answer(raw))
        except ValueError as error:
            raise CannotRender(reason(Code.DOCUMENT_UNREADABLE, field="BG-24")) from error

    def _run(self, job: str, data: bytes, head: bytes = b"") -> bytes:
        for attempt in range(1, TRIES + 1):
            try:
                answer = _once(job, head, data, self.limits)
            except _Died:
                log.warning("confined.died", job=job, attempt=attempt, size=len(data))
                continue
            if answer.startswith(b"K"):
                return answer[1:]
            raise CannotRender(reason(TOLD.get(answer[1:], Code.DOCUMENT_UNREADABLE), field="BG-24"))
        raise CannotRender(reason(Code.DOCUMENT_UNREADABLE, field="BG-24"))


def _once(job: str, head: bytes, data: bytes, limits: Limits) -> bytes:
    command = [sys.executable, "-m", "services.ubl_render.confined.worker", job, json.dumps(asdict(limits))]
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=bare_environment(),
            cwd="/",
        ) as process:
            timer = threading.Timer(limits.wall_seconds, process.kill)
            timer.start()
            try:
                return _talk(process, head, data, limits)
            finally:
                timer.cancel()
                process.kill()
    except BrokenPipeError as error:
        raise _Died from error


def _talk(process: subprocess.Popen[bytes], head: bytes, data: bytes, limits: Limits) -> bytes:
    out, into = _pipe(process.stdout), _pipe(process.stdin)
    with suppress(BrokenPipeError):  # the next line says what it means
        into.write(frame(head))
        into.flush()
    if out.read(1) != b"!":
        raise NotStarted(f"the confined process ended with {process.wait()} before it had a file")
    into.write(data)
    into.close()
    answer = out.read(limits.output_bytes + 1)
    if process.wait() != 0 or not answer or len(answer) > limits.output_bytes:
        raise _Died
    return answer


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise NotStarted("no pipe to the confined process")
    return pipe
