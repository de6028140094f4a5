"""What signed-in users see and change of themselves."""

from typing import Unpack
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, computed_field

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from services.directory import addresses, notices, sign_in
from services.directory.access import (
    Me,
    ReadingClient,
    caller_of,
    record_action,
    unique_as_conflict,
    user_of,
)
from services.directory.domain.contact import email_key
from services.directory.domain.letters import Letter, code_hash
from services.directory.domain.rights import Role, rights_of
from services.directory.mail.queue import queue
from services.directory.queries import mail, users
from services.directory.queries.users import UserColumns
from services.directory.schemas import fields
from services.directory.schemas.fields import Email, Input, Line, Mobile, Name, Password, UserLanguage, UserView
from services.directory.service import Deps
from services.directory.tables import User
from services.directory.texts import Code

router = APIRouter(prefix="/v1/me", tags=["me"])
on_client = APIRouter(prefix="/v1/clients/{client_id}", tags=["me"])


class MyRights(BaseModel):
    """What the user may do: without a client, on the clients that they reach, and on those of them that are closed.

    A name such as `documents:write` is the `right` of a refusal `not_allowed`.
    """

    elsewhere: list[str]
    on_clients: list[str]
    on_closed_clients: list[str]


class MeView(UserView):
    """The signed-in user, with their firm or client, and their rights.

    `new_email` is theirs once they have sent the code that was mailed to it.
    """

    firm_id: UUID | None
    client_id: UUID | None
    new_email: str | None = None

    @computed_field
    def rights(self) -> MyRights:
        """By the table that decides on every request."""
        return MyRights(**{where: sorted(rights) for where, rights in rights_of(Role(self.role)).items()})


class RightsView(BaseModel):
    """What the user may do on one client, now."""

    client_id: UUID
    rights: list[str]


class MyChanges(Input):
    """What users may change of themselves. The language applies from the next request on."""

    first_name: Name | None = None
    last_name: Name | None = None
    mobile: Mobile | None = None
    language: UserLanguage | None = None


class NewPassword(Input):
    """The current password and the new one."""

    current: Password
    new: Password


class NewEmail(Input):
    """The new address to sign in with and to get notices at, confirmed by the password."""

    email: Email
    password: Password


class EmailCode(Input):
    """The code that was mailed to the new address."""

    code: Line


@router.get("", operation_id="whoAmI")
async def who_am_i(ctx: Me) -> MeView:
    """The signed-in user."""
    async with ctx.read(all_tenants=True) as tx:
        return MeView.model_validate(await users.user(tx, user_of(ctx)))


@on_client.get("/my-rights", operation_id="myRights")
async def my_rights(client_id: UUID, ctx: ReadingClient) -> RightsView:
    """What I may do on this client: the rights with which this very request was let in."""
    return RightsView(client_id=client_id, rights=sorted(caller_of(ctx).rights))


@router.patch("", operation_id="changeMe")
async def change_me(sent: MyChanges, ctx: Me) -> MeView:
    """Change my name, number or language."""
    changes = fields.columns_of(fields.given(sent.changes(), "mobile"), UserColumns)
    if "mobile" in changes:
        changes["mobile"] = fields.mobile(sent.mobile)
    return await _changed(ctx, **changes)


@router.put("/password", operation_id="changePassword", status_code=204)
async def change_password(sent: NewPassword, ctx: Me) -> None:
    """Change the password. Every session ends, this one too."""
    me = await _check(ctx, sent.current)
    async with ctx.read(all_tenants=True) as tx:
        company = await users.company_of(tx, me)
    password = fields.password(sent.new, me.email, me.first_name, me.last_name, company)
    await _changed(ctx, password_hash=await ctx.deps.passwords.hash(password))


@router.put("/email", operation_id="changeEmail")
async def change_email(sent: NewEmail, ctx: Me) -> MeView:
    """Change the address, for signing in and for notices alike, once its owner has sent the code that is mailed to it.

    The answer is the same whether somebody has the address. Without a mail server it changes at once: every session
    ends, this one too.
    """
    address = fields.email(sent.email)
    me = await _check(ctx, sent.password)
    if ctx.deps.mailer is not None and email_key(address) != me.email_key:
        return await _asked_to_prove(ctx, address)
    await addresses.refuse_taken(ctx, address)
    return await _changed(ctx, email=address)


async def _asked_to_prove(ctx: Context[Deps], address: str) -> MeView:
    me = user_of(ctx)
    async with ctx.transaction(all_tenants=True) as tx:
        await users.change_user(tx, me, ctx.now, new_email=address)
        await queue(tx, ctx, Letter.EMAIL_PROOF, address, values={"user": str(me)})
        await record_action(tx, ctx, "me.email_asked", subject=me, new={"email": address})
        return MeView.model_validate(await users.user(tx, me))


@router.post("/email/confirm", operation_id="confirmEmail")
async def confirm_email(sent: EmailCode, ctx: Me) -> MeView:
    """Use the code that was mailed to the new address, which is mine from now on. Every session ends, this one too."""
    async with ctx.transaction(all_tenants=True) as tx:
        code = await mail.take_code(tx, code_hash(sent.code), [Letter.EMAIL_PROOF], ctx.now)
        me = await users.user(tx, user_of(ctx))
    if code is None or me is None or code.user_id != me.user_id or code.email != me.new_email:
        raise Refusal(Code.CODE_INVALID)
    try:
        return await _changed(ctx, email=code.email)
    except Refusal as refusal:
        if refusal.code == Code.EMAIL_TAKEN:  # by somebody who was quicker: it is not told
            raise Refusal(Code.CODE_INVALID) from refusal
        raise


async def _check(ctx: Context[Deps], password: str) -> User:
    """The user. Raises 422 when the password is wrong; it counts as a failed sign-in."""
    async with ctx.read(all_tenants=True) as tx:
        me = await users.user(tx, user_of(ctx))
    if me is None:
        raise Refusal(KitCode.NOT_SIGNED_IN)
    await sign_in.confirm(me.email, password, caller_of(ctx).address, ctx)
    return me


async def _changed(ctx: Context[Deps], **changes: Unpack[UserColumns]) -> MeView:
    async with ctx.transaction(all_tenants=True) as tx:
        if changes:
            before = await users.user(tx, user_of(ctx))
            with unique_as_conflict():
                await notices.change_user(tx, ctx, user_of(ctx), **changes)
            await record_action(tx, ctx, "me.changed", subject=user_of(ctx), **fields.old_and_new(before, changes))
        return MeView.model_validate(await users.user(tx, user_of(ctx)))
