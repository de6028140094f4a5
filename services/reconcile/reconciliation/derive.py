"""What follows from a document's reading and corrections: kind, fields, keys. Computed anew whenever they change."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from contracts.fields import DocumentFields, DocumentKind, value_of
from services.reconcile.domain.blocking import Facet, facets_of_document, facets_of_transaction
from services.reconcile.domain.corrections import corrected
from services.reconcile.domain.duplicates import Suspicion, suspicions
from services.reconcile.domain.keys import counterparty_of, keys_of_document
from services.reconcile.domain.kinds import KIND_BAR, kind_for_client
from services.reconcile.domain.names import plain
from services.reconcile.queries import documents, duplicates, transactions
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import document_keys, transaction_keys
from services.reconcile.tables import Document


@dataclass
class News:
    """What the touched things concern: duplicate partners, amounts and facets, as they were and as they are."""

    partners: set[UUID] = field(default_factory=set)
    amounts: set[int] = field(default_factory=set)
    facets: set[Facet] = field(default_factory=set)

    def of_document(self, row: Document) -> None:
        """A document is (or was) of this amount and has these facets."""
        if row.kind is not None and row.cents is not None:
            self.amounts.add(row.cents)
            self.facets |= facets_of_document(document_keys(row))


async def refresh(judging: Judging, ids: Collection[UUID]) -> News:
    """Bring the derived columns up to date; answers what that concerns."""
    tx, client_id, news = judging.tx, judging.client_id, News()
    for movement in await transactions.movements(tx, client_id, ids):
        news.amounts.add(movement.cents)
        news.facets |= facets_of_transaction(transaction_keys(movement))
    for row in await documents.documents(tx, client_id, ids):
        if row.read_at is not None:
            news.of_document(row)
            await documents.bring_up_to_date(tx, row, **_derived(judging, row))
            news.partners |= await _doubt_again(judging, row.document_id)
    for row in await documents.documents(tx, client_id, {*ids, *news.partners}):
        news.of_document(row)
    return news


def _derived(judging: Judging, row: Document) -> DocumentChanges:
    fields = corrected(DocumentFields.model_validate(row.read_fields), row.learnt | row.corrections)
    kind, confidence = _kind(judging, row, fields)
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
        "judge_again": False,
    }


def _kind(judging: Judging, row: Document, fields: DocumentFields) -> tuple[DocumentKind, float]:
    """A person's word, else what was read; what the sender said at upload helps when the reader was unsure."""
    if row.said_kind:
        return DocumentKind(row.said_kind), 1.0
    if row.read_kind is None or row.read_confidence is None:
        raise ValueError(f"document {row.document_id} has not been read")
    kind, confidence = DocumentKind(row.read_kind), row.read_confidence
    if row.kind_hint and (confidence < KIND_BAR or kind is DocumentKind.OTHER):
        kind, confidence = DocumentKind(row.kind_hint), 1.0
    return (kind_for_client(kind, fields, judging.client) if judging.client else kind), confidence


async def _doubt_again(judging: Judging, document_id: UUID) -> set[UUID]:
    """Look for documents that may be the same; forget doubts that a correction has settled."""
    row = await documents.document(judging.tx, judging.client_id, document_id)
    before = await duplicates.pairs_of(judging.tx, judging.client_id, {document_id})
    found: list[Suspicion] = []
    if row is not None and row.kind is not None and row.received_at is not None and row.state != "deleted":
        others = await documents.documents_numbered(judging.tx, judging.client_id, row)
        ready = [document_keys(o) for o in others if o.kind is not None and o.received_at is not None]
        found = suspicions(document_keys(row), ready)
        await duplicates.suspect(judging.tx, judging.client_id, found)
        gone = {(p.first_id, p.second_id) for p in before} - {(s.first, s.second) for s in found}
        await duplicates.drop_doubts(judging.tx, judging.client_id, gone)
    ids = {p.first_id for p in before} | {p.second_id for p in before}
    ids |= {s.first for s in found} | {s.second for s in found}
    return ids - {document_id}
