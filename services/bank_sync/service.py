"""The service and what its work needs."""

from dataclasses import dataclass

from contracts.events.bank import StatementImported, TransactionBooked
from libs.service_kit import Service


@dataclass(frozen=True)
class Deps:
    """The published limits."""

    file_bytes: int
    files_per_upload: int


service: Service[Deps] = Service("bank_sync", publishes=[TransactionBooked, StatementImported])
