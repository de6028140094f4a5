"""Indexes for every list and look-up of a large client, and look-ups by text, tag, amount and number.

Behind row-level security PostgreSQL uses an index only for conditions that cannot leak a row: not for LIKE, for arrays
or for decimal numbers. So these look-ups are functions of the owner that name the client themselves and return ids.
"""

import sqlalchemy as sa
from alembic import op

from libs.service_kit.migrations import isolate

revision = "0002"
down_revision = "0001"

SCHEMA = "reconcile"
_CLIENT = "nullif(nullif(current_setting('serein.client', true), ''), '*')::uuid"


def upgrade() -> None:
    """Replace indexes, count the members of bookings, add the look-ups."""
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gin")
    _documents()
    _transactions()
    _bookings()
    _tasks_and_history()
    by_time = ["client_id", "counterparty_key", "made_at", "correction_id"]
    _index("ix_correction_remembered", "correction", by_time)
    op.drop_index("ix_correction_client_id_counterparty_key", "correction", schema=SCHEMA)
    for table in ("document", "transaction"):
        op.execute(f"CREATE POLICY look_up ON {SCHEMA}.{table} FOR SELECT TO CURRENT_USER USING (true)")
        _look_up(table, "containing", "said text, compact text", "searched LIKE said OR searched LIKE compact")
        _look_up(table, "tagged", "tag text", "tags <> '{}' AND tags @> ARRAY[tag]")
        _look_up(table, "numbered", "any_of text[]", "numbers && any_of")
    _look_up("document", "amounting_to", "amount numeric", "total IN (amount, -amount)")


def _look_up(table: str, name: str, parameters: str, condition: str) -> None:
    """A function that returns the ids of at most so many rows of the transaction's client."""
    op.execute(
        f"CREATE FUNCTION {SCHEMA}.{table}s_{name}({parameters}, most integer) RETURNS SETOF uuid"  # noqa: S608
        f" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
        f" SET plan_cache_mode = force_custom_plan"
        f" AS $$ SELECT {table}_id FROM {SCHEMA}.{table}"
        f" WHERE client_id = {_CLIENT} AND ({condition}) LIMIT most $$"
    )


def _index(name: str, table: str, columns: list[str], where: str | None = None, *, using: str = "btree") -> None:
    expressions = ", ".join(columns)
    condition = f" WHERE {where}" if where else ""
    op.execute(f"CREATE INDEX {name} ON {SCHEMA}.{table} USING {using} ({expressions}){condition}")


def _documents() -> None:
    for name in ("client_id_cents", "client_id_company", "client_id_creditor_reference", "client_id_iban_cents",
                 "client_id_name", "client_id_ogm", "client_id_state", "numbers"):  # fmt: skip
        op.drop_index(f"ix_document_{name}", "document", schema=SCHEMA)
    for column in ("kind", "payment", "state"):
        _index(f"ix_document_{column}", "document", ["client_id", column, "received_at", "document_id"])
    _index("ix_document_hold", "document", ["client_id", "hold", "received_at", "document_id"], "hold IS NOT NULL")
    _index("ix_document_day", "document", ["client_id", "day", "document_id"])
    _index("ix_document_cents", "document", ["client_id", "cents", "issued"])
    _index("ix_document_number", "document", ["client_id", "number"], "number IS NOT NULL")
    _index("ix_document_total", "document", ["client_id", "total"], "total IS NOT NULL")
    _index("ix_document_company_iban", "document", ["client_id", "company", "iban"], "iban IS NOT NULL")
    for column in ("cents", "ogm", "creditor_reference", "iban", "company", "name"):
        ordered = ["client_id", column, "issued DESC NULLS LAST", "document_id"]
        _index(f"ix_document_open_{column}", "document", ordered, "is_open")
    _index("ix_document_numbers", "document", ["client_id", "numbers"], using="gin")
    _index("ix_document_tags", "document", ["client_id", "tags"], "tags <> '{}'", using="gin")
    _index("ix_document_searched", "document", ["client_id", "searched gin_trgm_ops"], using="gin")


