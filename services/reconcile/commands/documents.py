"""Commands of users about one document."""

from typing import Any
from uuid import UUID, uuid4

from contracts.events.document_state import DocumentState
from contracts.fields import DocumentFields, DocumentKind
from libs.refusal import Refusal
from libs.service_kit import KitCode
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.actions import Action, ActionRequest, mark_document
from services.reconcile.domain.corrections import corrected, counterparty_key, read_value
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.domain.states import AFTER_RELEASE
from services.reconcile.queries import documents, duplicates
from services.reconcile.queries.documents import DocumentChanges
from services.reconcile.reconciliation import reconcile
from services.reconcile.rows import as_json, document_marks
from services.reconcile.tables import Correction, Document
from services.reconcile.texts.problems import Code

SHARE_OF_FIELDS = 0.95
"""The fields may take this share of an event; tags, notes and the client have the rest."""
RELEASE_RESET = DocumentChanges(released_at=None, release_id=None, refused=[], failure=None, failed_at=None)
"""Columns of a document that came back: it may be released as the next revision, and late events are ignored."""


async def found(user: ActingUser, document_id: UUID) -> Document:
    """The document. Raises Refusal (404) when it is not this client's or has not come in."""
    row = await documents.document(user.tx, user.client_id, document_id)
    if row is None or row.received_at is None:
        raise Refusal(KitCode.NOT_FOUND)
    return row


async def mark(user: ActingUser, document_id: UUID, request: ActionRequest) -> None:
    """Record an action on one document and reconcile."""
    row = await found(user, document_id)
    if request.action is Action.RESTORE and row.part_of is not None:
        await _still_divided(user, row.part_of)
    marks = mark_document(document_marks(row), DocumentState(row.state), request, user.now)
    await documents.change_document(user.tx, user.client_id, document_id, marks=as_json(marks))
    day = request.day.isoformat() if request.day else None
    await user.record(request.action, document_id=document_id, day=day)
    await reconcile(await user.begin_round(request.action.value, document_id), [document_id])


async def _still_divided(user: ActingUser, photo_id: UUID) -> None:
    """Raises Refusal unless the photo of this part is still divided."""
    if not document_marks(await found(user, photo_id)).divided:
        raise Refusal(Code.PHOTO_IS_ONE_DOCUMENT)


async def settle_duplicate(user: ActingUser, document_id: UUID, other_id: UUID, action: Action) -> None:
    """Record that two documents are one invoice (both wait until one is deleted) or two (never paired again)."""
    await found(user, document_id)
    await found(user, other_id)
    if document_id == other_id:
        raise Refusal(Code.SAME_DOCUMENT)
    decision = "different" if action is Action.DISCONNECT_DUPLICATE else "connected"
    pair = (document_id, other_id)
    await duplicates.decide(user.tx, user.client_id, pair, decision, user.user_id, user.now)
    for one, other in (pair, pair[::-1]):
        await user.record(action, document_id=one, other=str(other))
    await reconcile(await user.begin_round(action.value, *pair), pair)


async def correct(
    user: ActingUser,
    document_id: UUID,
    *,
    kind: DocumentKind | None = None,
    values: dict[str, Any] | None = None,
    tags: list[str] | None = None,
    note: str | None = None,
) -> None:
    """Record a user's corrections, which win over everything that was read. Raises Refusal for a released document."""
    row = await found(user, document_id)
    values = values or {}
    if (kind or values) and DocumentState(row.state) in AFTER_RELEASE and not row.refused:
        raise Refusal(Code.DOCUMENT_RELEASED)
    changes = DocumentChanges(corrections=row.corrections | values)
    if kind or values:
        changes |= _as_read(user, row, kind) | (RELEASE_RESET if row.refused else {})
    if kind:
        changes["user_kind"] = kind.value
    if tags is not None:
        changes["tags"] = tags
    if note is not None:
        changes["note"] = note or None
    read = DocumentFields.model_validate(changes.get("read_fields", row.read_fields) or {})
    _must_fit(user, corrected(read, row.learnt | row.corrections | values))
    await _remember(user, row, read, values)
    await documents.change_document(user.tx, user.client_id, document_id, **changes)
    await user.record(
        HistoryEvent.CORRECTED,
        document_id=document_id,
        fields=", ".join(sorted(values)),
        kind=kind,
        tags=tags,
        remark=note,
    )
    await reconcile(await user.begin_round("corrected", document_id), [document_id])


def _must_fit(user: ActingUser, fields: DocumentFields) -> None:
    """Raises Refusal (422) for more lines and text than the release of the document can carry."""
    if len(fields.model_dump_json().encode()) > user.largest_event * SHARE_OF_FIELDS:
        raise Refusal(KitCode.TOO_MUCH_TEXT)


def _as_read(user: ActingUser, row: Document, kind: DocumentKind | None) -> DocumentChanges:
    """The reading of an unreadable document: the user enters its kind and fields."""
    if row.read_at is not None:
        return {}
    stated = kind or (DocumentKind(row.kind_hint) if row.kind_hint else None)
    if row.unreadable is None or stated is None:
        raise Refusal(Code.KIND_NEEDED if row.unreadable else Code.NOT_READ_YET)
    return DocumentChanges(
        read_kind=stated.value, user_kind=stated.value, read_confidence=1.0, read_fields={}, read_at=user.now
    )


async def _remember(user: ActingUser, row: Document, read: DocumentFields, values: dict[str, Any]) -> None:
    """Store each corrected field, as proof and for the next document of this counterparty."""
    before = DocumentFields.model_validate(row.fields)
    party = counterparty_key(DocumentKind(row.read_kind), read) if row.read_kind else None
    for path, value in sorted(values.items()):
        correction = Correction(
            client_id=user.client_id,
            correction_id=uuid4(),
            document_id=row.document_id,
            counterparty_key=party,
            path=path,
            was=read_value(read, path) if row.read_at else read_value(before, path),
            value=value,
            made_by=user.user_id,
            made_at=user.now,
        )
        await user.tx.add(correction)
