"""Signing in: a try is counted first, then the password is checked, and every failure looks the same.

An unknown address, a wrong password, a disabled user and a suspended firm take the same statements, the same costly
check and get the same answer, so that a stranger learns nothing about who has an account. How often may be tried, and
why no stranger can keep the owner out, is in `domain/guessing.py`.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from libs.service_kit.audit import USER
from libs.service_kit.peer_address import counted_as
from services.directory import notices
from services.directory.domain import guessing
from services.directory.domain.audit_chain import Entry
from services.directory.domain.contact import email_key
from services.directory.domain.guessing import Pace, Place
from services.directory.domain.letters import Letter
from services.directory.domain.status import Status, advanced
from services.directory.mail.queue import queue
from services.directory.queries import audit, clients, places, users
from services.directory.queries.users import Account
from services.directory.service import Deps
from services.directory.texts import Code

NOBODY: Final = UUID(int=0)
"""Whose places are looked up where there is no account, for the same work."""

_STRANGERS_TOLD: Final = Pace(timedelta(minutes=1), 100)
"""How many failures of accounts that do not exist the audit trail takes."""
_STRANGERS_KEY: Final = "told"


@dataclass(frozen=True)
class Attempt:
    """What was typed, the IP address it came from, and the token of the device if it brought one."""

    email: str
    password: str
    address: str
    device: str | None = None

    @property
    def places(self) -> list[str]:
        """Where it comes from, as places are kept (hashed): the device if there is one, and the address."""
        device = [_hashed(f"device/{self.device}")] if self.device else []
        return [*device, _hashed(f"address/{counted_as(self.address)}")]


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, and the token by which the device is known from now on."""

    account: Account
    device: str


def account_key(email: str) -> str:
    """The key of an account's turns and failures: hashed, so that addresses of strangers are not kept."""
    return f"account/{_hashed(email_key(email))}"


def place_prefix(email: str) -> str:
    """How the keys of all places of an account begin."""
    return f"place/{_hashed(email_key(email))}/"


async def sign_in(tried: Attempt, ctx: Context[Deps]) -> SignedIn:
    """The account with this e-mail and password. Raises 401 whatever the reason, 429 with the time to wait."""
    async with ctx.transaction(all_tenants=True) as tx:
        account = await users.account(tx, email=tried.email)
        known = await places.known(tx, account.user_id if account else NOBODY, tried.places)
        key = place_prefix(tried.email) + next((one for one in tried.places if one in known), tried.places[-1])
        verdict = await (_at_known_place(tx, key, ctx) if known else _at_new_place(tx, key, tried, ctx))
    if verdict.wait is not None:
        raise too_many(verdict.wait)
    right = await ctx.deps.passwords.matches(tried.password, account.password_hash if account is not None else None)
    if account is None or not right or not account.may_sign_in:
        async with ctx.transaction(all_tenants=True) as tx:
            await _tell_owner(tx, tried.email, ctx)  # its row is locked before the audit trail, as by a right password
            await _tell_failure(tx, account, verdict.place, tried.address, ctx)
        raise Refusal(Code.SIGN_IN_FAILED)
    device = tried.device if tried.device and tried.places[0] in known else secrets.token_urlsafe(32)
    async with ctx.transaction(all_tenants=True) as tx:
        if not known:
            await _give_back(tx, tried, ctx)
            await _tell_of_new_place(tx, account, tried, ctx)
        await places.forget_place(tx, key)
        await places.forget_failures(tx, account_key(tried.email))
        await places.remember(tx, account.user_id, replace(tried, device=device).places, ctx.now)
        await _activate_client(tx, account, tried.address, ctx)
        await audit.record(tx, _entry(account, "sign_in.done", tried.address, ctx))
    return SignedIn(account, device)


async def confirm(email: str, password: str, address: str | None, ctx: Context[Deps]) -> None:
    """Check the password of a user who is signed in. Raises 422 when it is wrong, 429 after too many tries.

    A wrong one is in the audit trail: a session that somebody else has shows there.
    """
    key = place_prefix(email) + "signed-in"
    async with ctx.transaction(all_tenants=True) as tx:
        account = await users.account(tx, email=email)
        verdict = await _at_known_place(tx, key, ctx)
    if verdict.wait is not None:
        raise too_many(verdict.wait)
    if not await ctx.deps.passwords.matches(password, account.password_hash if account is not None else None):
        if account is not None and guessing.is_told(verdict.place, ctx.deps.limits):
            entry = _entry(account, "password.refused", address, ctx)
            async with ctx.transaction(all_tenants=True) as tx:
                await audit.record(tx, replace(entry, detail={"failures": verdict.place.failures}))
        raise Refusal(Code.PASSWORD_WRONG)
    async with ctx.transaction(all_tenants=True) as tx:
        await places.forget_place(tx, key)


