"""Signing in: an attempt is counted first, then the password is checked, and every failure looks the same.

An unknown address, a wrong password, a disabled user and a suspended firm take the same statements, the same costly
check and get the same answer, so that a stranger learns nothing about who has an account.
"""

import hashlib
from datetime import timedelta

from contracts.events.client import Mode
from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from libs.service_kit.audit import USER
from services.directory.domain import rights
from services.directory.domain.audit_chain import Entry
from services.directory.domain.contact import email_key
from services.directory.domain.lockout import Limits, wait_left, with_failure
from services.directory.domain.rights import Role
from services.directory.domain.status import Status, advanced
from services.directory.queries import attempts, audit, clients, users
from services.directory.queries.users import Account
from services.directory.service import Deps
from services.directory.texts import Code


def account_key(email: str) -> str:
    """The key under which attempts on an account are counted: a hash, so that addresses of strangers are not kept."""
    return "account/" + hashlib.sha256(email_key(email).encode()).hexdigest()


def address_key(address: str) -> str:
    """The key under which attempts from an IP address are counted."""
    return "address/" + hashlib.sha256(address.encode()).hexdigest()


def may_sign_in(account: Account) -> bool:
    """Whether this user may sign in, and stay signed in, now."""
    return rights.may_sign_in(
        Role(account.role),
        active=account.active,
        firm_active=account.role == Role.OPERATOR or bool(account.firm_active),
        client_closed=bool(account.client_closed),
        client_internal=account.client_mode == Mode.INTERNAL,
    )


async def sign_in(email: str, password: str, address: str, ctx: Context[Deps]) -> Account:
    """The account with this e-mail and password. Raises 401 whatever the reason, 429 after too many attempts."""
    keys = ((account_key(email), ctx.deps.account_limits), (address_key(address), ctx.deps.address_limits))
    account = await _checked(email, password, keys, ctx)
    if account is None or not may_sign_in(account):
        raise Refusal(Code.SIGN_IN_FAILED)
    async with ctx.transaction(all_tenants=True) as tx:
        await _forgive(tx, keys)
        await _activate_client(tx, account, ctx)
    return account


async def confirm(email: str, password: str, ctx: Context[Deps]) -> None:
    """Check the password of a user who is signed in. Raises 422 when it is wrong, 429 after too many attempts."""
    keys = ((account_key(email), ctx.deps.account_limits),)
    if await _checked(email, password, keys, ctx) is None:
        raise Refusal(Code.PASSWORD_WRONG)
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
        raise Refusal(Code.TOO_MANY_ATTEMPTS, seconds=max(1, round(refused.total_seconds())))
    right = await ctx.deps.passwords.matches(password, account.password_hash if account is not None else None)
    return account if right else None


async def _forgive(tx: Transaction, keys: tuple[tuple[str, Limits], ...]) -> None:
    for key, limits in keys:
        if key.startswith("account/"):
            await attempts.forget_attempts(tx, key)
        else:
            await attempts.subtract_one(tx, key, limits.failures)


async def _activate_client(tx: Transaction, account: Account, ctx: Context[Deps]) -> None:
    """Make the client of this account active: its first sign-in does."""
    if account.client_id is None or account.client_status is None or account.client_status == Status.ACTIVE:
        return
    status = advanced(Status(account.client_status), Status.ACTIVE)
    await clients.change_client(tx, account.client_id, status=status)
    entry = Entry(
        audit_id=uuid7(),
        at=ctx.now,
        actor=USER,
        user_id=account.user_id,
        firm_id=account.client_firm_id,
        client_id=account.client_id,
        action="client.status",
        subject_id=account.client_id,
        old={"status": account.client_status},
        new={"status": status},
    )
    await audit.record(tx, entry)
