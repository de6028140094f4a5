"""Clients' accounts, statements, transactions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None

MONEY = sa.Numeric(18, 3)


def upgrade() -> None:
    """The first tables."""
    kit_tables("bank_sync")
    op.create_table(
        "client",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("ibans", ARRAY(sa.Text()), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        schema="bank_sync",
    )
    op.create_table(
        "statement",
        sa.Column("statement_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("iban", sa.Text()),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("printed_number", sa.Text(), nullable=False),
        sa.Column("old_balance", MONEY, nullable=False),
        sa.Column("old_balance_date", sa.Date(), nullable=False),
        sa.Column("new_balance", MONEY, nullable=False),
        sa.Column("new_balance_date", sa.Date(), nullable=False),
        sa.Column("continuity", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("transactions", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        schema="bank_sync",
    )
    op.create_index(
        "ix_statement_latest",
        "statement",
        ["client_id", "account", "currency", sa.text("new_balance_date DESC")],
        schema="bank_sync",
    )
    op.create_index(
        "ix_statement_listed", "statement", ["client_id", "new_balance_date", "statement_id"], schema="bank_sync"
    )
    op.create_table(
        "transaction",
        sa.Column("transaction_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("booking_date", sa.Date(), nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("money", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("doubts", ARRAY(sa.Uuid()), nullable=False),
        schema="bank_sync",
    )
    transaction_keys = ["client_id", "account", "booking_date"]
    op.create_index("ix_transaction_" + "_".join(transaction_keys), "transaction", transaction_keys, schema="bank_sync")
    isolate("bank_sync", "client", "statement", "transaction")
