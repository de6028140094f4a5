"""Sessions, stored answers, live states."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None

SCHEMA = "gateway"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The first tables."""
    kit_tables(SCHEMA)
    op.create_table(
        "session",
        sa.Column("session_id", sa.Uuid(), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("signed_in_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.UniqueConstraint("token_hash", name="uq_session_token_hash"),
        schema=SCHEMA,
    )
    op.create_index("ix_session_user_id", "session", ["user_id"], schema=SCHEMA)
    op.create_index("ix_session_expires_at", "session", ["expires_at"], schema=SCHEMA)
    op.create_table(
        "stored_answer",
        sa.Column("user_id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Uuid(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("rights", JSONB(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", JSONB(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_stored_answer_started_at", "stored_answer", ["started_at"], schema=SCHEMA)
    op.create_table(
        "live_event",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid()),
        sa.Column("task_id", sa.Uuid()),
        schema=SCHEMA,
    )
    op.create_index("ix_live_event_client_id_seq", "live_event", ["client_id", "seq"], schema=SCHEMA)
    op.create_index("ix_live_event_kept_at", "live_event", ["kept_at"], schema=SCHEMA)
    isolate(SCHEMA, "live_event")
    isolate(SCHEMA, "stored_answer", by="user_id")
