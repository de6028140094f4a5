"""The secrets of an installation: made once, never half written, readable by their owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from cli.secrets_file import InstallationSecrets


def test_secrets_are_made_once_and_are_for_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secrets.json"

    made = InstallationSecrets.load_or_make(file)
    again = InstallationSecrets.load_or_make(file)

    assert again == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secrets.json"]


def test_programs_that_start_at_once_get_the_same_secrets(tmp_path: Path) -> None:
    at_once = Barrier(8)

    def start(file: Path) -> InstallationSecrets:
        at_once.wait()
        return InstallationSecrets.load_or_make(file)

    with ThreadPoolExecutor(8) as programs:
        made = [set(programs.map(start, [tmp_path / f"{number}.json"] * 8)) for number in range(20)]

    assert [len(same) for same in made] == [1] * 20
    assert len(list(tmp_path.iterdir())) == 20
