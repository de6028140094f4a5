"""What a worker may not do, tried in a process that is confined as workers are."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ATTEMPTS = """
import json, os, resource, socket, subprocess, sys
from services.ocr_extract.confinement import confine
from services.ocr_extract.limits import Limits

target = sys.argv[1]
level = confine(Limits(memory_bytes=300 << 20))

def tried(act):
    try:
        act()
    except (OSError, ValueError, MemoryError) as error:
        return type(error).__name__
    return "done"

print(json.dumps({
    "level": level,
    "uid": os.geteuid(),
    "socket": tried(lambda: socket.socket()),
    "program": tried(lambda: os.execv("/bin/true", ["true"])),
    "fork": tried(os.fork),
    "kill": tried(lambda: os.kill(os.getppid(), 0)),
    "write": tried(lambda: open(target, "w").write("x" * 10)),
    "remove": tried(lambda: os.remove(target)),
    "memory": tried(lambda: bytearray(400 << 20)),
    "raise": tried(lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))),
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel part is Linux only")
def test_a_confined_process_can_neither_reach_out_nor_change_anything(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    target.chmod(0o666)
    tmp_path.chmod(0o777)

    done = subprocess.run(
        [sys.executable, "-c", ATTEMPTS, str(target)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )

    found = json.loads(done.stdout)
    assert found.pop("level") in ("kernel", "interpreter")
    assert found.pop("uid") != 0
    assert "done" not in found.values(), found
    assert target.read_text() == "precious"
