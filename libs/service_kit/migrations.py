"""What the migrations of every service use: the tables of the kit, and row-level security.

`libs.service_kit.migrate` runs them, as the owner of the tables.
"""

from alembic import op

from libs.service_kit.database.roles import jobs_role_of
from libs.service_kit.retention import COMPACTED

_SETTING = "current_setting('serein.client', true)"
_TENANT = f"client_id = nullif(nullif({_SETTING}, ''), '*')::uuid"
_EVERYBODY = f"nullif({_SETTING} = '*', false) IS NOT NULL"
"""The planner takes nearly all rows to be not NULL, which is true here; of `= '*'` it takes one in 200 to be, and
sorts a whole table for one page of it."""


def isolate(schema: str, *tables: str, by: str = "client_id") -> None:
    """Force row-level security: only rows of the transaction's client can be read and written.

    `by` is the column that says whose a row is, where that is not a client. The jobs' role, and the owner by hand, see
    the rows of all when they ask for them with `*`.
    """
    tenant = _TENANT.replace("client_id", by)
    for table in tables:
        _isolate(schema, table, tenant, check=tenant)


def _isolate(schema: str, table: str, tenant: str, *, check: str) -> None:
    op.execute(f"ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {schema}.{table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {schema}.{table} USING ({tenant}) WITH CHECK ({check})")
    op.execute(
        f"CREATE POLICY all_tenants ON {schema}.{table} TO {jobs_role_of(schema)}, CURRENT_USER"
        f" USING ({_EVERYBODY}) WITH CHECK ({_EVERYBODY})"
    )


def append_only(schema: str, table: str, *, deletable: str = "false") -> None:
    """Refuse to change or delete the rows of a table; the owner may delete those for which `deletable` (SQL) is true.

    The service's own roles are not even granted it (`libs.service_kit.migrate`).
    """
    function = f"{schema}.refuse_change_of_{table}"
    op.execute(
        f"""CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN
                IF {deletable} THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION '{schema}.{table} is append-only' USING ERRCODE = 'insufficient_privilege';
        END $$"""
    )
    call = f"EXECUTE FUNCTION {function}()"
    op.execute(f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {schema}.{table} FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER append_only_all BEFORE TRUNCATE ON {schema}.{table} FOR EACH STATEMENT {call}")


def kit_tables(schema: str) -> None:
    """Create inbox, outbox (columns as Debezium's outbox router needs them), dead letters and data keys."""
    op.execute(
        f"""CREATE TABLE {schema}.inbox (
            event_id uuid PRIMARY KEY,
            handled_at timestamptz NOT NULL DEFAULT now())"""
    )
    op.execute(
        f"""CREATE TABLE {schema}.outbox (
            seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL UNIQUE,
            client_id uuid,
            aggregatetype text NOT NULL,
            aggregateid text NOT NULL,
            type text NOT NULL,
            payload text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now())"""
    )
    op.execute(f"CREATE INDEX outbox_created ON {schema}.outbox (created_at)")
    compacted = ", ".join(f"'{name}'" for name in COMPACTED)
    op.execute(
        f"CREATE INDEX outbox_newest ON {schema}.outbox (aggregatetype, aggregateid, seq)"
        f" WHERE aggregatetype IN ({compacted})"
    )
    op.execute(f"CREATE TABLE {schema}.unsent (seq bigint PRIMARY KEY)")
    op.execute(f"CREATE INDEX inbox_handled ON {schema}.inbox (handled_at)")
    op.execute(
        f"""CREATE TABLE {schema}.lease (
            name text PRIMARY KEY,
            holder uuid NOT NULL,
            until timestamptz NOT NULL)"""
    )
    op.execute(
        f"""CREATE TABLE {schema}.dead_letter (
            dead_letter_id uuid PRIMARY KEY,
            client_id uuid,
            topic text NOT NULL,
            type text,
            event_id uuid,
            raw bytea NOT NULL,
            reason text NOT NULL,
            traceback text,
            state text NOT NULL
                CHECK (state IN ('dead', 'waiting', 'early', 'replay', 'replayed', 'unsent', 'dropped')),
            attempts integer NOT NULL DEFAULT 1,
            first_at timestamptz NOT NULL DEFAULT now(),
            last_at timestamptz NOT NULL DEFAULT now())"""
    )
    op.execute(
        f"CREATE INDEX dead_letter_state ON {schema}.dead_letter (state, last_at)"
        " WHERE state NOT IN ('replayed', 'dropped')"
    )
    op.execute(
        f"CREATE INDEX dead_letter_done ON {schema}.dead_letter (last_at) WHERE state IN ('replayed', 'dropped')"
    )
    op.execute(f"CREATE INDEX dead_letter_event ON {schema}.dead_letter (event_id)")
    op.execute(
        f"""CREATE TABLE {schema}.data_key (
            owner_id uuid PRIMARY KEY,
            master text NOT NULL,
            wrapped bytea NOT NULL)"""
    )
    _isolate(schema, "outbox", _TENANT, check=f"client_id IS NULL OR {_TENANT}")
    isolate(schema, "dead_letter")
    for table in ("dead_letter", "outbox"):
        op.execute(
            f"CREATE POLICY without_client ON {schema}.{table}"
            f" USING (client_id IS NULL AND coalesce({_SETTING}, '') = '')"
        )
