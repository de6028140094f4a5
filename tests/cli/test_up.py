"""When `serein up` cannot start, it says why in one sentence and ends with exit code 1."""

import asyncio
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.border import sentence_of
from cli.installation import Installation
from cli.platform import Platform
from libs.embedded.ports import free_port
from libs.refusal import Refusal

SEREIN = Path(sys.executable).with_name("serein")


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that the database's account can reach, which `tmp_path` is not when root runs the tests."""
    with TemporaryDirectory(prefix="serein-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def sentence_of_refusal(root: Path, port: int) -> str:
    """The error that `serein up` prints, which must be one line; the exit code must be 1."""
    up = await start(root, port, "--log-level", "ERROR")
    _, errors = await up.communicate()
    assert up.returncode == 1, errors.decode()
    (line,) = errors.decode().splitlines()
    return line


async def start(root: Path, port: int, *more: str) -> asyncio.subprocess.Process:
    """`serein up` in a process of its own, in English."""
    return await asyncio.create_subprocess_exec(
        SEREIN,
        *("up", "--var", str(root), "--port", str(port), *more),
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def files_of(root: Path) -> dict[str, bytes]:
    """The files of a platform that others find it by, with their content."""
    names = ("running.json", "running.lock", "secrets.json", "postgres/postmaster.pid")
    return {name: (root / name).read_bytes() for name in names}


async def test_a_port_that_is_taken_is_named(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        line = await sentence_of_refusal(root, port)

    assert line == f"Port {port} is used by another program: choose another one."
    assert not (root / "postgres").exists(), "the port was looked at after the database had been started"


async def test_a_second_instance_on_the_same_folder_is_told_that_the_first_one_runs(root: Path) -> None:
    first = Platform(Installation.at(root), durable=False)
    await first.start(services=())

    before = files_of(root)

    lines = [await sentence_of_refusal(root, port) for port in (first.installation.ports["gateway"], free_port())]
    after = files_of(root)
    await first.stop()

    assert set(lines) == {f"Serein runs already on {root} (process {os.getpid()})."}
    assert after == before


async def test_a_folder_whose_database_was_killed_still_belongs_to_the_one_that_runs_on_it(root: Path) -> None:
    first = Platform(Installation.at(root), durable=False)
    await first.start(services=())
    first.postgres.kill()

    line = await sentence_of_refusal(root, free_port())
    await first.stop()

    assert line.startswith("Serein runs already on ")


@pytest.mark.parametrize(("part", "named"), [("postgres", "The database"), ("broker", "The broker")])
async def test_a_server_that_is_killed_ends_the_platform_with_one_sentence(root: Path, part: str, named: str) -> None:
    platform = Platform(Installation.at(root), durable=False)
    await platform.start(services=("ingest",))

    getattr(platform, part).kill()
    with pytest.raises(Refusal) as ended:
        await platform.failed()
    await platform.stop()

    assert sentence_of(ended.value).startswith(f"{named} ended")


async def test_data_of_another_postgresql_is_refused_with_both_versions(root: Path) -> None:
    first = Platform(Installation.at(root), durable=False)
    await first.start(services=())
    await first.stop()
    (root / "postgres" / "PG_VERSION").write_text("9\n")

    line = await sentence_of_refusal(root, free_port())

    assert line.startswith(f"{root / 'postgres'} was made by PostgreSQL 9, and this version of Serein uses PostgreSQL")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "secrets.json is damaged: put a back-up in its place."),
        ("{", "secrets.json is damaged: put a back-up in its place."),
        ("[]", "was made by another version of Serein: use that one, or choose another folder."),
        ('{"service_password": "x"}', "was made by another version of Serein: use that one, or choose another folder."),
    ],
)
async def test_secrets_that_are_damaged_or_of_another_version_are_named(root: Path, content: str, words: str) -> None:
    (root / "secrets.json").write_text(content)

    line = await sentence_of_refusal(root, free_port())

    assert line.endswith(words)


@pytest.mark.parametrize("folder", ["/proc/serein", "/dev/null", "/dev/null/serein"])
async def test_a_folder_that_cannot_be_written_is_named(folder: str) -> None:
    line = await sentence_of_refusal(Path(folder), free_port())

    assert folder in line


async def test_a_database_folder_that_cannot_be_written_is_named(root: Path) -> None:
    (root / "postgres").write_text("not a folder")

    line = await sentence_of_refusal(root, free_port())

    assert f"{root / 'postgres'} is neither empty nor a database" in line


async def test_the_log_of_the_database_that_cannot_be_written_is_named(root: Path) -> None:
    (root / "postgres.log").mkdir()

    line = await sentence_of_refusal(root, free_port())

    assert line == f"{root / 'postgres.log'} is a folder, not a file."
