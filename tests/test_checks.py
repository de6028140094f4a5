"""The checks of `make check` are seen to fail: a check that never refuses anything proves nothing."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROBE = """
from contracts.events.delivery import Receipt
from contracts.events.division import DivisionPart

DivisionPart(number="three", sha256=12)
DivisionPart(number=1, sha256="a" * 64, shaa256="typo")
Receipt(channel=1, destination=None, filename=b"x", size="many", sha256=3, delivered_at=7, remote_idd="typo")
"""


def test_mypy_refuses_an_event_that_is_built_with_a_wrong_type_or_a_misspelt_field(tmp_path: Path) -> None:
    probe = tmp_path / "probe.py"
    probe.write_text(PROBE, "utf-8")

    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(probe)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert 'Unexpected keyword argument "shaa256"' in answer.stdout
    assert 'Unexpected keyword argument "remote_idd"' in answer.stdout
    assert answer.stdout.count("incompatible type") == 8
