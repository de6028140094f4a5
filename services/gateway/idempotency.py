"""Writes under an Idempotency-Key: done once, answered as often as they are sent, for 24 hours."""

import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context
from libs.service_kit.context import utc_now
from services.gateway import queries
from services.gateway.domain.headers import passed_out
from services.gateway.domain.idempotency import KEY, Fingerprint, KeyUsage, is_final, usage_of_key
from services.gateway.proxy import Forwarded, with_headers
from services.gateway.service import Deps
from services.gateway.tables import StoredAnswer
from services.gateway.texts import Code

_IN_MEMORY = 1024 * 1024
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Attempt:
    """One attempt to send the request. Another may take over when this one takes too long."""

    attempt: UUID
    user_id: UUID
    key: str
    fingerprint: str


async def answer(request: Request, forwarded: Forwarded, key: str, user_id: UUID, ctx: Context[Deps]) -> Response:
    """The stored answer, or the answer of the service, which is then stored."""
    if not KEY.fullmatch(key):
        raise Refusal(Code.BAD_IDEMPOTENCY_KEY)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        fingerprint = await _read(request, forwarded, spool)
        attempt = Attempt(uuid7(), user_id, key, fingerprint)
        stored = await _claim(attempt, ctx)
        if stored is not None and stored.status is not None:
            replayed = [*((name, value) for name, value in stored.headers), ("idempotency-replayed", "true")]
            return with_headers(Response(stored.body, status_code=stored.status), replayed)
        return await _send(forwarded, attempt, spool, ctx)


async def _read(request: Request, forwarded: Forwarded, spool: IO[bytes]) -> str:
    """Spool the body and return its fingerprint."""
    content_type = request.headers.get("content-type", "").encode("latin-1")
    fingerprint = Fingerprint(forwarded.method, forwarded.target, content_type)
    async for chunk in request.stream():
        fingerprint.update(chunk)
        spool.write(chunk)
    return fingerprint.value()


async def _claim(attempt: Attempt, ctx: Context[Deps]) -> StoredAnswer | None:
    """The stored answer; None when this attempt is to send the request. Raises a Refusal when neither is possible."""
    now = utc_now()
    async with ctx.transaction() as tx:
        running = StoredAnswer(
            user_id=attempt.user_id,
            key=attempt.key,
            fingerprint=attempt.fingerprint,
            attempt=attempt.attempt,
            started_at=now,
        )
        if await queries.claim(tx, running):
            return None
        found = await queries.answer_under(tx, attempt.user_id, attempt.key)
        if found is None:
            raise Refusal(Code.REQUEST_IN_PROGRESS, seconds=1)
        usage = usage_of_key(
            kept=found.fingerprint,
            asked=attempt.fingerprint,
            finished=found.status is not None,
            started_at=found.started_at,
            now=now,
            attempt_timeout=ctx.deps.attempt_timeout,
        )
        if usage is KeyUsage.TAKE_OVER:
            await queries.take_over(tx, attempt.user_id, attempt.key, attempt.attempt, now)
            return None
    if usage is KeyUsage.DIFFERENT:
        raise Refusal(Code.KEY_USED_DIFFERENTLY)
    if usage is KeyUsage.BUSY:
        raise Refusal(Code.REQUEST_IN_PROGRESS, seconds=1)
    return found


async def _send(forwarded: Forwarded, attempt: Attempt, spool: IO[bytes], ctx: Context[Deps]) -> Response:
    spool.seek(0, 2)
    size = spool.tell()
    spool.seek(0)
    headers = [pair for pair in forwarded.headers if pair[0] != "content-length"]
    headers.append(("content-length", str(size)))
    try:
        reply = await ctx.deps.upstream.send(
            forwarded.service, forwarded.method, forwarded.target, headers, _pieces(spool) if size else None
        )
        try:
            body = b"".join([piece async for piece in reply.aiter_raw()])
        finally:
            await reply.aclose()
    except Refusal:
        await _free(attempt, ctx)
        raise
    kept = passed_out(reply.headers.items())
    if is_final(reply.status_code):
        async with ctx.transaction() as tx:
            await queries.keep_answer(tx, attempt.attempt, reply.status_code, [list(pair) for pair in kept], body)
    else:
        await _free(attempt, ctx)
    return with_headers(Response(body, status_code=reply.status_code), kept)


async def _free(attempt: Attempt, ctx: Context[Deps]) -> None:
    async with ctx.transaction() as tx:
        await queries.release_key(tx, attempt.attempt)


async def _pieces(spool: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := spool.read(_PIECE):
        yield piece
