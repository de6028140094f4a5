"""A confined worker needs no module that it would have to open first; and the kernel must be able to confine it."""

import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from libs.confinement import READER, Confinement, bare_environment
from libs.service_kit.confined import tell
from libs.service_kit.errors import CannotStart
from libs.service_kit.telemetry import LANDLOCK, SECCOMP
from services.ocr_extract.app import check_landlock
from tests.deploy.dockerfile import ROOT

INVOICE = next((ROOT / "tests" / "ubl_render" / "golden" / "generic_folder" / "purchase").glob("*.xml"))
WITH_NO_FILE_TO_OPEN = """
import os
import sys
from libs.confinement import confine
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.workers.fork_server import _warm_up

limits = Limits()
_warm_up(limits, None)
data = sys.stdin.buffer.read()
confine(limits, readable=())
outcome = read_bytes(data, ClientIdentity.of(name="X", vat_number="BE0403170701"), limits)
print(type(outcome.result).__name__, outcome.is_einvoice, flush=True)
os._exit(0)
"""
ENCODINGS = ["utf-16", "iso-8859-15", "windows-1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_e_invoice_in_any_encoding_is_read_though_the_interpreter_cannot_be(encoding: str, tmp_path: Path) -> None:
    declared = encoding.removesuffix("-sig")
    text = INVOICE.read_text("utf-8").replace("UTF-8", declared).replace("utf-8", declared)
    data = text.encode(encoding, "xmlcharrefreplace")

    done = subprocess.run(
        [sys.executable, "-c", WITH_NO_FILE_TO_OPEN],
        input=data,
        env=bare_environment(),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout == b"Extracted True\n"


def test_without_landlock_nothing_starts_unless_the_operator_says_so() -> None:
    with pytest.raises(CannotStart, match="no Landlock"):
        check_landlock(Confinement(0, seccomp=True, user=1), allowed=False)

    check_landlock(Confinement(0, seccomp=True, user=1), allowed=True)
    without = LANDLOCK._value.get()
    check_landlock(Confinement(4, seccomp=True, user=1), allowed=False)

    assert (without, LANDLOCK._value.get()) == (0, 4)


def test_where_the_kernel_filters_no_calls_the_log_and_a_measurement_say_so() -> None:
    with capture_logs() as logs:
        tell(Confinement(7, seccomp=False, user=READER))
    without = SECCOMP._value.get()
    tell(Confinement(7, seccomp=True, user=READER))

    assert (without, SECCOMP._value.get()) == (0, 1)
    assert [entry["event"] for entry in logs] == ["readers.without_seccomp"]
