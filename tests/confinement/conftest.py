"""A file that everybody may read, change and remove."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def precious() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "precious")
        file.write_text("precious")
        file.chmod(0o666)
        file.parent.chmod(0o777)
        yield file
        assert file.read_text() == "precious"
        assert list(file.parent.iterdir()) == [file]
