"""Tries to sign in, counted by account and by address."""

from datetime import datetime

from sqlalchemy import case, delete, func, select, update

from libs.service_kit import Transaction
from services.directory.domain.lockout import Tries
from services.directory.tables import SignInTries


async def tries_of(tx: Transaction, key: str, now: datetime) -> Tries:
    """What is counted so far, locked until the transaction ends."""
    await tx.add(SignInTries(key=key, failures=0, last_at=now), unless_there=True)
    row = await tx.one(select(SignInTries).where(SignInTries.key == key).with_for_update())
    return Tries(row.failures, row.last_at, row.locked_until) if row is not None else Tries()


async def keep_tries(tx: Transaction, key: str, tries: Tries) -> None:
    """The new count."""
    found = update(SignInTries).where(SignInTries.key == key)
    values = found.values(failures=tries.failures, last_at=tries.last_at, locked_until=tries.locked_until)
    await tx.execute(values)


async def forget_tries(tx: Transaction, key: str) -> None:
    """The right password was given: the account starts afresh."""
    await tx.execute(delete(SignInTries).where(SignInTries.key == key))


async def give_one_back(tx: Transaction, key: str, free: int) -> None:
    """The right password was given: this one try is not held against the address."""
    left = func.greatest(SignInTries.failures - 1, 0)
    locked = case((left < free, None), else_=SignInTries.locked_until)
    await tx.execute(update(SignInTries).where(SignInTries.key == key).values(failures=left, locked_until=locked))


async def forget_old_tries(tx: Transaction, before: datetime) -> None:
    """Nobody waits for these any more."""
    await tx.execute(delete(SignInTries).where(SignInTries.last_at < before))
