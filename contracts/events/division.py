"""Topic `division`, keyed by client: one picture of several papers, what a person makes of it, what became of that."""

from uuid import UUID

from pydantic import AwareDatetime, PositiveInt

from contracts.fields import DocumentKind, EventPart, Reason
from contracts.registry import Event, Topic, event
from contracts.values import Sha256

DIVISION = Topic("division", key="client_id")


class DivisionPart(EventPart):
    """One paper cut out of a picture: a file in the blob store. `number` counts from 1, in the order of reading."""

    number: PositiveInt
    sha256: Sha256


@event("document.division_decided", version=1, topic=DIVISION)
class DivisionDecidedV1(Event):
    """A person looked at a picture of several papers: `divide` it, or it is one document and is read as one."""

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    divide: bool
    kind_hint: DocumentKind | None = None
    decided_at: AwareDatetime
    decided_by: UUID | None = None


@event("document.divided", version=1, topic=DIVISION)
class DocumentDividedV1(Event):
    """The papers of a picture are files of their own now; each becomes a document, the picture itself is only kept.

    `decided_at` is when the person asked for it.
    """

    client_id: UUID
    document_id: UUID
    parts: tuple[DivisionPart, ...]
    divided_at: AwareDatetime
    decided_at: AwareDatetime | None = None


@event("document.division_failed", version=1, topic=DIVISION)
class DivisionFailedV1(Event):
    """What a person made of a picture could not be done, and nothing of it was: the question is open again.

    `decided_at` names the answer that is meant; an older one no longer matters. Reasons: `file_missing`,
    `nothing_to_divide`, and why a file cannot be read (`damaged`, `limits`, ...).
    """

    client_id: UUID
    document_id: UUID
    reason: Reason
    failed_at: AwareDatetime
    decided_at: AwareDatetime | None = None


DivisionDecided = DivisionDecidedV1
DocumentDivided = DocumentDividedV1
DivisionFailed = DivisionFailedV1
