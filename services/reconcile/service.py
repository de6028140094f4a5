"""The service and what its work needs."""

from dataclasses import dataclass, field

from contracts.events.booking import BookingLinked, BookingUnlinked
from contracts.events.division import DivisionDecided
from contracts.events.document_state import DocumentStateChanged
from contracts.events.release import DocumentReleased, ReleaseDecided
from contracts.events.task import TaskClosed, TaskOpened
from libs.service_kit import Service
from services.reconcile.register import NoRegister, Register


@dataclass(frozen=True)
class Deps:
    """The company register, and how many items one background round takes on."""

    round_size: int = 100
    register: Register = field(default_factory=NoRegister)


service: Service[Deps] = Service(
    "reconcile",
    publishes=[
        BookingLinked,
        BookingUnlinked,
        TaskOpened,
        TaskClosed,
        DocumentReleased,
        ReleaseDecided,
        DivisionDecided,
        DocumentStateChanged,
    ],
)
