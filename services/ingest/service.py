"""The service and what its work needs."""

from dataclasses import dataclass

from contracts.events.division import DivisionFailed
from contracts.events.document import DocumentReceived, DocumentRefused, DocumentSeenAgain
from libs.service_kit import Service


@dataclass(frozen=True)
class Deps:
    """The published limits of an upload."""

    file_bytes: int
    files_per_upload: int


service: Service[Deps] = Service(
    "ingest", publishes=[DocumentReceived, DocumentSeenAgain, DocumentRefused, DivisionFailed]
)
