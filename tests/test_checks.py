"""The checks of `make check` can fail: each refuses an example, because a check that never fails proves nothing."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
VULTURE, BOUNDARIES = TOOLS["vulture"], TOOLS["importlinter"]["contracts"]
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


def test_vulture_reports_a_function_that_nothing_uses(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def add_up_what_nobody_asks_for() -> int:\n    return 3\n", "utf-8")

    command = [sys.executable, "-m", "vulture", "--config", "pyproject.toml", str(planted)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 3, answer.stdout + answer.stderr
    assert "planted.py:1: unused function 'add_up_what_nobody_asks_for'" in answer.stdout


def test_every_exception_of_vulture_is_a_name_of_the_code() -> None:
    files = (path for folder in VULTURE["paths"] for path in (ROOT / folder).rglob("*.py"))
    words = set(re.findall(r"\w+", "\n".join(path.read_text("utf-8") for path in files)))

    stale = [name for name in VULTURE["ignore_names"] if "*" not in name and name not in words]

    assert stale == []


def test_what_imports_nothing_of_ours_is_checked_against_all_that_is_ours() -> None:
    modules = [*(ROOT / "libs").glob("[!_]*.py"), *(path.parent for path in (ROOT / "libs").glob("*/__init__.py"))]
    libs = {f"libs.{path.stem}" for path in modules}
    alone = [one for one in BOUNDARIES if "imports nothing of ours" in one["name"]]

    left_out = {
        one["name"]: {"cli", "contracts", "services", *libs} - {*one["source_modules"], *one["forbidden_modules"]}
        for one in alone
    }

    assert len(alone) == 4
    assert {name: missing for name, missing in left_out.items() if missing} == {}


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("ERA001", "# total = net + vat\n"),
        ("ARG001", "def total(net: int, vat: int) -> int:\n    return net\n"),
        ("FBT001", "def total(net: int, rounded: bool) -> int:\n    return net if rounded else 0\n"),
        ("PT015", "def test_nothing() -> None:\n    assert False\n"),
    ],
)
def test_ruff_refuses_an_example_of_each_family(code: str, source: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--output-format=concise", "--stdin-filename=libs/probe.py", "-"]
    answer = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert f" {code} " in answer.stdout


def run_by_pytest(source: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a file of tests with the settings of this repository."""
    (folder / "test_planted.py").write_text(source, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [*command, str(folder / "test_planted.py")], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_coroutine_that_nobody_awaits_is_an_error(tmp_path: Path) -> None:
    answer = run_by_pytest("async def work(): ...\n\ndef test_nothing():\n    work()\n", tmp_path)

    assert answer.returncode == 1, answer.stdout
    assert "coroutine 'work' was never awaited" in answer.stdout


def test_what_is_left_for_the_garbage_collector_is_shown_and_fails_nothing(tmp_path: Path) -> None:
    source = "import socket\n\ndef test_nothing():\n    socket.socket()\n"

    answer = run_by_pytest(source, tmp_path)

    assert answer.returncode == 0, answer.stdout
    assert "unclosed <socket" in answer.stdout


def test_a_list_of_cases_that_is_empty_is_an_error(tmp_path: Path) -> None:
    source = "import pytest\n\n@pytest.mark.parametrize('x', [])\ndef test_nothing(x): ...\n"

    answer = run_by_pytest(source, tmp_path)

    assert answer.returncode == 2, answer.stdout
    assert "Empty parameter set" in answer.stdout
