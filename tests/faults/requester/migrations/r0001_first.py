"""The first tables."""

import sqlalchemy as sa
from alembic import op

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    kit_tables("requester")
    op.create_table(
        "asked",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        schema="requester",
    )
    isolate("requester", "asked")
