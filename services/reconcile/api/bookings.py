"""Bookings of documents and transactions; links made, undone and refused."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.paging import Cursor, Limit, Listed, Page, position_of
from services.reconcile.api.access import ReadBank, WriteTasks, acting_user
from services.reconcile.api.loading import booking_views
from services.reconcile.api.schemas import BookingView
from services.reconcile.commands import links as commands
from services.reconcile.queries import bookings, lists
from services.reconcile.service import Deps

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["bookings"])
Ids = Annotated[list[UUID], Field(max_length=50)]


class LinkBody(BaseModel):
    """Items to link, or whose links to undo."""

    document_ids: Ids = []
    transaction_ids: Ids = []


class UnlinkBody(BaseModel):
    """An item to take out of its booking."""

    item_id: UUID


@router.get("/bookings", operation_id="listBookings")
async def list_bookings(
    client_id: UUID, ctx: ReadBank, linked: bool | None = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[BookingView]:
    """Bookings with all their members; `linked=true` leaves out single items.

    One that becomes part of another while the page is read is left out.
    """
    listed = Listed("bookings", client_id)
    after = position_of(listed, cursor, UUID)
    async with ctx.read() as tx:
        found = await lists.bookings(tx, client_id, after and after[0], limit + 1, linked=linked)
        items = await bookings.members_of(tx, client_id, found[:limit])
        views = {view.booking_id: view for view in await booking_views(tx, client_id, items)}
    return Page.of(listed, found, limit, views.get, lambda booking_id: (booking_id,))


@router.get("/bookings/{booking_id}", operation_id="oneBooking")
async def one_booking(client_id: UUID, booking_id: UUID, ctx: ReadBank) -> BookingView:
    """One booking: its documents, transactions, links with their reasons, and what is open."""
    async with ctx.read() as tx:
        views = await booking_views(tx, client_id, await bookings.members_of(tx, client_id, [booking_id]))
    if not views:
        raise Refusal(KitCode.NOT_FOUND)
    return views[0]


@router.post("/links", operation_id="link", status_code=201)
async def link(client_id: UUID, body: LinkBody, ctx: WriteTasks) -> BookingView:
    """Put documents and transactions into one booking: any number of each."""
    async with acting_user(ctx, client_id) as user:
        await commands.link(user, body.document_ids, body.transaction_ids)
    return await _booking_of(client_id, ctx, (*body.document_ids, *body.transaction_ids)[0])


@router.post("/links/undo", operation_id="undoLink")
async def undo_link(client_id: UUID, body: LinkBody, ctx: WriteTasks) -> BookingView:
    """Delete exactly what users linked among these."""
    async with acting_user(ctx, client_id) as user:
        await commands.undo(user, body.document_ids, body.transaction_ids)
    return await _booking_of(client_id, ctx, (*body.document_ids, *body.transaction_ids)[0])


@router.post("/links/unlink", operation_id="unlink")
async def unlink(client_id: UUID, body: UnlinkBody, ctx: WriteTasks) -> BookingView:
    """Take one item out of its booking; the matcher does not put it back. Returns the item's new booking."""
    async with acting_user(ctx, client_id) as user:
        await commands.unlink(user, body.item_id)
    return await _booking_of(client_id, ctx, body.item_id)


async def _booking_of(client_id: UUID, ctx: Context[Deps], item_id: UUID) -> BookingView:
    async with ctx.read() as tx:
        (view,) = await booking_views(tx, client_id, {item_id})
    return view
