"""Bodies that are held on disk until they are complete, counted and limited per user and in all."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from libs.refusal import Refusal
from libs.service_kit import KitCode
from services.gateway.texts import Code

_IN_MEMORY = 64 * 1024


@dataclass(frozen=True)
class SpoolLimits:
    """How many bodies, and bytes of them, one user may have here at once; and how many bytes all users together."""

    bodies: int = 16
    user_bytes: int = 96 << 20
    all_bytes: int = 192 << 20


class Spool:
    """One body. Every byte counts until the spool is closed."""

    def __init__(self, file: IO[bytes], spools: "Spools", user_id: UUID) -> None:
        self.file, self._spools, self._user_id, self.size = file, spools, user_id, 0

    def write(self, piece: bytes) -> None:
        """Append to the body. Raises Refusal: 429 when this user holds too much, 503 when all users do."""
        self._spools.take(self._user_id, len(piece))
        self.size += len(piece)
        self.file.write(piece)


class Spools:
    """All bodies that this process holds now."""

    def __init__(self, limits: SpoolLimits) -> None:
        self._limits = limits
        self._bodies: Counter[UUID] = Counter()
        self._bytes: Counter[UUID] = Counter()

    @contextmanager
    def one(self, user_id: UUID) -> Iterator[Spool]:
        """A spool for one body of this user. Raises Refusal (429) when they have as many as allowed."""
        if self._bodies[user_id] >= self._limits.bodies:
            raise Refusal(Code.TOO_MANY_BODIES, seconds=2)
        self._bodies[user_id] += 1
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            spool = Spool(file, self, user_id)
            try:
                yield spool
            finally:
                self._give_back(user_id, spool.size)

    def take(self, user_id: UUID, size: int) -> None:
        """Count bytes that a user is about to hold. Raises Refusal (429, 503)."""
        if self._bytes[user_id] + size > self._limits.user_bytes:
            raise Refusal(Code.TOO_MANY_BODIES, seconds=2)
        if self._bytes.total() + size > self._limits.all_bytes:
            raise Refusal(KitCode.TOO_BUSY, seconds=2)
        self._bytes[user_id] += size

    def _give_back(self, user_id: UUID, size: int) -> None:
        self._bodies[user_id] -= 1
        self._bytes[user_id] -= size
        if not self._bodies[user_id]:
            del self._bodies[user_id], self._bytes[user_id]
