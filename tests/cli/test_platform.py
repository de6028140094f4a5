"""The platform on one computer, and its state file with the addresses for other commands."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.installation import Installation
from cli.platform import Platform
from libs.embedded.process import AlreadyRunning


@pytest.fixture
def installation() -> Iterator[Installation]:
    """A folder that the database's account can reach, which `tmp_path` is not when root runs the tests."""
    with TemporaryDirectory(prefix="serein-test-") as folder:
        Path(folder).chmod(0o755)
        yield Installation.at(Path(folder))


async def test_while_it_runs_a_file_for_its_owner_has_its_addresses(installation: Installation) -> None:
    platform = Platform(installation, durable=False)

    await platform.start(services=())
    mode, printed = platform.state_file.stat().st_mode & 0o777, json.loads(platform.state_file.read_text())
    await platform.stop()

    assert (mode, printed["gateway_url"]) == (0o600, installation.gateway_url)
    assert not platform.state_file.exists()
    assert list(installation.root.glob("running.json*")) == []


async def test_a_second_platform_that_is_refused_leaves_the_file_of_the_first(installation: Installation) -> None:
    first, second = Platform(installation, durable=False), Platform(installation, durable=False)
    await first.start(services=())

    with pytest.raises(AlreadyRunning):
        await second.start(services=())
    kept = first.state_file.exists()
    await first.stop()

    assert kept
