"""Places that the tests of the embedded parts share; the broker is the session's, from the folder above."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's account can reach, which pytest's own `tmp_path` is not when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="serein-test-", dir="/var/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
