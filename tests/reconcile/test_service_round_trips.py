"""An event costs few round trips to the database, however much hangs together with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from contracts.fields import DocumentKind
from contracts.ids import uuid7
from contracts.registry import Event
from libs.service_kit.testing import Harness
from services.reconcile.service import Deps
from tests.reconcile.builders import booked, configured, extracted, received
from tests.reconcile.company import Company
from tests.reconcile.company_year import company_year
from tests.reconcile.test_service_order import as_events

MOST = 8
"""BEGIN with the look into the inbox, what the event names, candidates, suggestions, suggestions of those, the one
statement that writes, inbox and outbox, COMMIT."""


@pytest.fixture
async def year_old(reconcile: Harness[Deps]) -> Company:
    """Returns a company with a year of documents and transactions."""
    company = Company(reconcile)
    await company.configure()
    _, *year = as_events(company_year(3, suppliers=2, per_supplier=2), configured(company.client_id))
    await company.handle(*year)
    return company


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collects what is sent to the database."""
    sent: list[str] = []
    with monkeypatch.context() as patch:
        for name in ("fetch", "fetchrow", "fetchval", "execute", "executemany"):
            patch.setattr(asyncpg.Connection, name, _counting(getattr(asyncpg.Connection, name), sent))
        yield sent


def _counting(original: Any, sent: list[str]) -> Any:
    async def count(connection: Any, query: str, *arguments: Any, **options: Any) -> Any:
        sent.append(query)
        return await original(connection, query, *arguments, **options)

    return count


async def round_trips(company: Company, monkeypatch: pytest.MonkeyPatch, event: Event) -> int:
    """Returns how many round trips an event takes."""
    with counted(monkeypatch) as sent:
        await company.handle(event)
    return len(sent)


async def test_a_receipt_takes_few_round_trips(year_old: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = await round_trips(year_old, monkeypatch, received(year_old.client_id))

    assert taken <= 5


@pytest.mark.parametrize("kind", [DocumentKind.PURCHASE_INVOICE, DocumentKind.SALES_INVOICE])
async def test_a_document_that_nobody_paid_takes_few_round_trips(
    year_old: Company, monkeypatch: pytest.MonkeyPatch, kind: DocumentKind
) -> None:
    event = extracted(year_old.client_id, await a_receipt(year_old), kind, number="N-2026-771", total="77.71")

    assert await round_trips(year_old, monkeypatch, event) <= MOST


async def test_a_document_whose_payment_is_there_takes_few_round_trips(
    year_old: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    await year_old.add_transaction(amount="-55.71", text="N-2026-771")
    document_id = await a_receipt(year_old)
    event = extracted(year_old.client_id, document_id, number="N-2026-771", total="55.71")

    taken = await round_trips(year_old, monkeypatch, event)

    assert taken <= MOST
    assert document_id in {one for one, _ in await year_old.links()}


async def test_a_transaction_that_pays_takes_few_round_trips(
    year_old: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = await year_old.add_document(number="N-2026-771", total="55.71")
    event = booked(year_old.client_id, amount="-55.71", text="N-2026-771")

    taken = await round_trips(year_old, monkeypatch, event)

    assert taken <= MOST
    assert (document_id, event.transaction_id) in await year_old.links()


async def test_sixty_candidates_take_at_most_four_round_trips_more(
    year_old: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        await year_old.add_transaction(amount="-55.71", text=f"N-2026-{number}00")
    event = extracted(year_old.client_id, await a_receipt(year_old), number="N-2026-771", total="55.71")

    assert await round_trips(year_old, monkeypatch, event) <= MOST + 4


async def a_receipt(company: Company) -> UUID:
    """A document is received. Returns its id."""
    document_id = uuid7()
    await company.handle(received(company.client_id, document_id))
    return document_id
