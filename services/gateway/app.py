"""Builds gateway."""

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from libs.service_kit import App, Kit
from libs.service_kit.operations import show_terms
from libs.service_kit.tokens import TokenSigner
from services.gateway import api, handlers, tables
from services.gateway.compression import Compressed
from services.gateway.connectors.directory import Directory
from services.gateway.connectors.upstream import Upstream
from services.gateway.domain.sessions import SessionPolicy
from services.gateway.open_streams import OpenStreams
from services.gateway.openings import Openings
from services.gateway.rate_limits import RateHeaders, RateLimits
from services.gateway.refusal_log import RefusalLog
from services.gateway.request_ids import RequestIds
from services.gateway.route_table import RouteTable
from services.gateway.service import Deps, KeptAnswers, LivePace, service
from services.gateway.settings import Settings
from services.gateway.spools import SpoolLimits, Spools
from services.gateway.texts import STATUSES, TEXTS
from services.gateway.web_apps import FOLDER, WebApps


def own_document() -> dict[str, Any]:
    """The OpenAPI document of the gateway's own routes."""
    described = FastAPI(title="gateway")
    for router in api.OWN:
        described.include_router(router)
    document = described.openapi()
    show_terms(document, described.routes)
    return document


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """The dependencies, among them the services that requests are forwarded to; none needs to be running yet."""
    settings: Settings = kit.settings
    tokens = TokenSigner(settings.token_signing_key.get_secret_value())
    upstream = Upstream(settings.services, connect=settings.upstream_connect_seconds, seconds=settings.upstream_seconds)
    stack.push_async_callback(upstream.close)
    return Deps(
        upstream=upstream,
        directory=Directory(upstream, tokens),
        route_table=RouteTable(upstream, tokens, own_document()),
        tokens=tokens,
        sessions=SessionPolicy(
            timedelta(hours=settings.session_hours),
            timedelta(days=settings.session_days),
            timedelta(minutes=settings.confirmed_minutes),
        ),
        openings=Openings(),
        open_streams=OpenStreams(
            settings.streams_per_user, settings.streams_per_firm, settings.open_streams, kit.stopping
        ),
        rates=RateLimits(settings.rate_factor, settings.outside_per_firm),
        pace=LivePace(settings.live_poll_seconds, settings.live_check_seconds, settings.live_beat_seconds),
        cookie_secure=settings.cookie_secure,
        proxies=settings.proxies or 0,
        answers_kept=timedelta(hours=settings.answer_hours),
        kept_answers=KeptAnswers(settings.answers_per_user, settings.answer_mib_per_user << 20),
        spools=Spools(
            SpoolLimits(settings.bodies_per_user, settings.body_mib_per_user << 20, settings.body_mib_in_all << 20)
        ),
        live_kept=timedelta(hours=settings.live_hours),
        attempt_timeout=timedelta(seconds=2 * settings.upstream_seconds),
        web_apps=WebApps(FOLDER if settings.web else None),
    )


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=api.ROUTERS,
    texts=TEXTS,
    statuses=STATUSES,
    middleware=[RateHeaders, RefusalLog, RequestIds, Compressed],
    is_public=True,
    ready=lambda deps: {"routes": deps.route_table.complete},
)

__all__ = ["app", "handlers"]
