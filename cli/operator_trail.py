"""What an operator does on the command line stands in the audit trail, as what users do does."""

import getpass
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

from contracts.ids import uuid7
from libs.service_kit.audit import texts_of
from libs.service_kit.database import ALL_TENANTS, Database, Transaction
from services.directory.domain.audit_chain import Entry
from services.directory.queries import audit

OPERATOR = "operator"
"""The actor of what was done on the command line."""


@asynccontextmanager
async def directory_of(owner_url: str) -> AsyncIterator[Database]:
    """The directory's tables, as the owner of the database."""
    database = Database(owner_url, "directory", pool=1, jobs_url=owner_url, jobs_pool=1)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def tell(owner_url: str, action: str, *, subject: UUID | None = None, **new: object) -> None:
    """Write down that an operator did something. Does nothing where there is no directory."""
    async with directory_of(owner_url) as database, database.begin(ALL_TENANTS) as tx:
        if await tx.connection.fetchval("SELECT to_regclass('directory.audit')") is not None:
            await record(tx, action, subject=subject, **new)


async def record(tx: Transaction, action: str, *, subject: UUID | None = None, **new: object) -> None:
    """Write it down in the transaction that does it. `by` is the user of the operating system."""
    texts = texts_of({"by": getpass.getuser(), **new})
    at = datetime.now(UTC)
    entry = Entry(audit_id=uuid7(), at=at, actor=OPERATOR, action=action, subject_id=subject, new=texts)
    await audit.record(tx, entry)
