"""Finding documents, correcting them, and deciding about duplicates."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

from contracts.events.document import Channel, DocumentSeenAgain
from contracts.events.release import DocumentReleased
from contracts.fields import DocumentKind, LineFields, VatCategory
from contracts.ids import uuid7
from libs.samples.check_digits import be_enterprise_number, be_vat
from libs.service_kit.database import ALL_TENANTS
from services.reconcile.domain.search import amount_in, searched_for
from tests.reconcile.builders import CLIENT_VAT, NOON, SHA, SUPPLIER_VAT, be_iban, ogm
from tests.reconcile.company import Company

HOTEL_VAT = be_vat(be_enterprise_number(4_567_123))


WRITTEN = (
    *("1234.56", "1234,56", "1.234,56", "1,234.56", "1 234,56", "1\u00a0234,56", "1\u202f234,56", "1'234.56"),
    *("1\u2019234.56", "€ 1234,56", "€1.234,56", "1 234,56 €", "EUR 1.234,56", "1234,56 euro", " 1234.56 ", "+1234.56"),
)


async def found(company: Company, query: str) -> set[str]:
    """Returns the numbers of the documents that a query finds."""
    return {d["number"] for d in (await company.get(f"/documents?{query}"))["items"]}


@pytest.fixture
async def archive(company: Company) -> Company:
    """Returns a company with three documents of three parties."""
    electrician: dict[str, Any] = {
        "seller": "Électricité Dubois & Fils SRL",
        "iban": be_iban(4),
        "supplier_vat": SUPPLIER_VAT,
    }
    await company.add_document(number="2026-0042", total="1234.56", issued=date(2026, 1, 15), **electrician)
    hotel: dict[str, Any] = {"buyer": "Hotel Lambermont NV", "customer_vat": HOTEL_VAT, "supplier_vat": CLIENT_VAT}
    await company.add_document(
        DocumentKind.SALES_INVOICE, number="V2026-7", total="99.00", issued=date(2026, 2, 3), **hotel
    )
    shelf = LineFields(
        name="Étagères métalliques",
        description="blanc laqué",
        unit_price=Decimal("12.50"),
        net=Decimal("12.50"),
        category=VatCategory.STANDARD,
        rate=Decimal(21),
    )
    shop: dict[str, Any] = {"seller": "Librairie Thiry", "supplier_vat": None, "iban": None, "lines": [shelf]}
    await company.add_document(DocumentKind.RECEIPT, number="T-881", total="12.50", issued=date(2026, 3, 30), **shop)
    return company


@pytest.mark.feature(332, 333, 334, 335, 337)
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (f"q={SUPPLIER_VAT}", {"2026-0042"}),
        (f"q={SUPPLIER_VAT[:2]} {SUPPLIER_VAT[2:6]}.{SUPPLIER_VAT[6:9]}.{SUPPLIER_VAT[9:]}", {"2026-0042"}),
        (f"q={HOTEL_VAT[2:]}", {"V2026-7"}),
        ("q=electricite", {"2026-0042"}),
        ("q=ÉLECTRICITÉ DUBOIS", {"2026-0042"}),
        (f"q={be_iban(4)}", {"2026-0042"}),
        (f"q={be_iban(4)[:4]} {be_iban(4)[4:8]} {be_iban(4)[8:12]} {be_iban(4)[12:]}", {"2026-0042"}),
        ("q=1.234,56", {"2026-0042"}),
        ("q=1234.56", {"2026-0042"}),
        ("q=1 234,56", {"2026-0042"}),
        ("q=12,5", {"T-881"}),
        ("q=2026-0042", {"2026-0042"}),
        ("q=nothing of the kind", set()),
        ("q=%25", set()),
        ("q=_", set()),
        ("kind=receipt&kind=sales_invoice", {"T-881", "V2026-7"}),
        ("state=released", {"V2026-7"}),
        ("since=2026-02-01&until=2026-02-28", {"V2026-7"}),
        ("amount=99.00", {"V2026-7"}),
        *((f"amount={quote(written)}", {"2026-0042"}) for written in WRITTEN),
        *((f"q={quote(written)}", {"2026-0042"}) for written in WRITTEN),
        ("q=etageres metalliques", {"T-881"}),
        ("q=ÉTAGÈRES", {"T-881"}),
        ("q=laque", {"T-881"}),
        ("q=thiry&state=waiting", {"T-881"}),
        ("payment=unknown&kind=receipt", {"T-881"}),
    ],
)
async def test_documents_are_found(archive: Company, query: str, numbers: set[str]) -> None:
    assert await found(archive, query) == numbers


async def test_a_document_without_date_is_listed_under_the_belgian_day_it_came_in(company: Company) -> None:
    late = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    await company.add_document(number="N-1", issued=None, received_at=late)

    assert await found(company, "since=2026-06-02&until=2026-06-02") == {"N-1"}
    assert await found(company, "until=2026-06-01") == set()


@pytest.mark.feature(336)
async def test_documents_are_found_by_tag_and_note(archive: Company) -> None:
    document = (await archive.get("/documents?q=thiry"))["items"][0]["document_id"]
    await archive.request(
        "PATCH", f"/documents/{document}", json={"tags": ["Chantier Été"], "note": "pour le séminaire"}
    )

    assert await found(archive, "q=chantier ete") == {"T-881"}
    assert await found(archive, "tag=Chantier Été") == {"T-881"}
    assert await found(archive, "q=SEMINAIRE") == {"T-881"}


async def test_documents_come_page_by_page(archive: Company) -> None:
    first = await archive.get("/documents?limit=2")
    second = await archive.get(f"/documents?limit=2&cursor={first['next']}")

    assert len(first["items"]) == 2
    assert second["next"] is None
    assert len({d["document_id"] for d in first["items"] + second["items"]}) == 3
    assert (await archive.request("GET", "/documents?cursor=nonsense")).json()["code"] == "cursor_invalid"


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1.234,56", "1234.56"), ("1234.56", "1234.56"), ("1,234.56", "1234.56"), ("1 234,56 €", "1234.56"),
     ("1234", "1234"), ("1.234", "1234"), ("-12,5", "-12.5"), ("12.50 EUR", "12.50"),
     ("12,50-", "-12.50"), ("- 12,50", "-12.50"), ("€ -12,50", "-12.50"), ("\u221212,50", "-12.50")],
)  # fmt: skip
def test_amounts_are_read_in_both_notations(written: str, amount: str) -> None:
    assert str(amount_in(written)) == f"{amount}.0" if "." not in amount else str(amount_in(written)) == amount


@pytest.mark.parametrize(
    "text", ["", "dubois", "2026-0042", "12.34.56.78", "1,2,3", "--1", "1-2", "€", "9" * 60, "1 2", "1e5", "NaN"]
)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert amount_in(text) is None
    assert searched_for(text).amount is None


async def test_one_document_shows_everything(company: Company) -> None:
    invoice = await company.add_document(reference=ogm(5))
    payment = await company.add_transaction(reference=ogm(5))

    detail = await company.get(f"/documents/{invoice}")

    assert detail["fields"]["number"] == {
        "value": "2026-0042", "confidence": 0.97, "origin": "text", "sure": False, "page": None, "box": None,
    }  # fmt: skip
    assert detail["booking"]["transactions"][0]["transaction_id"] == str(payment)
    assert detail["booking"]["links"][0]["evidence"][0]["kind"] == "structured_communication"
    assert (detail["releases"][0]["revision"], detail["releases"][0]["cause"]) == (1, "linked")


async def test_a_correction_wins_and_the_document_is_reconciled_again(company: Company) -> None:
    invoice = await company.add_document(total="112.00", reference=ogm(5))
    payment = await company.add_transaction(reference=ogm(5))
    before = await company.links()

    answer = await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"total_with_vat": "121.00"}})

    detail = answer.json()
    assert before == set()
    assert await company.links() == {(invoice, payment)}
    assert detail["fields"]["total_with_vat"]["origin"] == "user"
    assert (detail["corrected"], detail["total"]) == (["total_with_vat"], "121.00")


async def test_a_correction_can_undo_a_link_that_rested_on_a_misreading(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    invoice = await company.add_document(reference=ogm(5))
    payment = await company.add_transaction(reference=ogm(5))

    await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"total_with_vat": "112.00"}})

    assert await company.links() == set()
    assert await company.state(invoice) == "waiting"
    assert ("document_missing", str(payment)) in await company.tasks()


async def test_a_user_says_what_kind_it_is(company: Company) -> None:
    letter = await company.add_document(DocumentKind.OTHER)

    await company.request("PATCH", f"/documents/{letter}", json={"kind": "purchase_invoice"})

    assert await company.tasks() == {("payment_missing", str(letter))}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"fields": {"colour": "blue"}}, "colour"),
        ({"fields": {"iban": "BE00"}}, "iban"),
        ({"fields": {"total_with_vat": 12.5}}, "total_with_vat"),
    ],
)
async def test_a_wrong_correction_changes_nothing(company: Company, body: dict[str, Any], field: str) -> None:
    invoice = await company.add_document()
    before = await company.table("document")

    answer = await company.request("PATCH", f"/documents/{invoice}", json=body)

    assert (answer.status_code, answer.json()["code"], answer.json()["params"]["field"]) == (
        422,
        "field_refused",
        field,
    )
    assert await company.table("document") == before


async def test_a_correction_is_remembered_for_the_next_document_of_the_supplier(company: Company) -> None:
    first = await company.add_document(number="1001", seller="Ateliers Dubols SRL")
    await company.request("PATCH", f"/documents/{first}", json={"fields": {"seller.name": "Ateliers Dubois SRL"}})

    second = await company.add_document(number="1002", total="60.00", seller="Ateliers Dubols SRL")
    other_name = await company.add_document(number="1003", total="70.00", seller="Dubois Holding")

    assert (await company.get(f"/documents/{second}"))["counterparty"] == "Ateliers Dubois SRL"
    assert (await company.get(f"/documents/{other_name}"))["counterparty"] == "Dubois Holding"
    (kept,) = await company.table("correction")
    assert (kept["was"], kept["value"], kept["made_by"]) == (
        "Ateliers Dubols SRL", "Ateliers Dubois SRL", company.user_id,
    )  # fmt: skip


async def test_a_new_bank_account_of_a_known_supplier_is_pointed_out(company: Company) -> None:
    first = await company.add_document(number="2026-0042", iban=be_iban(4))
    same = await company.add_document(number="2026-0043", iban=be_iban(4))
    new = await company.add_document(number="2026-0044", iban=be_iban(5))
    stranger = await company.add_document(number="77", iban=be_iban(6), seller="Librairie Thiry", supplier_vat=None)

    warnings = {d: (await company.get(f"/documents/{d}"))["warnings"] for d in (first, same, new, stranger)}

    assert [warnings[first], warnings[same], warnings[stranger]] == [[], [], []]
    (warning,) = warnings[new]
    assert (warning["code"], warning["field"]) == ("iban_is_new", "iban")
    assert warning["params"] == {"iban": be_iban(5), "known": be_iban(4)}
    assert "Possible fraud" in warning["text"]


async def test_the_clients_own_number_makes_it_a_sale(company: Company) -> None:
    invoice = await company.add_document(supplier_vat=CLIENT_VAT, buyer="Hotel Lambermont", customer_vat=HOTEL_VAT)

    assert (await company.get(f"/documents/{invoice}"))["kind"] == "sales_invoice"
    assert [e.route for e in await company.published(DocumentReleased)] == ["sales"]


async def test_the_kind_that_the_sender_stated_is_used_when_the_reader_is_unsure(company: Company) -> None:
    invoice = await company.add_document(DocumentKind.OTHER, confidence=0.4, kind_hint=DocumentKind.PURCHASE_INVOICE)

    assert await company.tasks() == {("payment_missing", str(invoice))}


async def twins(company: Company) -> tuple[UUID, UUID]:
    """Two scans of one invoice are received. Returns their ids."""
    return await company.add_document(filename="a.pdf"), await company.add_document(filename="b.pdf")


async def test_two_scans_of_one_invoice_have_a_task_and_a_payment_is_linked_to_the_first(company: Company) -> None:
    first, second = await twins(company)
    asked = await company.tasks()

    payment = await company.add_transaction()

    assert asked == {("payment_missing", str(first)), ("possible_duplicate", str(second))}
    assert await company.links() == {(first, payment)}
    assert [e.document_id for e in await company.published(DocumentReleased)] == [first]
    assert (await company.get(f"/documents/{second}"))["duplicates"] == [str(first)]


@pytest.mark.feature(131)
async def test_deleting_one_of_two_duplicates_lets_the_other_go_on(company: Company) -> None:
    first, second = await twins(company)

    await company.request("DELETE", f"/documents/{first}")
    payment = await company.add_transaction()

    assert await company.links() == {(second, payment)}
    assert [e.document_id for e in await company.published(DocumentReleased)] == [second]


@pytest.mark.feature(132)
async def test_different_invoices_go_on_alone_and_are_never_paired_again(company: Company) -> None:
    first, second = await twins(company)
    task = next(t for t in (await company.get("/tasks"))["items"] if t["reason"] == "possible_duplicate")

    await company.command("tasks", task["task_id"], "disconnect_duplicate")
    await company.request("PATCH", f"/documents/{second}", json={"note": "seen again"})

    assert await company.tasks() == {("payment_missing", str(first)), ("payment_missing", str(second))}
    assert (await company.get(f"/documents/{second}"))["duplicates"] == []


async def test_a_user_may_say_that_two_documents_are_one(company: Company) -> None:
    first, second = (
        await company.add_document(number="1001"),
        await company.add_document(number="9009", issued=date(2026, 2, 28)),
    )

    await company.command("documents", second, "connect_duplicate", document_id=str(first))

    assert ("possible_duplicate", str(second)) in await company.tasks()
    assert ("possible_duplicate", str(first)) not in await company.tasks()


async def test_a_corrected_number_ends_the_doubt(company: Company) -> None:
    first, second = await twins(company)

    await company.request("PATCH", f"/documents/{second}", json={"fields": {"number": "2026-0077"}})

    assert await company.tasks() == {("payment_missing", str(first)), ("payment_missing", str(second))}


async def test_the_same_bytes_again_are_one_line_in_the_history(company: Company) -> None:
    invoice = await company.add_document()
    again = DocumentSeenAgain(
        client_id=company.client_id, document_id=invoice, sha256=SHA, filename="copy.pdf", channel=Channel.MAILBOX,
        received_at=NOON,
    )  # fmt: skip

    await company.handle(again, again)

    lines = (await company.get(f"/documents/{invoice}/history"))["items"]
    assert [line["what"] for line in lines].count("seen_again") == 1
    assert len((await company.get("/documents"))["items"]) == 1


async def test_transactions_are_found(company: Company) -> None:
    rent = await company.add_transaction(amount="-850.00", name="Immo Wouters", iban=be_iban(3), text="loyer mars")
    await company.add_transaction(amount="-1.00", name="Kapsalon Sofie", iban=None, on=date(2026, 1, 5))

    for query in ("q=loyer", "q=WOUTERS", f"q={be_iban(3)}", "q=850,00", "amount=850", "since=2026-02-01"):
        items = (await company.get(f"/transactions?{query}&linked=false"))["items"]
        assert [t["transaction_id"] for t in items] == [str(rent)], query


@pytest.mark.feature(229, 230)
async def test_a_transaction_carries_tags_and_a_note(company: Company) -> None:
    payment = await company.add_transaction()
    await company.add_transaction(amount="-7.00")

    await company.request("PATCH", f"/transactions/{payment}", json={"tags": ["Namur"], "note": "voir contrat"})

    detail = await company.get(f"/transactions/{payment}")
    assert (detail["tags"], detail["note"]) == (["Namur"], "voir contrat")
    for query in ("tag=Namur", "q=namur", "q=contrat"):
        items = (await company.get(f"/transactions?{query}"))["items"]
        assert [t["transaction_id"] for t in items] == [str(payment)], query
    assert [line["what"] for line in (await company.get(f"/transactions/{payment}/history"))["items"]] == ["annotated"]


async def test_unknown_items_are_not_found(company: Company) -> None:
    for path in ("/documents", "/transactions", "/bookings", "/tasks"):
        assert (await company.request("GET", f"{path}/{uuid7()}")).status_code == 404


async def test_nobody_sees_rows_without_a_tenant(company: Company) -> None:
    await company.add_document()
    documents = company.harness.running.app.tables.metadata.tables["reconcile.document"]

    async with company.harness.running.database.begin(None, read_only=True) as tx:
        unseen = await tx.fetch(documents.select())
    async with company.harness.running.database.begin(ALL_TENANTS, read_only=True) as tx:
        seen = await tx.fetch(documents.select().where(documents.c.client_id == company.client_id))

    assert (len(unseen), len(seen)) == (0, 1)


async def test_a_correction_that_an_event_could_not_carry_is_refused_in_words(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    invoice = await company.add_document(number="N-7", total="121.00")
    line = {"name": "x" * 5_000, "unit_price": "1", "net": "1.00", "category": "S", "rate": "21"}

    too_much = await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"lines": [line] * 300}})
    fits = await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"lines": [line] * 100}})

    assert (too_much.status_code, too_much.json()["code"]) == (422, "too_much_text")
    assert fits.status_code == 200, fits.text


async def test_a_value_longer_than_its_field_is_refused_with_the_name_of_the_field(company: Company) -> None:
    invoice = await company.add_document(number="N-7", total="121.00")

    answer = await company.request("PATCH", f"/documents/{invoice}", json={"fields": {"number": "x" * 501}})

    assert (answer.status_code, answer.json()["params"]["field"]) == (422, "number")
