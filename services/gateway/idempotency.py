"""Writes under an Idempotency-Key: done once, answered as often as they are sent, for 24 hours."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode, Transaction
from libs.service_kit.context import utc_now
from services.gateway import queries
from services.gateway.connectors.directory import Access
from services.gateway.domain.headers import passed_out
from services.gateway.domain.idempotency import KEY, Fingerprint, KeyUsage, is_final, usage_of_key
from services.gateway.proxy import Forwarded, with_headers
from services.gateway.service import Deps
from services.gateway.spools import Spool
from services.gateway.tables import StoredAnswer
from services.gateway.texts import Code

_PIECE = 64 * 1024


@dataclass(frozen=True)
class Attempt:
    """One attempt to send the request. Another may take over when this one takes too long."""

    attempt: UUID
    user_id: UUID
    key: str
    fingerprint: str
    rights: frozenset[str]


async def answer(request: Request, forwarded: Forwarded, key: str, access: Access, ctx: Context[Deps]) -> Response:
    """The stored answer, or the answer of the service, which is then stored.

    Whether the user may call the operation is known already: nothing is read from anybody else.
    """
    if not KEY.fullmatch(key):
        raise Refusal(Code.BAD_IDEMPOTENCY_KEY)
    mine = ctx.for_client(access.user_id)  # stored answers are walled off by user
    with ctx.deps.spools.one(access.user_id) as spool:
        fingerprint = await _read(request, forwarded, spool)
        attempt = Attempt(uuid7(), access.user_id, key, fingerprint, access.rights)
        stored = await _claim(attempt, mine)
        if stored is not None and stored.status is not None:
            replayed = [*((name, value) for name, value in stored.headers), ("idempotency-replayed", "true")]
            return with_headers(Response(stored.body, status_code=stored.status), replayed)
        return await _send(forwarded, attempt, spool, mine)


async def _read(request: Request, forwarded: Forwarded, spool: Spool) -> str:
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
            rights=sorted(attempt.rights),
        )
        if await queries.claim(tx, running):
            await _refuse_too_many(tx, attempt, ctx)
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
    if lost := set(found.rights) - attempt.rights:
        raise Refusal(KitCode.NOT_ALLOWED, right=min(lost))  # the answer shows what they might no longer see
    return found


async def _refuse_too_many(tx: Transaction, attempt: Attempt, ctx: Context[Deps]) -> None:
    """Raises Refusal (429) when this user has more keys, or more stored bytes, than are kept for one."""
    keys, size = await queries.answers_of(tx, attempt.user_id)
    if keys > ctx.deps.kept_answers.keys or size > ctx.deps.kept_answers.size:
        raise Refusal(Code.TOO_MANY_KEYS, seconds=3600)


async def _send(forwarded: Forwarded, attempt: Attempt, spool: Spool, ctx: Context[Deps]) -> Response:
    spool.file.seek(0)
    headers = [pair for pair in forwarded.signed() if pair[0] != "content-length"]
    headers.append(("content-length", str(spool.size)))
    body = _pieces(spool.file) if spool.size else None
    try:
        reply = await ctx.deps.upstream.send(forwarded.service, forwarded.method, forwarded.target, headers, body)
        try:
            content = b"".join([piece async for piece in reply.aiter_raw()])
        finally:
            await reply.aclose()
    except Refusal:
        await _free(attempt, ctx)
        raise
    kept = passed_out(reply.headers.items())
    if is_final(reply.status_code):
        async with ctx.transaction() as tx:
            await queries.keep_answer(tx, attempt.attempt, reply.status_code, [list(pair) for pair in kept], content)
    else:
        await _free(attempt, ctx)
    return with_headers(Response(content, status_code=reply.status_code), kept)


async def _free(attempt: Attempt, ctx: Context[Deps]) -> None:
    async with ctx.transaction() as tx:
        await queries.release_key(tx, attempt.attempt)


async def _pieces(spool: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := spool.read(_PIECE):
        yield piece
