"""Tries to sign in, counted by account and place, by account and by address; and the places that an account knows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, delete, func, or_, select, update

from libs.service_kit import Transaction
from services.directory.domain.guessing import Place, Turns
from services.directory.tables import KnownPlace, SignInAttempts

KNOWN_PLACES = 20
"""How many places an account knows; beyond them the one not used for longest is forgotten."""

_SMALLEST_ROW = 100
"""Bytes that a row of tries takes at least."""


async def place(tx: Transaction, key: str, now: datetime) -> Place:
    """The tries of an account from a place. The row is locked until the transaction ends."""
    row = await _locked(tx, key, now)
    return Place(row.failures, row.last_at if row.failures else None, row.waits_until, row.turn)


async def keep_place(tx: Transaction, key: str, tried: Place, now: datetime) -> None:
    """Record the tries of an account from a place."""
    values = update(SignInAttempts).where(SignInAttempts.key == key)
    await tx.execute(
        values.values(
            failures=tried.failures,
            last_at=tried.last_at or now,
            waits_until=tried.waits_until,
            turn=tried.turn,
        )
    )


async def turns(tx: Transaction, key: str, now: datetime) -> Turns:
    """The turns of an account or an address. The row is locked until the transaction ends."""
    row = await _locked(tx, key, now)
    return Turns(row.new_until, row.failed_until)


async def keep_turns(tx: Transaction, key: str, taken: Turns, now: datetime) -> None:
    """Record which turns of an account or an address are taken."""
    values = update(SignInAttempts).where(SignInAttempts.key == key)
    await tx.execute(values.values(new_until=taken.new, failed_until=taken.failed, last_at=now))


async def forget_place(tx: Transaction, key: str) -> None:
    """Delete the count of a place after a right password."""
    await tx.execute(delete(SignInAttempts).where(SignInAttempts.key == key))


async def forget_failures(tx: Transaction, key: str) -> None:
    """Count the failures of an account from nought."""
    await tx.execute(update(SignInAttempts).where(SignInAttempts.key == key).values(failures=0))


async def forget_account(tx: Transaction, account_key: str, place_prefix: str) -> int:
    """Delete all counts of an account; returns how many there were."""
    own = or_(SignInAttempts.key == account_key, SignInAttempts.key.startswith(place_prefix, autoescape=True))
    return await tx.execute(delete(SignInAttempts).where(own))


async def forget_old(tx: Transaction, before: datetime, most: int) -> None:
    """Delete the counts whose last try is older than this, and the oldest of those above `most`."""
    await tx.execute(delete(SignInAttempts).where(SignInAttempts.last_at < before))
    size = await tx.one(select(func.pg_relation_size("directory.sign_in_attempts", type_=BigInteger())))
    if size is None or size < most * _SMALLEST_ROW:
        return  # so many do not fit into it: they need not be counted
    newest = select(SignInAttempts.last_at).order_by(SignInAttempts.last_at.desc()).offset(most).limit(1)
    beyond = await tx.one(newest)
    if beyond is not None:
        await tx.execute(delete(SignInAttempts).where(SignInAttempts.last_at <= beyond))


async def known(tx: Transaction, user_id: UUID, candidates: Sequence[str]) -> list[str]:
    """Those of the places that this account has signed in from."""
    of_user = select(KnownPlace.place).where(KnownPlace.user_id == user_id, KnownPlace.place.in_(candidates))
    return list(await tx.all(of_user))


async def knows_any(tx: Transaction, user_id: UUID) -> bool:
    """Whether this account has signed in from anywhere since its password is the present one."""
    return await tx.one(select(KnownPlace.user_id).where(KnownPlace.user_id == user_id).limit(1)) is not None


async def remember(tx: Transaction, user_id: UUID, found: Sequence[str], now: datetime) -> None:
    """Record the places that an account signs in from, the newest `KNOWN_PLACES` of them."""
    for one in found:
        await tx.replace(KnownPlace(user_id=user_id, place=one, last_at=now))
    newest = select(KnownPlace.place).where(KnownPlace.user_id == user_id)
    kept = newest.order_by(KnownPlace.last_at.desc(), KnownPlace.place).limit(KNOWN_PLACES)
    await tx.execute(delete(KnownPlace).where(KnownPlace.user_id == user_id, KnownPlace.place.not_in(kept)))


async def forget_known(tx: Transaction, user_id: UUID) -> None:
    """Let an account know no place: its password was changed."""
    await tx.execute(delete(KnownPlace).where(KnownPlace.user_id == user_id))


async def forget_unused(tx: Transaction, before: datetime) -> None:
    """Delete the known places that were last used before this."""
    await tx.execute(delete(KnownPlace).where(KnownPlace.last_at < before))


async def _locked(tx: Transaction, key: str, now: datetime) -> SignInAttempts:
    await tx.add(SignInAttempts(key=key, failures=0, last_at=now), unless_there=True)
    row = await tx.one(select(SignInAttempts).where(SignInAttempts.key == key).with_for_update())
    return row or SignInAttempts(key=key, failures=0, last_at=now)
