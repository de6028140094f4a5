"""Rounds on a complete board need no database: the order of arrival, repetition, and agreement with the tables."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.bank import TransactionBooked
from contracts.events.client import ClientConfigured
from contracts.events.document import DocumentReceived
from contracts.events.extraction import DocumentExtracted
from contracts.ids import uuid7
from contracts.registry import Event
from libs.service_kit.testing import Harness
from services.reconcile.domain.keys import keys_of_transaction
from services.reconcile.handlers.bank import record_booking
from services.reconcile.handlers.intake import record_reading, record_receipt
from services.reconcile.queries.changes import as_rows
from services.reconcile.reconciliation import Round, reconcile
from services.reconcile.reconciliation.board import Board
from services.reconcile.service import Deps
from tests.reconcile.builders import NOON, configured
from tests.reconcile.company import Company
from tests.reconcile.company_year import company_year
from tests.reconcile.test_service_order import OURS, WHEN, as_events


async def board_after(events: list[Event]) -> Board:
    """Returns the board after these events; the first one is the client's settings."""
    client, *others = events
    assert isinstance(client, ClientConfigured)
    board = Board(is_complete=True, client=client)
    for event in others:
        await handle(Round(client.client_id, NOON, board), event)
    return board


async def handle(round_: Round, event: Event) -> None:
    """Handle an event as the service does, on the board alone."""
    match event:
        case DocumentReceived() if record_receipt(round_, event):
            await reconcile(round_, [event.document_id])
        case DocumentExtracted() if record_reading(round_, event, event.fields):
            await reconcile(round_, [event.document_id])
        case TransactionBooked() if record_booking(round_, event, keys_of_transaction(event)):
            await reconcile(round_, transaction_ids=[event.transaction_id])


def tables_of(board: Board) -> dict[str, list[dict[str, Any]]]:
    """Returns the tables as rows, without times and without questions that were closed."""
    rows = {
        "document": as_rows([row for _, row in sorted(board.documents.now.items())]),
        "transaction": as_rows([row for _, row in sorted(board.transactions.now.items())]),
        "link": as_rows([row for _, row in sorted(board.links.now.items())]),
        "duplicate": as_rows([row for _, row in sorted(board.pairs.now.items())]),
        "task": as_rows([row for _, row in sorted(board.tasks.now.items()) if row.status != "closed"]),
    }
    tables = {name: [_without_times(row) for row in found] for name, found in rows.items()}
    members = sorted((m.item_id, m.booking_id) for m in board.members.now.values())
    return tables | {"booking_member": [{"item_id": item, "booking_id": booking} for item, booking in members]}


def _without_times(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in WHEN + OURS}


def a_year(seed: int) -> list[Event]:
    """Returns the events of a small company that releases on demand."""
    events = as_events(company_year(seed, suppliers=2, per_supplier=3), configured(release={"policy": "on_demand"}))
    return [*events[:25], *events[-15:]]


@given(seed=st.integers(min_value=0, max_value=10**6), order=st.randoms(use_true_random=False))
@settings(max_examples=4, deadline=None)
async def test_the_order_of_arrival_does_not_matter(seed: int, order: random.Random) -> None:
    client, *events = a_year(seed)
    shuffled = order.sample(events, len(events))

    tables = tables_of(await board_after([client, *events]))

    assert tables_of(await board_after([client, *shuffled])) == tables


@given(seed=st.integers(min_value=0, max_value=10**6), repeated=st.randoms(use_true_random=False))
@settings(max_examples=4, deadline=None)
async def test_events_that_come_again_change_nothing(seed: int, repeated: random.Random) -> None:
    client, *events = a_year(seed)
    again = [event for event in events for _ in range(repeated.randint(1, 3))]

    tables = tables_of(await board_after([client, *events]))

    assert tables_of(await board_after([client, *again, *events])) == tables


@given(seed=st.integers(min_value=0, max_value=10**6))
@settings(max_examples=4, deadline=None)
async def test_a_round_without_news_writes_nothing(seed: int) -> None:
    board = await board_after(events := a_year(seed))
    before = tables_of(board)
    round_ = Round(events[0].tenant, NOON, board)  # type: ignore[arg-type]

    await reconcile(round_, list(board.documents.now), list(board.transactions.now))

    assert tables_of(board) == before
    assert round_.events == []


async def test_the_tables_are_what_the_memory_says(reconcile: Harness[Deps]) -> None:
    company = Company(reconcile)
    client = configured(company.client_id, release={"policy": "on_demand"})
    events = as_events(company_year(7, suppliers=3, per_supplier=4), client)

    await company.handle(*events)
    expected = tables_of(await board_after(events))

    for name in ("document", "transaction", "link", "duplicate"):
        assert await company.table(name, WHEN + OURS) == expected[name], name
    members = await company.table("booking_member")
    assert [(m["item_id"], m["booking_id"]) for m in members] == [
        (m["item_id"], m["booking_id"]) for m in expected["booking_member"]
    ]
    tasks = [t for t in await company.table("task", WHEN + OURS) if t["status"] != "closed"]
    assert tasks == expected["task"]
    assert len(expected["link"]) > 5


def test_a_round_without_a_database_says_so() -> None:
    round_ = Round(uuid7(), NOON, Board())

    with pytest.raises(ValueError, match="no database"):
        _ = round_.tx
