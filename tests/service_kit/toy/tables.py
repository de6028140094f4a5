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


class Note(Table):
    """A note of one client. The database fills `state`, and keeps no word where none was said."""

    __tablename__ = "note"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(server_default="new", default=None)
