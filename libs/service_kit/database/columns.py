"""How Python types are stored, and how constraints are named, in the tables of every service."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Date, DateTime, LargeBinary, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

COLUMN_TYPES: Final[dict[Any, Any]] = {
    str: Text(),
    UUID: Uuid(),
    datetime: DateTime(timezone=True),
    date: Date(),
    Decimal: Numeric(17, 2),
    bytes: LargeBinary(),
    dict[str, Any]: JSONB(),
    list[Any]: JSONB(),
    list[str]: ARRAY(Text()),
    list[UUID]: ARRAY(Uuid()),
}

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
