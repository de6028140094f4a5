"""Topic `booking`, keyed by client: the links between documents and transactions."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.fields import EventPart
from contracts.registry import Event, Topic, event
from contracts.values import Text

BOOKING = Topic("booking", key="client_id")


class EvidenceKind(StrEnum):
    """Why a document and a transaction belong together, strongest first."""

    STRUCTURED_COMMUNICATION = "structured_communication"
    DOCUMENT_NUMBER = "document_number"
    COUNTERPARTY_IBAN = "counterparty_iban"
    MANDATE_SERIES = "mandate_series"
    MERCHANT = "merchant"
    STATEMENT_NUMBER = "statement_number"
    RULE = "rule"
    AMOUNT = "amount"
    COUNTERPARTY_NAME = "counterparty_name"
    DATE = "date"
    RETURNED = "returned"
    USER = "user"


class Evidence(EventPart):
    """One reason, and exactly what was equal, so that the user can see it: `+++123/4567/89012+++`."""

    kind: EvidenceKind
    detail: Text


@event("booking.linked", version=1, topic=BOOKING)
class BookingLinkedV1(Event):
    """The booking now holds these documents and transactions; `linked_by` is a user, absent when linked by rule."""

    client_id: UUID
    booking_id: UUID
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=5_000)]
    transaction_ids: Annotated[tuple[UUID, ...], Field(max_length=5_000)]
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=200)]
    linked_by: UUID | None = None
    linked_at: AwareDatetime


@event("booking.unlinked", version=1, topic=BOOKING)
class BookingUnlinkedV1(Event):
    """The link was undone: these documents and transactions are open again."""

    client_id: UUID
    booking_id: UUID
    document_ids: Annotated[tuple[UUID, ...], Field(max_length=5_000)]
    transaction_ids: Annotated[tuple[UUID, ...], Field(max_length=5_000)]
    unlinked_by: UUID | None = None
    unlinked_at: AwareDatetime


BookingLinked = BookingLinkedV1
BookingUnlinked = BookingUnlinkedV1
