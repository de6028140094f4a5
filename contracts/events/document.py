"""Topic `document`, keyed by document so that reading runs in parallel: files received through any channel."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, NonNegativeInt, PositiveInt

from contracts.fields import DocumentKind
from contracts.reason import Reason
from contracts.registry import Event, Topic, event
from contracts.values import Code, Name, Sha256, Text

DOCUMENT = Topic("document", key="document_id", partitions=12)


class Channel(StrEnum):
    """How a document was received."""

    UPLOAD = "upload"
    PHOTO = "photo"
    MAILBOX = "mailbox"
    INTAKE_ADDRESS = "intake_address"
    CLOUD_FOLDER = "cloud_folder"
    PORTAL = "portal"
    PEPPOL = "peppol"


@event("document.received", version=1, topic=DOCUMENT)
class DocumentReceivedV1(Event):
    """A new file is stored, byte for byte, in the blob store. `pages` is absent for formats without pages.

    `part_of` is the image of several documents that it was cut out of, `part_number` which of them it is.
    """

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    media_type: Code
    size: PositiveInt
    filename: Name
    channel: Channel
    received_at: AwareDatetime
    received_by: UUID | None = None
    pages: PositiveInt | None = None
    kind_hint: DocumentKind | None = None
    comment: Text | None = None
    part_of: UUID | None = None
    part_number: PositiveInt | None = None


@event("document.seen_again", version=1, topic=DOCUMENT)
class DocumentSeenAgainV1(Event):
    """The same bytes were received again; the first document stays the only one and gets a provenance entry.

    `part_of` and `part_number`: this time they were cut out of an image of several documents.
    """

    client_id: UUID
    document_id: UUID
    sha256: Sha256
    filename: Name
    channel: Channel
    received_at: AwareDatetime
    received_by: UUID | None = None
    part_of: UUID | None = None
    part_number: PositiveInt | None = None


@event("document.refused", version=1, topic=DOCUMENT)
class DocumentRefusedV1(Event):
    """A file that was refused, and why; nothing of it is kept. `document_id` names the attempt."""

    client_id: UUID
    document_id: UUID
    filename: Name
    size: NonNegativeInt
    channel: Channel
    received_at: AwareDatetime
    reason: Reason


DocumentReceived = DocumentReceivedV1
DocumentSeenAgain = DocumentSeenAgainV1
DocumentRefused = DocumentRefusedV1
