"""PostgreSQL: connections with limits, transactions of one tenant, typed rows."""

from libs.service_kit.database.columns import COLUMN_TYPES, NAMES
from libs.service_kit.database.database import ALL_TENANTS, Database, lock_number
from libs.service_kit.database.outages import (
    ClientBusy,
    Contended,
    DatabaseAway,
    DatabaseBusy,
    PoolerNotExpected,
)
from libs.service_kit.database.statements import Statement
from libs.service_kit.database.transaction import Transaction

__all__ = [
    "ALL_TENANTS",
    "COLUMN_TYPES",
    "NAMES",
    "ClientBusy",
    "Contended",
    "Database",
    "DatabaseAway",
    "DatabaseBusy",
    "PoolerNotExpected",
    "Statement",
    "Transaction",
    "lock_number",
]
