"""Files stored under their SHA-256: written once, never changed, verified when read."""

import contextlib
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from libs.service_kit.errors import Reject, Retry


def _own_folder(folder: Path) -> None:
    """Make it, for its owner alone: who may enter could ask whether a file exists, by its sum, without reading it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):  # it is somebody else's, who has given us the right to write
        folder.chmod(folder.stat().st_mode & 0o7770)


class BlobStore:
    """A folder (`file:///...`) or an S3-compatible bucket (`s3://bucket/prefix`) with the same interface."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._store: ObjectStore
        if parts.scheme == "file":
            _own_folder(Path(parts.path))
            self._store = LocalStore(parts.path, mkdir=True)
        elif parts.scheme == "memory":
            self._store = MemoryStore()
        else:
            self._store = from_url(url)

    @staticmethod
    def _path(sha256: str) -> str:
        return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    async def put(self, data: bytes) -> str:
        """Store these bytes unless they are there; returns their SHA-256 in hex. Raises Retry."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not await self.exists(sha256):
            try:
                await obstore.put_async(self._store, self._path(sha256), data)
            except (OSError, obstore.exceptions.BaseError) as error:
                raise Retry(f"blob store refused {sha256[:12]}: {type(error).__name__}") from error
        return sha256

    async def exists(self, sha256: str) -> bool:
        """Whether these bytes are stored. Raises Retry when the store does not answer."""
        try:
            await obstore.head_async(self._store, self._path(sha256))
        except FileNotFoundError:
            return False
        except (OSError, obstore.exceptions.BaseError) as error:
            raise Retry(f"blob store did not answer for {sha256[:12]}: {type(error).__name__}") from error
        return True

    async def get(self, sha256: str) -> bytes:
        """The bytes. Raises Reject when they are missing or have changed, Retry when the store does not answer."""
        try:
            result = await obstore.get_async(self._store, self._path(sha256))
            data = bytes(await result.bytes_async())
        except FileNotFoundError as error:
            raise Reject(f"blob {sha256[:12]} is not in the store") from error
        except (OSError, obstore.exceptions.BaseError) as error:
            raise Retry(f"blob store did not give {sha256[:12]}: {type(error).__name__}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Reject(f"blob {sha256[:12]} is not what was stored: its bytes changed")
        return data
