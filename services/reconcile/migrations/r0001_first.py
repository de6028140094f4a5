"""The first tables of reconcile."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.service_kit.migrations import isolate, kit_tables

revision = "0001"
down_revision = None

SCHEMA = "reconcile"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Everything at once: nothing has been released before this."""
    kit_tables(SCHEMA)
    _client_settings()
    _document()
    _release()
    _correction()
    _duplicate()
    _transaction()
    _exemption()
    _booking_member()
    _link()
    _unlinked_pair()
    _task()
    _history()
    isolate(
        SCHEMA,
        "client_settings",
        "document",
        "release",
        "correction",
        "duplicate",
        "transaction",
        "exemption",
        "booking_member",
        "link",
        "unlinked_pair",
        "task",
        "history",
    )


def _client_settings() -> None:
    op.create_table(
        "client_settings",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("settings", JSONB(), nullable=False),
        sa.Column("configured_at", MOMENT, nullable=False),
        sa.Column("released", sa.Integer(), nullable=False),
        schema=SCHEMA,
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("document_id", sa.Uuid(), primary_key=True),
        sa.Column("sha256", sa.Text()),
        sa.Column("media_type", sa.Text()),
        sa.Column("size", sa.BigInteger()),
        sa.Column("filename", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("received_at", MOMENT),
        sa.Column("received_by", sa.Uuid()),
        sa.Column("kind_hint", sa.Text()),
        sa.Column("part_of", sa.Uuid()),
        sa.Column("part_number", sa.Integer()),
        sa.Column("reading_at", MOMENT),
        sa.Column("read_kind", sa.Text()),
        sa.Column("read_confidence", sa.Float()),
        sa.Column("read_fields", JSONB()),
        sa.Column("read_at", MOMENT),
        sa.Column("learnt", JSONB(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("language", sa.Text()),
        sa.Column("pages", sa.Integer()),
        sa.Column("embedded_sha256", sa.Text()),
        sa.Column("pdf_sha256", sa.Text()),
        sa.Column("warnings", JSONB(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("regions", JSONB(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("known_parts", JSONB(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("division_failure", JSONB()),
        sa.Column("unreadable", JSONB()),
        sa.Column("user_kind", sa.Text()),
        sa.Column("corrections", JSONB(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("marks", JSONB(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("tags", sa.ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("note", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("kind_confidence", sa.Float(), nullable=False, server_default=sa.text("0")),
        sa.Column("fields", JSONB(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payment", sa.Text(), nullable=False, server_default=sa.text("'unknown'")),
        sa.Column("hold", sa.Text()),
        sa.Column("hold_until", MOMENT),
        sa.Column("eligible_at", MOMENT),
        sa.Column("ambiguous", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("is_open", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("is_combined", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("reconcile_again", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("cents", sa.BigInteger()),
        sa.Column("currency", sa.Text()),
        sa.Column("issued", sa.Date()),
        sa.Column("day", sa.Date()),
        sa.Column("due", sa.Date()),
        sa.Column("ogm", sa.Text()),
        sa.Column("creditor_reference", sa.Text()),
        sa.Column("iban", sa.Text()),
        sa.Column("company", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("number", sa.Text()),
        sa.Column("numbers", sa.ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("counterparty", sa.Text()),
        sa.Column("total", sa.Numeric(17, 2)),
        sa.Column("searched", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("release_id", sa.Uuid()),
        sa.Column("released_at", MOMENT),
        sa.Column("release_cause", sa.Text()),
        sa.Column("rendered_at", MOMENT),
        sa.Column("refused", JSONB(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("delivered_at", MOMENT),
        sa.Column("failure", JSONB()),
        sa.Column("failed_at", MOMENT),
        sa.Column("delivery_id", sa.Uuid()),
        sa.Column("unconfirmed", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("receipt", JSONB()),
        schema=SCHEMA,
    )
    op.create_index("ix_document_client_id_cents", "document", ["client_id", "cents"], schema=SCHEMA)
    op.create_index("ix_document_client_id_company", "document", ["client_id", "company"], schema=SCHEMA)
    op.create_index(
        "ix_document_client_id_creditor_reference", "document", ["client_id", "creditor_reference"], schema=SCHEMA
    )
    op.create_index("ix_document_client_id_iban_cents", "document", ["client_id", "iban", "cents"], schema=SCHEMA)
    op.create_index("ix_document_client_id_name", "document", ["client_id", "name"], schema=SCHEMA)
    op.create_index("ix_document_client_id_part_of", "document", ["client_id", "part_of"], schema=SCHEMA)
    op.create_index("ix_document_client_id_ogm", "document", ["client_id", "ogm"], schema=SCHEMA)
    op.create_index("ix_document_client_id_state", "document", ["client_id", "state"], schema=SCHEMA)
    op.create_index(
        "ix_document_due", "document", ["hold_until"], schema=SCHEMA, postgresql_where=sa.text("hold_until IS NOT NULL")
    )
    op.create_index(
        "ix_document_reconcile_again",
        "document",
        ["client_id"],
        schema=SCHEMA,
        postgresql_where=sa.text("reconcile_again"),
    )
    op.create_index("ix_document_listed", "document", ["client_id", "received_at", "document_id"], schema=SCHEMA)
    op.create_index("ix_document_numbers", "document", ["numbers"], schema=SCHEMA, postgresql_using="gin")


def _release() -> None:
    op.create_table(
        "release",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("release_id", sa.Uuid(), primary_key=True),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("snapshot", JSONB(), nullable=False),
        sa.Column("released_at", MOMENT, nullable=False),
        sa.Column("released_by", sa.Uuid()),
        schema=SCHEMA,
    )
    op.create_index("ix_release_client_id_document_id", "release", ["client_id", "document_id"], schema=SCHEMA)


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("correction_id", sa.Uuid(), primary_key=True),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("counterparty_key", sa.Text()),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("was", JSONB()),
        sa.Column("value", JSONB()),
        sa.Column("made_by", sa.Uuid()),
        sa.Column("made_at", MOMENT, nullable=False),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_correction_client_id_counterparty_key", "correction", ["client_id", "counterparty_key"], schema=SCHEMA
    )
    op.create_index("ix_correction_client_id_document_id", "correction", ["client_id", "document_id"], schema=SCHEMA)


def _duplicate() -> None:
    op.create_table(
        "duplicate",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("first_id", sa.Uuid(), primary_key=True),
        sa.Column("second_id", sa.Uuid(), primary_key=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text()),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", MOMENT),
        schema=SCHEMA,
    )
    op.create_index("ix_duplicate_client_id_second_id", "duplicate", ["client_id", "second_id"], schema=SCHEMA)


def _transaction() -> None:
    op.create_table(
        "transaction",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("transaction_id", sa.Uuid(), primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(17, 2), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("booking_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("needs_document", sa.Boolean(), nullable=False),
        sa.Column("counterparty", sa.Text()),
        sa.Column("communication", sa.Text()),
        sa.Column("booked", JSONB(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("ogm", sa.Text()),
        sa.Column("creditor_reference", sa.Text()),
        sa.Column("iban", sa.Text()),
        sa.Column("creditor_company", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("numbers", sa.ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("searched", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("marks", JSONB(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("learnt", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("tags", sa.ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("note", sa.Text()),
        sa.Column("ambiguous", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("is_open", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("is_combined", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("reconcile_again", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        schema=SCHEMA,
    )
    op.create_index("ix_transaction_client_id_cents", "transaction", ["client_id", "cents"], schema=SCHEMA)
    op.create_index(
        "ix_transaction_client_id_creditor_company", "transaction", ["client_id", "creditor_company"], schema=SCHEMA
    )
    op.create_index(
        "ix_transaction_client_id_creditor_reference", "transaction", ["client_id", "creditor_reference"], schema=SCHEMA
    )
    op.create_index("ix_transaction_client_id_iban_cents", "transaction", ["client_id", "iban", "cents"], schema=SCHEMA)
    op.create_index("ix_transaction_client_id_name", "transaction", ["client_id", "name"], schema=SCHEMA)
    op.create_index("ix_transaction_client_id_ogm", "transaction", ["client_id", "ogm"], schema=SCHEMA)
    op.create_index(
        "ix_transaction_reconcile_again",
        "transaction",
        ["client_id"],
        schema=SCHEMA,
        postgresql_where=sa.text("reconcile_again"),
    )
    op.create_index(
        "ix_transaction_listed", "transaction", ["client_id", "booking_date", "transaction_id"], schema=SCHEMA
    )
    op.create_index("ix_transaction_numbers", "transaction", ["numbers"], schema=SCHEMA, postgresql_using="gin")


def _exemption() -> None:
    op.create_table(
        "exemption",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("party", sa.Text(), primary_key=True),
        sa.Column("outgoing", sa.Boolean(), primary_key=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("most", sa.BigInteger()),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", MOMENT, nullable=False),
        schema=SCHEMA,
    )


def _booking_member() -> None:
    op.create_table(
        "booking_member",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("item_id", sa.Uuid(), primary_key=True),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("is_document", sa.Boolean(), nullable=False),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_booking_member_client_id_booking_id", "booking_member", ["client_id", "booking_id"], schema=SCHEMA
    )


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("one_id", sa.Uuid(), primary_key=True),
        sa.Column("other_id", sa.Uuid(), primary_key=True),
        sa.Column("evidence", JSONB(), nullable=False),
        sa.Column("ground", sa.Text()),
        sa.Column("by_user", sa.Boolean(), nullable=False),
        sa.Column("linked_by", sa.Uuid()),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.Column("was_unlinked", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        schema=SCHEMA,
    )
    op.create_index("ix_link_client_id_other_id", "link", ["client_id", "other_id"], schema=SCHEMA)


def _unlinked_pair() -> None:
    op.create_table(
        "unlinked_pair",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("one_id", sa.Uuid(), primary_key=True),
        sa.Column("other_id", sa.Uuid(), primary_key=True),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", MOMENT, nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_unlinked_pair_client_id_other_id", "unlinked_pair", ["client_id", "other_id"], schema=SCHEMA)


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("task_id", sa.Uuid(), primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid()),
        sa.Column("transaction_id", sa.Uuid()),
        sa.Column("params", JSONB(), nullable=False),
        sa.Column("suggestions", JSONB(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("wake_at", MOMENT),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by", sa.Uuid()),
        sa.Column("action", sa.Text()),
        schema=SCHEMA,
    )
    op.create_index("ix_task_client_id_subject_id", "task", ["client_id", "subject_id"], schema=SCHEMA)
    op.create_index("ix_task_listed", "task", ["client_id", "status", "opened_at", "task_id"], schema=SCHEMA)
    op.create_index("ix_task_wake", "task", ["wake_at"], schema=SCHEMA, postgresql_where=sa.text("status = 'parked'"))


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("history_id", sa.Uuid(), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid()),
        sa.Column("document_id", sa.Uuid()),
        sa.Column("transaction_id", sa.Uuid()),
        sa.Column("details", JSONB(), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_history_client_id_document_id", "history", ["client_id", "document_id"], schema=SCHEMA)
    op.create_index("ix_history_client_id_transaction_id", "history", ["client_id", "transaction_id"], schema=SCHEMA)
    op.create_index("ix_history_listed", "history", ["client_id", "at", "history_id"], schema=SCHEMA)
