"""Who sent a request: the session behind its token or cookie, and what the directory allows that user now."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Response

from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.context import Caller
from libs.service_kit.peer_address import peer_address
from libs.terms import Cost
from services.gateway import queries
from services.gateway.connectors.directory import Access
from services.gateway.domain.routes import WRITES
from services.gateway.domain.sessions import DEVICE_LASTS, is_due, token_hash
from services.gateway.service import Deps
from services.gateway.texts import Code

CSRF_HEADER = "Serein-Csrf"
_DEVICE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class SignedIn:
    """A session that has not expired."""

    session_id: UUID
    user_id: UUID
    signed_in_at: datetime
    confirmed_at: datetime


def cookie_name(*, secure: bool) -> str:
    """`__Host-` binds the cookie to this host and to TLS; on plain loopback (a laptop) it has a name without."""
    return "__Host-serein" if secure else "serein"


def device_cookie_name(*, secure: bool) -> str:
    """The cookie by which a browser is known at the next sign-in; it opens nothing."""
    return f"{cookie_name(secure=secure)}-device"


def device_of(request: Request, ctx: Context[Deps]) -> str | None:
    """The token of the browser that a request comes from, if it brought one that can be ours."""
    token = request.cookies.get(device_cookie_name(secure=ctx.deps.cookie_secure), "")
    return token if _DEVICE.fullmatch(token) else None


def set_cookie(response: Response, ctx: Context[Deps], name: str, value: str, lasts: timedelta) -> None:
    """Set a cookie that no script reads and no other site sends."""
    seconds, secure = int(lasts.total_seconds()), ctx.deps.cookie_secure
    response.set_cookie(name, value, max_age=seconds, secure=secure, httponly=True, samesite="strict")


def set_device(response: Response, ctx: Context[Deps], device: str) -> None:
    """Let the browser be known by this token from now on."""
    set_cookie(response, ctx, device_cookie_name(secure=ctx.deps.cookie_secure), device, DEVICE_LASTS)


def context_of(request: Request) -> Context[Deps]:
    """A context for this request."""
    context: Context[Deps] = request.app.state.context()
    return context


Ctx = Annotated[Context[Deps], Depends(context_of)]


async def signed_in(request: Request, ctx: Ctx) -> SignedIn:
    """The session of this request; 401 without one, 403 for a write by cookie that another site may have caused.

    Those without one are counted by address (429), and hold up nobody there who has one.
    """
    try:
        return await _session_of(request, ctx)
    except Refusal as refusal:
        if refusal.code == KitCode.NOT_SIGNED_IN:
            ctx.deps.rates.count_stranger(request, peer_address(request, ctx.deps.proxies))
        raise


async def _session_of(request: Request, ctx: Context[Deps]) -> SignedIn:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        token = request.cookies.get(cookie_name(secure=ctx.deps.cookie_secure), "")
        if token and request.method in WRITES and CSRF_HEADER not in request.headers:
            raise Refusal(Code.CSRF_HEADER_MISSING, header=CSRF_HEADER)
    if not token:
        raise Refusal(KitCode.NOT_SIGNED_IN)
    async with ctx.read() as tx:
        found = await queries.session_with(tx, token_hash(token.strip()), ctx.now)
    if found is None:
        raise Refusal(KitCode.NOT_SIGNED_IN)
    if is_due(found.seen_at, ctx.now):
        async with ctx.transaction() as tx:
            expires_at = ctx.deps.sessions.expiry(found.created_at, ctx.now)
            await queries.touch_session(tx, found.session_id, ctx.now, expires_at)
    request.state.user_id = found.user_id
    return SignedIn(found.session_id, found.user_id, found.signed_in_at, found.confirmed_at)


Session = Annotated[SignedIn, Depends(signed_in)]


async def counted_access(request: Request, session: SignedIn, client_id: UUID | None, ctx: Context[Deps]) -> Access:
    """As `access_of`, for a route of the gateway's own: the request is counted (429)."""
    access = await access_of(session, client_id, ctx)
    ctx.deps.rates.count(request, access, Cost.READ if request.method == "GET" else Cost.WRITE)
    return access


async def access_of(session: SignedIn, client_id: UUID | None, ctx: Context[Any]) -> Access:
    """What the user may do for this client. Asked at each request, so that a disabled user is out at once."""
    try:
        access: Access = await ctx.deps.directory.access(session.user_id, client_id)
    except Refusal as refusal:
        if refusal.code == KitCode.NOT_SIGNED_IN:
            await end(session, ctx)
        raise
    if session.signed_in_at < access.sessions_from:
        await end(session, ctx)
        raise Refusal(KitCode.NOT_SIGNED_IN)
    return access


def refuse_unconfirmed(session: SignedIn, ctx: Context[Deps]) -> None:
    """Raises 403 when the user has not shown their password lately, at the sign-in or since."""
    lasts = ctx.deps.sessions.confirmed_for
    if ctx.now - session.confirmed_at > lasts:
        raise Refusal(Code.CONFIRM_PASSWORD, minutes=round(lasts.total_seconds() / 60))


def in_session(ctx: Context[Deps], session: SignedIn, request: Request) -> Context[Deps]:
    """A context that names the user of a session and their address, for what the gateway itself does for them."""
    address = peer_address(request, ctx.deps.proxies)
    return ctx.for_caller(Caller(session.user_id, None, None, "", frozenset(), address=address))


async def end(session: SignedIn, ctx: Context[Any]) -> bool:
    """End the session; whether it was still there."""
    async with replace(ctx, client_id=None).transaction() as tx:
        return await queries.end_session(tx, session.user_id, session.session_id)


def client_in(parameters: dict[str, str]) -> UUID | None:
    """The client named in a path, if any. Raises Refusal (404) when it is not an id."""
    named = parameters.get("client_id")
    if named is None:
        return None
    try:
        return UUID(named)
    except ValueError as error:
        raise Refusal(KitCode.NOT_FOUND) from error
