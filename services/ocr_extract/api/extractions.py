"""The "document data" screen: every field that was read, with its confidence and its place."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel

from contracts.events.extraction import DocumentExtracted, DocumentUnreadable
from contracts.fields import DocumentFields, DocumentKind
from libs.files import FileType
from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit import Context
from libs.service_kit.http import allowed, language_of
from libs.service_kit.operations import stated
from libs.terms import Cost
from libs.texts import in_words
from services.ocr_extract import queries
from services.ocr_extract.domain.evidence import Decision, Explanation
from services.ocr_extract.domain.evidence.words import EVIDENCE_WORDS
from services.ocr_extract.outcome import Drawn, Outcome, Unreadable
from services.ocr_extract.service import Deps
from services.ocr_extract.texts import Code

router = APIRouter(prefix="/v1/clients/{client_id}/documents/{document_id}", tags=["documents"])
Reading = Annotated[Context[Deps], Depends(allowed("documents:read"))]
PageNumber = Annotated[int, Path(ge=1, le=10_000)]


class EvidenceView(BaseModel):
    """One thing that speaks for a decision, or with a negative weight against it."""

    code: str
    weight: float
    text: str


class ExplanationView(BaseModel):
    """Why a decision came out as `value`: a kind, the name or number of a party, or the totals as a sum.

    The weightiest evidence comes first. A party's weights, added up, say how well its role fits.
    """

    decision: Decision
    value: str
    evidence: list[EvidenceView]

    @classmethod
    def of(cls, explanation: Explanation, language: str) -> Self:
        """The evidence in the words of a language."""
        evidence = [
            EvidenceView(code=each.code, weight=each.weight, text=in_words(EVIDENCE_WORDS, each.code, {}, language))
            for each in explanation.evidence
        ]
        return cls(decision=explanation.decision, value=explanation.value, evidence=evidence)


class FieldsView(BaseModel):
    """What reading found. `fields` is absent, and `reason` given, when the document is unreadable."""

    document_id: UUID
    state: Literal["read", "unreadable"]
    kind: DocumentKind | None = None
    kind_confidence: float | None = None
    language: str | None = None
    pages: int | None = None
    reader: str | None = None
    fields: DocumentFields | None = None
    warnings: list[ReasonView] = []
    explanations: list[ExplanationView] = []
    reason: ReasonView | None = None
    has_einvoice: bool = False
    has_pdf: bool = False
    extracted_at: datetime


@router.get("/fields", operation_id="documentFields")
async def document_fields(client_id: UUID, document_id: UUID, request: Request, ctx: Reading) -> FieldsView:
    """All fields of a document with confidence, origin, page and box (points from the top left corner of the page)."""
    async with ctx.read() as tx:
        row = await queries.extraction_of(tx, client_id, document_id)
    if row is None:
        raise Refusal(Code.NOT_READ_YET, document=document_id)
    common: dict[str, Any] = {
        "document_id": row.document_id,
        "state": row.state,
        "has_einvoice": row.embedded_sha256 is not None,
        "has_pdf": row.pdf_sha256 is not None,
        "extracted_at": row.extracted_at,
    }
    if row.state == "unreadable":
        unreadable = DocumentUnreadable.model_validate(row.result)
        return FieldsView(**common, reason=ReasonView.of(unreadable.reason, language_of(request)))
    read = DocumentExtracted.model_validate(row.result)
    return FieldsView(
        **common,
        kind=read.kind,
        kind_confidence=read.kind_confidence,
        language=read.language,
        pages=read.pages,
        reader=read.reader,
        fields=read.fields,
        warnings=[ReasonView.of(warning, language_of(request)) for warning in read.warnings],
        explanations=[ExplanationView.of(each, language_of(request)) for each in row.explanations],
    )


@router.get(
    "/pages/{number}.png",
    operation_id="pageImage",
    response_class=Response,
    openapi_extra=stated(cost=Cost.DRAWING, audit="document.opened"),
)
async def page_image(client_id: UUID, document_id: UUID, number: PageNumber, ctx: Reading) -> Response:
    """Returns a page (from 1) as an image of 144 dpi: one point of a field's box is two pixels in it."""
    async with ctx.read() as tx:
        row = await queries.extraction_of(tx, client_id, document_id)
    if row is None:
        raise Refusal(Code.NOT_READ_YET, document=document_id)
    if row.pdf_sha256 is None:
        raise Refusal(Code.NOT_SHOWN, document=document_id)
    draw = partial(_draw, row.pdf_sha256, number, client_id, ctx)
    drawn = await ctx.deps.drawn_pages.get((row.pdf_sha256, number), draw)
    if not isinstance(drawn, Drawn):
        raise drawn.result.refusal() if isinstance(drawn.result, Unreadable) else Refusal(Code.NOT_SHOWN)
    return Response(
        drawn.png,
        media_type=FileType.PNG.media_type,
        headers={
            "content-security-policy": "sandbox; default-src 'none'",
            "etag": f'"{row.pdf_sha256}-{number}"',
            "cache-control": "private, max-age=0, must-revalidate",
        },
    )


async def _draw(sha256: str, number: int, client_id: UUID, ctx: Context[Deps]) -> Drawn | Outcome:
    return await ctx.deps.readers.draw(await ctx.blobs.get(sha256), number, owner=client_id)
