"""Signing in: tries are counted first, then the password is checked, and every failure looks the same.

Unknown address, wrong password, disabled user, suspended firm: same statements, same costly check, same answer.
"""

import hashlib
from datetime import timedelta

from contracts.events.client import Mode
from contracts.ids import uuid7
from libs.service_kit import Context, Problem, Transaction
from services.directory.domain import rights
from services.directory.domain.contact import email_key
from services.directory.domain.lockout import Limits, wait_left, with_failure
from services.directory.domain.rights import Role
from services.directory.domain.status import Status, advanced
from services.directory.queries import attempts, audit, clients, users
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


def may_sign_in(account: Account) -> bool:
    """Whether this user may come in at all at this moment."""
    return rights.may_sign_in(
        Role(account.role),
        active=account.active,
        firm_active=account.role == Role.OPERATOR or bool(account.firm_active),
        client_closed=bool(account.client_closed),
        client_internal=account.client_mode == Mode.INTERNAL,
    )


async def sign_in(email: str, password: str, address: str, ctx: Context[Deps]) -> Account:
    """The user behind an address and a password; 401 for every reason there can be, 429 after too many tries."""
    keys = ((account_key(email), ctx.deps.account_limits), (address_key(address), ctx.deps.address_limits))
    account = await _checked(email, password, keys, ctx)
    if account is None or not may_sign_in(account):
        raise Problem(401, Code.SIGN_IN_FAILED)
    async with ctx.transaction(all_tenants=True) as tx:
        await _forgive(tx, keys)
        await _activate_client(tx, account, ctx)
    return account


async def confirm(email: str, password: str, ctx: Context[Deps]) -> None:
    """Somebody signed in shows that he knows his password; guessing is limited as at the door."""
    keys = ((account_key(email), ctx.deps.account_limits),)
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
            so_far = await attempts.attempts_of(tx, key, ctx.now)
            refused = wait_left(so_far, ctx.now)
            if refused is not None:
                break
            await attempts.keep_attempts(tx, key, with_failure(so_far, limits, ctx.now))
        account = await users.account(tx, email=email)
    if refused is not None:
        raise Problem(429, Code.TOO_MANY_ATTEMPTS, seconds=max(1, round(refused.total_seconds())))
    right = await ctx.deps.passwords.matches(password, account.password_hash if account is not None else None)
    return account if right else None


async def _forgive(tx: Transaction, keys: tuple[tuple[str, Limits], ...]) -> None:
    for key, limits in keys:
        if key.startswith("account/"):
            await attempts.forget_attempts(tx, key)
        else:
            await attempts.subtract_one(tx, key, limits.failures)


async def _activate_client(tx: Transaction, account: Account, ctx: Context[Deps]) -> None:
    """The first sign-in of a client makes it active."""
    if account.client_id is None or account.client_status is None or account.client_status == Status.ACTIVE:
        return
    status = advanced(Status(account.client_status), Status.ACTIVE)
    await clients.change_client(tx, account.client_id, status=status)
    entry = Audit(
        audit_id=uuid7(),
        at=ctx.now,
        user_id=account.user_id,
        firm_id=account.client_firm_id,
        client_id=account.client_id,
        action="client.status",
        subject_id=account.client_id,
        detail={"before": account.client_status, "after": status},
    )
    await audit.record(tx, entry)
