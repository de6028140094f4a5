"""The first tables."""

import sqlalchemy as sa
from alembic import op

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    kit_tables("toy")
    op.create_table(
        "count",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        schema="toy",
    )
    op.create_table(
        "note",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("word", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False, server_default="new"),
        schema="toy",
    )
    isolate("toy", "count", "note")
