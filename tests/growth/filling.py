"""Fills the tables of every service."""

import asyncpg

from tests.contracts.builders import example
from tests.growth.reconcile_rows import fill_reconcile
from tests.growth.rows import FIRM, LARGE, OTHERS, USER, id_sql, insert, json_sql, one_of


async def fill(owner: asyncpg.Connection, documents: int) -> None:
    """Fill the tables of every service, and let the planner know."""
    await owner.execute("SELECT set_config('serein.client', '*', false)")
    await owner.execute(
        f"""CREATE TABLE public.base AS SELECT i,
            CASE WHEN i % 2 = 0 THEN '{LARGE}'::uuid ELSE {id_sql("c0d", f"i % {2 * OTHERS}")} END AS client_id,
            {id_sql("d0c")} AS document_id, {id_sql("a0b")} AS transaction_id,
            now() - i * interval '3 minutes' AS at, (now() - i * interval '3 minutes')::date AS day,
            CASE WHEN i % 10 < 2 THEN 0 ELSE 1 + (i * 7919::bigint) % 2000 END AS party,
            ((i * 37) % 1000000 + 1)::bigint AS cents,
            i % 200 = 0 AS open
            FROM generate_series(1, {documents}) i"""
    )
    clients = "(SELECT DISTINCT client_id, row_number() OVER (ORDER BY client_id) AS i FROM public.base"
    clients += " GROUP BY client_id) AS clients"
    await fill_reconcile(owner, documents, clients)
    await _others(owner, documents, clients)
    await _directory(owner, clients)
    await _kit(owner)
    await owner.execute("DROP TABLE public.base")
    await owner.execute("VACUUM ANALYZE")


async def _others(owner: asyncpg.Connection, documents: int, clients: str) -> None:
    base = "public.base"
    last = documents - documents % 2
    for service in ("bank_sync", "ingest", "ocr_extract", "delivery"):
        more = {"active": "true"} if service == "ingest" else {}
        more |= {"firm_id": f"'{FIRM}'::uuid"} if service == "delivery" else {}
        await insert(owner, f"{service}.client", clients, client_id="client_id", **more)
    statement = id_sql("e0e", "i / 50")
    await insert(
        owner, "bank_sync.statement", f"{base} WHERE i % 50 < 2",
        statement_id=id_sql("e0e", "i / 50 + (i % 2) * 1000000"),
        client_id="client_id", number="i / 50", currency="'EUR'",
        account="CASE WHEN i % 500 < 2 THEN 'BE71096123456769' ELSE 'BE68539007547034' END",
        old_balance_date="day", new_balance_date="day", continuity="'continues'", source="'coda'",
    )  # fmt: skip
    await insert(
        owner, "bank_sync.transaction", base, transaction_id="transaction_id", client_id="client_id",
        statement_id=statement, account="'BE68539007547034'", booking_date="day", source="'coda'",
        money="'BE68539007547034|EUR|' || cents",
    )  # fmt: skip
    await insert(
        owner, "ingest.received_file", base, document_id="document_id", client_id="client_id", sha256="md5(i::text)",
        media_type="'application/pdf'",
    )  # fmt: skip
    await insert(
        owner, "ingest.provenance", base, client_id="client_id", document_id="document_id", channel="'upload'",
    )  # fmt: skip
    await insert(
        owner, "ocr_extract.extraction", base, client_id="client_id", document_id="document_id", state="'read'",
        result=json_sql({"type": "document.extracted.v1", "data": example("document.extracted.v1")}),
        explanations="'[]'", extracted_at="at",
    )  # fmt: skip
    await insert(
        owner, "ubl_render.rendering", base, client_id="client_id", document_id="document_id", files="'[]'",
        reasons="'[]'", rendered_at="at", release_id="document_id", state="'rendered'",
    )  # fmt: skip
    await insert(owner, "ubl_render.package_choice", clients, client_id="client_id", package="'octopus'")
    files = json_sql([{"filename": "a.xml", "media_type": "application/xml", "size": 1, "sha256": "0" * 64}])
    await insert(
        owner, "delivery.delivery", f"(SELECT * FROM {base} ORDER BY i DESC) AS base", delivery_id="document_id",
        client_id="client_id", release_id="document_id", document_id="document_id", files=files,
        state=one_of("pending failed dead no_destination", "confirmed", last=last), route="'purchase'",
        not_before="now() + interval '1 hour'",
    )  # fmt: skip
    await insert(
        owner, "delivery.attempt", base, delivery_id="document_id", number="1", client_id="client_id", started_at="at",
    )  # fmt: skip
    await insert(owner, "delivery.firm", "(SELECT 1) AS one", firm_id=f"'{FIRM}'::uuid")
    await insert(
        owner, "delivery.connection", clients, client_id="client_id", connection_id=id_sql("f0f"),
        connector="'folder'", name="'Folder'",
    )  # fmt: skip
    await insert(owner, "delivery.destination", clients, client_id="client_id", connection_id=id_sql("f0f"))
    await insert(
        owner, "gateway.live_event", f"{base} WHERE i < 60000 AND i > 2", client_id="client_id", type="'document'",
        state="'read'", document_id="document_id",
    )  # fmt: skip
    sessions = "public.base WHERE i < 10000"
    await insert(
        owner, "gateway.session", sessions, token_hash="i::text::bytea", expires_at="now() + interval '1 hour'",
        user_id=f"CASE WHEN i = 7 THEN '{USER}'::uuid ELSE gen_random_uuid() END",
    )  # fmt: skip
    await insert(owner, "gateway.stored_answer", sessions, key="i::text", headers="'[]'", rights="'[]'")


