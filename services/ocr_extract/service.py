"""The service and its dependencies."""

from dataclasses import dataclass

from contracts.events.division import DivisionFailed, DocumentDivided
from contracts.events.extraction import DocumentExtracted, DocumentReading, DocumentUnreadable
from libs.confinement import Confinement
from libs.service_kit import Service
from services.ocr_extract.drawn_pages import DrawnPages
from services.ocr_extract.workers.pool import ReaderPool


@dataclass(frozen=True)
class Deps:
    """The worker pool that reads files, what holds it, the pages drawn lately, and the largest file in bytes."""

    readers: ReaderPool
    confinement: Confinement
    drawn_pages: DrawnPages
    file_bytes: int = 25 << 20


service: Service[Deps] = Service(
    "ocr_extract",
    publishes=[DocumentReading, DocumentExtracted, DocumentUnreadable, DocumentDivided, DivisionFailed],
)
