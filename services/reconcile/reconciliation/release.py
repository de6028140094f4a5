"""Release a document: store its snapshot, number it, publish it."""

from dataclasses import replace
from datetime import datetime

from contracts.events.client import ClientConfigured
from contracts.events.release import ClientCard, DocumentReleased, ReleaseCause
from contracts.fields import DocumentKind
from libs.files import FileType
from services.reconcile.domain.facts import DocumentFacts, ReleaseProgress
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.domain.kinds import route_of
from services.reconcile.domain.release import release_id
from services.reconcile.reconciliation.round import Round
from services.reconcile.rows import received_file
from services.reconcile.tables import Document, Release


def release(round_: Round, facts: DocumentFacts, row: Document, cause: ReleaseCause) -> DocumentFacts:
    """Release a document; returns its facts with the release begun. Each revision is released once, under its own id.

    Raises ValueError without the client's settings or the document's kind.
    """
    if round_.client is None or facts.kind is None:
        raise ValueError(f"document {facts.document_id} is not ready for release")
    round_.board.released = sequence = round_.board.released + 1
    event = _snapshot(round_.client, facts.kind, facts, row, cause, sequence, round_.now)
    round_.publish(event)
    _store(round_, event)
    return replace(facts, progress=ReleaseProgress(revision=event.revision, released_at=event.released_at))


def _snapshot(
    client: ClientConfigured,
    kind: DocumentKind,
    facts: DocumentFacts,
    row: Document,
    cause: ReleaseCause,
    sequence: int,
    now: datetime,
) -> DocumentReleased:
    file, revision = received_file(row), row.revision + 1
    return DocumentReleased(
        client_id=row.client_id,
        release_id=release_id(row.document_id, revision),
        document_id=row.document_id,
        revision=revision,
        cause=cause,
        kind=kind,
        route=route_of(kind, client),
        package=client.package,
        client=_card(client, kind),
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
        released_at=now,
        released_by=facts.marks.released_by,
    )


def _store(round_: Round, event: DocumentReleased) -> None:
    """Store the snapshot, reset the progress of the document, and write the history."""
    row = Release(
        client_id=event.client_id,
        release_id=event.release_id,
        document_id=event.document_id,
        revision=event.revision,
        sequence=event.sequence,
        snapshot=event.model_dump(mode="json"),
        released_at=event.released_at,
        released_by=event.released_by,
    )
    round_.board.releases.append(row)
    round_.board.change_document(
        event.document_id, revision=event.revision, release_id=event.release_id,
        released_at=event.released_at, release_cause=event.cause.value, unconfirmed=False, receipt=None,
        rendered_at=None, refused=[], delivered_at=None, failure=None, failed_at=None,
    )  # fmt: skip
    round_.record(
        HistoryEvent.RELEASED, event.released_at, user_id=event.released_by,
        document_id=event.document_id,
        details={"cause": event.cause.value, "revision": event.revision, "sequence": event.sequence},
    )  # fmt: skip


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
