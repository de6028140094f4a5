"""The tables of the toy service."""

from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    metadata = MetaData(schema="toy", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Count(Table):
    """How often a number of a client was counted."""

    __tablename__ = "count"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int]


class Note(Table):
    """A note of one client. `state` has a server default, `word` is nullable."""

    __tablename__ = "note"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(server_default="new", default=None)
