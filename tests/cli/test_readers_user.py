"""Where Serein is started by root: what others may see of an installation, and whether readers find the code."""

import os
import sys
from pathlib import Path

import pytest

from cli.doctor_computer import computer
from cli.installation import Installation
from libs.confinement import READER
from libs.embedded.unprivileged import Account, closed_folder_above
from tests.skips import Skip, needs

pytestmark = needs(os.geteuid() == 0, Skip.ROOT)
NOBODY, READERS = Account("nobody", 65534, 65534), Account("readers", READER, READER)


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that every user may enter."""
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(0o755)
    return tmp_path


def test_a_new_installation_lets_through_the_databases_account_and_no_reader(open_folder: Path) -> None:
    root = Installation.at(open_folder / "var").root

    assert closed_folder_above(root, NOBODY) is None
    assert closed_folder_above(root, READERS) == root


def test_a_folder_that_was_there_keeps_its_rights(open_folder: Path) -> None:
    root = open_folder / "srv"
    root.mkdir(mode=0o755)

    Installation.at(root)

    assert root.stat().st_mode & 0o777 == 0o755


def test_the_doctor_says_whether_the_readers_user_can_load_the_code(tmp_path: Path) -> None:
    (finding,) = (one for one in computer(tmp_path) if one.what == "the readers' user")

    home_is_closed = closed_folder_above(Path(sys.executable).resolve(), READERS)
    assert finding.is_well == (home_is_closed is None)
    assert str(READER) in finding.found
    assert not finding.is_needed
