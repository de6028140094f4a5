"""Fills the tables of reconcile."""

import asyncpg

from tests.contracts.builders import example
from tests.growth.rows import USER, id_sql, insert, json_sql, one_of


async def fill_reconcile(owner: asyncpg.Connection, documents: int, clients: str) -> None:
    """Documents, transactions, and what hangs together with them."""
    last = documents - documents % 2
    base = "public.base"
    rare = f"i > {last - 20}"
    digits = "lpad((party * 7368787 % 10000000000)::text, 10, '0')"
    company = f"CASE WHEN party = 0 THEN '0926507475' ELSE {digits} END"
    settings = f"jsonb_set({json_sql(example('client.configured.v1'))}, '{{client_id}}', to_jsonb(client_id::text))"
    await insert(owner, "reconcile.client_settings", clients, client_id="client_id", settings=settings)
    states = "received read unreadable waiting linked archived released rendered delivery_failed deleted"
    await insert(
        owner, "reconcile.document", base,
        client_id="client_id", document_id="document_id", received_at="at", read_at="at", issued="day", day="day",
        sha256="md5(i::text)", media_type="'application/pdf'", size="1000", filename="'scan ' || i || '.pdf'",
        channel="'upload'", read_kind="'purchase_invoice'", read_confidence="1", read_fields="'{}'",
        kind=one_of("purchase_credit_note sales_invoice sales_credit_note receipt card_statement contract other",
                     "purchase_invoice", last=last),
        payment=one_of("card direct_debit cash private unknown", "bank", last=last),
        state="CASE WHEN open THEN 'waiting' ELSE " + one_of(states, "delivered", last=last) + " END",
        is_open="open", hold_until="CASE WHEN i = 200 THEN now() END",
        revision="1", release_id="CASE WHEN NOT open THEN document_id END",
        released_at="CASE WHEN NOT open THEN at END",
        rendered_at="CASE WHEN NOT open THEN at END", delivered_at="CASE WHEN NOT open THEN at END",
        hold=f"CASE WHEN {rare} THEN 'several_documents' END",
        cents="-cents", total="cents / 100.0", currency="'EUR'", ogm="lpad(i::text, 12, '0')",
        iban="'BE' || lpad((party * 1234567891 % 100000000000000)::text, 14, '0')", company=company,
        name="'supplier ' || party",
        number="'F-' || i", numbers="ARRAY['f' || i]", counterparty="'Supplier ' || party",
        searched=f"'supplier ' || party || ' | be' || {digits} || ' | f-' || i || ' | scan ' || i",
        tags=f"CASE WHEN {rare} THEN ARRAY['rare'] ELSE '{{}}' END", part_of=f"CASE WHEN {rare} THEN document_id END",
    )  # fmt: skip
    await insert(
        owner, "reconcile.transaction", base,
        client_id="client_id", transaction_id="transaction_id", amount="-cents / 100.0", cents="-cents",
        account=one_of("BE71096123456769", "BE68539007547034", last=last), booking_date="day", currency="'EUR'",
        kind=one_of("card direct_debit cash bank_costs salary", "transfer", last=last), ogm="lpad(i::text, 12, '0')",
        iban="'BE' || lpad((party * 1234567891 % 100000000000000)::text, 14, '0')", name="'supplier ' || party",
        is_open="open", booked=json_sql(example("bank.transaction_booked.v1")),
        numbers="ARRAY['f' || i]", searched="'supplier ' || party || ' | f-' || i",
        tags=f"CASE WHEN {rare} THEN ARRAY['rare'] ELSE '{{}}' END",
    )  # fmt: skip
    linked = f"(SELECT *, NOT open AND NOT ({rare}) AS linked FROM public.base) AS base"
    booking = "CASE WHEN linked THEN document_id ELSE {} END"
    for item, is_document in (("document_id", "true"), ("transaction_id", "false")):
        await insert(
            owner, "reconcile.booking_member", linked, client_id="client_id", item_id=item,
            booking_id=booking.format(item), is_document=is_document,
        )  # fmt: skip
    await insert(
        owner, "reconcile.link", f"{linked} WHERE linked", client_id="client_id", one_id="document_id",
        other_id="transaction_id", evidence="'[]'",
    )  # fmt: skip
    reasons = "document_missing ambiguous_link partial_payment unreadable fields_missing kind_unsure possible_duplicate"
    await insert(
        owner, "reconcile.task", base, client_id="client_id", subject_id="document_id", document_id="document_id",
        reason=one_of(reasons, "payment_missing", last=last), params="'{}'", suggestions="'[]'", opened_at="at",
        status="CASE WHEN open THEN CASE WHEN i % 400 = 0 THEN 'parked' ELSE 'open' END ELSE 'closed' END",
        wake_at="CASE WHEN i % 400 = 0 THEN now() + interval '3 days' END",
    )  # fmt: skip
    await insert(
        owner, "reconcile.history", f"{base}, unnest(ARRAY['received', 'read', 'linked', 'sent']) AS happened",
        client_id="client_id", at="at", document_id="document_id", transaction_id="transaction_id",
        user_id=f"CASE WHEN {rare} THEN '{USER}'::uuid END",
        what=f"CASE WHEN {rare} AND happened = 'linked' THEN 'tagged' ELSE happened END",
    )  # fmt: skip
    await insert(
        owner, "reconcile.release", base, client_id="client_id", document_id="document_id", released_at="at",
        snapshot="'{\"cause\": \"policy\"}'",
    )  # fmt: skip
    await insert(
        owner, "reconcile.correction", f"{base} WHERE party = 0", client_id="client_id", document_id="document_id",
        counterparty_key="'0926507475'", path="'payment'", was="'null'", value="'\"card\"'", made_at="at",
    )  # fmt: skip
    await insert(
        owner, "reconcile.duplicate", f"{base} WHERE i % 40 = 0", client_id="client_id", first_id="document_id",
        second_id=id_sql("d0c", "i - 2"), why="'number'", decision="'different'",
    )  # fmt: skip
    await insert(
        owner, "reconcile.unlinked_pair", f"{base} WHERE i % 40 = 0", client_id="client_id",
        one_id="document_id", other_id=id_sql("a0b", "i - 2"),
    )  # fmt: skip
    await insert(owner, "reconcile.exemption", f"{base} WHERE i % 40 = 0", client_id="client_id", party="i::text")
