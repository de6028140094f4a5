"""Delivery into a folder that the operator allows."""

import errno
import os
from pathlib import Path

import pytest

from services.delivery.connectors.client_folders import ClientFolders
from services.delivery.connectors.errors import NotReached, Refused, Unconfirmed
from services.delivery.connectors.folder import FolderConfig, Folders, files
from tests.delivery.builders import UBL, file, operator, parcel, whole_files

BAKERY = ClientFolders(folder="zilverlinde", purchase="aankoop")
NAME = file().filename


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "opened"
    folder.mkdir()
    return folder


def into(root: Path | None) -> Folders:
    return Folders(FolderConfig(), operator(folder_root=root))


async def test_a_file_lands_whole_and_alone(root: Path) -> None:
    receipt = await into(root).deliver(parcel(destination=BAKERY))

    assert {p.name for p in (root / "zilverlinde/aankoop").iterdir()} == {NAME}
    assert (root / "zilverlinde/aankoop" / NAME).read_bytes() == UBL
    assert receipt.sha256 == file().sha256


async def test_the_same_parcel_again_is_found(root: Path) -> None:
    one = parcel(destination=BAKERY)
    await into(root).deliver(one)

    again = await into(root).deliver(one)

    assert again.found_by_probe
    assert list(whole_files(root)) == [NAME]


async def test_another_file_under_the_name_is_never_written_over(root: Path) -> None:
    (root / "zilverlinde/aankoop").mkdir(parents=True)
    (root / "zilverlinde/aankoop" / NAME).write_bytes(b"somebody else's")

    with pytest.raises(Refused, match="other_file_there"):
        await into(root).deliver(parcel(destination=BAKERY))

    assert whole_files(root) == {NAME: b"somebody else's"}


async def test_a_file_that_appears_at_the_last_moment_is_not_written_over(root: Path) -> None:
    async def another_worker() -> None:
        (root / "zilverlinde/aankoop" / NAME).write_bytes(b"somebody else's")

    with pytest.raises(Refused, match="other_file_there"):
        await into(root).deliver(parcel(destination=BAKERY, before_handover=another_worker))

    assert whole_files(root) == {NAME: b"somebody else's"}


async def test_a_file_system_without_hard_links_works_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)

    await into(root).deliver(parcel(destination=BAKERY))

    assert {p.name for p in (root / "zilverlinde/aankoop").iterdir()} == {NAME}


@pytest.mark.parametrize(
    ("number", "meaning"),
    [(errno.ENOSPC, NotReached), (errno.EDQUOT, NotReached), (errno.EIO, NotReached), (errno.EROFS, Refused)],
)
async def test_a_disk_in_trouble_leaves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, meaning: type[Exception]
) -> None:
    def failing(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)

    with pytest.raises(meaning):
        await into(root).deliver(parcel(destination=BAKERY))

    assert [p for p in root.rglob("*") if p.is_file()] == []


async def test_find_distinguishes_arrived_not_arrived_and_unknown(root: Path) -> None:
    one = parcel(destination=BAKERY, attempt=2, handed_over_in=1)
    folder = files.reach(root, ("zilverlinde", "aankoop"))

    files.write(folder, one.temporary_name(0, 1), file())
    not_published = await into(root).find(one)
    files.publish(folder, one.temporary_name(0, 1), file())
    published = await into(root).find(one)
    (folder / NAME).unlink()
    with pytest.raises(Unconfirmed, match="file_gone"):
        await into(root).find(one)

    assert not_published is None
    assert published is not None


async def test_a_link_that_leads_out_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (root / "zilverlinde").symlink_to(tmp_path / "private")

    with pytest.raises(Refused, match="folder_leads_out"):
        await into(root).deliver(parcel(destination=BAKERY))

    assert list((tmp_path / "private").iterdir()) == []


async def test_without_an_opened_folder_it_cannot_be_used() -> None:
    with pytest.raises(Refused, match="folders_not_opened"):
        await into(None).check()


async def test_the_test_button_writes_nothing_that_stays(root: Path) -> None:
    await into(root).check(BAKERY)

    assert [p for p in root.rglob("*") if p.is_file()] == []
