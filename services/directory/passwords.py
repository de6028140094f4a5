"""Passwords are kept as argon2id hashes and checked in threads, a few at a time: each is costly on purpose."""

import asyncio

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher


class Passwords:
    """Makes and checks hashes. Checking an unknown user takes as long as a known one: time must not show who exists."""

    def __init__(self, *, at_once: int, passes: int, memory_mib: int) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory_mib * 1024),))
        self._dummy_hash = self._hasher.hash("no user has this password")
        self._slots = asyncio.Semaphore(at_once)

    async def hash(self, password: str) -> str:
        """The argon2id hash to keep."""
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password: str, hashed: str | None) -> bool:
        """Whether it is the password. Without a hash it is checked against a dummy, for the same cost, and is False."""
        async with self._slots:
            right = await asyncio.to_thread(self._hasher.verify, password, hashed or self._dummy_hash)
        return right and hashed is not None
