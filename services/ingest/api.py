"""Uploads, and the original bytes back."""

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from contracts.events.document import Channel
from contracts.fields import DocumentKind
from libs.outside_text import Text
from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.http import allowed, language_of
from libs.service_kit.operations import stated
from services.ingest import queries
from services.ingest.intake import Arrival, Outcome, take_in
from services.ingest.service import Deps
from services.ingest.texts import TEXTS, Code

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["documents"])
Reading = Annotated[Context[Deps], Depends(allowed("documents:read"))]
Writing = Annotated[Context[Deps], Depends(allowed("documents:write"))]
Comment = Annotated[str, Text(1000, lines=True)]


class FileResult(BaseModel):
    """The result for one file. A duplicate names the document that already has these bytes."""

    filename: str
    status: Literal["received", "duplicate", "refused"]
    document_id: UUID | None = None
    problem: ReasonView | None = None


class UploadResult(BaseModel):
    """One result for each file, in the order they were sent."""

    results: list[FileResult]


class ProvenanceView(BaseModel):
    """One time that a document came in. `part_of` is the photo of several documents that it was cut out of."""

    model_config = ConfigDict(from_attributes=True)

    channel: Channel
    filename: str
    received_at: datetime
    received_by: UUID | None
    part_of: UUID | None
    part_number: int | None


@router.post(
    "/documents",
    operation_id="uploadDocuments",
    status_code=201,
    responses={207: {"model": UploadResult, "description": "Some files were refused"}, 413: {}, 415: {}},
)
async def upload_documents(
    client_id: UUID,
    ctx: Writing,
    request: Request,
    files: list[UploadFile],
    kind: Annotated[DocumentKind | None, Form()] = None,
    comment: Annotated[Comment | None, Form()] = None,
) -> UploadResult:
    """Take in one or several files. One refused file gives a problem; of several, each has a result of its own."""
    if not files:
        raise Refusal(Code.NO_FILES)
    if len(files) > ctx.deps.files_per_upload:
        raise Refusal(Code.TOO_MANY_FILES, limit=ctx.deps.files_per_upload)
    async with ctx.read() as tx:
        if await queries.is_closed(tx, client_id):
            raise Refusal(Code.CLIENT_INACTIVE)
    outcomes = []
    for file in files:
        content = await file.read(ctx.deps.file_bytes + 1)
        sender = ctx.caller.user_id if ctx.caller else None
        arrival = Arrival(file.filename or "", content, Channel.UPLOAD, sender, kind, comment)
        outcomes.append(await take_in(arrival, ctx, client_id))
    if len(outcomes) == 1 and outcomes[0].refusal is not None:
        raise outcomes[0].refusal
    answer = UploadResult(results=[_view(outcome, request) for outcome in outcomes])
    if any(outcome.status == "refused" for outcome in outcomes):
        return JSONResponse(answer.model_dump(mode="json"), status_code=207)  # type: ignore[return-value]
    return answer


def _view(outcome: Outcome, request: Request) -> FileResult:
    if outcome.refusal is None:
        return FileResult(filename=outcome.filename, status=outcome.status, document_id=outcome.document_id)
    problem = ReasonView.of(outcome.refusal, language_of(request), TEXTS)
    return FileResult(filename=outcome.filename, status="refused", problem=problem)


@router.get(
    "/documents/{document_id}/file",
    operation_id="originalFile",
    response_class=Response,
    openapi_extra=stated(audit="document.downloaded"),
)
async def original_file(client_id: UUID, document_id: UUID, ctx: Reading) -> Response:
    """The bytes as they came in, as a download: a browser never shows them inside a page of this platform."""
    async with ctx.read() as tx:
        file = await queries.file_of(tx, client_id, document_id)
    if file is None:
        raise Refusal(KitCode.NOT_FOUND)
    content = await ctx.blobs.get(file.sha256)
    return Response(
        content,
        media_type=file.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(file.filename)}",
            "content-security-policy": "sandbox; default-src 'none'",
            "etag": f'"{file.sha256}"',
            "cache-control": "private, max-age=0, must-revalidate",
        },
    )


@router.get("/documents/{document_id}/provenance", operation_id="provenance")
async def provenance(client_id: UUID, document_id: UUID, ctx: Reading) -> list[ProvenanceView]:
    """Every time this document came in: the first made it, the others brought the same bytes again."""
    async with ctx.read() as tx:
        rows = await queries.provenance_of(tx, client_id, document_id)
    if not rows:
        raise Refusal(KitCode.NOT_FOUND)
    return [ProvenanceView.model_validate(row) for row in rows]
