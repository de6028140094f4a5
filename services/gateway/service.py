"""The service and what its work needs."""

from dataclasses import dataclass
from datetime import timedelta

from libs.service_kit import Service
from libs.service_kit.http import Tokens
from services.gateway.connectors.directory import Directory
from services.gateway.connectors.upstream import Upstream
from services.gateway.domain.sessions import SessionPolicy
from services.gateway.open_streams import Listeners
from services.gateway.route_table import Switchboard


@dataclass(frozen=True)
class LivePace:
    """How often a stream looks, checks the listener's rights, and shows that it is alive; in seconds."""

    poll: float
    check: float
    beat: float


@dataclass(frozen=True)
class Deps:
    """Everything behind the door, and how long things are kept."""

    upstream: Upstream
    directory: Directory
    switchboard: Switchboard
    tokens: Tokens
    sessions: SessionPolicy
    listeners: Listeners
    pace: LivePace
    cookie_secure: bool
    proxies: int
    answers_kept: timedelta
    live_kept: timedelta
    patience: timedelta


service: Service[Deps] = Service("gateway")
