"""The tables: one row per release, rendered or refused, and the choices of a client for its package."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from contracts.events.rendering import RenderedFile
from contracts.reason import Reason
from libs.service_kit.database import COLUMN_TYPES, NAMES
from libs.service_kit.json_columns import Shaped
from services.ubl_render.domain.package import DialectName


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """The tables of schema `ubl_render`."""

    metadata = MetaData(schema="ubl_render", naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class Rendering(Table, kw_only=True):
    """The outcome for one release: the files with their hashes, or the reasons why there are none."""

    __tablename__ = "rendering"
    __table_args__ = (Index(None, "client_id", "document_id"),)

    release_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID]
    document_id: Mapped[UUID]
    package: Mapped[str]
    state: Mapped[str]
    files: Mapped[list[RenderedFile]] = mapped_column(Shaped(list[RenderedFile]), default_factory=list)
    steps: Mapped[list[str]] = mapped_column(default_factory=list)
    reasons: Mapped[list[Reason]] = mapped_column(Shaped(list[Reason]), default_factory=list)
    report_sha256: Mapped[str | None] = mapped_column(default=None)
    rendered_at: Mapped[datetime]


class PackageChoice(Table, kw_only=True):
    """The choices of a client where the profile of a package leaves one; they count for what is rendered later."""

    __tablename__ = "package_choice"

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    package: Mapped[str] = mapped_column(primary_key=True)
    dialect: Mapped[DialectName | None] = mapped_column(Text, default=None)
    pdf_beside: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
