"""The columns derived from a document's reading and corrections: kind, fields, keys."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from contracts.fields import DocumentFields, DocumentKind, value_of
from services.reconcile.domain.blocking import BlockingKey, blocking_keys_of_document, blocking_keys_of_transaction
from services.reconcile.domain.corrections import corrected
from services.reconcile.domain.duplicates import SuspectedDuplicate, suspected_duplicates
from services.reconcile.domain.keys import counterparty_of, keys_of_document
from services.reconcile.domain.kinds import KIND_BAR, kind_for_client
from services.reconcile.domain.names import plain
from services.reconcile.queries import documents, duplicates, transactions
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import document_keys, transaction_keys
from services.reconcile.tables import Document


@dataclass
class Changes:
    """What may be affected by the changed items: duplicates, amounts and blocking keys, before and after."""

    duplicate_ids: set[UUID] = field(default_factory=set)
    amounts: set[int] = field(default_factory=set)
    blocking_keys: set[BlockingKey] = field(default_factory=set)

    def of_document(self, row: Document) -> None:
        """Add the amount and the blocking keys that a document has (or had)."""
        if row.kind is not None and row.cents is not None:
            self.amounts.add(row.cents)
            self.blocking_keys |= blocking_keys_of_document(document_keys(row))


async def update_derived(round_: Round, ids: Collection[UUID]) -> Changes:
    """Update the derived columns; returns what the changes may affect."""
    tx, client_id, changes = round_.tx, round_.client_id, Changes()
    for transaction in await transactions.transactions(tx, client_id, ids):
        changes.amounts.add(transaction.cents)
        changes.blocking_keys |= blocking_keys_of_transaction(transaction_keys(transaction))
    for row in await documents.documents(tx, client_id, ids):
        if row.read_at is not None:
            changes.of_document(row)
            await documents.bring_up_to_date(tx, row, **_derived(round_, row))
            changes.duplicate_ids |= await _find_duplicates(round_, row.document_id)
    for row in await documents.documents(tx, client_id, {*ids, *changes.duplicate_ids}):
        changes.of_document(row)
    return changes


def _derived(round_: Round, row: Document) -> DocumentChanges:
    fields = corrected(DocumentFields.model_validate(row.read_fields), row.learnt | row.corrections)
    kind, confidence = _kind(round_, row, fields)
    keys = keys_of_document(row.document_id, kind, fields)
    party = counterparty_of(kind, fields)
    counterparty, vat = value_of(party.name), value_of(party.vat_number)
    searched = [counterparty, vat, keys.company, keys.iban, keys.number, row.filename, row.note, *row.tags]
    searched += [value_of(fields.payment_text), keys.ogm]
    return {
        "kind": kind.value,
        "kind_confidence": confidence,
        "fields": fields.model_dump(mode="json"),
        "cents": keys.cents,
        "currency": keys.currency,
        "issued": keys.issued,
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


async def _find_duplicates(round_: Round, document_id: UUID) -> set[UUID]:
    """Find suspected duplicates, forget those that a correction has ruled out; returns the other documents."""
    row = await documents.document(round_.tx, round_.client_id, document_id)
    before = await duplicates.pairs_of(round_.tx, round_.client_id, {document_id})
    found: list[SuspectedDuplicate] = []
    if row is not None and row.kind is not None and row.received_at is not None and row.state != "deleted":
        others = await documents.documents_like(round_.tx, round_.client_id, row)
        ready = [document_keys(o) for o in others if o.kind is not None and o.received_at is not None]
        found = suspected_duplicates(document_keys(row), ready)
        await duplicates.keep_suspected(round_.tx, round_.client_id, found)
        gone = {(p.first_id, p.second_id) for p in before} - {(s.first, s.second) for s in found}
        await duplicates.forget_suspected(round_.tx, round_.client_id, gone)
    ids = {p.first_id for p in before} | {p.second_id for p in before}
    ids |= {s.first for s in found} | {s.second for s in found}
    return ids - {document_id}
