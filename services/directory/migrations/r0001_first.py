"""Firms, groups, clients, users, attempts to sign in, and who changed what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.service_kit.migrations import append_only, isolate, kit_tables

revision = "0001"
down_revision = None

SCHEMA = "directory"


def upgrade() -> None:
    """Create the tables."""
    kit_tables(SCHEMA)
    _firms()
    _clients()
    _hand_over()
    _users()
    _mail()
    _audit()
    isolate(SCHEMA, "client", "group_client", "hand_over", "user", "mail", "audit")


def _firms() -> None:
    op.create_table(
        "firm",
        sa.Column("firm_id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("channels", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("release", JSONB(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_table(
        "group",
        sa.Column("group_id", sa.Uuid(), primary_key=True),
        sa.Column("firm_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("firm_id", "name", name="uq_group_firm_id_name"),
        schema=SCHEMA,
    )
    for table, member in (("group_staff", "user_id"), ("group_client", "client_id")):
        op.create_table(
            table,
            sa.Column("group_id", sa.Uuid(), primary_key=True),
            sa.Column(member, sa.Uuid(), primary_key=True),
            schema=SCHEMA,
        )
        op.create_index(f"ix_{table}_{member}", table, [member], schema=SCHEMA)


def _clients() -> None:
    op.create_table(
        "client",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("firm_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("vat_number", sa.Text(), nullable=False),
        sa.Column("vat_held", sa.Boolean(), nullable=False),
        sa.Column("succeeded_by", sa.Uuid()),
        sa.Column("unverified", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("vat_frequency", sa.Text(), nullable=False),
        sa.Column("address", JSONB(), nullable=False),
        sa.Column("ibans", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("package", sa.Text(), nullable=False),
        sa.Column("follow_up_from", sa.Date()),
        sa.Column("expenses_only", sa.Boolean(), nullable=False),
        sa.Column("documents_without_transaction", sa.Boolean(), nullable=False),
        sa.Column("release", JSONB(), nullable=False),
        sa.Column("card_statement_route", sa.Text(), nullable=False),
        sa.Column("ledger_accounts", JSONB(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_client_firm_id", "client", ["firm_id"], schema=SCHEMA)
    _unique_where("uq_client_vat_number_held", "client", ["vat_number"], "vat_held")
    _unique_where("uq_client_firm_id_vat_number", "client", ["firm_id", "vat_number"], "succeeded_by IS NULL")


def _hand_over() -> None:
    op.create_table(
        "hand_over",
        sa.Column("request_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("firm_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid()),
        sa.Column("displaced", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("firm_agrees", sa.Boolean()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moves_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        schema=SCHEMA,
    )
    _unique_where("uq_hand_over_open", "hand_over", ["client_id"], "state IN ('asked', 'agreed')")
    for columns in (["client_id"], ["holder_id"], ["firm_id", "asked_at"]):
        op.create_index(f"ix_hand_over_{'_'.join(columns)}", "hand_over", columns, schema=SCHEMA)


def _unique_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=True, postgresql_where=sa.text(where), schema=SCHEMA)


def _users() -> None:
    op.create_table(
        "user",
        sa.Column("user_id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("email_held", sa.Boolean(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True)),
        sa.Column("new_email", sa.Text()),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("mobile", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("firm_id", sa.Uuid()),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("sessions_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_user_firm_id", "user", ["firm_id"], schema=SCHEMA)
    op.create_index("ix_user_client_id", "user", ["client_id"], schema=SCHEMA)
    _unique_where("uq_user_client_id_contact", "user", ["client_id"], "contact")
    _unique_where("uq_user_email_key_held", "user", ["email_key"], "email_held")
    waiting = sa.text("NOT email_held")
    op.create_index("ix_user_email_key_waiting", "user", ["email_key"], postgresql_where=waiting, schema=SCHEMA)
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("waits_until", "turn", "new_until", "failed_until")),
        schema=SCHEMA,
    )
    op.create_table(
        "known_place",
        sa.Column("user_id", sa.Uuid(), primary_key=True),
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_sign_in_attempts_last_at", "sign_in_attempts", ["last_at"], schema=SCHEMA)


def _mail() -> None:
    op.create_table(
        "mail",
        sa.Column("mail_id", sa.Uuid(), primary_key=True),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("values", JSONB(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_mail_due_at", "mail", ["due_at"], schema=SCHEMA)
    op.create_table(
        "sent_letter",
        sa.Column("mail_id", sa.Uuid(), primary_key=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("ix_sent_letter_user_id", "sent_letter", ["user_id"], schema=SCHEMA)
    op.create_table(
        "mailed_code",
        sa.Column("code_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        schema=SCHEMA,
    )
    op.create_index("ix_mailed_code_user_id", "mailed_code", ["user_id"], schema=SCHEMA)


def _audit() -> None:
    op.create_table(
        "audit_chain",
        sa.Column("chain_id", sa.Uuid(), primary_key=True),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        schema=SCHEMA,
    )
    op.create_table(
        "audit",
        sa.Column("audit_id", sa.Uuid(), primary_key=True),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid()),
        sa.Column("firm_id", sa.Uuid()),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("address", sa.Text()),
        sa.Column("old", JSONB(), nullable=False),
        sa.Column("new", JSONB(), nullable=False),
        sa.Column("detail", JSONB(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("chain_id", "seq", name="uq_audit_chain_id_seq"),
        schema=SCHEMA,
    )
    for owner in ("client_id", "firm_id"):
        for narrowed in ([], ["action"], ["user_id"]):
            columns = [owner, *narrowed, "at", "audit_id"]
            op.create_index(f"ix_audit_{'_'.join(columns)}", "audit", columns, schema=SCHEMA)
    sealed = "(SELECT sealed FROM directory.audit_chain WHERE chain_id = OLD.chain_id)"
    append_only(SCHEMA, "audit", deletable=f"OLD.seq <= {sealed}")
