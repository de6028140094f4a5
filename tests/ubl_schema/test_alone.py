"""The library can be installed by itself, under its own name, without the platform."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[2] / "libs" / "ubl_schema"
USE = """
import sys
import ubl_schema
from ubl_schema import read, complete, write_ubl, Refused
from ubl_schema.examine import examine
from ubl_schema.pdf import read_pdf

data = open(sys.argv[1], "rb").read()
found = examine(data)
again = write_ubl(complete(read(data).invoice).invoice)
assert read(again).invoice.number == found.reading.invoice.number
print(ubl_schema.__file__, found.is_valid, "libs" in sys.modules)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the content of a newly built wheel."""
    folder = tmp_path_factory.mktemp("alone")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=LIBRARY, check=True, capture_output=True)
    (wheel,) = (folder / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_has_one_import_name_and_all_data(installed: Path) -> None:
    names = {path.name for path in installed.iterdir() if path.suffix != ".dist-info"}
    source = {path.relative_to(LIBRARY) for path in LIBRARY.rglob("*") if path.suffix in {".py", ".txt", ".typed"}}

    assert names == {"ubl_schema"}
    assert all((installed / "ubl_schema" / path).is_file() for path in source)
    assert (installed / "ubl_schema" / "checks" / "messages.toml").is_file()
    assert (installed / "ubl_schema" / "py.typed").is_file()


def test_it_reads_judges_and_writes_without_the_platform(installed: Path, tmp_path: Path) -> None:
    from libs.ubl_schema import write_ubl
    from tests.ubl_schema.builders import invoice

    file = tmp_path / "in.xml"
    file.write_bytes(write_ubl(invoice()))

    used = subprocess.run(
        [sys.executable, "-c", USE, str(file)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": ""},
        check=False,
        capture_output=True,
        text=True,
    )

    assert used.returncode == 0, used.stderr
    where, valid, platform = used.stdout.split()
    assert Path(where).is_relative_to(installed)
    assert (valid, platform) == ("True", "False")
