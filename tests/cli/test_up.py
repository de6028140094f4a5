"""When `serein up` cannot start, it says why in one sentence and ends with exit code 1."""

import asyncio
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.installation import Installation
from cli.platform import Platform
from libs.embedded.ports import free_port

SEREIN = Path(sys.executable).with_name("serein")


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that the database's account can reach, which `tmp_path` is not when root runs the tests."""
    with TemporaryDirectory(prefix="serein-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def sentence_of_refusal(root: Path, port: int) -> str:
    """The error that `serein up` prints, which must be one line; the exit code must be 1."""
    up = await asyncio.create_subprocess_exec(
        SEREIN, "up", "--var", root, "--port", str(port), "--log-level", "ERROR", stderr=asyncio.subprocess.PIPE
    )
    _, errors = await up.communicate()
    assert up.returncode == 1, errors.decode()
    (line,) = errors.decode().splitlines()
    assert line.startswith("Serein cannot start: ")
    return line


async def test_a_port_that_is_taken_is_named(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        line = await sentence_of_refusal(root, port)

    assert f"port {port} is used" in line
    assert "--port" in line


async def test_a_second_instance_on_the_same_folder_is_told_that_the_first_one_runs(root: Path) -> None:
    first = Platform(Installation.at(root), durable=False)
    await first.start(services=())

    line = await sentence_of_refusal(root, first.installation.ports["gateway"])
    await first.stop()

    assert "runs already as process" in line


@pytest.mark.parametrize("folder", ["/proc/serein", "/dev/null", "/dev/null/serein"])
async def test_a_folder_that_cannot_be_written_is_named(folder: str) -> None:
    line = await sentence_of_refusal(Path(folder), free_port())

    assert f"{folder} cannot be used" in line


async def test_a_database_folder_that_cannot_be_written_is_named(root: Path) -> None:
    (root / "postgres").write_text("not a folder")

    line = await sentence_of_refusal(root, free_port())

    assert f"{root / 'postgres'} is neither empty nor a database" in line


async def test_the_log_of_the_database_that_cannot_be_written_is_named(root: Path) -> None:
    (root / "postgres.log").mkdir()

    line = await sentence_of_refusal(root, free_port())

    assert f"{root / 'postgres.log'} cannot be used" in line