def _transactions() -> None:
    for name in ("cents", "creditor_company", "creditor_reference", "iban_cents", "name", "ogm"):
        op.drop_index(f"ix_transaction_client_id_{name}", "transaction", schema=SCHEMA)
    op.drop_index("ix_transaction_numbers", "transaction", schema=SCHEMA)
    for column in ("kind", "account"):
        _index(f"ix_transaction_{column}", "transaction", ["client_id", column, "booking_date", "transaction_id"])
    _index("ix_transaction_cents", "transaction", ["client_id", "cents"])
    for column in ("cents", "ogm", "creditor_reference", "iban", "creditor_company", "name"):
        ordered = ["client_id", column, "booking_date", "transaction_id"]
        _index(f"ix_transaction_open_{column}", "transaction", ordered, "is_open")
    _index("ix_transaction_numbers", "transaction", ["client_id", "numbers"], using="gin")
    _index("ix_transaction_tags", "transaction", ["client_id", "tags"], "tags <> '{}'", using="gin")
    _index("ix_transaction_searched", "transaction", ["client_id", "searched gin_trgm_ops"], using="gin")


def _bookings() -> None:
    op.create_table(
        "booking",
        sa.Column("client_id", sa.Uuid(), primary_key=True),
        sa.Column("booking_id", sa.Uuid(), primary_key=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("with_document", sa.Boolean(), nullable=False),
        schema=SCHEMA,
    )
    isolate(SCHEMA, "booking")
    for column in ("shared", "with_document"):
        _index(f"ix_booking_client_id_{column}_booking_id", "booking", ["client_id", column, "booking_id"])
    op.execute(_COUNT_BOOKINGS)
    for change, rows in (
        ("INSERT", "NEW TABLE AS new_rows"),
        ("UPDATE", "NEW TABLE AS new_rows OLD TABLE AS old_rows"),
    ):
        op.execute(
            f"CREATE TRIGGER count_after_{change.lower()} AFTER {change} ON {SCHEMA}.booking_member"
            f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.count_bookings()"
        )
    op.execute("SELECT set_config('serein.client', '*', true)")
    op.execute(f"UPDATE {SCHEMA}.booking_member SET booking_id = booking_id")  # noqa: S608 - counts those of before


_COUNT_BOOKINGS = """
CREATE FUNCTION reconcile.count_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reconcile.booking (client_id, booking_id, shared, with_document)
    SELECT client_id, booking_id, count(*) > 1, bool_or(member.is_document)
    FROM (SELECT DISTINCT client_id, booking_id FROM new_rows) AS changed
    JOIN reconcile.booking_member AS member USING (client_id, booking_id)
    GROUP BY client_id, booking_id
    ON CONFLICT (client_id, booking_id)
    DO UPDATE SET shared = excluded.shared, with_document = excluded.with_document;
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM reconcile.booking AS left_behind USING old_rows
        WHERE left_behind.client_id = old_rows.client_id AND left_behind.booking_id = old_rows.booking_id
        AND NOT EXISTS (SELECT FROM reconcile.booking_member AS member
            WHERE member.client_id = old_rows.client_id AND member.booking_id = old_rows.booking_id);
        UPDATE reconcile.booking AS booking SET shared = items > 1, with_document = documents
        FROM (SELECT client_id, booking_id, count(*) AS items, bool_or(member.is_document) AS documents
            FROM (SELECT DISTINCT client_id, booking_id FROM old_rows) AS changed
            JOIN reconcile.booking_member AS member USING (client_id, booking_id)
            GROUP BY client_id, booking_id) AS counted
        WHERE booking.client_id = counted.client_id AND booking.booking_id = counted.booking_id;
    END IF;
    RETURN NULL;
END $$"""


def _tasks_and_history() -> None:
    by_reason = ["client_id", "status", "reason", "opened_at", "task_id"]
    _index("ix_task_reason", "task", by_reason)
    for column in ("document_id", "transaction_id"):
        _index(f"ix_task_{column}", "task", ["client_id", column], f"{column} IS NOT NULL")
    _index("ix_history_what", "history", ["client_id", "what", "at", "history_id"])
    _index("ix_history_user", "history", ["client_id", "user_id", "at", "history_id"], "user_id IS NOT NULL")
