"""The service object, and what its handlers, jobs and routes depend on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contracts.events.audit import AuditRecorded
from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.service_kit import Service
from services.delivery.attempts.pool import WorkerPool
from services.delivery.connectors.parcel import Operator
from services.delivery.domain import MailRates, RetryPolicy

service: Service["Deps"] = Service("delivery", publishes=[DeliveryCompleted, DeliveryFailed, AuditRecorded])


async def no_fault(step: str) -> None:
    """Does nothing: only tests crash a worker between two steps."""


@dataclass(frozen=True)
class Deps:
    """`clock` and `chance`: a delivery outlives the context it began in. `fault_point`: where tests crash a worker."""

    operator: Operator
    retry_policy: RetryPolicy
    mail_rates: MailRates
    lease: timedelta
    pool: WorkerPool
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    fault_point: Callable[[str], Awaitable[None]] = field(default=no_fault)
