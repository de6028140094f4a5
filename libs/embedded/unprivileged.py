"""Running the database on a machine where we are root (a container, a rented server).

PostgreSQL refuses to run as root, for good reason. It then runs as the account `nobody`, which exists everywhere and
may do nothing. What `nobody` needs is a way in: every folder above the programs and above the data must let it pass.
Folders that belong to somebody else are never opened for it; we go elsewhere instead.
"""

import contextlib
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from libs.embedded.folder_lock import locked
from libs.embedded.process import EmbeddedServerError
from libs.embedded.texts import EmbeddedCode

_LASTING = Path("/var/tmp")  # noqa: S108 - kept over a restart; our folders in it are checked to be ours


class FolderClosed(EmbeddedServerError):
    """A folder on the way does not let the server's account pass."""


class FolderNotOurs(EmbeddedServerError):
    """A folder with the name we would use exists but belongs to, or can be changed by, somebody else."""


@dataclass(frozen=True)
class Account:
    """Who a server runs as."""

    name: str
    uid: int
    gid: int

    @property
    def ids(self) -> tuple[int, int]:
        """User and group, as a process start wants them."""
        return self.uid, self.gid


def server_account() -> Account | None:
    """Who the database must run as: nobody when we are root; None means as ourselves."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def closed_folder_above(path: Path, account: Account) -> Path | None:
    """The first folder on the way to `path` (existing ones, `path` included) that does not let the account pass."""
    path = path.resolve()
    for folder in reversed([path, *path.parents]):
        if folder.is_dir() and not _lets_pass(folder.stat(), account):
            return folder
    return None


def usable_data_root(wanted: Path) -> Path:
    """A folder for the database's files: `wanted`, or when the server could not get there, one it can reach.

    The replacement is always the same for the same `wanted`, so data is found again; it lies under /var/tmp. Both
    are created when missing.
    """
    wanted = wanted.absolute()
    account = server_account()
    if account is None or closed_folder_above(wanted, account) is None:
        wanted.mkdir(parents=True, exist_ok=True)
        if account is None or closed_folder_above(wanted, account) is None:  # the umask may have closed it
            return wanted
    return _own_folder(_LASTING / f"serein-{hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]}")


def reachable_copy(tree: Path, account: Account, *, name: str, parts: list[str]) -> Path:
    """`tree`, or when the account cannot get there, a copy of its `parts` where it can; copied once per `name`.

    Of several processes that want it at the same moment one makes it and the others wait for it; of two installations
    the first to finish puts its copy in place. A copy from which a cleaner of temporary files took something is
    replaced.
    """
    if closed_folder_above(tree, account) is None and all(_all_may_read(tree / part) for part in parts):
        return tree
    places = [place for place in (Path(tempfile.gettempdir()), _LASTING) if not closed_folder_above(place, account)]
    if not places:
        raise FolderClosed(EmbeddedCode.NO_OPEN_FOLDER, account=account.name)
    copy = places[0] / f"serein-{name}"
    with locked(tree):
        if copy.exists() and not _same_files(tree, _checked_ours(copy), parts):
            _move_away(copy)
        if not copy.exists():
            _copy(tree, copy, parts, account)
    return _checked_ours(copy)


def _lets_pass(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _all_may_read(path: Path) -> bool:
    return path.stat().st_mode & 0o005 == 0o005


def _own_folder(folder: Path) -> Path:
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o711)
        folder.chmod(0o711)  # whatever the umask said
    return _checked_ours(folder)


def _checked_ours(folder: Path) -> Path:
    """Temporary folders are open to all: a stranger may have laid out a folder with the name that we would use."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise FolderNotOurs(EmbeddedCode.FOLDER_NOT_OURS, folder=folder)
    return folder


def _files(tree: Path, parts: list[str]) -> dict[Path, int]:
    files = (file for part in parts for file in (tree / part).rglob("*") if file.is_file())
    return {file.relative_to(tree): file.stat().st_size for file in files}


def _same_files(tree: Path, copy: Path, parts: list[str]) -> bool:
    return _files(tree, parts) == _files(copy, parts)


def _copy(tree: Path, copy: Path, parts: list[str], account: Account) -> None:
    draft = copy.with_name(f"{copy.name}.{secrets.token_hex(8)}")
    draft.mkdir(mode=0o755)
    try:
        for part in parts:
            shutil.copytree(tree / part, draft / part)
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        with contextlib.suppress(OSError):  # somebody else was first
            draft.rename(copy)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if not copy.exists():
        raise FolderClosed(EmbeddedCode.FOLDER_CLOSED, folder=copy, account=account.name)


def _move_away(copy: Path) -> None:
    broken = copy.with_name(f"{copy.name}.{secrets.token_hex(8)}")
    with contextlib.suppress(FileNotFoundError):  # somebody else moved it
        copy.rename(broken)
    shutil.rmtree(broken, ignore_errors=True)
