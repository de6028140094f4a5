"""Failed sign-ins, counted by account and by IP address."""

from datetime import datetime

from sqlalchemy import case, delete, func, select, update

from libs.service_kit import Transaction
from services.directory.domain.lockout import Attempts
from services.directory.tables import SignInAttempts


async def attempts_of(tx: Transaction, key: str, now: datetime) -> Attempts:
    """The count so far. The row is locked until the transaction ends."""
    await tx.add(SignInAttempts(key=key, failures=0, last_at=now), unless_there=True)
    row = await tx.one(select(SignInAttempts).where(SignInAttempts.key == key).with_for_update())
    return Attempts(row.failures, row.last_at, row.locked_until) if row is not None else Attempts()


async def keep_attempts(tx: Transaction, key: str, attempts: Attempts) -> None:
    """Record the new count."""
    found = update(SignInAttempts).where(SignInAttempts.key == key)
    values = found.values(failures=attempts.failures, last_at=attempts.last_at, locked_until=attempts.locked_until)
    await tx.execute(values)


async def forget_attempts(tx: Transaction, key: str) -> None:
    """Delete the count of an account after a right password."""
    await tx.execute(delete(SignInAttempts).where(SignInAttempts.key == key))


async def subtract_one(tx: Transaction, key: str, free: int) -> None:
    """Take one failure off the count of an IP address after a right password. Below `free` failures the lock ends."""
    left = func.greatest(SignInAttempts.failures - 1, 0)
    locked = case((left < free, None), else_=SignInAttempts.locked_until)
    await tx.execute(update(SignInAttempts).where(SignInAttempts.key == key).values(failures=left, locked_until=locked))


async def forget_old_attempts(tx: Transaction, before: datetime) -> None:
    """Delete the counts whose last attempt is older than this."""
    await tx.execute(delete(SignInAttempts).where(SignInAttempts.last_at < before))
