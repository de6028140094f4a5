"""Why a picture could not be divided, and which of its papers were documents before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two columns of the picture."""
    op.add_column("document", sa.Column("division_failure", JSONB()), schema="reconcile")
    known = sa.Column("known_parts", JSONB(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("document", known, schema="reconcile")
