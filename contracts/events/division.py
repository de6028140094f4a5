"""Topic `division`, keyed by client: an image of several documents, a user's decision on it, and the result."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, PositiveInt

from contracts.fields import DocumentKind, EventPart
from contracts.reason import Reason
from contracts.registry import Event, Topic, event
from contracts.values import Sha256

DIVISION = Topic("division", key="client_id")


class DivisionPart(EventPart):
    """One document cut out of an image: a file in the blob store. `number` counts from 1, in reading order."""

    number: PositiveInt
    sha256: Sha256


@event("document.division_decided", version=1, topic=DIVISION)
class DivisionDecidedV1(Event):
    """A user decided about an image of several documents: `divide` it, or read it as one document."""

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    divide: bool
    kind_hint: DocumentKind | None = None
    decided_at: AwareDatetime
    decided_by: UUID | None = None


@event("document.divided", version=1, topic=DIVISION)
class DocumentDividedV1(Event):
    """The parts of an image are files of their own now; each becomes a document, the image itself is only kept.

    `decided_at` is when the user asked for it.
    """

    client_id: UUID
    document_id: UUID
    parts: Annotated[tuple[DivisionPart, ...], Field(max_length=200)]
    divided_at: AwareDatetime
    decided_at: AwareDatetime | None = None


@event("document.division_failed", version=1, topic=DIVISION)
class DivisionFailedV1(Event):
    """A user's decision about an image could not be carried out, not even in part: the question is open again.

    `decided_at` names the decision; an older one no longer counts. Reasons: `file_missing`, `nothing_to_divide`, and
    why a file cannot be read (`damaged`, `limits`, ...).
    """

    client_id: UUID
    document_id: UUID
    reason: Reason
    failed_at: AwareDatetime
    decided_at: AwareDatetime | None = None


DivisionDecided = DivisionDecidedV1
DocumentDivided = DocumentDividedV1
DivisionFailed = DivisionFailedV1
