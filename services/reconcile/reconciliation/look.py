"""What is asked of the board: bookings, links, duplicates and candidates, after every change so far."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.domain.numbers import number_forms
from services.reconcile.queries.candidates import BACK, MOST
from services.reconcile.reconciliation.board import Board
from services.reconcile.rows import (
    DocumentCandidate,
    Member,
    Partner,
    TransactionCandidate,
    document_keys,
    transaction_keys,
)
from services.reconcile.tables import BankTransaction, Document, Duplicate, Link, Task

AnyDocument = Document | DocumentCandidate
AnyTransaction = BankTransaction | TransactionCandidate


def documents(board: Board, ids: Iterable[UUID]) -> list[Document]:
    """These documents, oldest id first."""
    return [board.documents.now[i] for i in sorted({*ids}) if i in board.documents.now]


def transactions(board: Board, ids: Iterable[UUID]) -> list[BankTransaction]:
    """These transactions, oldest id first."""
    return [board.transactions.now[i] for i in sorted({*ids}) if i in board.transactions.now]


def members_with(board: Board, items: Collection[UUID]) -> list[Member]:
    """All members of the bookings of these items, with amounts and kinds."""
    members = board.members.now
    mine = {members[item].booking_id for item in items if item in members}
    found = [_present(board, member) for member in members.values() if member.booking_id in mine]
    return sorted(found, key=lambda member: (member.booking_id, member.item_id))


def _present(board: Board, member: Member) -> Member:
    """A member with its present amount and marks."""
    if document := board.documents.now.get(member.item_id):
        marks = document.marks
        return member._replace(
            document_cents=document.cents, deleted=_as_text(marks, "deleted_at"), document_done=_as_text(marks, "done")
        )
    if transaction := board.transactions.now.get(member.item_id):
        return member._replace(
            transaction_cents=transaction.cents,
            transaction_kind=transaction.kind,
            transaction_done=_as_text(transaction.marks, "done"),
        )
    return member


def _as_text(marks: dict[str, Any], name: str) -> str | None:
    value = marks.get(name)
    return str(value).lower() if isinstance(value, bool) else value


def links_at(board: Board, items: Collection[UUID]) -> list[Link]:
    """The links that have one of these items at either end."""
    return [link for pair, link in sorted(board.links.now.items()) if pair[0] in items or pair[1] in items]


def pairs_of(board: Board, ids: Collection[UUID]) -> list[Duplicate]:
    """All pairs with one of these documents, decided or not."""
    return [pair for (one, other), pair in board.pairs.now.items() if one in ids or other in ids]


def unsettled_partners(board: Board, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For each of these documents the other documents, not deleted, of pairs that no user declared different."""
    partners: dict[UUID, set[UUID]] = {}
    for pair in pairs_of(board, ids):
        if pair.decision == "different":
            continue
        for one, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
            found = partner(board, other)
            if one in ids and found is not None and found.deleted is None:
                partners.setdefault(one, set()).add(other)
    return partners


def partner(board: Board, document_id: UUID) -> Partner | None:
    """A document that may be the same invoice as another."""
    if row := board.documents.now.get(document_id):
        return Partner(document_id, row.state, _as_text(row.marks, "deleted_at"))
    return board.partners.get(document_id)


def parts_in(board: Board, photo: Document) -> int:
    """How many regions of a photo have become documents; 0 for a document without regions."""
    if not photo.regions:
        return 0
    cut = board.parts.get(photo.document_id, 0)
    cut += sum(row.part_of == photo.document_id for row in board.documents.now.values())
    cut -= sum(row.part_of == photo.document_id for row in board.documents.stored.values())
    return cut + len(photo.known_parts)


def tasks_about(board: Board, subject_id: UUID) -> list[Task]:
    """All tasks about an item, closed ones too."""
    about = [task for task in board.tasks.now.values() if task.subject_id == subject_id]
    return sorted(about, key=lambda task: task.task_id)


def documents_of_amounts(board: Board, cents: Collection[int]) -> list[AnyDocument]:
    """All read documents of these amounts, open or not."""
    every: dict[UUID, AnyDocument] = {**board.document_candidates, **board.documents.now}
    return [
        row for row in every.values()
        if row.cents in cents and (not isinstance(row, Document) or row.received_at is not None)
    ]  # fmt: skip


def transactions_of_amounts(board: Board, cents: Collection[int]) -> list[AnyTransaction]:
    """All transactions of these amounts, open or not."""
    every: dict[UUID, AnyTransaction] = {**board.transaction_candidates, **board.transactions.now}
    return [row for row in every.values() if row.cents in cents]


def document_row(board: Board, document_id: UUID) -> AnyDocument | None:
    """A document with all its columns, else as a candidate."""
    return board.documents.now.get(document_id) or board.document_candidates.get(document_id)


def transaction_row(board: Board, transaction_id: UUID) -> AnyTransaction | None:
    """A transaction with all its columns, else as a candidate."""
    return board.transactions.now.get(transaction_id) or board.transaction_candidates.get(transaction_id)


