"""What people say about a document."""

from typing import Any
from uuid import UUID, uuid4

from contracts.fields import DocumentFields, DocumentKind
from services.reconcile.commands.user import Person, Unknown
from services.reconcile.domain.actions import Action, Refused, Said, about_document
from services.reconcile.domain.corrections import corrected, counterparty_key, read_value
from services.reconcile.domain.states import LEFT, DocumentState
from services.reconcile.queries import documents, duplicates
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import judge
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Correction, Document
from services.reconcile.texts.problems import Code

BACK_HOME = DocumentChanges(released_at=None, release_id=None, refused=[], failure=None, failed_at=None)
"""A document that came back may leave anew, as the next revision; late news of the last one no longer counts."""


async def found(person: Person, document_id: UUID) -> Document:
    """The document, if it is this client's and has come in."""
    row = await documents.document(person.tx, person.client_id, document_id)
    if row is None or row.received_at is None:
        raise Unknown(str(document_id))
    return row


async def act(person: Person, document_id: UUID, said: Said) -> None:
    """Record an action on one document and let everything follow from it."""
    row = await found(person, document_id)
    if said.action is Action.RESTORE and row.part_of is not None:
        await _still_divided(person, row.part_of)
    marks = about_document(document_marks(row), DocumentState(row.state), said, person.now)
    await documents.change_document(person.tx, person.client_id, document_id, marks=as_json(marks))
    day = said.day.isoformat() if said.day else None
    await person.note(said.action.value, document_id=document_id, day=day)
    await judge(await person.judging(said.action.value, document_id), [document_id])


async def _still_divided(person: Person, picture_id: UUID) -> None:
    """A part may come back only while its picture is not a document itself."""
    if not document_marks(await found(person, picture_id)).divided:
        raise Refused(Code.PICTURE_IS_ONE_DOCUMENT)


async def settle_duplicate(person: Person, document_id: UUID, other_id: UUID, action: Action) -> None:
    """They are one invoice (and wait until one is deleted), or two: then both go on and are never paired again."""
    await found(person, document_id)
    await found(person, other_id)
    if document_id == other_id:
        raise Refused(Code.SAME_DOCUMENT)
    said = "apart" if action is Action.DISCONNECT_DUPLICATE else "connected"
    pair = (document_id, other_id)
    await duplicates.settle(person.tx, person.client_id, pair, said, person.user_id, person.now)
    for one, other in (pair, pair[::-1]):
        await person.note(action.value, document_id=one, other=str(other))
    await judge(await person.judging(action.value, *pair), pair)


async def correct(
    person: Person,
    document_id: UUID,
    *,
    kind: DocumentKind | None = None,
    values: dict[str, Any] | None = None,
    tags: list[str] | None = None,
    note: str | None = None,
) -> None:
    """Lay a person's corrections over what was read; they win over everything. Nothing of what has left changes."""
    row = await found(person, document_id)
    values = values or {}
    if (kind or values) and DocumentState(row.state) in LEFT and not row.refused:
        raise Refused(Code.DOCUMENT_HAS_LEFT)
    changes = DocumentChanges(corrections=row.corrections | values)
    if kind or values:
        changes |= _as_read(person, row, kind) | (BACK_HOME if row.refused else {})
    if kind:
        changes["said_kind"] = kind.value
    if tags is not None:
        changes["tags"] = tags
    if note is not None:
        changes["note"] = note or None
    read = DocumentFields.model_validate(changes.get("read_fields", row.read_fields) or {})
    corrected(read, row.learnt | row.corrections | values)
    await _remember(person, row, read, values)
    await documents.change_document(person.tx, person.client_id, document_id, **changes)
    await person.note(
        "corrected", document_id=document_id, fields=", ".join(sorted(values)), kind=kind, tags=tags, remark=note
    )
    await judge(await person.judging("corrected", document_id), [document_id])


def _as_read(person: Person, row: Document, kind: DocumentKind | None) -> DocumentChanges:
    """A document that no machine could read is read by the person who types in what it is."""
    if row.read_at is not None:
        return {}
    said = kind or (DocumentKind(row.kind_hint) if row.kind_hint else None)
    if row.unreadable is None or said is None:
        raise Refused(Code.KIND_NEEDED if row.unreadable else Code.NOT_READ_YET)
    return DocumentChanges(
        read_kind=said.value, said_kind=said.value, read_confidence=1.0, read_fields={}, read_at=person.now
    )


async def _remember(person: Person, row: Document, read: DocumentFields, values: dict[str, Any]) -> None:
    """Keep what was corrected, for the record and for the next document of this counterparty."""
    before = DocumentFields.model_validate(row.fields)
    party = counterparty_key(DocumentKind(row.read_kind), read) if row.read_kind else None
    for path, value in sorted(values.items()):
        correction = Correction(
            client_id=person.client_id,
            correction_id=uuid4(),
            document_id=row.document_id,
            counterparty_key=party,
            path=path,
            was=read_value(read, path) if row.read_at else read_value(before, path),
            value=value,
            made_by=person.user_id,
            made_at=person.now,
        )
        await person.tx.add(correction)
