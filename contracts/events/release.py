"""Topic `release`, keyed by client: the decision that a document may leave, with all that its file needs."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, PositiveInt

from contracts.events.client import Address
from contracts.fields import DocumentFields, DocumentKind, EventPart, PaymentState, Route
from contracts.registry import Event, Topic, event
from contracts.values import Code, Language, Name, Sha256, Text, VatNumber

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

    name: Name
    vat_number: VatNumber
    address: Address = Address()
    reference: Name | None = None
    language: Language = "fr"
    ledger_account: Name | None = None


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
    package: Code
    client: ClientCard
    fields: DocumentFields
    payment: PaymentState = PaymentState.UNKNOWN
    tags: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    comments: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    sequence: PositiveInt
    sha256: Sha256
    media_type: Code
    filename: Name
    pdf_sha256: Sha256 | None = None
    embedded_sha256: Sha256 | None = None
    released_at: AwareDatetime
    released_by: UUID | None = None


class ReleaseDecision(StrEnum):
    """What a user decided about a release that did not arrive, or of which nobody knows whether it did."""

    RETRY = "retry"
    SEND_AGAIN = "send_again"
    ARRIVED = "arrived"
    DONE_BY_HAND = "done_by_hand"


@event("release.decided", version=1, topic=RELEASE)
class ReleaseDecidedV1(Event):
    """A user decided about a release whose delivery has stopped: to try again, or that the accountant has it."""

    client_id: UUID
    release_id: UUID
    document_id: UUID
    delivery_id: UUID
    decision: ReleaseDecision
    decided_at: AwareDatetime
    decided_by: UUID | None = None


DocumentReleased = DocumentReleasedV1
ReleaseDecided = ReleaseDecidedV1
