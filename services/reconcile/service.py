"""The service and what its work needs."""

from dataclasses import dataclass

from contracts.events.booking import BookingLinked, BookingUnlinked
from contracts.events.release import DocumentReleased
from contracts.events.task import TaskClosed, TaskOpened
from libs.service_kit import Service


@dataclass(frozen=True)
class Deps:
    """Nothing outside the database; how many things one round of judging takes on."""

    judged_at_once: int = 100


service: Service[Deps] = Service(
    "reconcile", publishes=[BookingLinked, BookingUnlinked, TaskOpened, TaskClosed, DocumentReleased]
)