def document_keys_of(board: Board, ids: Iterable[UUID]) -> list[DocumentKeys]:
    """The keys of those of these items that are read documents, oldest id first."""
    rows = (document_row(board, i) for i in sorted(ids))
    return [document_keys(row) for row in rows if row is not None and row.kind is not None]


def transaction_keys_of(board: Board, ids: Iterable[UUID]) -> list[TransactionKeys]:
    """The keys of those of these items that are transactions, oldest id first."""
    rows = (transaction_row(board, i) for i in sorted(ids))
    return [transaction_keys(row) for row in rows if row is not None]


def documents_like(board: Board, transaction_id: UUID) -> list[AnyDocument]:
    """Documents that were found to be like a transaction, and those that the round works on, oldest id first."""
    ids = {i for i, row in board.documents.now.items() if row.received_at is not None}
    ids |= board.like.get(transaction_id, set())
    return [row for i in sorted(ids) if (row := document_row(board, i)) is not None]


def transactions_like(board: Board, document_id: UUID) -> list[AnyTransaction]:
    """Transactions that were found to be like a document, and those that the round works on, oldest id first."""
    ids = board.transactions.now.keys() | board.like.get(document_id, set())
    return [row for i in sorted(ids) if (row := transaction_row(board, i)) is not None]


def members_ids(board: Board, items: Collection[UUID]) -> set[UUID]:
    """All members of the bookings of these items."""
    return {member.item_id for member in members_with(board, items)}


def documents_alike(board: Board, row: Document, numbers: Collection[str]) -> list[AnyDocument]:
    """Documents, received, read and not deleted, with the same number, or the same amount and date, as this one."""
    there: dict[UUID, AnyDocument] = {i: board.document_candidates[i] for i in board.alike}
    for document in board.documents.now.values():
        there.pop(document.document_id, None)
        if document.state != "deleted" and document.kind is not None and document.received_at is not None:
            there[document.document_id] = document
    there.pop(row.document_id, None)
    same_day = row.cents is not None and row.issued is not None
    return [
        other
        for other in there.values()
        if (row.number and other.number == row.number)
        or (other.number is not None and not _forms(other).isdisjoint(numbers))
        or (same_day and (other.cents, other.issued) == (row.cents, row.issued))
    ]


def _forms(row: AnyDocument) -> frozenset[str]:
    return frozenset(row.numbers) if isinstance(row, Document) else number_forms(row.number)


def open_transactions_like(board: Board, keys: DocumentKeys) -> list[AnyTransaction]:
    """Open transactions that share the amount, a reference, the party's account or its name with a document."""
    found: dict[UUID, AnyTransaction] = {
        i: board.transaction_candidates[i] for i in board.like.get(keys.document_id, ())
    }
    for row in board.transactions.now.values():
        found.pop(row.transaction_id, None)
        late = keys.issued is not None and row.booking_date < keys.issued - BACK
        if row.is_open and not late and _shares_key(keys, row, (keys.company, row.creditor_company)):
            found[row.transaction_id] = row
    return sorted(found.values(), key=lambda row: (not _names(keys, row), row.booking_date, row.transaction_id))[:MOST]


def open_documents_like(board: Board, keys: TransactionKeys) -> list[AnyDocument]:
    """Open documents that share the amount, a reference, the party's account or its name with a transaction."""
    found: dict[UUID, AnyDocument] = {i: board.document_candidates[i] for i in board.like.get(keys.transaction_id, ())}
    for row in board.documents.now.values():
        found.pop(row.document_id, None)
        late = row.issued is not None and row.issued > keys.booked + BACK
        if row.is_open and not late and _shares_key(keys, row, (keys.creditor_company, row.company)):
            found[row.document_id] = row
    return sorted(found.values(), key=lambda row: (not _names(keys, row), _latest_first(row)))[:MOST]


def _names(keys: DocumentKeys | TransactionKeys, row: AnyDocument | AnyTransaction) -> bool:
    """Whether they share a reference or a number."""
    other = document_keys(row) if isinstance(row, Document | DocumentCandidate) else transaction_keys(row)
    same = ((keys.ogm, other.ogm), (keys.creditor_reference, other.creditor_reference))
    return any(one and one == another for one, another in same) or not keys.numbers.isdisjoint(other.numbers)


def _shares_key(
    keys: DocumentKeys | TransactionKeys, row: Document | BankTransaction, companies: tuple[str | None, str | None]
) -> bool:
    same = [(getattr(keys, name), getattr(row, name)) for name in ("ogm", "creditor_reference", "iban", "name")]
    if any(one and one == other for one, other in (*same, companies)):
        return True
    return (keys.cents is not None and keys.cents == row.cents) or not keys.numbers.isdisjoint(row.numbers)


def _latest_first(row: AnyDocument) -> tuple[bool, int, UUID]:
    issued: date | None = row.issued
    return (issued is None, -issued.toordinal() if issued else 0, row.document_id)
