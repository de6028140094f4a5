"""Signing in and out, and the list of a user's sessions."""

import secrets
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from contracts.ids import uuid7
from libs.outside_text import Text
from libs.refusal import Refusal
from libs.service_kit import KitCode
from libs.service_kit.audit import audited
from libs.service_kit.operations import stated
from libs.service_kit.peer_address import peer_address
from services.gateway import queries, tables
from services.gateway.access import (
    Ctx,
    Session,
    cookie_name,
    counted_access,
    device_of,
    in_session,
    set_cookie,
    set_device,
)
from services.gateway.domain.sessions import PREFIX, token_hash

router = APIRouter(prefix="/v1/sessions", tags=["sessions"])
SIGN_IN_BODY = 8 * 1024
"""A stranger may send it, so that it is no larger than the longest address and password in escapes."""
Typed = Annotated[str, Text(320)]
Secret = Annotated[str, Text(1024, exact=True)]


class Credentials(BaseModel):
    """E-mail address and password. A web app asks for a cookie, which its scripts cannot read."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    email: Typed
    password: Secret
    as_cookie: bool = False


class NewSession(BaseModel):
    """A session; the token is shown only here (and not at all when it is in a cookie)."""

    session_id: UUID
    token: str | None
    expires_at: datetime
    user_id: UUID
    role: str
    language: str
    firm_id: UUID | None
    client_id: UUID | None


class SessionView(BaseModel):
    """One session of the user."""

    session_id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    user_agent: str
    current: bool


@router.post("", operation_id="signIn", status_code=201, openapi_extra=stated(largest_body=SIGN_IN_BODY))
async def sign_in(sent: Credentials, request: Request, response: Response, ctx: Ctx) -> NewSession:
    """Sign in: a new session with a token of its own."""
    address = peer_address(request, ctx.deps.proxies)
    ctx.deps.rates.count_stranger(request, address)
    device = device_of(request, ctx)
    user = await ctx.deps.directory.check_password(sent.email, sent.password, address, device)
    token, session_id = PREFIX + secrets.token_urlsafe(32), uuid7()
    expires_at = ctx.deps.sessions.expiry(ctx.now, ctx.now)
    async with ctx.transaction() as tx:
        new = tables.Session(
            session_id=session_id,
            token_hash=token_hash(token),
            user_id=user.user_id,
            signed_in_at=user.at,
            confirmed_at=ctx.now,
            created_at=ctx.now,
            seen_at=ctx.now,
            expires_at=expires_at,
            address=address,
            user_agent=request.headers.get("user-agent", "")[:200].replace("\0", ""),
        )
        await queries.add_session(tx, new)
        if sent.as_cookie and (before := request.cookies.get(cookie_name(secure=ctx.deps.cookie_secure))):
            await queries.end_session_with(tx, token_hash(before))  # its cookie is replaced, so nobody could end it
    if sent.as_cookie:
        set_cookie(response, ctx, cookie_name(secure=ctx.deps.cookie_secure), token, ctx.deps.sessions.longest)
        set_device(response, ctx, user.device)
    return NewSession(
        session_id=session_id,
        token=None if sent.as_cookie else token,
        expires_at=expires_at,
        **user.model_dump(exclude={"at", "device"}),
    )


class Confirmation(BaseModel):
    """The password of whoever is signed in."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    password: Secret


@router.post("/confirm", operation_id="confirm", status_code=204, openapi_extra=stated(largest_body=SIGN_IN_BODY))
async def confirm(sent: Confirmation, request: Request, session: Session, ctx: Ctx) -> None:
    """Show the password again, after a refusal `confirm_password`: for a while this session may change more."""
    await counted_access(request, session, None, ctx)
    await ctx.deps.directory.confirm(session.user_id, sent.password, peer_address(request, ctx.deps.proxies))
    async with ctx.transaction() as tx:
        await queries.confirm_session(tx, session.session_id, ctx.now)
        tx.publish(audited(in_session(ctx, session, request), "session.confirmed", subject=session.session_id))


@router.get("", operation_id="listSessions")
async def list_sessions(request: Request, session: Session, ctx: Ctx) -> list[SessionView]:
    """The sessions of the signed-in user."""
    await counted_access(request, session, None, ctx)
    async with ctx.read() as tx:
        rows = await queries.sessions_of(tx, session.user_id, ctx.now)
    return [
        SessionView(
            session_id=row.session_id,
            created_at=row.created_at,
            seen_at=row.seen_at,
            expires_at=row.expires_at,
            address=row.address,
            user_agent=row.user_agent,
            current=row.session_id == session.session_id,
        )
        for row in rows
    ]


@router.delete("", operation_id="endOtherSessions", status_code=204)
async def end_other_sessions(session: Session, request: Request, ctx: Ctx) -> None:
    """Sign out everywhere else."""
    async with ctx.transaction() as tx:
        if await queries.end_other_sessions(tx, session.user_id, session.session_id):
            tx.publish(audited(in_session(ctx, session, request), "session.others_ended", subject=session.session_id))


@router.delete("/current", operation_id="signOut", status_code=204)
async def sign_out(session: Session, request: Request, response: Response, ctx: Ctx) -> None:
    """Sign out: end this session, and let the browser forget what it has kept of it."""
    response.headers["clear-site-data"] = '"cache", "storage"'
    async with ctx.transaction() as tx:
        if await queries.end_session(tx, session.user_id, session.session_id):
            tx.publish(audited(in_session(ctx, session, request), "session.signed_out", subject=session.session_id))
    secure = ctx.deps.cookie_secure
    response.delete_cookie(cookie_name(secure=secure), secure=secure, httponly=True, samesite="strict")


@router.delete("/{session_id}", operation_id="endSession", status_code=204)
async def end_session(session_id: UUID, session: Session, request: Request, ctx: Ctx) -> None:
    """End another session of the signed-in user."""
    async with ctx.transaction() as tx:
        if not await queries.end_session(tx, session.user_id, session_id):
            raise Refusal(KitCode.NOT_FOUND)
        tx.publish(audited(in_session(ctx, session, request), "session.ended", subject=session_id))
