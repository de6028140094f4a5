"""What was rendered, to look at or to download."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel

from contracts.events.rendering import RenderedFile
from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.http import allowed, language_of
from libs.service_kit.operations import stated
from services.ubl_render import queries
from services.ubl_render.service import Deps
from services.ubl_render.tables import Rendering
from services.ubl_render.texts import TEXTS

router = APIRouter(prefix="/v1/clients/{client_id}/documents/{document_id}/renderings", tags=["renderings"])
Reading = Annotated[Context[Deps], Depends(allowed("documents:read"))]
FileNumber = Annotated[int, Path(ge=0, le=1_000)]


class RenderingView(BaseModel):
    """One outcome: files when it was made, reasons when it was refused, the steps that filled gaps."""

    release_id: UUID
    package: str
    state: str
    files: list[RenderedFile]
    steps: list[str]
    reasons: list[ReasonView]
    rendered_at: datetime


@router.get("", operation_id="renderings")
async def renderings(client_id: UUID, document_id: UUID, ctx: Reading, request: Request) -> list[RenderingView]:
    """All outcomes for a document, newest first."""
    async with ctx.read() as tx:
        rows = await queries.renderings_of(tx, client_id, document_id)
    return [_view(row, language_of(request)) for row in rows]


def _view(row: Rendering, language: str) -> RenderingView:
    return RenderingView(
        release_id=row.release_id,
        package=row.package,
        state=row.state,
        files=row.files,
        steps=row.steps,
        reasons=[ReasonView.of(reason, language, TEXTS) for reason in row.reasons],
        rendered_at=row.rendered_at,
    )


@router.get(
    "/{release_id}/files/{number}",
    operation_id="renderedFile",
    response_class=Response,
    openapi_extra=stated(audit="document.downloaded"),
)
async def rendered_file(
    client_id: UUID, document_id: UUID, release_id: UUID, number: FileNumber, ctx: Reading
) -> Response:
    """One file exactly as it was handed over; the first is number 0."""
    files = (await _rendering(client_id, document_id, release_id, ctx)).files
    if number >= len(files):
        raise Refusal(KitCode.NOT_FOUND)
    file = files[number]
    return Response(
        await ctx.blobs.get(file.sha256),
        media_type=file.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(file.filename)}",
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )


@router.get("/{release_id}/report", operation_id="validationReport", response_class=Response)
async def validation_report(client_id: UUID, document_id: UUID, release_id: UUID, ctx: Reading) -> Response:
    """The validation report of a rendering: rule sets, warnings, steps, where each filled value comes from."""
    report = (await _rendering(client_id, document_id, release_id, ctx)).report_sha256
    if report is None:
        raise Refusal(KitCode.NOT_FOUND)
    return Response(await ctx.blobs.get(report), media_type="application/json")


async def _rendering(client_id: UUID, document_id: UUID, release_id: UUID, ctx: Context[Deps]) -> Rendering:
    async with ctx.read() as tx:
        found = await queries.rendering(tx, client_id, document_id, release_id)
    if found is None:
        raise Refusal(KitCode.NOT_FOUND)
    return found
