"""What ingest keeps: one row per file and client, one row per time it came in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """A table of schema `ingest`."""

    metadata = MetaData(schema="ingest", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Client(Table):
    """The settings of a client that intake needs."""

    __tablename__ = "client"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    active: Mapped[bool]
    revision: Mapped[int] = mapped_column(BigInteger)


class ReceivedFile(Table):
    """One file of one client. The same bytes received again are the same row."""

    __tablename__ = "received_file"
    __table_args__ = (UniqueConstraint("client_id", "sha256"),)

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    filename: Mapped[str]
    received_at: Mapped[datetime]


class Provenance(Table):
    """One time that a file came in: how, when, from whom, under which name. A part names the photo it was cut from."""

    __tablename__ = "provenance"
    __table_args__ = (
        Index(None, "client_id", "document_id"),
        Index(None, "client_id", "part_of", postgresql_where=text("part_of IS NOT NULL")),
    )

    provenance_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    document_id: Mapped[UUID]
    channel: Mapped[str]
    filename: Mapped[str]
    received_at: Mapped[datetime]
    received_by: Mapped[UUID | None] = mapped_column(default=None)
    part_of: Mapped[UUID | None] = mapped_column(default=None)
    part_number: Mapped[int | None] = mapped_column(default=None)
