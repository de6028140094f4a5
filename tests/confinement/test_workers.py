"""The processes that open foreign files are confined before they have one: tried in each, as the service runs it."""

import json
import os
import pwd
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.installation import Installation
from libs.confinement import READER
from libs.confinement.framing import frame
from libs.service_kit.blobs import BlobStore
from tests.confinement.attempts import run
from tests.skips import Skip, needs

OCR_EXTRACT = """
import json, os, socket, sys
from services.ocr_extract.workers import fork_server
from services.ocr_extract.limits import Limits
from tests.confinement.attempts import asking, become_nobody, looking, reaching

fork_server._answer = lambda raw, limits, recogniser: ATTEMPTS(raw.decode())
fork_server.reply = lambda found: json.dumps(found).encode()
HOST()
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
from tests.confinement.attempts import asking, become_nobody, looking, reaching

def attempts(data):
    return b"K" + json.dumps(ATTEMPTS(data.decode())).encode()

worker._invoice = lambda head, limits: attempts
sys.argv = ["worker", "invoice", json.dumps(asdict(Limits()))]
if os.fork() == 0:
    worker.main()
HOST()
os.wait()
"""


WORKERS = pytest.mark.parametrize(
    ("worker", "before"), [(OCR_EXTRACT, b""), (UBL_RENDER, frame(b""))], ids=["ocr_extract", "ubl_render"]
)


def attempted(worker: str, said: bytes, *, attempts: str, host: str) -> Any:
    """What came of these attempts in a worker, whose host has called `host` before it forked."""
    answer = run(f"HOST = lambda: {host}\nATTEMPTS = lambda place: {attempts}\n{worker}", said=said)
    assert answer.startswith(b"!K")
    return json.loads(answer[2:])


@WORKERS
def test_a_file_that_takes_over_its_worker_reaches_nothing(worker: str, before: bytes, precious: Path) -> None:
    found = attempted(
        worker, before + str(precious).encode(), attempts="reaching(place) | looking(place)", host="become_nobody()"
    )

    assert "done" not in found.values(), found


@pytest.fixture
async def stored() -> AsyncIterator[Path]:
    """A document in a store, below a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        name = await BlobStore(f"file://{folder}/blobs").put(b"the invoice of another company")
        yield Path(folder, "blobs", "sha256", name[:2], name[2:4], name)


@pytest.fixture
def secrets_file() -> Iterator[Path]:
    """The keys of an installation, below a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Installation.secrets_file(Installation.at(Path(folder, "serein", "var")).root)


@WORKERS
@needs(os.geteuid() == 0, Skip.ROOT)
@pytest.mark.parametrize("what", ["stored", "secrets_file"])
def test_started_by_root_a_worker_cannot_even_ask_what_is_there(
    worker: str, before: bytes, what: str, request: pytest.FixtureRequest
) -> None:
    place = request.getfixturevalue(what)

    found = attempted(worker, before + str(place).encode(), attempts="asking(place)", host="None")

    assert place.exists()
    assert "done" not in found.values(), found


@WORKERS
@needs(os.geteuid() == 0, Skip.ROOT)
def test_started_by_root_a_worker_is_a_user_that_nothing_else_is(worker: str, before: bytes) -> None:
    found = attempted(worker, before, attempts="[os.getuid(), os.geteuid(), os.getgid(), os.getegid()]", host="None")

    assert found == [READER] * 4
    with pytest.raises(KeyError):
        pwd.getpwuid(READER)
