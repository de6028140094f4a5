"""The service and what its work needs."""

from dataclasses import dataclass
from datetime import timedelta

from contracts.events.audit import AuditRecorded
from libs.service_kit import Service
from libs.service_kit.tokens import TokenSigner
from services.gateway.connectors.directory import Directory
from services.gateway.connectors.upstream import Upstream
from services.gateway.domain.sessions import SessionPolicy
from services.gateway.open_streams import OpenStreams
from services.gateway.openings import Openings
from services.gateway.rate_limits import RateLimits
from services.gateway.route_table import RouteTable
from services.gateway.spools import Spools
from services.gateway.web_apps import WebApps


@dataclass(frozen=True)
class LivePace:
    """How often a stream looks, checks the rights of its reader, and shows that it is alive; in seconds."""

    poll: float
    check: float
    beat: float


@dataclass(frozen=True)
class KeptAnswers:
    """How many keys and bytes of answers are kept for one user."""

    keys: int = 10_000
    size: int = 64 << 20


@dataclass(frozen=True)
class Deps:
    """The services that requests are forwarded to, and how long things are kept."""

    upstream: Upstream
    directory: Directory
    route_table: RouteTable
    tokens: TokenSigner
    sessions: SessionPolicy
    open_streams: OpenStreams
    openings: Openings
    rates: RateLimits
    pace: LivePace
    cookie_secure: bool
    proxies: int
    answers_kept: timedelta
    kept_answers: KeptAnswers
    spools: Spools
    live_kept: timedelta
    attempt_timeout: timedelta
    web_apps: WebApps


service: Service[Deps] = Service("gateway", publishes=[AuditRecorded])
