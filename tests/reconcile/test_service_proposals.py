"""What a user is offered where no link is certain: said as what it is, and accepted with one click."""

from typing import Any
from uuid import UUID

import pytest

from contracts.fields import DocumentKind
from tests.reconcile.builders import ogm
from tests.reconcile.company import Company

REFERENCE = ogm(1234567890)


async def task_about(company: Company, transaction: UUID) -> dict[str, Any]:
    """Returns the open task about a transaction."""
    tasks = (await company.get(f"/tasks?transaction_id={transaction}"))["items"]
    (task,) = [task for task in tasks if task["transaction"]]
    return dict(task)


@pytest.mark.feature(231)
@pytest.mark.parametrize(
    ("paid", "reason", "relation", "difference", "text"),
    [
        ("-98.00", "amount_differs", "discount", "2.00", "The payment is 2.00 lower: a discount of 2.00 %?"),
        ("-99.99", "amount_differs", "rounding", "0.01", "The payment differs by 0.01: a rounding?"),
        ("-100.50", "amount_differs", "too_much", "-0.50", None),
        (
            "-40.00",
            "partial_payment",
            "part",
            "60.00",
            "60.00 is still to be linked",
        ),
    ],
)
async def test_a_payment_that_differs_is_said_as_what_it_is(
    company: Company, paid: str, reason: str, relation: str, difference: str, text: str | None
) -> None:
    await company.add_document(number="F55", total="100.00", reference=REFERENCE)
    payment = await company.add_transaction(amount=paid, reference=REFERENCE)

    task = await task_about(company, payment)

    (suggestion,) = task["suggestions"]
    assert task["reason"] == reason
    assert (suggestion["relation"], suggestion["difference"]) == (relation, difference)
    assert suggestion["text"]
    assert text is None or text in task["text"]


async def test_one_click_accepts_a_discount(company: Company) -> None:
    invoice = await company.add_document(number="F55", total="100.00", reference=REFERENCE)
    payment = await company.add_transaction(amount="-98.00", reference=REFERENCE)
    task = await task_about(company, payment)

    await company.command("tasks", task["task_id"], "link", document_id=str(invoice), accept_difference=True)

    assert await company.links() == {(invoice, payment)}
    assert await company.tasks() == set()


@pytest.mark.feature(222, 227)
async def test_one_click_accepts_a_whole_combination(company: Company) -> None:
    invoice = await company.add_document(number="F10", reference=REFERENCE)
    credit = await company.add_document(DocumentKind.PURCHASE_CREDIT_NOTE, number="CN11", total="21.00")
    payment = await company.add_transaction(amount="-100.00", reference=REFERENCE)
    task = await task_about(company, payment)
    first, *_ = task["suggestions"]

    together = [document["document_id"] for document in first["documents"]]
    await company.command("tasks", task["task_id"], "link", document_ids=together)

    assert (first["relation"], {*together}) == ("netted", {str(invoice), str(credit)})
    assert first["text"] == "2 documents together, less credit notes"
    assert await company.tasks() == set()


async def test_of_many_open_documents_the_named_one_is_offered(company: Company) -> None:
    oldest = await company.add_document(number="A-0000", total="100.00", reference=REFERENCE)
    for n in range(1, 63):
        await company.add_document(number=f"A-{n:04d}", total=f"{100 + n}.00", reference=ogm(5_000_000 + n))

    payment = await company.add_transaction(amount="-40.00", reference=REFERENCE)

    task = await task_about(company, payment)
    assert task["reason"] == "partial_payment"
    assert task["suggestions"][0]["document"]["document_id"] == str(oldest)
