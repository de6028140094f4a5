"""The HTTP app of every service: internal tokens, rights, problem+json, health and metrics.

Routes under `/v1` are public: the gateway collects them from each service's OpenAPI document and forwards requests with
a token that states the user, the client and the rights.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from libs.refusal import DEFAULT_STATUS, Refusal, Statuses
from libs.service_kit.context import Caller, Context
from libs.service_kit.database import Contended, DatabaseAway
from libs.service_kit.errors import Reject, Retry
from libs.service_kit.given_twice import refuse_given_twice
from libs.service_kit.health_port import HealthPort
from libs.service_kit.http_guards import (
    MOST_PARTS,
    SECURITY_HEADERS,
    BodyLimits,
    RefusedBody,
    RequestLimits,
    SecurityHeaders,
)
from libs.service_kit.http_texts import KIT_STATUSES, KIT_TEXTS, KitCode
from libs.service_kit.invalid_request import InvalidRequest, errors_of
from libs.service_kit.languages import best_language
from libs.service_kit.operations import show_terms
from libs.service_kit.outgoing import EventTooLarge
from libs.service_kit.preconditions import Preconditions
from libs.service_kit.telemetry import REPORTED, log
from libs.service_kit.token_gate import TokenGate, caller_of
from libs.service_kit.tokens import TokenReader
from libs.terms import SMALL_BODY
from libs.texts import Texts, in_words


class Allowed:
    """A dependency that checks a right for the client in the path, and gives the context for that client."""

    def __init__(self, right: str) -> None:
        self.right = right

    def caller(self, request: Request) -> Caller:
        """Who sent the request. Raises Refusal: `not_allowed` without the right, `not_found` for another client."""
        caller = caller_of(request)
        client = request.path_params.get("client_id")
        if client is not None and (caller.client_id is None or str(caller.client_id) != str(client).lower()):
            raise Refusal(KitCode.NOT_FOUND)
        if self.right not in caller.rights:
            raise Refusal(KitCode.NOT_ALLOWED, right=self.right)
        refuse_given_twice(request)
        return caller

    async def __call__(self, request: Request) -> Context[Any]:
        """The context for the caller. Raises Refusal as `caller` does."""
        context: Context[Any] = request.app.state.context()
        return context.for_caller(self.caller(request))


def allowed(right: str) -> Allowed:
    """The dependency of a route that needs this right; the OpenAPI document shows it as `x-right`."""
    return Allowed(right)


def language_of(request: Request) -> str:
    """The language that a route has set in `request.state.language`, otherwise the one that the user prefers."""
    chosen: str | None = getattr(request.state, "language", None)
    return chosen or best_language(request.headers.get("accept-language", ""))


def text_of(request: Request, code: str, params: Mapping[str, str]) -> str:
    """The service's words for a code, in the reader's language."""
    return in_words(request.app.state.texts, code, params, language_of(request))


def status_of(request: Request, code: str) -> int:
    """The HTTP status of a refusal, by the table of the service."""
    statuses: Statuses = request.app.state.statuses
    return statuses.get(code, DEFAULT_STATUS)


def problem_response(request: Request, refusal: Refusal, status: int | None = None) -> JSONResponse:
    """The answer of RFC 9457, with our stable `code`, the parameters of its text, and each invalid field.

    The status is that of the code, unless `status` says otherwise. The parameter `seconds` also becomes the header
    Retry-After; a 401 names its scheme (RFC 9110 10.2.3, 11.6.1).
    """
    texts, language = request.app.state.texts, language_of(request)
    status = status or status_of(request, refusal.code)
    sentences = refusal.sentences(texts, language)
    errors = {"errors": errors_of(refusal, texts, language)} if status in (400, 422) else {}
    headers = {"retry-after": refusal.params["seconds"]} if "seconds" in refusal.params else {}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 405:
        headers["allow"] = refusal.params.get("allowed", "")
    return JSONResponse(
        {
            "type": f"urn:serein:problem:{refusal.code}",
            "title": refusal.code.replace("_", " "),
            "status": status,
            "detail": in_words(texts, refusal.code, refusal.values, language, finished=sentences),
            "code": refusal.code,
            "params": {**refusal.values, **sentences},
            "instance": request.url.path,
            **errors,
        },
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


class _ServiceApp(FastAPI):
    """An app whose OpenAPI document also lists its refusals (`x-refusals`) and the terms of each operation."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        show_terms(document, self.routes)
        document["x-refusals"] = {str(code): status for code, status in sorted(self.state.statuses.items())}
        return document


