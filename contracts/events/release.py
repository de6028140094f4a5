"""Topic `release`, keyed by client: the decision that a document may leave, with all that its file needs."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, PositiveInt

from contracts.events.client import Address
from contracts.fields import DocumentFields, DocumentKind, EventPart, PaymentState, Route
from contracts.registry import Event, Topic, event
from contracts.values import Language, Sha256, VatNumber

RELEASE = Topic("release", key="client_id")


class ReleaseCause(StrEnum):
    """Why the document was released."""

    LINKED = "linked"
    SALES = "sales"
    PAID_BY_CARD = "paid_by_card"
    PAID_BY_DIRECT_DEBIT = "paid_by_direct_debit"
    MARKED = "marked"
    APPROVED = "approved"
    ON_DEMAND = "on_demand"
    TIMER = "timer"
    CORRECTION = "correction"


class ClientCard(EventPart):
    """The client company as it appears in the delivered file: from its own settings, never from reading."""

    name: str
    vat_number: VatNumber
    address: Address = Address()
    reference: str | None = None
    language: Language = "fr"
    ledger_account: str | None = None


@event("document.released", version=1, topic=RELEASE)
class DocumentReleasedV1(Event):
    """A snapshot of the document at the moment it may leave: fields with corrections, tags, payment, the client.

    `release_id` is the same on every attempt and different for each revision; `revision` counts from 1, and a corrected
    copy names what it `corrects`.
    """

    client_id: UUID
    release_id: UUID
    document_id: UUID
    revision: PositiveInt = 1
    corrects: UUID | None = None
    cause: ReleaseCause
    kind: DocumentKind
    route: Route
    package: str
    client: ClientCard
    fields: DocumentFields
    payment: PaymentState = PaymentState.UNKNOWN
    tags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    sequence: PositiveInt
    sha256: Sha256
    media_type: str
    filename: str
    pdf_sha256: Sha256 | None = None
    embedded_sha256: Sha256 | None = None
    released_at: AwareDatetime
    released_by: UUID | None = None


DocumentReleased = DocumentReleasedV1
