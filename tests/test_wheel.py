"""The wheel is complete: it holds what the product reads at run time, and imports nothing from the tests."""

import ast
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from libs.samples import demo_set
from tests.source import parsed

ROOT = Path(__file__).parents[1]
IMPORT_NAMES = ("cli", "contracts", "libs", "services")
"""The README and ADR 0002 name them too."""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the content of a newly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def imports_of(source: str) -> set[str]:
    """The first part of every absolute import, at any place in a file."""
    found: set[str] = set()
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def files_below(root: Path) -> set[str]:
    """The files of the packages below a folder, without compiled ones."""
    found = (file for name in IMPORT_NAMES for file in (root / name).rglob("*") if file.is_file())
    return {str(file.relative_to(root)) for file in found if "__pycache__" not in file.parts}


def test_a_wheel_brings_four_import_names_and_every_file_below_them(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir() if path.suffix != ".dist-info"}

    assert names == set(IMPORT_NAMES)
    assert files_below(unpacked) == files_below(ROOT)


@pytest.mark.parametrize(
    "pattern",
    [
        "contracts/examples/*.json",
        "contracts/schemas/*.json",
        "libs/samples/texts/*.txt",
        "libs/samples/reference_data/goods.txt",
        "libs/ubl_schema/code_lists/*",
        "services/ubl_render/packages/*.yaml",
        "services/*/migrations/r0001_first.py",
    ],
)
def test_what_the_product_reads_at_run_time_is_in_the_wheel(unpacked: Path, pattern: str) -> None:
    assert list(unpacked.glob(pattern))


def test_nothing_in_the_wheel_imports_the_tests(unpacked: Path) -> None:
    modules = list(unpacked.rglob("*.py"))

    guilty = [str(path.relative_to(unpacked)) for path in modules if "tests" in imports_of(path.read_text("utf-8"))]

    assert len(modules) > 100
    assert guilty == []


@pytest.mark.parametrize("line", ["import tests.samples", "from tests import work", "def f():\n    import tests"])
def test_an_import_of_the_tests_would_be_found(line: str) -> None:
    assert "tests" in imports_of(line)


def test_the_demo_and_its_samples_run_from_an_installed_wheel(unpacked: Path, tmp_path: Path) -> None:
    """Python starts without `site`, so that the editable installation of this repository is not there to help."""
    installed = os.pathsep.join([str(unpacked), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    use = (
        "import importlib.util as found, cli.demo.show; from cli.main import app; from libs.samples import demo_set; "
        "assert not found.find_spec('tests'); print(cli.demo.show.__file__); "
        "print(len(demo_set(2026).documents), 'documents'); app(['demo', '--help'])"
    )

    command = [sys.executable, "-S", "-c", use]
    answer = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": installed}, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith(str(unpacked))
    assert f"{len(demo_set(2026).documents)} documents" in answer.stdout
    assert "from upload to the accountant's inbox" in answer.stdout
