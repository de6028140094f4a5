"""What is sent by hand, what has not been sent, and which outgoing invoices are unpaid."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.events.delivery import DeliveryCompleted, Receipt
from contracts.events.release import DocumentReleased, ReleaseCause
from contracts.fields import DocumentKind
from contracts.ids import uuid7
from services.reconcile.domain.release import release_id
from tests.reconcile.builders import NOON, SHA, ogm
from tests.reconcile.company import Company
from tests.reconcile.test_service_release import add_sale, failed, rendered


async def listed(company: Company, query: str) -> list[str]:
    """Returns the ids of a list, collected page by page."""
    ids: list[str] = []
    cursor = ""
    while True:
        page = await company.get(f"/documents?{query}&limit=2{cursor}")
        ids += [document["document_id"] for document in page["items"]]
        if page["next"] is None:
            return ids
        cursor = f"&cursor={page['next']}"


async def sent_by_hand(company: Company) -> set[UUID]:
    """Returns what the button has sent."""
    events = await company.published(DocumentReleased)
    assert {event.cause for event in events} <= {ReleaseCause.ON_DEMAND}
    return {event.document_id for event in events}


def completed(company: Company, document_id: UUID) -> DeliveryCompleted:
    """Returns the event that the package has the document."""
    receipt = Receipt(channel="email", destination="x", filename="a.xml", size=1, sha256=SHA, delivered_at=NOON)
    return DeliveryCompleted(
        client_id=company.client_id, release_id=release_id(document_id, 1), document_id=document_id,
        delivery_id=uuid7(), receipt=receipt, attempts=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "paid"),
    [
        pytest.param(DocumentKind.SALES_CREDIT_NOTE, False, marks=pytest.mark.feature(271)),
        pytest.param(DocumentKind.PURCHASE_CREDIT_NOTE, False, marks=pytest.mark.feature(271)),
        pytest.param(DocumentKind.PURCHASE_INVOICE, True, marks=pytest.mark.feature(272)),
        pytest.param(DocumentKind.PURCHASE_INVOICE, False, marks=pytest.mark.feature(273)),
    ],
)
async def test_a_selection_of_each_kind_is_sent_by_hand_with_a_result_for_each(
    company: Company, kind: DocumentKind, paid: bool
) -> None:
    await company.configure(release={"policy": "on_demand"})
    about: dict[str, Any] = {"buyer": "Hotel Lambermont"}
    chosen = [await company.add_document(kind, number=f"N100{n}", reference=ogm(n), **about) for n in (1, 2)]
    unread = await company.add_document(kind, number="N1003", total=None, **about)
    left = await company.add_document(kind, number="N1004", reference=ogm(4), **about)
    if paid:
        for n in (1, 2):
            await company.add_transaction(reference=ogm(n))
    states = [await company.state(document) for document in chosen]
    before = await sent_by_hand(company)

    answer = await company.post("/documents/release", {"document_ids": [str(d) for d in (*chosen, unread)]})

    assert states == ["linked" if paid else "waiting"] * 2
    assert [result["status"] for result in answer["results"]] == ["released", "released", "kept"]
    assert answer["results"][2]["problem"]["text"]
    assert before == set()
    assert await sent_by_hand(company) == set(chosen)
    assert await company.state(left) != "released"


@pytest.mark.feature(274)
async def test_all_of_a_period_are_sent_and_nothing_else(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 14), date(2026, 3, 31), date(2026, 4, 1)]
    sales = [await add_sale(company, f"V100{n}", issued=day) for n, day in enumerate(days)]

    quarter = await listed(company, "since=2026-01-01&until=2026-03-31&sent=false&kind=sales_invoice")
    await company.post("/documents/release", {"document_ids": quarter})

    assert len(quarter) == len(set(quarter)) == 3
    assert await sent_by_hand(company) == set(sales[1:4])


@pytest.mark.feature(9)
async def test_a_document_is_not_sent_at_every_moment_until_its_delivery_is_confirmed(company: Company) -> None:
    kept, sale = await company.add_document(), await add_sale(company)
    moments = [
        rendered(company, sale),
        failed(company, sale),
        completed(company, sale),
        failed(company, sale).model_copy(update={"failed_at": NOON + timedelta(hours=1)}),
    ]

    not_sent = [set(await listed(company, "sent=false"))]
    for event in moments:
        await company.handle(event)
        not_sent.append(set(await listed(company, "sent=false")))

    both, one = {str(kept), str(sale)}, {str(kept)}
    assert not_sent == [both, both, both, one, one]
    assert await listed(company, "sent=true") == [str(sale)]


@pytest.mark.feature(351)
async def test_an_outgoing_invoice_is_unpaid_until_its_payment_is_booked(company: Company) -> None:
    paid = await add_sale(company, reference=ogm(7))
    other = await add_sale(company, "V2026-2", total="80.00", reference=ogm(8))
    await company.run_jobs()
    before = await company.tasks(), await _paid(company, paid)

    await company.add_transaction(amount="121.00", name="HOTEL LAMBERMONT", iban=None, reference=ogm(7))

    unpaid = {("payment_missing", str(paid)), ("payment_missing", str(other))}
    assert before == (unpaid, ("121.00", "0.00", False))
    assert await company.tasks() == {("payment_missing", str(other))}
    assert await _paid(company, paid) == ("121.00", "121.00", True)
    assert await _paid(company, other) == ("80.00", "0.00", False)
    assert await company.state(paid) == "released"


@pytest.mark.feature(229, 230)
async def test_a_note_and_tags_travel_to_the_accountant_and_are_found(company: Company) -> None:
    await company.configure(release={"policy": "on_demand"})
    invoice = await company.add_document()
    noted = {"tags": ["chantier Namur"], "note": "à répartir sur deux mois"}
    await company.request("PATCH", f"/documents/{invoice}", json=noted)

    await company.post(f"/documents/{invoice}/release")

    (event,) = await company.published(DocumentReleased)
    assert (event.tags, event.comments) == (("chantier Namur",), ("à répartir sur deux mois",))
    assert await listed(company, "tag=chantier Namur") == [str(invoice)]
    assert await listed(company, "q=repartir") == [str(invoice)]


async def _paid(company: Company, document_id: UUID) -> tuple[str, str, bool]:
    """What a document asks, what was paid, and whether that is all."""
    booking = (await company.get(f"/documents/{document_id}"))["booking"]
    return booking["documents_total"], booking["transactions_total"], booking["complete"]
