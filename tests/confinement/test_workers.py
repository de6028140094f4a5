"""The processes that open foreign files are confined before they have one: tried in each, as the service runs it."""

import json
from pathlib import Path

import pytest

from libs.confinement.framing import frame
from tests.confinement.attempts import run

OCR_EXTRACT = """
import json, os, socket, sys
from services.ocr_extract.workers import fork_server
from services.ocr_extract.limits import Limits
from tests.confinement.attempts import become_nobody, looking, reaching

fork_server._answer = lambda raw, limits, recogniser: reaching(raw.decode()) | looking(raw.decode())
fork_server.reply = lambda found: json.dumps(found).encode()
become_nobody()
ours, theirs = socket.socketpair()
if os.fork() == 0:
    fork_server._work(theirs.detach(), Limits(), None)
theirs.close()
ours.sendall(sys.stdin.buffer.read())
ours.shutdown(socket.SHUT_WR)
os.wait()
sys.stdout.buffer.write(b"!K" + ours.recv(1 << 16))
"""

UBL_RENDER = """
import json, os, sys
from dataclasses import asdict
from services.ubl_render.confined import worker
from services.ubl_render.confined.limits import Limits
from tests.confinement.attempts import become_nobody, looking, reaching

def attempts(data):
    return b"K" + json.dumps(reaching(data.decode()) | looking(data.decode())).encode()

worker._invoice = lambda head, limits: attempts
sys.argv = ["worker", "invoice", json.dumps(asdict(Limits()))]
if os.fork() == 0:
    worker.main()
become_nobody()
os.wait()
"""


@pytest.mark.parametrize(
    ("worker", "before"), [(OCR_EXTRACT, b""), (UBL_RENDER, frame(b""))], ids=["ocr_extract", "ubl_render"]
)
def test_a_file_that_takes_over_its_worker_reaches_nothing(worker: str, before: bytes, precious: Path) -> None:
    answer = run(worker, said=before + str(precious).encode())

    assert answer.startswith(b"!K")
    found = json.loads(answer[2:])
    assert "done" not in found.values(), found
