"""The requested numbers, and how often each was answered."""

from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(DeclarativeBase):
    metadata = MetaData(schema="requester", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Asked(Table):
    """One number of one client."""

    __tablename__ = "asked"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[int]
