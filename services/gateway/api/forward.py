"""Every request that is not for the gateway itself is forwarded to the service whose route it is."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request, Response

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.audit import audited
from libs.service_kit.http_guards import PASSED_ON
from libs.service_kit.peer_address import peer_address
from services.gateway import idempotency
from services.gateway.access import Ctx, access_of, client_in, refuse_unconfirmed, signed_in
from services.gateway.connectors.directory import Access
from services.gateway.domain.headers import passed_in
from services.gateway.domain.routes import METHODS, WRITES, Match, plain_path
from services.gateway.openings import ANSWERED
from services.gateway.proxy import Forwarded, pass_on
from services.gateway.service import Deps
from services.gateway.texts import Code

router = APIRouter()


@router.api_route(
    "/v1/{path:path}", methods=[method.upper() for method in METHODS], include_in_schema=False, response_model=None
)
async def forward(request: Request, ctx: Ctx) -> Response:
    """Find the user, their rights and the service; then forward the request with a signed token instead of theirs."""
    match = await _route(request, ctx)
    terms = match.route.terms
    setattr(request.state, PASSED_ON, terms)
    request.state.operation = match.route.template
    session = await signed_in(request, ctx)
    access = await access_of(session, client_in(match.parameters), ctx)
    request.state.language = access.language
    ctx.deps.rates.count(request, access, terms.cost)
    if terms.right is not None and terms.right not in access.rights:
        raise Refusal(KitCode.NOT_ALLOWED, right=terms.right)
    if terms.confirmed:
        refuse_unconfirmed(session, ctx)
    forwarded = _forwarded(request, match, access, ctx)
    key = request.headers.get("idempotency-key")
    has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
    with ctx.deps.rates.outside(access, terms.cost):
        if key is not None and request.method in WRITES:
            return await idempotency.answer(request, forwarded, key, access, ctx)
        answer = await pass_on(forwarded, ctx.deps.upstream, request.stream() if has_body else None)
    if answer.status_code in ANSWERED:
        await _record(request, match, access, session.session_id, ctx)
    return answer


async def _record(request: Request, match: Match, access: Access, session_id: UUID, ctx: Context[Deps]) -> None:
    """Publish for the audit trail that the user has opened a document, unless that was done lately."""
    action, document = match.route.terms.audit, match.parameters.get("document_id")
    if action is None or document is None or not ctx.deps.openings.is_new(session_id, action, UUID(document)):
        return
    acting = ctx.for_caller(access.caller(peer_address(request, ctx.deps.proxies)))
    async with acting.transaction() as tx:
        tx.publish(audited(acting, action, subject=UUID(document)))


async def _route(request: Request, ctx: Context[Deps]) -> Match:
    """The route of this request. Raises Refusal: 404, or 503 until every service has answered once; 405."""
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
        raise Refusal(KitCode.METHOD_NOT_ALLOWED, allowed=", ".join(allowed))
    raise Refusal(KitCode.NOT_FOUND)


def _forwarded(request: Request, match: Match, access: Access, ctx: Context[Deps]) -> Forwarded:
    target = request.scope["raw_path"].decode("latin-1")
    if query := request.scope["query_string"].decode("latin-1"):
        target = f"{target}?{query}"
    caller = access.caller(peer_address(request, ctx.deps.proxies))
    service, asked = match.route.service, f"{request.method} {request.url.path}"
    headers = passed_in(request.headers.items())
    headers += [
        ("accept-language", access.language),
        ("traceparent", request.state.traceparent),
        ("x-request-id", request.state.request_id),
    ]
    sign = partial(ctx.deps.tokens.sign, caller, audience=service, request=asked)
    return Forwarded(service, request.method, target, headers, sign)
