"""The columns derived from a document's reading and corrections: kind, fields, keys."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from contracts.fields import DocumentFields, DocumentKind, value_of
from services.reconcile.domain.blocking import BlockingKey, blocking_keys_of_document, blocking_keys_of_transaction
from services.reconcile.domain.corrections import corrected
from services.reconcile.domain.duplicates import suspected_duplicates
from services.reconcile.domain.keys import counterparty_of, day_of, keys_of_document
from services.reconcile.domain.kinds import KIND_BAR, kind_for_client
from services.reconcile.domain.names import plain
from services.reconcile.queries.candidates import Wanted
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import look
from services.reconcile.reconciliation.board import Board
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import document_keys, transaction_keys
from services.reconcile.tables import Document, Duplicate

LONGEST_LINES = 2_000
"""Characters of a document's lines that are searched: a bill of a thousand lines must not fill the index alone."""


@dataclass
class Changes:
    """What may be affected by the changed items: duplicates, amounts and blocking keys, before and after.

    With each amount its opposite: a payment of it may have come back.

    `read` are the changed documents that were read.
    """

    read: list[UUID] = field(default_factory=list)
    duplicate_ids: set[UUID] = field(default_factory=set)
    amounts: set[int] = field(default_factory=set)
    blocking_keys: set[BlockingKey] = field(default_factory=set)

    def of_document(self, row: Document) -> None:
        """Add the amount and the blocking keys that a document has (or had)."""
        if row.kind is not None and row.cents is not None:
            self.amounts |= {row.cents, -row.cents}
            self.blocking_keys |= blocking_keys_of_document(document_keys(row))


def update_derived(round_: Round, ids: Collection[UUID]) -> Changes:
    """Update the derived columns; returns what the changes may affect."""
    board, changes = round_.board, Changes()
    for transaction in look.transactions(board, ids):
        changes.amounts |= {transaction.cents, -transaction.cents}
        changes.blocking_keys |= blocking_keys_of_transaction(transaction_keys(transaction))
    for row in look.documents(board, ids):
        changes.of_document(row)
        if row.read_at is not None:
            changes.read.append(row.document_id)
            changes.of_document(board.change_document(row.document_id, **_derived(round_, row)))
    return changes


def wanted_by(round_: Round, changes: Changes) -> Wanted:
    """The candidates of the amounts, and the documents that may be duplicates of those read."""
    wanted = Wanted(cents=set(changes.amounts))
    for row in look.documents(round_.board, changes.read):
        wanted.numbers.update(row.numbers)
        if row.number and not row.numbers:
            wanted.bare.add(row.number)
        if row.cents is not None and row.issued is not None:
            wanted.same_cents.add(row.cents)
            wanted.same_days.add(row.issued)
    return wanted


def find_duplicates(round_: Round, changes: Changes) -> None:
    """Find suspected duplicates of the documents that were read; the others of each pair are affected."""
    for row in look.documents(round_.board, changes.read):
        changes.duplicate_ids |= _find_duplicates(round_.board, row)


def _derived(round_: Round, row: Document) -> DocumentChanges:
    fields = corrected(DocumentFields.model_validate(row.read_fields), row.learnt | row.corrections)
    kind, confidence = _kind(round_, row, fields)
    keys = keys_of_document(row.document_id, kind, fields)
    party = counterparty_of(kind, fields)
    counterparty, vat = value_of(party.name), value_of(party.vat_number)
    searched = [counterparty, vat, keys.company, keys.iban, keys.number, row.filename, row.note, *row.tags]
    searched += [value_of(fields.payment_text), keys.ogm, _words_of_lines(fields)]
    return {
        "kind": kind.value,
        "kind_confidence": confidence,
        "fields": fields.model_dump(mode="json"),
        "cents": keys.cents,
        "currency": keys.currency,
        "issued": keys.issued,
        "day": day_of(keys.issued, row.received_at),
        "due": keys.due,
        "ogm": keys.ogm,
        "creditor_reference": keys.creditor_reference,
        "iban": keys.iban,
        "company": keys.company,
        "name": keys.name,
        "number": keys.number,
        "numbers": sorted(keys.numbers),
        "counterparty": counterparty,
        "total": value_of(fields.total_with_vat),
        "searched": plain(" | ".join(part for part in searched if part)),
        "reconcile_again": False,
    }


def _words_of_lines(fields: DocumentFields) -> str:
    """What the lines are about, as far as it is searched."""
    words = (word for line in fields.lines for word in (line.name, line.description) if word)
    return " | ".join(dict.fromkeys(words))[:LONGEST_LINES]


def _kind(round_: Round, row: Document, fields: DocumentFields) -> tuple[DocumentKind, float]:
    """The kind and its confidence: the user's, else as read; the hint at upload decides where reading is unsure."""
    if row.user_kind:
        return DocumentKind(row.user_kind), 1.0
    if row.read_kind is None or row.read_confidence is None:
        raise ValueError(f"document {row.document_id} has not been read")
    kind, confidence = DocumentKind(row.read_kind), row.read_confidence
    if row.kind_hint and (confidence < KIND_BAR or kind is DocumentKind.OTHER):
        kind, confidence = DocumentKind(row.kind_hint), 1.0
    return (kind_for_client(kind, fields, round_.client) if round_.client else kind), confidence


def _find_duplicates(board: Board, row: Document) -> set[UUID]:
    """Find suspected duplicates, forget those that a correction has ruled out; returns the other documents."""
    before = {(p.first_id, p.second_id) for p in look.pairs_of(board, {row.document_id})}
    found: set[tuple[UUID, UUID]] = set()
    if row.kind is not None and row.received_at is not None and row.state != "deleted":
        others = look.documents_alike(board, row, row.numbers)
        for suspected in suspected_duplicates(document_keys(row), map(document_keys, others)):
            pair = (suspected.first, suspected.second)
            found.add(pair)
            new = Duplicate(client_id=row.client_id, first_id=pair[0], second_id=pair[1], why=suspected.why)
            board.pairs.now.setdefault(pair, new)
        for pair in before - found:
            if board.pairs.now[pair].decision is None:
                del board.pairs.now[pair]
    return {document_id for pair in before | found for document_id in pair} - {row.document_id}
