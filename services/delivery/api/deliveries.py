"""What was delivered, with proof, and what a user may do about what was not."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.http import allowed
from libs.service_kit.paging import Cursor, Limit, Listed, Page, position_of, sequence
from services.delivery.api.caller import language_of
from services.delivery.api.views import AttemptView, DeliveryDetail, DeliveryView
from services.delivery.attempts import by_user
from services.delivery.domain import Action, State
from services.delivery.handlers import deliver_pending
from services.delivery.queries import deliveries
from services.delivery.service import Deps
from services.delivery.tables import Delivery
from services.delivery.texts import Code

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["deliveries"])
Reading = Annotated[Context[Deps], Depends(allowed("deliveries:read"))]
Acting = Annotated[Context[Deps], Depends(allowed("deliveries:write"))]


class ActionRequest(BaseModel):
    """What a user decides about a delivery that has stopped."""

    action: Action


class Restarted(BaseModel):
    """How many deliveries were started again."""

    restarted: int


@router.get("/deliveries", operation_id="listDeliveries")
async def list_deliveries(
    client_id: UUID,
    ctx: Reading,
    state: Annotated[list[State] | None, Query()] = None,
    document_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[DeliveryView]:
    """A client's deliveries, newest first."""
    listed = Listed("deliveries", client_id)
    position = position_of(listed, cursor, sequence)
    async with ctx.read() as tx:
        rows = await deliveries.page(
            tx,
            client_id,
            limit=limit + 1,
            before=position[0] if position else None,
            states=[s.value for s in state or ()],
            document_id=document_id,
        )
    return Page.of(listed, rows, limit, lambda row: DeliveryView.of(row, language_of(ctx)), lambda row: (row.seq,))


@router.get("/deliveries/{delivery_id}", operation_id="showDelivery")
async def show_delivery(client_id: UUID, delivery_id: UUID, ctx: Reading) -> DeliveryDetail:
    """One delivery with its receipt and every attempt."""
    async with ctx.read() as tx:
        row = await deliveries.one(tx, client_id, delivery_id)
        if row is None:
            raise Refusal(KitCode.NOT_FOUND)
        attempts = await deliveries.attempts_of(tx, client_id, delivery_id)
    view = DeliveryView.of(row, language_of(ctx))
    return DeliveryDetail(**view.model_dump(), history=[AttemptView.of(a, language_of(ctx)) for a in attempts])


@router.post("/deliveries/retry", operation_id="retryAll")
async def retry_all(client_id: UUID, ctx: Acting) -> Restarted:
    """Retry everything that surely did not arrive. What may have arrived is decided one by one."""
    failed = Delivery.state.in_([State.FAILED.value, State.DEAD.value]) & ~Delivery.unconfirmed
    async with ctx.transaction() as tx:
        restarted = await deliveries.restart(tx, client_id, ctx.now, failed)
        tx.wake(deliver_pending)
    return Restarted(restarted=restarted)


@router.post("/deliveries/{delivery_id}/actions", operation_id="actOnDelivery")
async def act_on_delivery(client_id: UUID, delivery_id: UUID, ask: ActionRequest, ctx: Acting) -> DeliveryView:
    """Retry what did not arrive, or say that it was brought by hand; of what may have arrived, confirm that it did, or
    send it again."""
    async with ctx.transaction() as tx:
        row = await deliveries.one(tx, client_id, delivery_id)
        if row is None:
            raise Refusal(KitCode.NOT_FOUND)
        who = ctx.caller.user_id if ctx.caller else None
        if not await by_user.act(tx, row, ask.action, by=who, now=ctx.now):
            raise Refusal(Code.ACTION_NOT_POSSIBLE, action=ask.action.value, state=row.state)
        tx.wake(deliver_pending)
        after = await deliveries.one(tx, client_id, delivery_id)
    if after is None:
        raise Refusal(KitCode.NOT_FOUND)
    return DeliveryView.of(after, language_of(ctx))
