"""Files, their provenance, and the client settings that intake needs."""

import sqlalchemy as sa
from alembic import op

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The first tables."""
    kit_tables("ingest")
    op.create_table(
        "client",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        schema="ingest",
    )
    op.create_table(
        "received_file",
        sa.Column("document_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("client_id", "sha256", name="uq_received_file_client_id_sha256"),
        schema="ingest",
    )
    op.create_table(
        "provenance",
        sa.Column("provenance_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.Uuid()),
        sa.Column("part_of", sa.Uuid()),
        sa.Column("part_number", sa.Integer()),
        schema="ingest",
    )
    op.create_index("ix_provenance_client_id_document_id", "provenance", ["client_id", "document_id"], schema="ingest")
    op.create_index(
        "ix_provenance_client_id_part_of",
        "provenance",
        ["client_id", "part_of"],
        schema="ingest",
        postgresql_where=sa.text("part_of IS NOT NULL"),
    )
    isolate("ingest", "client", "received_file", "provenance")
