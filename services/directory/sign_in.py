"""Signing in: tries are counted first, then the password is checked, and every failure looks the same.

Unknown address, wrong password, disabled user, suspended firm: same statements, same costly check, same answer.
"""

import hashlib
from datetime import timedelta

from contracts.events.client import Mode
from contracts.ids import uuid7
from libs.service_kit import Context, Problem, Transaction
from services.directory.domain.contact import email_key
from services.directory.domain.lockout import Limits, one_more, waiting
from services.directory.domain.rights import Role, may_sign_in
from services.directory.domain.status import Status, moved
from services.directory.queries import audit, clients, tries, users
from services.directory.queries.users import Account
from services.directory.service import Deps
from services.directory.tables import Audit
from services.directory.texts import Code


def account_key(email: str) -> str:
    """Tries are kept by a hash: the addresses that strangers type are nobody's business."""
    return "account/" + hashlib.sha256(email_key(email).encode()).hexdigest()


def address_key(address: str) -> str:
    """The same for where they come from."""
    return "address/" + hashlib.sha256(address.encode()).hexdigest()


def welcome(someone: Account) -> bool:
    """Whether this user may come in at all at this moment."""
    return may_sign_in(
        Role(someone.role),
        active=someone.active,
        firm_active=someone.role == Role.OPERATOR or bool(someone.firm_active),
        client_closed=bool(someone.client_closed),
        client_internal=someone.client_mode == Mode.INTERNAL,
    )


async def sign_in(email: str, password: str, address: str, ctx: Context[Deps]) -> Account:
    """The user behind an address and a password; 401 for every reason there can be, 429 after too many tries."""
    keys = ((account_key(email), ctx.deps.account), (address_key(address), ctx.deps.address))
    someone = await _checked(email, password, keys, ctx)
    if someone is None or not welcome(someone):
        raise Problem(401, Code.SIGN_IN_FAILED)
    async with ctx.transaction(all_tenants=True) as tx:
        await _forgive(tx, keys)
        await _come_on_board(tx, someone, ctx)
    return someone


async def confirm(email: str, password: str, ctx: Context[Deps]) -> None:
    """Somebody signed in shows that he knows his password; guessing is limited as at the door."""
    keys = ((account_key(email), ctx.deps.account),)
    if await _checked(email, password, keys, ctx) is None:
        raise Problem(422, Code.PASSWORD_WRONG)
    async with ctx.transaction(all_tenants=True) as tx:
        await _forgive(tx, keys)


async def _checked(
    email: str, password: str, keys: tuple[tuple[str, Limits], ...], ctx: Context[Deps]
) -> Account | None:
    refused: timedelta | None = None
    async with ctx.transaction(all_tenants=True) as tx:
        for key, limits in keys:
            so_far = await tries.tries_of(tx, key, ctx.now)
            refused = waiting(so_far, ctx.now)
            if refused is not None:
                break
            await tries.keep_tries(tx, key, one_more(so_far, limits, ctx.now))
        someone = await users.account(tx, email=email)
    if refused is not None:
        raise Problem(429, Code.TOO_MANY_TRIES, seconds=max(1, round(refused.total_seconds())))
    right = await ctx.deps.passwords.matches(password, someone.password_hash if someone is not None else None)
    return someone if right else None


async def _forgive(tx: Transaction, keys: tuple[tuple[str, Limits], ...]) -> None:
    for key, limits in keys:
        if key.startswith("account/"):
            await tries.forget_tries(tx, key)
        else:
            await tries.give_one_back(tx, key, limits.failures)


async def _come_on_board(tx: Transaction, someone: Account, ctx: Context[Deps]) -> None:
    """The first sign-in of a client makes it active."""
    if someone.client_id is None or someone.client_status is None or someone.client_status == Status.ACTIVE:
        return
    status = moved(Status(someone.client_status), Status.ACTIVE)
    await clients.change_client(tx, someone.client_id, status=status)
    entry = Audit(
        audit_id=uuid7(),
        at=ctx.now,
        user_id=someone.user_id,
        firm_id=someone.client_firm_id,
        client_id=someone.client_id,
        action="client.status",
        subject_id=someone.client_id,
        detail={"before": someone.client_status, "after": status},
    )
    await audit.record(tx, entry)