async def _directory(owner: asyncpg.Connection, clients: str) -> None:
    await insert(owner, "directory.firm", "(SELECT 1) AS one", firm_id=f"'{FIRM}'::uuid", name="'Firm'",
                 language="'fr'", release=json_sql({}))  # fmt: skip
    group = f"'{FIRM}'::uuid"
    await insert(owner, 'directory."group"', "(SELECT 1) AS one", group_id=group, firm_id=group, everyone="true")
    await insert(owner, "directory.group_staff", "(SELECT 1) AS one", group_id=group, user_id=f"'{USER}'::uuid")
    await insert(owner, "directory.group_client", clients, group_id=group, client_id="client_id")
    configured = example("client.configured.v1")
    await insert(
        owner, "directory.client", clients, client_id="client_id", firm_id=group, name="'Client ' || i",
        vat_number="'BE' || lpad(i::text, 10, '0')", language="'fr'", status="'active'", mode="'full'",
        vat_frequency="'quarterly'", address=json_sql(configured["address"]), package="'octopus'", release="'{}'",
        card_statement_route="'misc'", ledger_accounts="'[]'",
    )  # fmt: skip
    people = {
        "first_name": "'Ann'",
        "last_name": "'Peeters'",
        "language": "'fr'",
        "active": "true",
        "email_held": "true",
    }
    await insert(
        owner, 'directory."user"', clients, user_id=id_sql("b0b"), email="'c' || i || '@client.example'",
        email_key="'c' || i || '@client.example'", role="'client_owner'", client_id="client_id", contact="true",
        **people,
    )  # fmt: skip
    await insert(
        owner, 'directory."user"', "(SELECT 1) AS one", user_id=f"'{USER}'::uuid", email="'a@firm.example'",
        email_key="'a@firm.example'", role="'firm_admin'", firm_id=group, **people,
    )  # fmt: skip
    await insert(
        owner, "directory.audit", "public.base WHERE i % 10 = 0", client_id="client_id", firm_id=group, at="at",
        audit_id="document_id", chain_id=group, seq="i", action="'client.changed'",
    )  # fmt: skip
    await insert(owner, "directory.sign_in_attempts", "public.base WHERE i < 10000", key="i::text", last_at="now()")


async def _kit(owner: asyncpg.Connection) -> None:
    """Of one service only: the tables are the same everywhere."""
    base = "public.base"
    await insert(
        owner, "reconcile.outbox", base, client_id="client_id", aggregatetype="'document'",
        aggregateid="client_id::text", type="'document.read.v1'", payload="repeat('x', 300)", created_at="at",
    )  # fmt: skip
    await insert(owner, "reconcile.inbox", base, handled_at="at")
    await insert(
        owner, "reconcile.dead_letter", f"{base} WHERE i % 20 = 0", topic="'document'", state="'replayed'",
        event_id="gen_random_uuid()", reason="''",
    )  # fmt: skip
