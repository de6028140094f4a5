"""The process that workers are forked from: it has everything loaded and never opens a file itself.

`python -m services.ocr_extract.workers.fork_server CONTROL_FD LIMITS_JSON ENGINE_JSON` is started by `pool.ReaderPool`,
which sends one socket per file over the control socket. Each file gets a new process that ends with it, so a file can
damage only its own reading and sees nothing of other files. The weights of the OCR engine are loaded before the fork
and shared by all workers. When the control socket closes, the fork server and its workers end.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from functools import partial

from libs.confinement import confine, installed, load_encodings, more_time
from libs.confinement.framing import read_all, write_all
from libs.reasons.reading import ReadingReason
from libs.ubl_schema import CII_EN16931, Invoice, serialise
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.files.page_image import draw_page
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.cutting import cut_regions
from services.ocr_extract.ocr.engines.choice import Choice
from services.ocr_extract.ocr.images.advice import advise
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Outcome, Unreadable
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.workers.wire import AdviseTask, Answer, AsOne, CutTask, DrawTask, parse_request, reply

TICK = 0.1


def main() -> None:
    """Load everything, report ready, and fork workers until the control socket closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    limits = Limits(**json.loads(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    recogniser = Recogniser.of(Choice.from_plain(json.loads(sys.argv[3])))  # loads the weights, which all workers share
    _warm_up(limits, recogniser)
    control.sendall(b"!")
    _serve(control, limits, recogniser)


def _warm_up(limits: Limits, recogniser: Recogniser | None) -> None:
    """Read generated documents, so that modules, patterns and tables are loaded before the first fork."""
    load_encodings()
    document = pymupdf.open()
    words = "Invoice INV-1 of 12/03/2026, VAT BE0403170701, IBAN BE71096123456769, total 121,00 EUR"
    document.new_page().insert_text((50, 72), words)
    identity = ClientIdentity.of(name="Warm Up", vat_number="BE0403170701")
    read_bytes(document.tobytes(), identity, limits)
    document.embfile_add("factur-x.xml", serialise(Invoice(number="INV-1"), CII_EN16931))
    read_bytes(document.tobytes(), identity, limits)
    for each in recogniser.in_turn if recogniser else ():
        each.read(document[0])
    gc.collect()
    gc.freeze()


def _serve(control: socket.socket, limits: Limits, recogniser: Recogniser | None) -> None:
    deadlines: dict[int, float] = {}
    while True:
        readable, _, _ = select.select([control], [], [], TICK if deadlines else None)
        if readable:
            message, files, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                break
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(files[0], limits, recogniser)
            os.close(files[0])
            deadlines[pid] = time.monotonic() + limits.longest_wall_seconds
        _reap(deadlines)
    for pid in deadlines:
        os.kill(pid, signal.SIGKILL)
    os._exit(0)


def _reap(deadlines: dict[int, float]) -> None:
    """Collect the workers that ended, and kill those whose time is over."""
    now = time.monotonic()
    for pid in list(deadlines):
        done, _ = os.waitpid(pid, os.WNOHANG)
        if done:
            del deadlines[pid]
        elif now > deadlines[pid]:
            os.kill(pid, signal.SIGKILL)


def _work(descriptor: int, limits: Limits, recogniser: Recogniser | None) -> None:
    """In the worker: do one task and exit. After a bug the answer is empty, which the service counts as a failure."""
    code = 1
    try:
        confine(limits, readable=installed())
        a_page = partial(more_time, limits, cpu_seconds=limits.page_seconds, wall_seconds=2 * limits.page_seconds)
        for each in recogniser.in_turn if recogniser else ():
            each.before_page = a_page
        write_all(descriptor, reply(_answer(read_all(descriptor), limits, recogniser)))
        code = 0
    finally:
        os._exit(code)


def _answer(raw: bytes, limits: Limits, recogniser: Recogniser | None) -> Answer:
    data, task = parse_request(raw)
    try:
        if isinstance(task, DrawTask):
            return draw_page(data, task.page, limits)
        if isinstance(task, AdviseTask):
            return advise(data, limits)
        if isinstance(task, CutTask):
            return cut_regions(data, task.regions, limits)
        if isinstance(task, AsOne):
            return read_bytes(data, task.identity, limits, recogniser, as_one=True)
        return read_bytes(data, task, limits, recogniser)
    except MemoryError:
        return Outcome(Unreadable(code=ReadingReason.LIMITS, params={"limit": "memory"}))


if __name__ == "__main__":
    main()
