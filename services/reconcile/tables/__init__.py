"""The tables of reconcile, one module per subject; importing this package declares all of them."""

from services.reconcile.tables.booking import Booking, BookingMember, Link, UnlinkedPair
from services.reconcile.tables.client import ClientSettings
from services.reconcile.tables.document import Correction, Document, Duplicate, Release
from services.reconcile.tables.schema import Table
from services.reconcile.tables.task import History, Task
from services.reconcile.tables.transaction import BankTransaction, Exemption

__all__ = [
    "BankTransaction",
    "Booking",
    "BookingMember",
    "ClientSettings",
    "Correction",
    "Document",
    "Duplicate",
    "Exemption",
    "History",
    "Link",
    "Release",
    "Table",
    "Task",
    "UnlinkedPair",
]
