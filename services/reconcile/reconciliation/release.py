"""Release a document: store its snapshot, number it, publish it."""

from dataclasses import replace

from contracts.events.client import ClientConfigured
from contracts.events.release import ClientCard, DocumentReleased, ReleaseCause
from contracts.fields import DocumentKind
from libs.files import FileType
from services.reconcile.domain.facts import DocumentFacts, ReleaseProgress
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.domain.kinds import route_of
from services.reconcile.domain.release import release_id
from services.reconcile.queries import clients, documents, history
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import received_file
from services.reconcile.tables import Document, Release


async def release(round_: Round, facts: DocumentFacts, row: Document, cause: ReleaseCause) -> DocumentFacts:
    """Release a document; returns its facts with the release begun. Each revision is released once, under its own id.

    Raises ValueError without the client's settings or the document's kind."""
    if round_.client is None or facts.kind is None:
        raise ValueError(f"document {facts.document_id} is not ready to leave")
    file, revision = received_file(row), row.revision + 1
    name = release_id(facts.document_id, revision)
    sequence = await clients.next_sequence(round_.tx, round_.client_id)
    event = DocumentReleased(
        client_id=round_.client_id,
        release_id=name,
        document_id=facts.document_id,
        revision=revision,
        cause=cause,
        kind=facts.kind,
        route=route_of(facts.kind, round_.client),
        package=round_.client.package,
        client=_card(round_.client, facts.kind),
        fields=facts.fields,
        payment=facts.payment,
        tags=tuple(row.tags),
        comments=(row.note,) if row.note else (),
        sequence=sequence,
        sha256=file.sha256,
        media_type=file.media_type,
        filename=file.filename,
        pdf_sha256=row.pdf_sha256 or (file.sha256 if file.media_type == FileType.PDF.media_type else None),
        embedded_sha256=row.embedded_sha256,
        released_at=round_.now,
        released_by=facts.marks.released_by,
    )
    round_.tx.publish(event)
    await round_.tx.add(
        Release(
            client_id=round_.client_id,
            release_id=name,
            document_id=facts.document_id,
            revision=revision,
            sequence=sequence,
            snapshot=event.model_dump(mode="json"),
            released_at=round_.now,
            released_by=facts.marks.released_by,
        )
    )
    await documents.change_document(
        round_.tx, round_.client_id, facts.document_id, revision=revision, release_id=name,
        released_at=round_.now, release_cause=cause.value, unconfirmed=False, receipt=None,
        rendered_at=None, refused=[], delivered_at=None, failure=None, failed_at=None,
    )  # fmt: skip
    await history.record(
        round_.tx, round_.client_id, HistoryEvent.RELEASED, round_.now, who=facts.marks.released_by,
        document_id=facts.document_id, details={"cause": cause.value, "revision": revision, "sequence": sequence},
    )  # fmt: skip
    return replace(facts, progress=ReleaseProgress(revision=revision, released_at=round_.now))


def _card(client: ClientConfigured, kind: DocumentKind) -> ClientCard:
    """The client's data for the release; its sales ledger account when it has only one, or a default."""
    accounts = client.ledger_accounts if kind.is_sale else ()
    chosen = [a for a in accounts if a.default or len(accounts) == 1]
    return ClientCard(
        name=client.name,
        vat_number=client.vat_number,
        address=client.address,
        reference=client.reference,
        language=client.language,
        ledger_account=chosen[0].code if chosen else None,
    )
