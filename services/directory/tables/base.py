"""What all tables have in common. Rows with a `client_id` are visible for that client, or when all are asked for."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """A table of schema `directory`."""

    metadata = MetaData(schema="directory", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES
