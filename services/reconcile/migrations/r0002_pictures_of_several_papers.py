"""Pictures that show several regions, and the documents that were cut out of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Where the papers lie on a picture; of which picture a document is a part."""
    regions = sa.Column("regions", JSONB(), nullable=False, server_default=sa.text("'[]'"))
    for column in (regions, sa.Column("part_of", sa.Uuid()), sa.Column("part_number", sa.Integer())):
        op.add_column("document", column, schema="reconcile")
    op.create_index("ix_document_client_id_part_of", "document", ["client_id", "part_of"], schema="reconcile")
