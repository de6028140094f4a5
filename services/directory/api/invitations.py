"""Users that others made with my address: it stays mine, and my account too, unless I leave it to one of them."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import KitCode, Transaction
from libs.service_kit.audit import USER
from services.directory import sign_in
from services.directory.access import Me, caller_of, found, record_action, user_of
from services.directory.domain.audit_chain import Entry
from services.directory.domain.rights import Role
from services.directory.queries import addresses, audit, users
from services.directory.schemas.fields import Input, Password
from services.directory.tables import User
from services.directory.texts import Code

router = APIRouter(prefix="/v1/me/invitations", tags=["me"])


class Invitation(BaseModel):
    """A user with my address, at a firm or a company."""

    invitation_id: UUID
    company: str
    role: str
    made_at: datetime


class Confirmation(Input):
    """My password."""

    password: Password


@router.get("", operation_id="listInvitations")
async def list_invitations(ctx: Me) -> list[Invitation]:
    """The users that others made with my address, oldest first."""
    async with ctx.read(all_tenants=True) as tx:
        me = found(await users.user(tx, user_of(ctx)))
        waiting = await addresses.waiting_for(tx, me.email) if me.email_held else []
        return [
            Invitation(
                invitation_id=one.user_id,
                company=await users.company_of(tx, one),
                role=one.role,
                made_at=one.created_at,
            )
            for one in waiting
            if found(await users.account(tx, user_id=one.user_id)).may_sign_in
        ]


@router.post("/{invitation_id}/accept", operation_id="acceptInvitation", status_code=204)
async def accept_invitation(invitation_id: UUID, sent: Confirmation, ctx: Me) -> None:
    """Leave my address and password to this user. My present account is closed, and I sign in anew."""
    async with ctx.read(all_tenants=True) as tx:
        me = found(await users.user(tx, user_of(ctx)))
    await sign_in.confirm(me.email, sent.password, caller_of(ctx).address, ctx)
    async with ctx.transaction(all_tenants=True) as tx:
        me = found(await users.user(tx, me.user_id, lock=True))
        waiting = await _waiting(tx, me, invitation_id)
        account = found(await users.account(tx, user_id=waiting.user_id))
        if not account.may_sign_in:
            raise Refusal(KitCode.NOT_FOUND)
        await _may_leave(tx, me)
        await addresses.hand_address_over(tx, me, waiting.user_id, ctx.now)
        await record_action(tx, ctx, "invitation.accepted", subject=me.user_id)
        entry = Entry(
            audit_id=uuid7(),
            at=ctx.now,
            actor=USER,
            user_id=waiting.user_id,
            firm_id=account.firm_id or account.client_firm_id,
            client_id=account.client_id,
            action="invitation.accepted",
            subject_id=waiting.user_id,
            address=caller_of(ctx).address,
        )
        await audit.record(tx, entry)


@router.post("/{invitation_id}/refuse", operation_id="refuseInvitation", status_code=204)
async def refuse_invitation(invitation_id: UUID, ctx: Me) -> None:
    """Keep my address. Who made that user is not told."""
    async with ctx.transaction(all_tenants=True) as tx:
        me = found(await users.user(tx, user_of(ctx)))
        waiting = await _waiting(tx, me, invitation_id)
        await addresses.decline(tx, waiting.user_id, ctx.now)
        await record_action(tx, ctx, "invitation.refused", subject=me.user_id)


async def _waiting(tx: Transaction, me: User, invitation_id: UUID) -> User:
    """The user who waits for my address. Raises 404."""
    waiting = await users.user(tx, invitation_id, lock=True)
    if waiting is None or not me.email_held or waiting.email_key != me.email_key or not waiting.is_waiting:
        raise Refusal(KitCode.NOT_FOUND)
    return waiting


async def _may_leave(tx: Transaction, me: User) -> None:
    """Raises 409 when nobody would be left to answer for a company or a firm."""
    if me.role == Role.OPERATOR:
        raise Refusal(Code.NOT_YOURSELF)
    if me.contact:
        raise Refusal(Code.CONTACT_STAYS_OWNER)
    if me.role == Role.FIRM_ADMIN and not await users.other_administrator(tx, me):
        raise Refusal(Code.LAST_ADMINISTRATOR)
