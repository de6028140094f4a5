"""Everything that is not the gateway's own goes to the service whose route it is."""

from fastapi import APIRouter, Request, Response

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.http import TOKEN_HEADER
from services.gateway import idempotency
from services.gateway.access import Ctx, access_of, client_in, signed_in
from services.gateway.connectors.directory import Access
from services.gateway.domain.headers import passed_in
from services.gateway.domain.routes import METHODS, WRITES, Match, plain_path
from services.gateway.proxy import Forwarded, pass_on
from services.gateway.service import Deps
from services.gateway.texts import Code

router = APIRouter()


@router.api_route(
    "/v1/{path:path}", methods=[method.upper() for method in METHODS], include_in_schema=False, response_model=None
)
async def forward(request: Request, ctx: Ctx) -> Response:
    """Who asks, may he, whose is it; then the request goes on with a signed token in place of the caller's own."""
    match = await _route(request, ctx)
    session = await signed_in(request, ctx)
    access = await access_of(session, client_in(match.parameters), ctx)
    request.state.language = access.language
    forwarded = _forwarded(request, match, access, ctx)
    key = request.headers.get("idempotency-key")
    if key is not None and request.method in WRITES:
        return await idempotency.answer(request, forwarded, key, session.user_id, ctx)
    has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
    return await pass_on(forwarded, ctx.deps.upstream, request.stream() if has_body else None)


async def _route(request: Request, ctx: Context[Deps]) -> Match:
    """The route of this request; while not every service was heard of, a missing one may still come."""
    routes = ctx.deps.route_table
    plain = plain_path(request.scope["raw_path"].decode("latin-1"))
    if plain is None:
        raise Refusal(KitCode.NOT_FOUND)
    match = routes.table.match(request.method, plain)
    if match is None and routes.missing:
        await routes.learn(at_most_every=1)
        match = routes.table.match(request.method, plain)
    if match is not None:
        return match
    if routes.missing:
        raise Refusal(Code.STARTING_UP, seconds=1)
    if allowed := routes.table.methods(plain):
        raise Refusal(Code.METHOD_NOT_ALLOWED, allowed=", ".join(allowed))
    raise Refusal(KitCode.NOT_FOUND)


def _forwarded(request: Request, match: Match, access: Access, ctx: Context[Deps]) -> Forwarded:
    target = request.scope["raw_path"].decode("latin-1")
    if query := request.scope["query_string"].decode("latin-1"):
        target = f"{target}?{query}"
    headers = passed_in(request.headers.items())
    headers += [
        (TOKEN_HEADER, ctx.deps.tokens.sign(access.caller())),
        ("accept-language", access.language),
        ("traceparent", request.state.traceparent),
        ("x-request-id", request.state.request_id),
    ]
    return Forwarded(match.route.service, request.method, target, headers)
