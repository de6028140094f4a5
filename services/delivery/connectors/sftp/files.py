"""Writing into one folder of an SFTP server without ever showing a partial file or overwriting another one."""

import asyncio
import posixpath
from contextlib import suppress
from hashlib import sha256

import asyncssh

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.client_folders import Found
from services.delivery.connectors.errors import NotReached, Refused
from services.delivery.connectors.parcel import ParcelFile

READ_BACK_BELOW = 8 * 1024 * 1024
ABSENT = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
BROKEN_LINE = (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost)


async def start(sftp: asyncssh.SFTPClient, folder: str) -> str:
    """The absolute path of the connection's own folder. Raises Refused when it is missing."""
    root = await sftp.realpath(folder or ".")
    if not await sftp.isdir(root):
        raise Refused(DeliveryReason.FOLDER_MISSING, folder=folder or ".")
    return _text(root)


async def reach(sftp: asyncssh.SFTPClient, root: str, parts: tuple[str, ...]) -> str:
    """A folder below `root`, created where it is missing. Raises Refused for a link that leads out of `root`."""
    here = root
    for part in parts:
        there_ = posixpath.join(here, part)
        if not await sftp.exists(there_):
            await _make(sftp, there_)
        here = _text(await sftp.realpath(there_))
        if here != root and not here.startswith(root.rstrip("/") + "/"):
            raise Refused(DeliveryReason.FOLDER_LEADS_OUT, folder="/".join(parts))
    return here


async def _make(sftp: asyncssh.SFTPClient, folder: str) -> None:
    try:
        await sftp.mkdir(folder)
    except asyncssh.SFTPFailure:
        # another worker may have created it at the same moment
        if not await sftp.isdir(folder):
            raise


async def look(sftp: asyncssh.SFTPClient, folder: str, file: ParcelFile) -> Found:
    """Compare what exists under the final name, by size and then by content."""
    path = posixpath.join(folder, file.filename)
    try:
        known = await sftp.lstat(path)
    except ABSENT:
        return Found.NOTHING
    if known.type not in (asyncssh.FILEXFER_TYPE_REGULAR, asyncssh.FILEXFER_TYPE_UNKNOWN):
        return Found.OTHER
    if known.size is not None and known.size != file.size:
        return Found.OTHER
    try:
        return Found.SAME if await _hash(sftp, path) == file.sha256 else Found.OTHER
    except ABSENT:
        return Found.NOTHING


async def there(sftp: asyncssh.SFTPClient, folder: str, name: str) -> bool:
    """Whether a name is taken."""
    return await sftp.lexists(posixpath.join(folder, name))


async def clear(sftp: asyncssh.SFTPClient, folder: str, names: list[str]) -> None:
    """Remove the temporary files of our earlier attempts. One that still runs loses its file and cannot rename it."""
    await asyncio.gather(*(remove(sftp, folder, name) for name in names))


async def remove(sftp: asyncssh.SFTPClient, folder: str, name: str) -> None:
    """Remove a file that may not be there."""
    try:
        await sftp.remove(posixpath.join(folder, name))
    except ABSENT:
        return


async def write(sftp: asyncssh.SFTPClient, folder: str, temporary: str, file: ParcelFile) -> None:
    """Write a whole file under its temporary name and check it; remove it again when that fails."""
    path = posixpath.join(folder, temporary)
    try:
        async with sftp.open(path, "xb", encoding=None) as out:
            await out.write(file.content)
            with suppress(asyncssh.SFTPOpUnsupported):  # not every server has it; size and content are checked next
                await out.fsync()
        await _make_sure(sftp, path, file)
    except BROKEN_LINE:
        raise
    except (asyncssh.SFTPError, NotReached):
        await _sweep(sftp, folder, temporary)
        raise


async def _make_sure(sftp: asyncssh.SFTPClient, path: str, file: ParcelFile) -> None:
    size = (await sftp.lstat(path)).size
    if size is not None and size != file.size:
        raise NotReached(DeliveryReason.NOT_WHOLE, filename=file.filename, size=size, expected=file.size)
    if (size is None or size < READ_BACK_BELOW) and await _hash(sftp, path) != file.sha256:
        raise NotReached(DeliveryReason.NOT_WHOLE, filename=file.filename, size=size, expected=file.size)


async def _sweep(sftp: asyncssh.SFTPClient, folder: str, temporary: str) -> None:
    """Remove the file if possible, without a second error: the first one matters more."""
    try:
        await remove(sftp, folder, temporary)
    except asyncssh.SFTPError:
        return


async def publish(sftp: asyncssh.SFTPClient, folder: str, temporary: str, file: ParcelFile) -> None:
    """Give a file its final name, never over another file.

    Plain rename never overwrites on OpenSSH. Where a server does not have it, the POSIX one is used after a check.
    """
    before, after = posixpath.join(folder, temporary), posixpath.join(folder, file.filename)
    try:
        await sftp.rename(before, after)
    except BROKEN_LINE:
        raise
    except asyncssh.SFTPError as refused:
        await _second_way(sftp, folder, temporary, file, refused)


async def _second_way(
    sftp: asyncssh.SFTPClient, folder: str, temporary: str, file: ParcelFile, refused: asyncssh.SFTPError
) -> None:
    found = await look(sftp, folder, file)
    if found is Found.SAME:
        return
    if found is Found.OTHER:
        await _sweep(sftp, folder, temporary)
        raise Refused(DeliveryReason.OTHER_FILE_THERE, filename=file.filename)
    if isinstance(refused, asyncssh.SFTPFailure | asyncssh.SFTPOpUnsupported):
        try:
            await sftp.posix_rename(posixpath.join(folder, temporary), posixpath.join(folder, file.filename))
        except BROKEN_LINE:
            raise
        except asyncssh.SFTPError:
            await _sweep(sftp, folder, temporary)
        else:
            return
    raise NotReached(DeliveryReason.RENAME_REFUSED, filename=file.filename, answer=refused.reason) from refused


async def prove_writable(sftp: asyncssh.SFTPClient, folder: str) -> None:
    """Create and remove an empty file. Raises SFTPError when that is not possible."""
    name = ".serein-test.part"
    await remove(sftp, folder, name)
    async with sftp.open(posixpath.join(folder, name), "xb", encoding=None):
        pass
    await remove(sftp, folder, name)


async def _hash(sftp: asyncssh.SFTPClient, path: str) -> str:
    async with sftp.open(path, "rb", encoding=None) as back:
        content = await back.read()
    return sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def _text(path: str | bytes) -> str:
    return path.decode() if isinstance(path, bytes) else path
