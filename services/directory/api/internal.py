"""Routes for the gateway only: checking a password, and the rights of a user."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from libs.refusal import Refusal
from libs.service_kit import KitCode
from services.directory import unlocking
from services.directory.access import Internal
from services.directory.domain.rights import ELSEWHERE, Role, reaches, rights_on_client
from services.directory.queries import clients, users
from services.directory.queries.users import Account
from services.directory.schemas.fields import Email, Input, Line, Password
from services.directory.sign_in import Attempt, confirm, sign_in

router = APIRouter(prefix="/internal", include_in_schema=False)


class Credentials(Input):
    """What was typed to sign in, the IP address of the browser, and the token of the device if it brought one."""

    email: Email
    password: Password
    address: Line
    device: Line | None = None


class SignedIn(BaseModel):
    """The user. `device` is a token by which the browser is known from now on.

    `at` is by the directory's clock, as `sessions_from` is, so that the two can be compared.
    """

    user_id: UUID
    at: datetime
    language: str
    role: str
    firm_id: UUID | None
    client_id: UUID | None
    device: str


class UnlockMailRequest(Input):
    """What was typed as an address, and the IP address it came from."""

    email: Email
    address: Line


class UnlockRequest(Input):
    """A code from a mail, and where it is used."""

    token: Line
    address: Line
    device: Line | None = None


class ConfirmRequest(Input):
    """What a user who is signed in typed as their password."""

    user_id: UUID
    password: Password
    address: Line


class AccessRequest(Input):
    """A user, and the client they want to work on, if any."""

    user_id: UUID
    client_id: UUID | None = None


class Access(BaseModel):
    """What the user may do there. Sessions that began before `sessions_from` are over."""

    user_id: UUID
    role: str
    firm_id: UUID | None
    client_id: UUID | None
    language: str
    rights: list[str]
    sessions_from: datetime


@router.post("/sign-in")
async def check_password(sent: Credentials, ctx: Internal) -> SignedIn:
    """The user with this password. 401 whatever the reason, 429 after too many attempts."""
    done = await sign_in(Attempt(sent.email, sent.password, sent.address, sent.device), ctx)
    account = done.account
    return SignedIn(
        user_id=account.user_id,
        at=ctx.now,
        language=account.language,
        role=account.role,
        firm_id=account.firm_id,
        client_id=account.client_id,
        device=done.device,
    )


@router.post("/confirm")
async def confirm_password(sent: ConfirmRequest, ctx: Internal) -> dict[str, str]:
    """Check the password of a user who is signed in. 422 when it is wrong, 429 after too many tries."""
    async with ctx.read(all_tenants=True) as tx:
        user = await users.user(tx, sent.user_id)
    if user is None:
        raise Refusal(KitCode.NOT_SIGNED_IN)
    await confirm(user.email, sent.password, sent.address, ctx)
    return {}


@router.post("/unlock-mail")
async def ask_for_unlock_mail(sent: UnlockMailRequest, ctx: Internal) -> dict[str, str]:
    """Have a code mailed, if the address is a user's. 429 when this place asks too often."""
    await unlocking.ask(sent.email, sent.address, ctx)
    return {}


@router.post("/unlock")
async def unlock(sent: UnlockRequest, ctx: Internal) -> dict[str, str]:
    """Let the owner of this code sign in from there without waiting. The same answer for any code."""
    await unlocking.unlock(sent.token, sent.address, sent.device, ctx)
    return {}


@router.post("/access")
async def access(asked: AccessRequest, ctx: Internal) -> Access:
    """The user's rights, asked at each request. 401 when they may no longer sign in, 404 for a client not theirs."""
    async with ctx.read(all_tenants=True) as tx:
        account = await users.account(tx, user_id=asked.user_id)
        if account is None or not account.may_sign_in:
            raise Refusal(KitCode.NOT_SIGNED_IN)
        role = Role(account.role)
        if asked.client_id is None:
            return _access(account, None, ELSEWHERE[role])
        client = await clients.client(tx, asked.client_id)
        if client is None or not reaches(
            role,
            same_firm=account.firm_id == client.firm_id,
            shares_group=role is Role.FIRM_STAFF and await clients.shares_group(tx, account.user_id, client.client_id),
            own_client=account.client_id == client.client_id,
        ):
            raise Refusal(KitCode.NOT_FOUND)
        return _access(account, client.client_id, rights_on_client(role, closed=client.closed))


def _access(account: Account, client_id: UUID | None, rights: frozenset[str]) -> Access:
    return Access(
        user_id=account.user_id,
        role=account.role,
        firm_id=account.firm_id,
        client_id=client_id,
        language=account.language,
        rights=sorted(rights),
        sessions_from=account.sessions_from,
    )
