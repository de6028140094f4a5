"""Writing into one local folder without ever showing a partial file or overwriting another one."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.client_folders import Found
from services.delivery.connectors.errors import NotReached, Refused
from services.delivery.connectors.parcel import ParcelFile

THIS_SERVER = "this_server"
"""The host in the reasons of this connector; the underscore keeps it apart from the name of a real host."""

NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


@contextmanager
def translated_errors(filename: str) -> Iterator[None]:
    """Translate the errors of the file system: a full disk may be tried again, a missing right may not."""
    try:
        yield
    except (PermissionError, NotADirectoryError, FileNotFoundError) as no:
        raise Refused(DeliveryReason.NOT_PERMITTED, host=THIS_SERVER, filename=filename, answer=no.strerror) from no
    except OSError as trouble:
        if trouble.errno == errno.EROFS:
            raise Refused(
                DeliveryReason.NOT_PERMITTED, host=THIS_SERVER, filename=filename, answer=trouble.strerror
            ) from trouble
        raise NotReached(
            DeliveryReason.NOT_WRITTEN, host=THIS_SERVER, filename=filename, answer=trouble.strerror
        ) from trouble


def reach(root: Path, parts: tuple[str, ...]) -> Path:
    """A folder below `root`, created where it is missing, as `root` itself is; the folder around it must be there.

    Raises Refused for a link that leads out of `root`.
    """
    root.mkdir(mode=0o750, exist_ok=True)
    top = root.resolve(strict=True)
    here = top
    for part in parts:
        below = here / part
        if not below.is_symlink():
            below.mkdir(exist_ok=True)
        here = below.resolve(strict=True)
        if not here.is_relative_to(top):
            raise Refused(DeliveryReason.FOLDER_LEADS_OUT, folder="/".join(parts))
    return here


def look(folder: Path, file: ParcelFile) -> Found:
    """Compare what exists under the final name, by type, size and content."""
    path = folder / file.filename
    try:
        known = path.lstat()
        if not stat.S_ISREG(known.st_mode) or known.st_size != file.size:
            return Found.OTHER
        return Found.SAME if sha256(path.read_bytes()).hexdigest() == file.sha256 else Found.OTHER
    except FileNotFoundError:
        return Found.NOTHING


def clear(folder: Path, names: list[str]) -> None:
    """Remove the temporary files of our earlier attempts."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def write(folder: Path, temporary: str, file: ParcelFile) -> None:
    """Write a whole file under its temporary name, synced to disk; remove it again when that fails."""
    path = folder / temporary
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o640)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(file.content)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def publish(folder: Path, temporary: str, file: ParcelFile) -> None:
    """Give a file its final name in one step, never over another file, and sync the folder."""
    before, after = folder / temporary, folder / file.filename
    try:
        os.link(before, after)
    except FileExistsError:
        if look(folder, file) is Found.OTHER:
            before.unlink(missing_ok=True)
            raise Refused(DeliveryReason.OTHER_FILE_THERE, host=folder.name, filename=file.filename) from None
        before.unlink(missing_ok=True)
    except OSError as trouble:
        if trouble.errno not in NO_HARD_LINKS:
            raise
        if look(folder, file) is Found.OTHER:
            raise Refused(DeliveryReason.OTHER_FILE_THERE, host=folder.name, filename=file.filename) from trouble
        before.rename(after)
    else:
        before.unlink(missing_ok=True)
    _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prove_writable(folder: Path) -> None:
    """Create and remove an empty file. Raises OSError when that is not possible."""
    path = folder / ".serein-test.part"
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640))
    path.unlink()
