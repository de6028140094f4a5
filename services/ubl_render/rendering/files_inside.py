"""Files inside an invoice, streamed to a folder or dropped while it is read, and never held in memory."""

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from libs.ubl_schema import Reading
from services.ubl_render.domain.naming import plain

_LONGEST_NAME = 100


class FilesInside:
    """A store for `read_stream`; use it as a context manager, so that no partial file is left."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._parts: list[Path] = []
        self._open: BinaryIO | None = None

    def store(self, number: int) -> BinaryIO:
        """The file object for the next file; the one before is complete by then."""
        self._close()
        target = Path(os.devnull)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._folder / f".inside-{number}.part"
            self._parts.append(target)
        self._open = target.open("wb")
        return self._open

    def named(self, reading: Reading) -> list[Path]:
        """Rename each complete file to its own name. Raises FileExistsError before one of them replaces another."""
        self._close()
        by_hash = {_sha256(part): part for part in self._parts}
        moves: dict[Path, Path] = {}
        for number, attachment in enumerate(reading.invoice.attachments, 1):
            if self._folder is None or (part := by_hash.pop(attachment.sha256 or "", None)) is None:
                continue
            name = plain(attachment.filename or attachment.id or "", _LONGEST_NAME) or "file"
            target = self._folder / name
            moves[self._folder / f"{number}-{name}" if target in moves else target] = part
        if there := [target for target in moves if target.exists()]:
            raise FileExistsError(", ".join(map(str, there)))
        for target, part in moves.items():
            part.rename(target)
        return list(moves)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        for part in self._parts:
            part.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
