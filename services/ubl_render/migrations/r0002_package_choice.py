"""What a client wants of its package."""

import sqlalchemy as sa
from alembic import op

from libs.service_kit.migrations import isolate

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One row per client and package, only where something is chosen."""
    op.create_table(
        "package_choice",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("package", sa.Text(), primary_key=True),
        sa.Column("dialect", sa.Text()),
        sa.Column("pdf_beside", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        schema="ubl_render",
    )
    isolate("ubl_render", "package_choice")
