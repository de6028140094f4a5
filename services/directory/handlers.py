"""What the directory keeps of others, and its background jobs."""

from sqlalchemy import func, select

from contracts.events.audit import AuditRecorded
from contracts.ids import uuid7
from libs.service_kit import Context
from libs.service_kit.database import lock_number
from services.directory import hand_over
from services.directory.domain.audit_chain import Entry
from services.directory.domain.guessing import FORGOTTEN_AFTER, KNOWN_FOR
from services.directory.domain.letters import A_DAY
from services.directory.domain.rights import Role
from services.directory.mail import sending
from services.directory.queries import audit, mail, places, users
from services.directory.service import Deps, service
from services.directory.tables import User


@service.every(seconds=60)
async def make_first_operator(ctx: Context[Deps]) -> None:
    """Add the operator of the settings to a new installation. Does nothing once there is an operator."""
    first = ctx.deps.first_operator
    if first is None:
        return
    async with ctx.read(all_tenants=True) as tx:
        if await users.there_is_an_operator(tx):
            return
    hashed = await ctx.deps.passwords.hash(first.password)
    async with ctx.transaction(all_tenants=True) as tx:
        await tx.execute(select(func.pg_advisory_xact_lock(lock_number("directory", "first operator"))))
        if await users.there_is_an_operator(tx):
            return
        operator = User(
            user_id=uuid7(),
            email=first.email,
            first_name="Operator",
            last_name="",
            language="en",
            role=Role.OPERATOR,
            password_hash=hashed,
            sessions_from=ctx.now,
            created_at=ctx.now,
        )
        await users.add_user(tx, operator)


@service.on(AuditRecorded)
async def keep_audit_entry(event: AuditRecorded, ctx: Context[Deps]) -> None:
    """Add to the audit trail what another service says was done."""
    values = event.model_dump(exclude={"entry_id"})
    async with ctx.transaction(all_tenants=event.client_id is None) as tx:
        await audit.record(tx, Entry(audit_id=event.entry_id, **values))


@service.every(seconds=60)
async def settle_requests(ctx: Context[Deps]) -> None:
    """Tell whom requests for a company concern, end those that have expired, and move companies that have agreed."""
    await hand_over.settle(ctx)


@service.every(seconds=600)
async def forget_old_attempts(ctx: Context[Deps]) -> None:
    """Delete the tries to sign in that are a day old, the oldest of too many, and places that nobody uses."""
    async with ctx.transaction(all_tenants=True) as tx:
        await places.forget_old(tx, ctx.now - FORGOTTEN_AFTER, ctx.deps.attempts_kept)
        await places.forget_unused(tx, ctx.now - KNOWN_FOR)
        await mail.forget_written(tx, ctx.now - A_DAY)


@service.every(seconds=2)
async def send_mail(ctx: Context[Deps]) -> bool:
    """Send the next letter to a user. Returns whether there may be more."""
    return await sending.send_next(ctx)
