"""Renderings, and what clients chose for their packages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The first tables."""
    kit_tables("ubl_render")
    op.create_table(
        "rendering",
        sa.Column("release_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("package", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("files", JSONB(), nullable=False),
        sa.Column("steps", ARRAY(sa.Text()), nullable=False),
        sa.Column("reasons", JSONB(), nullable=False),
        sa.Column("report_sha256", sa.Text()),
        sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=False),
        schema="ubl_render",
    )
    op.create_index(
        "ix_rendering_client_id_document_id", "rendering", ["client_id", "document_id"], schema="ubl_render"
    )
    op.create_table(
        "package_choice",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("package", sa.Text(), primary_key=True),
        sa.Column("dialect", sa.Text()),
        sa.Column("pdf_beside", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        schema="ubl_render",
    )
    isolate("ubl_render", "rendering", "package_choice")
