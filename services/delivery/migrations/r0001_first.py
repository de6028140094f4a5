"""Connections, destinations, deliveries, attempts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None

OPEN_STATES = sa.text("state IN ('pending', 'leased', 'sent_unconfirmed')")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    kit_tables("delivery")
    _clients_and_connections()
    _deliveries()
    isolate("delivery", "client", "connection", "destination", "delivery", "attempt")
    # a client may see (not change) the connections that its own firm has set up for its clients
    op.execute(
        "CREATE POLICY firm ON delivery.connection FOR SELECT USING"
        " (client_id IS NULL AND firm_id IN (SELECT firm_id FROM delivery.client))"
    )


def _clients_and_connections() -> None:
    op.create_table(
        "client",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("firm_id", sa.Uuid()),
        sa.Column("package", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        schema="delivery",
    )
    op.create_index("ix_client_firm_id", "client", ["firm_id"], schema="delivery")
    op.create_table(
        "firm",
        sa.Column("firm_id", sa.Uuid(), primary_key=True),
        sa.Column("channels", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        schema="delivery",
    )
    op.create_table(
        "connection",
        sa.Column("connection_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("firm_id", sa.Uuid()),
        sa.Column("connector", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("config", JSONB(), nullable=False),
        sa.Column("secret_names", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("stopped", JSONB()),
        sa.Column("checked_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("(client_id IS NULL) <> (firm_id IS NULL)", name="ck_connection_owner"),
        schema="delivery",
    )
    op.create_index("ix_connection_client_id", "connection", ["client_id"], schema="delivery")
    op.create_index("ix_connection_firm_id", "connection", ["firm_id"], schema="delivery")
    op.create_table(
        "destination",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("settings", JSONB(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        schema="delivery",
    )
    op.create_index("ix_destination_connection_id", "destination", ["connection_id"], schema="delivery")


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("delivery_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("package", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("files", JSONB(), nullable=False),
        sa.Column("rendered_at", TIME, nullable=False),
        sa.Column("correlation", sa.Uuid()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("waiting_since", TIME, nullable=False),
        sa.Column("attempts_since_restart", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("handed_over_in", sa.Integer()),
        sa.Column("handed_over_to", JSONB()),
        sa.Column("unconfirmed", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("stopped_by", sa.Uuid()),
        sa.Column("reason", JSONB()),
        sa.Column("receipt", JSONB()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("finished_at", TIME),
        schema="delivery",
    )
    for name, columns, condition in (
        ("ix_delivery_due", ["not_before"], OPEN_STATES),
        ("ix_delivery_open", ["client_id", "seq"], OPEN_STATES),
        ("ix_delivery_client_seq", ["client_id", "seq"], None),
        ("ix_delivery_client_state", ["client_id", "state", "seq"], None),
        ("ix_delivery_stopped_by", ["stopped_by"], sa.text("stopped_by IS NOT NULL")),
        ("ix_delivery_client_document", ["client_id", "document_id"], None),
    ):
        op.create_index(name, "delivery", columns, schema="delivery", postgresql_where=condition)
    op.create_table(
        "attempt",
        sa.Column("delivery_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("handed_over_at", TIME),
        sa.Column("by_operator", sa.Boolean(), nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("outcome", sa.Text()),
        sa.Column("reason", JSONB()),
        schema="delivery",
    )
    op.create_index(
        "ix_attempt_by_operator",
        "attempt",
        ["client_id", "handed_over_at"],
        schema="delivery",
        postgresql_where=sa.text("by_operator AND handed_over_at IS NOT NULL"),
    )
