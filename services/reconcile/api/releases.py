"""Release on command: one document or a selection, one result for each."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit.http import language_of
from services.reconcile.api.access import Release, acting_user
from services.reconcile.commands.release import release_by_hand

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["release"])


class Selection(BaseModel):
    """The documents to release."""

    document_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class ReleaseResult(BaseModel):
    """The result for one of them; a document that is kept has a problem."""

    document_id: UUID
    status: Literal["released", "kept"]
    problem: ReasonView | None = None


class ReleaseResults(BaseModel):
    """One result for each document, in the order they were named."""

    results: list[ReleaseResult]


@router.post("/documents/{document_id}/release", operation_id="releaseDocument")
async def release_document(client_id: UUID, document_id: UUID, ctx: Release) -> ReleaseResult:
    """Release one document now, whatever the policy and the timing."""
    async with acting_user(ctx, client_id) as user:
        await release_by_hand(user, document_id)
    return ReleaseResult(document_id=document_id, status="released")


@router.post("/documents/release", operation_id="releaseSelection")
async def release_selection(client_id: UUID, body: Selection, ctx: Release, request: Request) -> ReleaseResults:
    """Release a selection; one that cannot be released says why and does not stop the others."""
    results = []
    for document_id in dict.fromkeys(body.document_ids):
        try:
            results.append(await release_document(client_id, document_id, ctx))
        except Refusal as refusal:
            view = ReasonView.of(refusal, language_of(request), request.app.state.texts)
            results.append(ReleaseResult(document_id=document_id, status="kept", problem=view))
    return ReleaseResults(results=results)
