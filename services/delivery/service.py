"""The service object, and what its handlers, jobs and routes have in their hands."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.service_kit import Service
from services.delivery.attempts.pool import Crew
from services.delivery.connectors.parcel import Operator
from services.delivery.domain import Patience

service: Service["Deps"] = Service("delivery", publishes=[DeliveryCompleted, DeliveryFailed])


async def _walk_on(step: str) -> None:
    """Nothing happens between the steps of a delivery, except in tests that crash there."""


@dataclass(frozen=True)
class Deps:
    """`clock` and `chance` because a delivery lasts longer than the context it began in; `reached` for crash tests."""

    operator: Operator
    patience: Patience
    lease: timedelta
    crew: Crew
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    reached: Callable[[str], Awaitable[None]] = field(default=_walk_on)
