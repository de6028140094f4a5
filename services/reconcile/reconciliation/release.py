"""The moment a document leaves: its snapshot, its number, and the word to the next service."""

from dataclasses import replace

from contracts.events.client import ClientConfigured
from contracts.events.release import ClientCard, DocumentReleased, ReleaseCause
from contracts.fields import DocumentKind
from libs.files import FileType
from services.reconcile.domain.facts import DocumentFacts, Journey
from services.reconcile.domain.kinds import route_of
from services.reconcile.domain.release import release_id
from services.reconcile.queries import clients, documents, tasks
from services.reconcile.reconciliation.round import Judging
from services.reconcile.rows import received_file
from services.reconcile.tables import Document, Release


async def release(judging: Judging, facts: DocumentFacts, row: Document, cause: ReleaseCause) -> DocumentFacts:
    """Let a document go; answers the facts with the journey begun. Each revision leaves once, under its own name."""
    if judging.client is None or facts.kind is None:
        raise ValueError(f"document {facts.document_id} is not ready to leave")
    file, revision = received_file(row), row.revision + 1
    name = release_id(facts.document_id, revision)
    sequence = await clients.next_sequence(judging.tx, judging.client_id)
    event = DocumentReleased(
        client_id=judging.client_id,
        release_id=name,
        document_id=facts.document_id,
        revision=revision,
        cause=cause,
        kind=facts.kind,
        route=route_of(facts.kind, judging.client),
        package=judging.client.package,
        client=_card(judging.client, facts.kind),
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
        released_at=judging.now,
        released_by=facts.marks.released_by,
    )
    judging.tx.publish(event)
    await judging.tx.add(
        Release(
            client_id=judging.client_id,
            release_id=name,
            document_id=facts.document_id,
            revision=revision,
            sequence=sequence,
            snapshot=event.model_dump(mode="json"),
            released_at=judging.now,
            released_by=facts.marks.released_by,
        )
    )
    await documents.change_document(
        judging.tx, judging.client_id, facts.document_id, revision=revision, release_id=name,
        released_at=judging.now, release_cause=cause.value, unconfirmed=False, receipt=None,
        rendered_at=None, refused=[], delivered_at=None, failure=None, failed_at=None,
    )  # fmt: skip
    await tasks.note(
        judging.tx, judging.client_id, "released", judging.now, who=facts.marks.released_by,
        document_id=facts.document_id, details={"cause": cause.value, "revision": revision, "sequence": sequence},
    )  # fmt: skip
    return replace(facts, journey=Journey(revision=revision, released_at=judging.now))


def _card(client: ClientConfigured, kind: DocumentKind) -> ClientCard:
    """The client as it stands on what leaves; its sales account when there is no choice to make, or a default."""
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
