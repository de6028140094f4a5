"""Checks a photo before its upload, while the user can still take a better one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, UploadFile
from pydantic import BaseModel

from contracts.reason import Reason
from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit import Context
from libs.service_kit.http import allowed, language_of
from services.ocr_extract.outcome import Advice, Unreadable
from services.ocr_extract.service import Deps
from services.ocr_extract.texts import Code

router = APIRouter(prefix="/v1/clients/{client_id}/images", tags=["documents"])
Writing = Annotated[Context[Deps], Depends(allowed("documents:write"))]


class ImageCheck(BaseModel):
    """`good` when there are no hints; a file that is not an image (a PDF, an e-invoice) is always good here.

    A hint names a fault of the image (`too_dark`, `blurred`, `cut_off`), or why the file cannot be accepted.
    """

    good: bool
    hints: list[ReasonView]


@router.post("/check", operation_id="checkImage", responses={413: {}})
async def check_image(client_id: UUID, file: UploadFile, request: Request, ctx: Writing) -> ImageCheck:
    """Check an image without storing or reading it; the worst fault comes first, in the user's language."""
    content = await file.read(ctx.deps.file_bytes + 1)
    if len(content) > ctx.deps.file_bytes:
        raise Refusal(Code.FILE_TOO_LARGE, limit=f"{ctx.deps.file_bytes / 2**20:g}")
    advice = await ctx.deps.readers.advise(content, owner=client_id)
    if isinstance(advice, Advice):
        reasons = [Reason(code=code) for code in advice.faults]
    else:
        reasons = [advice.result.reason()] if isinstance(advice.result, Unreadable) else []
    hints = [ReasonView.of(reason, language_of(request)) for reason in reasons]
    return ImageCheck(good=not hints, hints=hints)
