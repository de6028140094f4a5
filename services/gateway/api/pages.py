"""The web apps: `/app/` for entrepreneurs, `/portal/` for accountants; on the origin of the API, for the cookie."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from libs.refusal import Refusal
from libs.service_kit import KitCode
from services.gateway.access import Ctx
from services.gateway.compression import accepts_gzip
from services.gateway.web_apps import WebFile

router = APIRouter(include_in_schema=False)

STYLES_OF_REACT_ARIA = ("sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=",)
"""The one rule that its buttons put into the page, which a browser accepts by its hash alone."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' {' '.join(repr(style) for style in STYLES_OF_REACT_ARIA)}",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "permissions-policy": "camera=(self), geolocation=(), microphone=()",
    "cache-control": "no-cache",
    "vary": "Accept-Encoding",
}


@router.get("/app")
@router.get("/portal")
async def without_slash(request: Request) -> RedirectResponse:
    """The page of an app is a folder, so that its files have relative addresses."""
    return RedirectResponse(f"{request.url.path}/")


@router.get("/app/{path:path}")
async def of_app(path: str, request: Request, ctx: Ctx) -> Response:
    """A built file of Serein, or its page."""
    return _answer(request, ctx.deps.web_apps.find("app", path))


@router.get("/portal/{path:path}")
async def of_portal(path: str, request: Request, ctx: Ctx) -> Response:
    """A built file of Serein Portal, or its page."""
    return _answer(request, ctx.deps.web_apps.find("portal", path))


def _answer(request: Request, found: WebFile | None) -> Response:
    if found is None:
        raise Refusal(KitCode.NOT_FOUND)
    headers = HEADERS | {"etag": found.tag}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if found.small is not None and accepts_gzip(request.headers.get("accept-encoding", "")):
        headers |= {"content-encoding": "gzip"}
        return Response(found.small, media_type=found.media_type, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
