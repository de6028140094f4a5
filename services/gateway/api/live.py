"""Live states of one client as server-sent events, so that a web app need not poll."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from libs.outside_text import Text
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.context import utc_now
from services.gateway import queries
from services.gateway.access import Ctx, Session, SignedIn, access_of, client_in, counted_access
from services.gateway.domain.live import Mark
from services.gateway.service import Deps
from services.gateway.tables import LiveEvent

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["live"])
RIGHT = "documents:read"


class LiveEventView(BaseModel):
    """The data of one server-sent event. `gap` means that older states are gone: load the lists again.

    A list that is loaded after an event shows the state that it told, or a later one.
    """

    type: str
    state: str
    at: datetime
    document_id: UUID | None = None
    task_id: UUID | None = None


@router.get(
    "/events",
    operation_id="liveEvents",
    response_model=None,
    responses={200: {"model": LiveEventView, "content": {"text/event-stream": {}}, "description": "A stream"}},
)
async def live_events(
    client_id: Annotated[str, Text(100)], request: Request, session: Session, ctx: Ctx
) -> StreamingResponse:
    """New states of documents, tasks, bookings and deliveries, from now on or from `Last-Event-ID` on."""
    client = client_in({"client_id": client_id})
    access = await counted_access(request, session, client, ctx)
    request.state.language = access.language
    if client is None or RIGHT not in access.rights:
        raise Refusal(KitCode.NOT_ALLOWED, right=RIGHT)
    ctx.deps.open_streams.refuse_if_full(session.user_id, access.firm_id or client)
    mark = Mark.parse(request.headers.get("last-event-id") or request.query_params.get("last_event_id"))
    stream = _stream(ctx.for_client(client), client, session, access.firm_id or client, mark)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _stream(
    ctx: Context[Deps], client_id: UUID, session: SignedIn, firm: UUID, mark: Mark | None
) -> AsyncIterator[str]:
    """Read new states and send them until the user loses the right or the process stops. Clients reconnect."""
    pace, deps = ctx.deps.pace, ctx.deps
    with deps.open_streams.one_more(session.user_id, firm):
        yield "retry: 2000\n\n"
        last, gap = await _begin(ctx, client_id, mark)
        if gap:
            yield gap
        checked = sent = time.monotonic()
        while not deps.open_streams.stopping:
            if time.monotonic() - checked > pace.check:
                if not await _still_allowed(ctx, session):
                    return
                checked = time.monotonic()
            async with ctx.read() as tx:
                rows = await queries.live_after(tx, client_id, last)
            for row in rows:
                yield _written(row)
            if rows:
                last, sent = rows[-1].seq, time.monotonic()
            elif time.monotonic() - sent > pace.beat:
                yield ": here\n\n"
                sent = time.monotonic()
            await asyncio.sleep(pace.poll)


async def _begin(ctx: Context[Deps], client_id: UUID, mark: Mark | None) -> tuple[int, str | None]:
    """The `seq` to go on from, and a `gap` event when states may have been missed."""
    now = utc_now()
    oldest = int((now - ctx.deps.live_kept).timestamp() * 1000)
    if mark is not None and mark.milliseconds >= oldest:
        return mark.seq, None
    async with ctx.read() as tx:
        newest = await queries.newest_live(tx, client_id)
    if mark is None:
        return newest, None
    here = Mark(newest, int(now.timestamp() * 1000))
    return newest, _event(here, {"type": "gap", "state": "reload", "at": now.isoformat()})


async def _still_allowed(ctx: Context[Deps], session: SignedIn) -> bool:
    """Whether session and right are still valid. In doubt the stream ends, and the client reconnects."""
    async with ctx.read() as tx:
        if not await queries.session_lives(tx, session.session_id, utc_now()):
            return False
    try:
        access = await access_of(session, ctx.client_id, ctx)
    except Refusal:
        return False
    return RIGHT in access.rights


def _written(row: LiveEvent) -> str:
    view = LiveEventView(type=row.type, state=row.state, at=row.at, document_id=row.document_id, task_id=row.task_id)
    mark = Mark(row.seq, int(row.kept_at.timestamp() * 1000))
    return _event(mark, view.model_dump(mode="json", exclude_none=True))


def _event(mark: Mark, data: dict[str, Any]) -> str:
    return f"id: {mark}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"
