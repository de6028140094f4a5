"""A company that two firms enter: one tenant holds its number, the other firm keeps a file, and the company is asked.

Whether somebody holds the number already changes nothing in what the second firm sees, and hardly anything in what is
done for it: a new client is always recorded as asked for, and whom it concerns is told later, by a job.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from contracts.events.client import Mode
from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode, Transaction
from services.directory.access import caller_of, found, record_action
from services.directory.domain import hand_over as rules
from services.directory.domain.audit_chain import Entry
from services.directory.domain.hand_over import OPEN, Standing, State
from services.directory.domain.rights import Role
from services.directory.domain.status import Status
from services.directory.groups import named_groups
from services.directory.queries import audit, clients, firms
from services.directory.queries import hand_over as requests
from services.directory.service import Deps
from services.directory.snapshots import announce_client
from services.directory.tables import Client, HandOver
from services.directory.texts import Code

A_DAY = timedelta(days=1)
AT_ONCE = 100
ASKED_AGAIN = (State.REFUSED, State.WITHDRAWN, State.EXPIRED)
"""After these a company is asked once more when the firm opens its file again."""


async def enter(tx: Transaction, client: Client, ctx: Context[Deps]) -> None:
    """Add a client: it holds its number if no other does, or only an unverified one. Else the company is asked.

    Raises 429 for too many new clients of a firm within a day, UniqueViolationError when the firm has the company.
    """
    await _refuse_too_many(tx, client.firm_id, ctx)
    await requests.lock_vat_number(tx, client.vat_number)
    displaced = None if client.unverified else await requests.let_go_unverified(tx, client.vat_number, client.client_id)
    client.vat_held = await requests.holder_of(tx, client.vat_number) is None
    await clients.add_client(tx, client)
    holder = await requests.holder_of(tx, client.vat_number)
    await _ask(tx, client, holder, ctx)
    if displaced is not None and holder is not None:
        await _displace(tx, displaced, holder, ctx)


async def enter_again(client_id: UUID, ctx: Context[Deps]) -> None:
    """Let a client hold its number after all, or ask again: it was verified, or its closed file was opened again."""
    async with ctx.transaction(all_tenants=True) as tx:
        vat_number = found(await clients.client(tx, client_id)).vat_number
        await requests.lock_vat_number(tx, vat_number)
        client = found(await clients.client(tx, client_id, lock=True))
        if client.closed or client.succeeded_by is not None:
            return
        displaced = None
        if not client.vat_held:
            displaced = None if client.unverified else await requests.let_go_unverified(tx, vat_number, client_id)
            if await requests.hold(tx, client):
                await announce_client(tx, client_id)
        holder = found(await requests.holder_of(tx, vat_number))
        if displaced is not None:
            await _displace(tx, displaced, holder, ctx)
        last = (await requests.of_files(tx, [client_id])).get(client_id)
        if last is not None and last.state in ASKED_AGAIN:
            await _refuse_too_many(tx, client.firm_id, ctx)
            await _ask(tx, client, holder, ctx)


async def let_go(client_id: UUID, ctx: Context[Deps]) -> None:
    """A firm calls the number of its client unverified: a verified entry that waits for it takes it."""
    async with ctx.read(all_tenants=True) as tx:
        client = found(await clients.client(tx, client_id))
        waiting = await requests.waiting_for(tx, client.vat_number) if client.vat_held else None
    if waiting is not None:
        await enter_again(waiting, ctx)


async def _refuse_too_many(tx: Transaction, firm_id: UUID, ctx: Context[Deps]) -> None:
    if await requests.asked_since(tx, firm_id, ctx.now - A_DAY) >= ctx.deps.hand_over.a_day:
        raise Refusal(Code.TOO_MANY_NEW_CLIENTS, most=ctx.deps.hand_over.a_day)


async def _displace(tx: Transaction, displaced: Client, holder: Client, ctx: Context[Deps]) -> None:
    """The new holder is asked what the one before was asked, and about the file of that one too."""
    await requests.turn_to(tx, displaced.client_id, holder.client_id)
    await _ask(tx, displaced, holder, ctx, displaced=True)


async def _ask(
    tx: Transaction, file: Client, holder: Client | None, ctx: Context[Deps], *, displaced: bool = False
) -> None:
    """Ask the holder of the number, if that is another; an open request is turned to a new holder."""
    holder_id = None if holder is None or holder.client_id == file.client_id else holder.client_id
    expires_at = ctx.now + ctx.deps.hand_over.stands
    before = await requests.open_of(tx, file.client_id)
    if before is not None:
        if holder_id is not None:
            await requests.ask_instead(tx, before.request_id, holder_id, expires_at)
        return
    new = HandOver(
        request_id=uuid7(),
        client_id=file.client_id,
        firm_id=file.firm_id,
        holder_id=holder_id,
        displaced=displaced,
        state=State.ASKED,
        asked_at=ctx.now,
        expires_at=expires_at,
    )
    await requests.add(tx, new)


async def withdraw(tx: Transaction, client_id: UUID, ctx: Context[Deps]) -> None:
    """End the open request of a firm, if there is one: it closes its file."""
    asked = await requests.open_of(tx, client_id)
    if asked is not None:
        await requests.stands(tx, asked.request_id, Standing(State.WITHDRAWN), ctx.now)
        await record_action(tx, ctx, "client.request_withdrawn", subject=asked.request_id)


async def answer(client_id: UUID, request_id: UUID, ctx: Context[Deps], *, accepts: bool) -> None:
    """What the company, or its present firm, says to a request. Raises 404, 409 when it is decided."""
    async with ctx.transaction(all_tenants=True) as tx:
        asked = await requests.request(tx, request_id)
        if asked is None or asked.holder_id != client_id:
            raise Refusal(KitCode.NOT_FOUND)
        if asked.state not in OPEN:
            raise Refusal(Code.REQUEST_DECIDED)
        company = found(await clients.client(tx, client_id))
        by_company = caller_of(ctx).role == Role.CLIENT_OWNER or not await _answers_itself(tx, company)
        before = Standing(State(asked.state), asked.firm_agrees, asked.moves_at)
        if caller_of(ctx).role == Role.FIRM_ADMIN:
            before = replace(before, firm_agrees=accepts)
        notice = ctx.deps.hand_over.notice
        after = rules.answered(before, by_company=by_company, accepts=accepts, now=ctx.now, notice=notice)
        await requests.stands(tx, request_id, after, ctx.now)
        said = {"answer": "accepted" if accepts else "refused"}
        await record_action(tx, ctx, "client.request_answered", subject=request_id, new=said)
        if after.state is State.REFUSED:
            await _close_file(tx, asked)
        elif rules.is_due(after, ctx.now):
            await _move(tx, asked, ctx)


async def settle(ctx: Context[Deps]) -> None:
    """Tell whom new requests concern; end those that nobody answered; carry out those that are due."""
    async with ctx.transaction(all_tenants=True) as tx:
        for asked in await requests.untold(tx, AT_ONCE):
            await _record(tx, ctx, asked, "client.asked_for", firm_id=None, new={"firm": asked.firm_id})
    async with ctx.read(all_tenants=True) as tx:
        due = await requests.due(tx, ctx.now, AT_ONCE)
    for request_id in due:
        async with ctx.transaction(all_tenants=True) as tx:
            await _end_or_move(tx, request_id, ctx)


async def _end_or_move(tx: Transaction, request_id: UUID, ctx: Context[Deps]) -> None:
    asked = await requests.request(tx, request_id)
    if asked is None or asked.state not in OPEN:
        return
    if rules.is_due(Standing(State(asked.state), asked.firm_agrees, asked.moves_at), ctx.now):
        await _move(tx, asked, ctx)
    elif asked.state == State.ASKED and asked.expires_at <= ctx.now:
        ended = State.UNOPPOSED if asked.holder_id is None else State.EXPIRED
        await requests.stands(tx, request_id, Standing(ended, asked.firm_agrees), ctx.now)
        if ended is State.EXPIRED:
            await _close_file(tx, asked)


async def _answers_itself(tx: Transaction, company: Client) -> bool:
    answers = rules.company_answers(Mode(company.mode), Status(company.status), closed=company.closed)
    return answers and await requests.has_owner(tx, company.client_id)


async def _close_file(tx: Transaction, asked: HandOver) -> None:
    """Close the file of a firm that was not chosen. One that was there first, and in use, stays open."""
    if not asked.displaced:
        await requests.close_file(tx, asked.client_id)
        await announce_client(tx, asked.client_id)


async def _move(tx: Transaction, asked: HandOver, ctx: Context[Deps]) -> None:
    """Make the asking firm the company's. The tenant stays what it is; groups and what the old firm chose end."""
    if asked.holder_id is None:
        return
    new_firm = found(await firms.firm(tx, asked.firm_id, share=True))
    locked = [await clients.client(tx, one, lock=True) for one in sorted((asked.client_id, asked.holder_id))]
    company = next(one for one in locked if one is not None and one.client_id == asked.holder_id)
    file = next(one for one in locked if one is not None and one.client_id == asked.client_id)
    if not new_firm.active or file.closed:
        await requests.stands(tx, asked.request_id, Standing(State.EXPIRED, asked.firm_agrees), ctx.now)
        return
    groups = (found(await clients.client_details(tx, file.client_id))).groups
    change = {"old": {"firm": company.firm_id}, "new": {"firm": file.firm_id}}
    await _record(tx, ctx, asked, "client.left", firm_id=company.firm_id, **change)
    earlier = await requests.open_of(tx, company.client_id)
    if earlier is not None:
        await requests.stands(tx, earlier.request_id, Standing(State.UNOPPOSED), ctx.now)
    await requests.close_file(tx, file.client_id, company.client_id)
    await requests.give_to(tx, company.client_id, file)
    await firms.put_client_in(tx, company.client_id, await named_groups(tx, file.firm_id, groups))
    await requests.stands(tx, asked.request_id, Standing(State.MOVED, asked.firm_agrees, asked.moves_at), ctx.now)
    await _record(tx, ctx, asked, "client.came", firm_id=file.firm_id, **change)
    for one in sorted((file.client_id, company.client_id)):
        await announce_client(tx, one)


async def _record(
    tx: Transaction,
    ctx: Context[Deps],
    asked: HandOver,
    action: str,
    *,
    firm_id: UUID | None,
    old: dict[str, UUID] | None = None,
    new: dict[str, UUID] | None = None,
) -> None:
    """Add to the audit trail of a firm, about the company that is asked."""
    entry = Entry(
        audit_id=uuid7(),
        at=ctx.now,
        actor="directory",
        firm_id=firm_id,
        client_id=asked.holder_id,
        action=action,
        subject_id=asked.request_id,
        old={name: str(value) for name, value in (old or {}).items()},
        new={name: str(value) for name, value in (new or {}).items()},
    )
    await audit.record(tx, entry)
