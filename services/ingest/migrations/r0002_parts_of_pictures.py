"""Files that were cut out of a picture of several papers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Which picture, and which of its papers."""
    op.add_column("provenance", sa.Column("part_of", sa.Uuid()), schema="ingest")
    op.add_column("provenance", sa.Column("part_number", sa.Integer()), schema="ingest")
