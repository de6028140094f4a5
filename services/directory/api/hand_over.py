"""Requests of other firms to serve a company: shown to the company and its present firm, who answer them."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from services.directory import hand_over
from services.directory.access import HandingOver, WritingFirm
from services.directory.queries import hand_over as requests
from services.directory.schemas.fields import Input

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["requests"])
of_firm = APIRouter(prefix="/v1/firms/{firm_id}", tags=["requests"])


class RequestView(BaseModel):
    """A firm asks to serve a company that has another one. `firm_agrees` is what the present firm says, if it has."""

    model_config = ConfigDict(from_attributes=True)

    request_id: UUID
    client_id: UUID
    firm_name: str
    state: str
    firm_agrees: bool | None
    asked_at: datetime
    expires_at: datetime
    moves_at: datetime | None


class Answer(Input):
    """Whether the company shall go to the firm that asks. `moves_at` then says when it does."""

    accept: bool


@router.get("/requests", operation_id="listRequests")
async def list_requests(client_id: UUID, ctx: HandingOver) -> list[RequestView]:
    """Which firms ask, or asked, to serve this company; newest first."""
    async with ctx.read(all_tenants=True) as tx:
        rows = await requests.asked_of(tx, holder_id=client_id)
    return [RequestView.model_validate(row) for row in rows]


@router.put("/requests/{request_id}", operation_id="answerRequest", status_code=204)
async def answer_request(client_id: UUID, request_id: UUID, sent: Answer, ctx: HandingOver) -> None:
    """Accept or refuse. The company decides; its present firm can only let it go before the notice period ends.

    For a company of which nobody has ever signed in, its present firm decides.
    """
    await hand_over.answer(client_id, request_id, ctx, accepts=sent.accept)


@of_firm.get("/requests", operation_id="listRequestsToFirm")
async def list_requests_to_firm(firm_id: UUID, ctx: WritingFirm) -> list[RequestView]:
    """The open requests of other firms to serve clients of this one, newest first."""
    async with ctx.read(all_tenants=True) as tx:
        rows = await requests.asked_of(tx, firm_id=firm_id)
    return [RequestView.model_validate(row) for row in rows]
