"""What reconcile keeps, one module per subject; importing this package declares every table."""

from services.reconcile.tables.booking import Apart, BookingMember, Link
from services.reconcile.tables.client import ClientSettings
from services.reconcile.tables.document import Correction, Document, Duplicate, Release
from services.reconcile.tables.schema import Table
from services.reconcile.tables.task import History, Task
from services.reconcile.tables.transaction import Exemption, Movement

__all__ = [
    "Apart",
    "BookingMember",
    "ClientSettings",
    "Correction",
    "Document",
    "Duplicate",
    "Exemption",
    "History",
    "Link",
    "Movement",
    "Release",
    "Table",
    "Task",
]
