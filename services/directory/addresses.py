"""An address is one sign-in on the platform, and no stranger learns from us who has it.

Whoever adds a user sees that an address is in use only when its user is one of their own firm or company. Another one's
gets the same answer as a new one: the user is there, and waits until the holder leaves the address to them. How many of
those a firm or a company may have in a day is bounded, as the first sign-in of a user shows more than our answers do.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final, Unpack
from uuid import UUID

from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from services.directory import notices
from services.directory.access import caller_of, user_of
from services.directory.domain import guessing
from services.directory.domain.contact import email_key
from services.directory.domain.guessing import Pace, Turns
from services.directory.domain.letters import Letter
from services.directory.mail.queue import queue
from services.directory.queries import addresses, places, users
from services.directory.queries.users import UserColumns
from services.directory.service import Deps
from services.directory.sign_in import too_many
from services.directory.tables import User
from services.directory.texts import Code

TAKEN_A_DAY: Final = 20
_PACE: Final = Pace(timedelta(days=1) / TAKEN_A_DAY, TAKEN_A_DAY - 1)
"""How many addresses of others a firm or a company may enter at once, and then one from time to time."""


async def refuse_known(ctx: Context[Deps], email: str, *, but: UUID | None = None) -> None:
    """Raises 409 when a user of the caller's own firm or company, other than `but`, has this address."""
    caller = caller_of(ctx)
    async with ctx.read(all_tenants=True) as tx:
        known = await addresses.is_known(tx, email, firm_id=caller.firm_id, client_id=ctx.client_id, but=but)
    if known:
        raise Refusal(Code.EMAIL_TAKEN)


async def add_user(tx: Transaction, ctx: Context[Deps], user: User) -> None:
    """Add a user, who waits when another has the address. Raises 429. The same is done in both cases."""
    turns = await _turns(tx, ctx)
    held = await users.add_user(tx, user, or_wait=True)
    await _entered(tx, ctx, user.user_id, user.email, turns, held=held)


async def change_user(tx: Transaction, ctx: Context[Deps], user_id: UUID, **changes: Unpack[UserColumns]) -> None:
    """Change a user, who waits when another has their new address. Raises 429."""
    before = await users.user(tx, user_id)
    email = changes.get("email")
    if before is None or email is None or email_key(email) == before.email_key:
        await notices.change_user(tx, ctx, user_id, or_wait=True, **changes)
        return
    turns = await _turns(tx, ctx)
    held = await notices.change_user(tx, ctx, user_id, or_wait=True, **changes)
    await _entered(tx, ctx, user_id, email, turns, held=held)


async def refuse_taken(ctx: Context[Deps], email: str) -> None:
    """Raises 409 when another user has this address, 429 when the caller's firm or company has heard so too often.

    Without a mail server nobody can prove that they read an address, and who had to wait for theirs would be shut out.
    """
    async with ctx.transaction(all_tenants=True) as tx:
        turns = await _turns(tx, ctx)
        free = await addresses.is_free(tx, email, but=user_of(ctx))
        if not free:
            await places.keep_turns(tx, _key(ctx), turns, ctx.now)
    if not free:
        raise Refusal(Code.EMAIL_TAKEN)


async def _entered(tx: Transaction, ctx: Context[Deps], user_id: UUID, email: str, turns: Turns, *, held: bool) -> None:
    """Count an address that another user has; the letter to them is sent if there is one."""
    before = await places.turns(tx, _key(ctx), ctx.now)
    await places.keep_turns(tx, _key(ctx), before if held else turns, ctx.now)
    await queue(tx, ctx, Letter.INVITED, email, client_id=ctx.client_id, values={"user": str(user_id)})


async def _turns(tx: Transaction, ctx: Context[Deps]) -> Turns:
    """The turns once one more is taken. Raises 429 when none is left."""
    limits = replace(ctx.deps.limits, one_address=_PACE)
    verdict = guessing.from_address(await places.turns(tx, _key(ctx), ctx.now), limits, ctx.now)
    if verdict.wait is not None:
        raise too_many(verdict.wait)
    return verdict.turns


def _key(ctx: Context[Deps]) -> str:
    caller = caller_of(ctx)
    return f"taken/{caller.firm_id or ctx.client_id or caller.user_id}"
