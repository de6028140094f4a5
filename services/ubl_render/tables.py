"""What ubl_render keeps: one row per release, rendered or refused, and what a client wants of its package."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.service_kit.database import COLUMN_TYPES, NAMES


class Table(DeclarativeBase):
    """The tables of schema `ubl_render`."""

    metadata = MetaData(schema="ubl_render", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Rendering(Table):
    """The outcome for one release: the files with their hashes, or the reasons why there are none."""

    __tablename__ = "rendering"
    __table_args__ = (Index(None, "client_id", "document_id"),)

    release_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    document_id: Mapped[UUID]
    package: Mapped[str]
    state: Mapped[str]
    files: Mapped[list[Any]]
    steps: Mapped[list[str]]
    reasons: Mapped[list[Any]]
    report_sha256: Mapped[str | None]
    rendered_at: Mapped[datetime]


class PackageChoice(Table):
    """What a client wants of a package where its profile leaves a choice; it counts for what is rendered later."""

    __tablename__ = "package_choice"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    package: Mapped[str] = mapped_column(primary_key=True)
    dialect: Mapped[str | None]
    pdf_beside: Mapped[bool]
    changed_at: Mapped[datetime]
