"""The first version of the tables: clients and extractions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    kit_tables("ocr_extract")
    op.create_table(
        "client",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("vat_number", sa.Text(), nullable=False),
        sa.Column("ibans", ARRAY(sa.Text()), nullable=False),
        sa.Column("configured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        schema="ocr_extract",
    )
    op.create_table(
        "extraction",
        sa.Column("document_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("reader", sa.Text()),
        sa.Column("result", JSONB(), nullable=False),
        sa.Column("explanations", JSONB(), nullable=False),
        sa.Column("embedded_sha256", sa.Text()),
        sa.Column("pdf_sha256", sa.Text()),
        sa.Column("extracted_at", sa.DateTime(timezone=True), nullable=False),
        schema="ocr_extract",
    )
    op.create_index(
        "ix_extraction_client_id_extracted_at", "extraction", ["client_id", "extracted_at"], schema="ocr_extract"
    )
    isolate("ocr_extract", "client", "extraction")
