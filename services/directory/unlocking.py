"""Signing in without waiting: a code by mail, for the place where its owner is.

Whoever can read the mail of an account is no stranger to it. The code opens nothing: it makes the place from which it
is sent one that the account knows, whose tries wait for nobody else's (see `domain/guessing.py`).
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from contracts.ids import uuid7
from libs.service_kit import Context
from libs.service_kit.audit import USER
from services.directory.domain import guessing
from services.directory.domain.audit_chain import Entry
from services.directory.domain.guessing import Pace
from services.directory.domain.letters import UNLOCKS, Letter, code_hash
from services.directory.mail.queue import queue
from services.directory.queries import audit, mail, places, users
from services.directory.service import Deps
from services.directory.sign_in import Attempt, address_key, place_prefix, too_many

ASKED: Final = Pace(timedelta(minutes=1), 10)
"""How often one address may ask for codes, for whatever accounts."""


async def ask(email: str, address: str, ctx: Context[Deps]) -> None:
    """Have a code mailed to this address, if it is a user's. Raises 429 when this place asks too often.

    Nothing here depends on whether there is such a user: that is looked up when the mail is sent.
    """
    key = f"unlock/{address_key(address)}"
    async with ctx.transaction(all_tenants=True) as tx:
        limits = replace(ctx.deps.limits, one_address=ASKED)
        verdict = guessing.from_address(await places.turns(tx, key, ctx.now), limits, ctx.now)
        if verdict.wait is None:
            await places.keep_turns(tx, key, verdict.turns, ctx.now)
            await queue(tx, ctx, Letter.UNLOCK_ASKED, email)
    if verdict.wait is not None:
        raise too_many(verdict.wait)


async def unlock(code: str, address: str, device: str | None, ctx: Context[Deps]) -> None:
    """Let the owner of this code sign in from here without waiting. Does nothing for a code that is none or over."""
    async with ctx.transaction(all_tenants=True) as tx:
        taken = await mail.take_code(tx, code_hash(code), UNLOCKS, ctx.now)
        account = None if taken is None else await users.account(tx, user_id=taken.user_id)
        user = None if account is None else await users.user(tx, account.user_id)
        if account is None or user is None:
            return
        here = Attempt(user.email, "", address, device).places
        for place in here:
            await places.forget_place(tx, place_prefix(user.email) + place)
        await places.remember(tx, user.user_id, here, ctx.now)
        entry = Entry(
            audit_id=uuid7(),
            at=ctx.now,
            actor=USER,
            user_id=user.user_id,
            firm_id=account.firm_id or account.client_firm_id,
            client_id=account.client_id,
            action="sign_in.unlocked",
            subject_id=user.user_id,
            address=address,
        )
        await audit.record(tx, entry)
