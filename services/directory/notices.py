"""Notices of what concerns the safety of an account, to its owner at the address that they had before.

Whoever takes an account over changes its address and its password first: the notice goes where they do not read it.
"""

from typing import Unpack
from uuid import UUID

from contracts.day import BELGIAN_TIME
from libs.service_kit import Context, Transaction
from services.directory.domain.contact import email_key
from services.directory.domain.letters import Letter
from services.directory.mail.queue import queue
from services.directory.queries import users
from services.directory.queries.users import UserColumns
from services.directory.service import Deps
from services.directory.tables import User


async def change_user(
    tx: Transaction, ctx: Context[Deps], user_id: UUID, *, or_wait: bool = False, **changes: Unpack[UserColumns]
) -> bool:
    """Set these columns, and tell the user of another address or password; returns whether the address is theirs.

    Raises UniqueViolationError when another user has it, unless they may wait for it. A first password is no news, and
    who waits for their address reads nothing there.
    """
    before = await users.user(tx, user_id)
    held = await users.change_user(tx, user_id, ctx.now, or_wait=or_wait, **changes)
    if before is None or before.password_hash is None or not before.email_held:
        return held
    address = ctx.caller.address if ctx.caller is not None else None
    if email_key(changes.get("email", before.email)) != before.email_key:
        await notice(tx, ctx, Letter.EMAIL_CHANGED, before, address)
    if "password_hash" in changes:
        await notice(tx, ctx, Letter.PASSWORD_CHANGED, before, address)
    return held


async def notice(tx: Transaction, ctx: Context[Deps], letter: Letter, user: User, address: str | None) -> None:
    """Tell a user what happened just now, and from which IP address."""
    when = f"{ctx.now.astimezone(BELGIAN_TIME):%d/%m/%Y %H:%M}"
    await queue(
        tx,
        ctx,
        letter,
        user.email,
        language=user.language,
        client_id=user.client_id,
        values={"when": when, "address": address or "?"},
    )
