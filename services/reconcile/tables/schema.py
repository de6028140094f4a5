"""The base class of all tables of schema `reconcile`."""

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, MappedColumn, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """Every table has `client_id` first in its key: rows of one client lie together, isolated from others."""

    metadata = MetaData(schema="reconcile", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


def json_or_nothing() -> MappedColumn[Any]:
    """A JSON column that may be empty; None is stored as SQL NULL, not as JSON null."""
    return mapped_column(JSONB(none_as_null=True), default=None)