def new_http_app(
    name: str,
    *,
    texts: Texts,
    statuses: Statuses,
    tokens: TokenReader | None,
    context: Callable[[], Context[Any]],
    ready: Callable[[], Awaitable[dict[str, bool]]],
    alive: Callable[[], bool],
    details: Callable[[], dict[str, object]] = dict,
    at_once: int = 1000,
    health_port: int | None = None,
    document_url: str | None = "/openapi.json",
) -> FastAPI:
    """A FastAPI app with health, metrics, limits and one format for errors; the service adds its routers.

    With `tokens` every request but those for health and metrics needs a token of the gateway, which itself has none.
    """
    app = _ServiceApp(
        title=f"Serein {name}",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=document_url,
        redirect_slashes=False,  # to the host name that the caller wrote
        form_limits={"max_files": MOST_PARTS, "max_fields": MOST_PARTS, "max_part_size": SMALL_BODY},
    )
    app.state.context = context
    app.state.texts, app.state.statuses = {**KIT_TEXTS, **texts}, {**KIT_STATUSES, **statuses}
    _add_errors(app)
    if tokens is not None:
        app.add_middleware(Preconditions, answer=problem_response)
    app.add_middleware(BodyLimits)
    if tokens is not None:
        app.add_middleware(TokenGate, tokens=tokens, refuse=problem_response)
    if health_port is not None:
        app.add_middleware(HealthPort, port=health_port, answer=problem_response)
    app.add_middleware(RequestLimits, answer=problem_response, at_once=at_once)
    app.add_middleware(SecurityHeaders)

    @app.get("/livez", include_in_schema=False)
    async def livez() -> JSONResponse:
        well = alive()
        return JSONResponse({"status": "ok" if well else "stuck"}, status_code=200 if well else 503)

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        parts = await ready()
        return JSONResponse({**parts, **details()}, status_code=200 if all(parts.values()) else 503)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app


_HTTP_CODES = {400: KitCode.BODY_UNREADABLE, 404: KitCode.NOT_FOUND}
"""What the framework means by a status."""


def _sends_json(request: Request) -> bool:
    """Whether the body claims to be JSON, or anything at all: without a type it is looked at."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    async def on_refusal(request: Request, refusal: Refusal) -> JSONResponse:
        return problem_response(request, refusal)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        errors = error.errors()
        if any(each["loc"] == ("body",) for each in errors) and not _sends_json(request):
            return problem_response(request, Refusal(KitCode.MEDIA_TYPE_NOT_ACCEPTED, accepted="application/json"))
        return problem_response(request, InvalidRequest.of_request(errors))

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> JSONResponse:
        if isinstance(error, RefusedBody):
            return problem_response(request, error.refusal)
        if error.status_code == 405:
            allowed = (error.headers or {}).get("Allow", "")
            return problem_response(request, Refusal(KitCode.METHOD_NOT_ALLOWED, allowed=allowed))
        return problem_response(
            request, Refusal(_HTTP_CODES.get(error.status_code, KitCode.REFUSED)), error.status_code
        )

    @app.exception_handler(ClientDisconnect)
    async def on_disconnect(request: Request, _: ClientDisconnect) -> JSONResponse:
        return problem_response(request, Refusal(KitCode.REFUSED, reason="the request was not completed"))

    @app.exception_handler(Retry)
    async def on_retry(request: Request, error: Retry) -> JSONResponse:
        log.warning("http.try_later", path=request.url.path, reason=str(error))
        return problem_response(request, Refusal(KitCode.TRY_LATER))

    @app.exception_handler(Reject)
    async def on_reject(request: Request, error: Reject) -> JSONResponse:
        return problem_response(request, Refusal(KitCode.REFUSED, reason=error))

    @app.exception_handler(EventTooLarge)
    async def on_too_large(request: Request, error: EventTooLarge) -> JSONResponse:
        log.info("http.event_too_large", path=request.url.path, error=str(error))
        return problem_response(request, Refusal(KitCode.TOO_MUCH_TEXT))

    @app.exception_handler(DatabaseAway)
    @app.exception_handler(Contended)
    async def on_database_away(request: Request, error: Exception) -> JSONResponse:
        log.warning("http.database_away", path=request.url.path, error=type(error).__name__)
        return problem_response(request, Refusal(KitCode.TRY_LATER))

    @app.exception_handler(asyncpg.DataError)
    async def on_unstorable(request: Request, error: asyncpg.DataError) -> JSONResponse:
        """PostgreSQL refused a value, not a statement: a number or an instant out of range."""
        log.warning("http.value_refused", path=request.url.path, error=type(error).__name__)
        return problem_response(request, Refusal(KitCode.VALUE_OUT_OF_RANGE))

    @app.exception_handler(Exception)
    async def on_bug(request: Request, error: Exception) -> JSONResponse:
        log.error("http.bug", path=request.url.path, exc_info=error)
        setattr(error, REPORTED, True)
        response = problem_response(request, Refusal(KitCode.UNEXPECTED))
        response.headers.update(SECURITY_HEADERS)  # Starlette answers an unknown error outside of every middleware
        return response
