"""Views that need more than one row: bookings, tasks with their items, one document in full."""

from collections.abc import Collection, Sequence
from uuid import UUID

from fastapi import Request

from contracts.events.delivery import Receipt
from contracts.fields import DocumentFields, DocumentKind
from libs.reasons import ReasonView
from libs.service_kit import Transaction
from libs.service_kit.http import language_of
from services.reconcile.api.schemas import BookingView, DocumentDetail, DocumentView, TaskView, TransactionView
from services.reconcile.api.views import document_view, link_view, money, release_view, task_view, transaction_view
from services.reconcile.domain.facts import BookingView as Totals
from services.reconcile.queries import bookings, documents, duplicates, tasks, transactions
from services.reconcile.rows import booking_view, division_failure
from services.reconcile.tables import Document, Task


async def item_views(
    tx: Transaction, client_id: UUID, ids: Collection[UUID]
) -> tuple[dict[UUID, DocumentView], dict[UUID, TransactionView]]:
    """Documents and transactions by id; documents that have not come in are left out."""
    document_rows = [row for row in await documents.documents(tx, client_id, ids) if row.received_at is not None]
    transaction_rows = await transactions.transactions(tx, client_id, ids)
    return {r.document_id: document_view(r) for r in document_rows}, {
        r.transaction_id: transaction_view(r) for r in transaction_rows
    }


async def booking_views(tx: Transaction, client_id: UUID, items: Collection[UUID]) -> list[BookingView]:
    """The bookings of these items, with all members."""
    members = await bookings.members_with(tx, client_id, items)
    document_views, transaction_views = await item_views(tx, client_id, {m.item_id for m in members})
    links = await bookings.links_among(tx, client_id, {m.item_id for m in members})
    views = []
    for booking_id in sorted({m.booking_id for m in members}):
        inside = [m for m in members if m.booking_id == booking_id]
        ids = {m.item_id for m in inside}
        totals = booking_view(inside, by_user=False)
        billed = sum(m.document_cents or 0 for m in inside if m.deleted is None)
        views.append(
            BookingView(
                booking_id=booking_id,
                documents=[document_views[m.item_id] for m in inside if m.item_id in document_views],
                transactions=[transaction_views[m.item_id] for m in inside if m.item_id in transaction_views],
                links=[link_view(k) for k in links if k.one_id in ids],
                documents_total=money(billed),
                transactions_total=money(sum(m.transaction_cents or 0 for m in inside)),
                open=money(totals.unpaid_cents - totals.unexplained_cents),
                complete=bool(totals.documents and totals.transactions) and not _rest(totals),
            )
        )
    return views


async def task_views(request: Request, tx: Transaction, client_id: UUID, rows: Sequence[Task]) -> list[TaskView]:
    """Tasks with what they are about and what they suggest."""
    ids = {row.subject_id for row in rows}
    for row in rows:
        ids |= {UUID(s[name]) for s in row.suggestions for name in ("document_id", "transaction_id") if s[name]}
        ids |= {UUID(i) for s in row.suggestions for i in s["document_ids"]}
    document_views, transaction_views = await item_views(tx, client_id, ids)
    return [task_view(request, row, document_views, transaction_views) for row in rows]


async def document_detail(request: Request, tx: Transaction, client_id: UUID, row: Document) -> DocumentDetail:
    """One document with all that is known of it."""
    (booking,) = await booking_views(tx, client_id, {row.document_id})
    about = await tasks.tasks_about(tx, client_id, {row.document_id})
    released = await documents.releases_of(tx, client_id, row.document_id)
    parts = await documents.parts_of(tx, row)
    partners = await duplicates.unsettled_partners(tx, client_id, {row.document_id})
    language, failure = language_of(request), division_failure(row)
    return DocumentDetail(
        **document_view(row).model_dump(),
        fields=DocumentFields.model_validate(row.fields),
        read_kind=DocumentKind(row.read_kind) if row.read_kind else None,
        kind_confidence=row.kind_confidence,
        language=row.language,
        warnings=[ReasonView.of(warning, language) for warning in row.warnings],
        unreadable=ReasonView.of(row.unreadable, language),
        corrected=sorted(row.corrections),
        booking=booking,
        tasks=await task_views(request, tx, client_id, [t for t in about if t.status != "closed"]),
        duplicates=sorted(partners.get(row.document_id, ())),
        regions=row.regions,
        parts=[part.document_id for part in parts],
        division_failure=ReasonView.of(failure.reason if failure else None, language),
        releases=[release_view(r) for r in released],
        receipt=Receipt.model_validate(row.receipt) if row.receipt else None,
        failure=ReasonView.of(row.failure, language),
    )


def _rest(totals: Totals) -> bool:
    return bool(totals.unpaid_cents or totals.unexplained_cents)
