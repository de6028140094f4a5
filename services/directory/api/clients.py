"""Client companies and their settings, as their firm adds, lists and changes them."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from libs.outside_text import Text
from libs.refusal import Refusal
from libs.service_kit import Context, Transaction
from libs.service_kit.paging import Cursor, Limit, Listed, Page, position_of
from services.directory import addresses, client_records, hand_over
from services.directory.access import (
    ReadingClient,
    ReadingClients,
    WritingClient,
    WritingClients,
    caller_of,
    firm_of,
    found,
    record_action,
    user_of,
)
from services.directory.api.audit_view import AuditEntry, Searched, page_of
from services.directory.domain.rights import Role
from services.directory.domain.status import Status, advanced
from services.directory.handlers import settle_requests
from services.directory.queries import clients, firms, users
from services.directory.queries.clients import ClientColumns, ClientDetails
from services.directory.schemas import fields
from services.directory.schemas.clients import ClientChanges, ClientView, NewClient, view_of
from services.directory.service import Deps
from services.directory.snapshots import announce_client
from services.directory.texts import Code

router = APIRouter(prefix="/v1/clients", tags=["clients"])
LISTS = {"active": (Status.ACTIVE,), "inactive": (Status.NOT_INVITED, Status.INACTIVE), "all": tuple(Status)}
Search = Annotated[Annotated[str, Text(100)] | None, Query()]


@router.post("", operation_id="createClient", status_code=201)
async def create_client(new: NewClient, ctx: WritingClients) -> ClientView:
    """Add a client to the caller's firm, with its contact; in the group for everyone unless groups are named."""
    record = await client_records.prepare(new, ctx, firm_of(ctx))
    client_ctx = ctx.for_client(record.client_id)
    await addresses.refuse_known(ctx, record.contact.email)
    async with client_ctx.transaction(all_tenants=True) as tx:
        await client_records.add(tx, record, ctx)
        tx.wake(settle_requests)
        await _only_own_groups(tx, ctx, record.client_id)
        await record_action(tx, client_ctx, "client.created", subject=record.client_id)
        await announce_client(tx, record.client_id)
        return await _shown(tx, record.client_id, ctx)


@router.get("", operation_id="listClients")
async def list_clients(
    ctx: ReadingClients,
    status: Literal["active", "inactive", "all"] = "all",
    search: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ClientView]:
    """The firm's clients that the caller may see, by name; searched in name, VAT number, reference and contact."""
    everything, language = caller_of(ctx).role == Role.FIRM_ADMIN, caller_of(ctx).language
    listed = Listed("clients", firm_of(ctx))
    async with ctx.read(all_tenants=True) as tx:
        firm = found(await firms.firm(tx, firm_of(ctx)))
        rows = await clients.clients_after(
            tx,
            firm.firm_id,
            seen_by=None if everything else user_of(ctx),
            statuses=LISTS[status],
            search=search,
            after=position_of(listed, cursor, str, UUID),
            limit=limit + 1,
        )
    return Page.of(listed, rows, limit, lambda row: view_of(row, firm, language), _position)


@router.get("/{client_id}", operation_id="showClient")
async def show_client(client_id: UUID, ctx: ReadingClient) -> ClientView:
    """One client."""
    async with ctx.read() as tx:
        return await _shown(tx, client_id, ctx)


@router.patch("/{client_id}", operation_id="changeClient")
async def change_client(client_id: UUID, sent: ClientChanges, ctx: WritingClient) -> ClientView:
    """Change settings. Every service applies the new ones from the next event on."""
    if sent.contact is not None and sent.contact.email is not None:
        async with ctx.read() as tx:
            contact = found(await users.contact_of(tx, client_id))
        await addresses.refuse_known(ctx, sent.contact.email, but=contact.user_id)
    async with ctx.transaction() as tx:
        before = found(await clients.client(tx, client_id))
        await client_records.change(tx, client_id, sent, ctx)
        await _only_own_groups(tx, ctx, client_id)
        after = found(await clients.client(tx, client_id))
        difference = fields.old_and_new(before, {name: getattr(after, name) for name in ClientColumns.__annotations__})
        asked = sorted(sent.model_fields_set)
        await record_action(tx, ctx, "client.changed", subject=client_id, **difference, fields=asked)
        if sent.closed:
            await hand_over.withdraw(tx, client_id, ctx)
        await announce_client(tx, client_id)
    if sent.skip_vat_check is False or sent.closed is False:
        await hand_over.enter_again(client_id, ctx)
    if sent.skip_vat_check:
        await hand_over.let_go(client_id, ctx)
    async with ctx.read() as tx:
        return await _shown(tx, client_id, ctx)


@router.post("/{client_id}/activate", operation_id="activateClient")
async def activate_client(client_id: UUID, ctx: WritingClient) -> ClientView:
    """Make a client active. No message is sent."""
    async with ctx.transaction() as tx:
        client = found(await clients.client(tx, client_id, lock=True))
        status = advanced(Status(client.status), Status.ACTIVE)
        if status != client.status:
            await clients.change_client(tx, client_id, status=status)
            await record_action(
                tx, ctx, "client.status", subject=client_id, old={"status": client.status}, new={"status": status}
            )
        return await _shown(tx, client_id, ctx)


@router.get("/{client_id}/audit", operation_id="clientAudit")
async def client_audit(client_id: UUID, ctx: ReadingClient, search: Searched) -> Page[AuditEntry]:
    """Who did what for this client, newest first."""
    return await page_of(ctx, search, client_id=client_id)


async def _only_own_groups(tx: Transaction, ctx: Context[Deps], client_id: UUID) -> None:
    """Raises 422 when staff would lose sight of a client that they add or change."""
    if caller_of(ctx).role == Role.FIRM_STAFF and not await clients.shares_group(tx, user_of(ctx), client_id):
        raise Refusal(Code.GROUP_NOT_YOURS)


def _position(details: ClientDetails) -> tuple[str, UUID]:
    return details.client.name.lower(), details.client.client_id


async def _shown(tx: Transaction, client_id: UUID, ctx: Context[Deps]) -> ClientView:
    details = found(await clients.client_details(tx, client_id))
    return view_of(details, found(await firms.firm(tx, details.client.firm_id)), caller_of(ctx).language)
