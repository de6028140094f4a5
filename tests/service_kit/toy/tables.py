"""What the toy has counted."""

from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    metadata = MetaData(schema="toy", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Count(Table):
    """One number of one client, and how often its handler took effect."""

    __tablename__ = "count"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int]
