"""Card statements and their lines in the task list: a receipt is linked to its line, a load needs nothing."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from contracts.card_statement import CardLineKind, CardStatementFields
from contracts.events.bank import TransactionBooked, TransactionKind
from contracts.fields import DocumentFields, DocumentKind
from contracts.reason import Reason
from services.bank_sync.domain.card_lines import card_transactions
from tests.bank_sync.cards import line, statement
from tests.reconcile.builders import extracted, read, received
from tests.reconcile.company import Company

LOAD = line("-250.00", "Oplading", kind=CardLineKind.LOAD)
FEE = line("3.50", "Kosten geldopneming", kind=CardLineKind.FEE)
BOOKSHOP = line("42.90", "LIBRAIRIE THIRY WAVRE BE", day=date(2026, 2, 21), booked=date(2026, 2, 23))


def transactions(company: Company, *read_statements: CardStatementFields) -> list[TransactionBooked]:
    return [each.booked for one in read_statements for each in card_transactions(company.client_id, one)]


async def add_card_statement(company: Company, fields: DocumentFields, *warnings: Reason) -> UUID:
    """A card statement is received and read. Returns its id."""
    document = received(company.client_id)
    told = extracted(company.client_id, document.document_id, DocumentKind.CARD_STATEMENT)
    await company.handle(document, told.model_copy(update={"fields": fields, "warnings": warnings}))
    await company.run_jobs()
    return document.document_id


async def test_a_receipt_paid_by_card_meets_its_line_on_the_statement(company: Company) -> None:
    shop = {"seller": "Librairie Thiry SRL", "number": None, "iban": None}
    receipt = await company.add_document(DocumentKind.RECEIPT, total="42.90", issued=date(2026, 2, 21), **shop)
    booked, fee = transactions(company, statement(BOOKSHOP, FEE))

    await company.handle(booked, fee)
    await company.run_jobs()

    assert await company.links() == {(receipt, booked.transaction_id)}
    assert await company.tasks() == set()


@pytest.mark.feature(206)
async def test_a_card_line_without_its_receipt_is_a_task(company: Company) -> None:
    booked, _ = transactions(company, statement(BOOKSHOP, FEE))

    await company.handle(booked)
    await company.run_jobs()

    assert await company.tasks() == {("document_missing", str(booked.transaction_id))}


@pytest.mark.feature(202)
async def test_loads_of_a_prepaid_card_never_enter_the_task_list(company: Company) -> None:
    (load,) = transactions(company, statement(LOAD, scheme="prepaid"))

    await company.handle(load)
    await company.run_jobs()

    assert await company.tasks() == set()


@pytest.mark.feature(203)
async def test_a_load_that_came_as_an_ordinary_transfer_is_marked_done(company: Company) -> None:
    transfer = await company.add_transaction(
        amount="-250.00", name="CORVELIS PREPAID", iban=None, text="OPLADING KAART"
    )
    await company.run_jobs()
    before = await company.tasks()

    await company.command("transactions", transfer, "done")
    await company.run_jobs()

    assert before == {("document_missing", str(transfer))}
    assert await company.tasks() == set()


async def test_a_statement_that_does_not_tie_out_is_a_task_and_stays(company: Company) -> None:
    told = Reason(code="card_statement_does_not_tie_out", params={"printed": "191.65", "counted": "192.01"})

    document = await add_card_statement(company, DocumentFields(issue_date=read(date(2026, 2, 27))), told)

    assert await company.tasks() == {("fields_missing", str(document))}
    shown = await company.get(f"/documents/{document}")
    assert [warning["code"] for warning in shown["warnings"]] == ["card_statement_does_not_tie_out"]
    assert shown["state"] == "waiting"


@pytest.mark.feature(201)
async def test_a_prepaid_statement_asks_for_no_payment_and_leaves(company: Company) -> None:
    fields = DocumentFields(issue_date=read(date(2026, 2, 27)), payable=read(Decimal(0), sure=True))

    document = await add_card_statement(company, fields)

    assert await company.tasks() == set()
    assert await company.state(document) == "released"


async def test_a_credit_card_statement_waits_for_its_debit(company: Company) -> None:
    fields = DocumentFields(
        number=read("217"), issue_date=read(date(2026, 2, 27)), total_with_vat=read(Decimal("842.10"), sure=True)
    )
    document = await add_card_statement(company, fields)
    before = await company.tasks()

    debit = await company.add_transaction(
        amount="-842.10", kind=TransactionKind.CARD_SETTLEMENT, name=None, iban=None,
        text="BANK CARD COMPANY ETAT DE DEPENSES NUMERO 217",
    )  # fmt: skip
    await company.run_jobs()

    assert before == {("payment_missing", str(document))}
    assert await company.links() == {(document, debit)}
