"""A lease: work that one process does at a time, given up by itself when the process is gone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID, uuid4

from libs.service_kit.database import Contended, Database, DatabaseAway, Transaction
from libs.service_kit.database.outages import outages

_HOLDER: Final[UUID] = uuid4()
"""This process."""


class LeaseTaken(Exception):
    """Another process has the lease."""


class Lease:
    """A named lease of a service, held for `seconds` from each time it is taken or renewed."""

    def __init__(self, database: Database, name: str, seconds: float, holder: UUID = _HOLDER) -> None:
        self._database, self.name, self.seconds, self._holder = database, name, seconds, holder

    async def take(self) -> bool:
        """Take or renew it; returns whether this process has it now. Raises DatabaseAway."""
        async with self._database.begin(None) as tx:
            return await self.take_in(tx)

    async def take_in(self, tx: Transaction) -> bool:
        """Take or renew it in a transaction that does more."""
        table = f"{self._database.schema}.lease"
        query = (
            f"INSERT INTO {table} (name, holder, until) VALUES ($1, $2, now() + make_interval(secs => $3))"  # noqa: S608
            " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until"
            " WHERE lease.holder = excluded.holder OR lease.until < now() RETURNING 1"
        )
        with outages(tx.connection):
            return await tx.connection.fetchval(query, self.name, self._holder, self.seconds) is not None

    async def give_back(self) -> None:
        """Let another process take it at once."""
        query = f"DELETE FROM {self._database.schema}.lease WHERE name = $1 AND holder = $2"  # noqa: S608
        async with self._database.begin(None) as tx:
            with outages(tx.connection):
                await tx.connection.execute(query, self.name, self._holder)

    @asynccontextmanager
    async def renewed(self) -> AsyncIterator[None]:
        """Keep it during work that may take longer; when the work fails, others may take it at once."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        except BaseException:
            with contextlib.suppress(DatabaseAway, Contended):
                await self.give_back()
            raise
        finally:
            keeping.cancel()
            await asyncio.wait([keeping])

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self.seconds / 3)
            with contextlib.suppress(DatabaseAway, Contended):
                await self.take()
