"""Who has an e-mail address, and who waits for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update

from libs.service_kit import Transaction
from services.directory.domain.contact import email_key
from services.directory.tables import Client, User


async def is_free(tx: Transaction, email: str, *, but: UUID) -> bool:
    """Whether no other user has this address."""
    held = select(User.user_id).where(User.email_key == email_key(email), User.email_held, User.user_id != but)
    return await tx.one(held) is None


async def is_known(
    tx: Transaction, email: str, *, firm_id: UUID | None, client_id: UUID | None, but: UUID | None
) -> bool:
    """Whether another user with this address is one of the firm and its clients; without a firm, of the client."""
    of_firm = User.client_id.in_(select(Client.client_id).where(Client.firm_id == firm_id))
    ours = User.client_id == client_id if firm_id is None else or_(User.firm_id == firm_id, of_firm)
    found = select(User.user_id).where(User.email_key == email_key(email), ours, User.user_id.is_distinct_from(but))
    return await tx.one(found.limit(1)) is not None


async def waiting_for(tx: Transaction, email: str) -> Sequence[User]:
    """The users who wait for this address, the first one first."""
    waiting = (User.email_key == email_key(email), User.email_held.is_(False), User.declined_at.is_(None), User.active)
    return await tx.all(select(User).where(*waiting).order_by(User.created_at, User.user_id).limit(50))


async def decline(tx: Transaction, user_id: UUID, now: datetime) -> None:
    """Let a user wait for their address in vain."""
    await tx.execute(update(User).where(User.user_id == user_id, User.email_held.is_(False)).values(declined_at=now))


async def hand_address_over(tx: Transaction, holder: User, to: UUID, now: datetime) -> None:
    """Let a user who waits have the address and password of its holder, who is disabled."""
    left = update(User).where(User.user_id == holder.user_id)
    await tx.execute(left.values(email_held=False, declined_at=now, active=False, sessions_from=now))
    taken = update(User).where(User.user_id == to)
    await tx.execute(taken.values(email_held=True, password_hash=holder.password_hash, sessions_from=now))