async def _at_known_place(tx: Transaction, key: str, ctx: Context[Deps]) -> guessing.Verdict:
    verdict = guessing.at_known_place(await places.place(tx, key, ctx.now), ctx.deps.limits, ctx.now)
    await places.keep_place(tx, key, verdict.place, ctx.now)
    return verdict


async def _at_new_place(tx: Transaction, key: str, tried: Attempt, ctx: Context[Deps]) -> guessing.Verdict:
    """The verdict of the address first, so that it can make no more rows than tries."""
    address, account = address_key(tried.address), account_key(tried.email)
    own = guessing.from_address(await places.turns(tx, address, ctx.now), ctx.deps.limits, ctx.now)
    if own.wait is not None:
        return own
    before = await places.turns(tx, account, ctx.now)
    verdict = guessing.at_new_place(await places.place(tx, key, ctx.now), before, ctx.deps.limits, ctx.now)
    await places.keep_turns(tx, address, own.turns, ctx.now)
    await places.keep_turns(tx, account, verdict.turns, ctx.now)
    await places.keep_place(tx, key, verdict.place, ctx.now)
    return verdict


async def _give_back(tx: Transaction, tried: Attempt, ctx: Context[Deps]) -> None:
    limits = ctx.deps.limits
    for key, pace in ((address_key(tried.address), limits.one_address), (account_key(tried.email), limits.new_places)):
        taken = await places.turns(tx, key, ctx.now)
        await places.keep_turns(tx, key, guessing.given_back(taken, pace), ctx.now)


async def _tell_failure(
    tx: Transaction, account: Account | None, place: Place, address: str, ctx: Context[Deps]
) -> None:
    """Write a failure into the audit trail, unless this place has failed so often that it would only fill it."""
    if not guessing.is_told(place, ctx.deps.limits):
        return
    if account is None:
        turns = guessing.from_address(
            await places.turns(tx, _STRANGERS_KEY, ctx.now),
            replace(ctx.deps.limits, one_address=_STRANGERS_TOLD),
            ctx.now,
        )
        if turns.wait is not None:
            return
        await places.keep_turns(tx, _STRANGERS_KEY, turns.turns, ctx.now)
    action = "sign_in.refused" if place.failures < ctx.deps.limits.free else "sign_in.slowed"
    entry = _entry(account, action, address, ctx)
    await audit.record(tx, replace(entry, detail={"failures": place.failures}))


async def _tell_owner(tx: Transaction, email: str, ctx: Context[Deps]) -> None:
    """Write to the owner of an account after several wrong passwords; the same work where there is no account."""
    key = account_key(email)
    failures = guessing.failed_again(await places.place(tx, key, ctx.now), ctx.now)
    await places.keep_place(tx, key, failures, ctx.now)
    if failures.failures % ctx.deps.unlock_after == 0:
        await queue(tx, ctx, Letter.UNLOCK, email)


async def _tell_of_new_place(tx: Transaction, account: Account, tried: Attempt, ctx: Context[Deps]) -> None:
    """Write to a user who has signed in elsewhere before, and is now at a place that their account does not know."""
    if ctx.deps.tells_of_new_places and await places.knows_any(tx, account.user_id):
        user = await users.user(tx, account.user_id)
        if user is not None:
            await notices.notice(tx, ctx, Letter.NEW_SIGN_IN, user, tried.address)


async def _activate_client(tx: Transaction, account: Account, address: str, ctx: Context[Deps]) -> None:
    """Make the client of this account active: its first sign-in does."""
    if account.client_id is None or account.client_status is None or account.client_status == Status.ACTIVE:
        return
    status = advanced(Status(account.client_status), Status.ACTIVE)
    await clients.change_client(tx, account.client_id, status=status)
    entry = replace(_entry(account, "client.status", address, ctx), subject_id=account.client_id)
    await audit.record(tx, replace(entry, old={"status": account.client_status}, new={"status": str(status)}))


def _entry(account: Account | None, action: str, address: str | None, ctx: Context[Deps]) -> Entry:
    entry = Entry(audit_id=uuid7(), at=ctx.now, actor=USER, action=action, address=address)
    if account is None:
        return entry
    firm_id = account.firm_id or account.client_firm_id
    return replace(entry, user_id=account.user_id, firm_id=firm_id, client_id=account.client_id)


def address_key(address: str) -> str:
    """The key under which the tries of an IP address are counted, of IPv6 those of its /64 network."""
    return f"address/{_hashed(counted_as(address))}"


def too_many(wait: timedelta) -> Refusal:
    """The refusal that tells when to come again."""
    return Refusal(Code.TOO_MANY_ATTEMPTS, seconds=max(1, -(-wait // timedelta(seconds=1))))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
