"""Topic `client`, compacted, keyed by client: a client company and its settings."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, NonNegativeInt

from contracts.fields import EventPart, Route
from contracts.registry import Event, Topic, event
from contracts.values import Code, CountryCode, Iban, Language, Name, VatNumber

CLIENT = Topic("client", key="client_id", compacted=True)


class Mode(StrEnum):
    """What the subscription covers: everything, delivery without bank follow-up, or use by the firm alone."""

    FULL = "full"
    DELIVERY_ONLY = "delivery_only"
    INTERNAL = "internal"


class ReleasePolicy(StrEnum):
    """When a document may leave for the accountant."""

    AUTOMATIC = "automatic"
    ON_DEMAND = "on_demand"
    APPROVED_ONLY = "approved_only"


class ReleaseTiming(StrEnum):
    """How long a document that may leave still waits."""

    AT_ONCE = "at_once"
    NIGHTLY = "nightly"
    AFTER_DAYS = "after_days"
    MONTHLY = "monthly"
    NEVER = "never"


class Address(EventPart):
    """A postal address."""

    street: Name | None = None
    postcode: Name | None = None
    city: Name | None = None
    country: CountryCode = "BE"


class FollowUp(EventPart):
    """Which transactions and documents become tasks."""

    from_date: date | None = None
    expenses_only: bool = False
    documents_without_transaction: bool = True


class Release(EventPart):
    """The client's release policy, already merged with the firm's default."""

    policy: ReleasePolicy = ReleasePolicy.AUTOMATIC
    timing: ReleaseTiming = ReleaseTiming.AT_ONCE
    after_days: Annotated[int, Field(ge=0, le=366)] = 0
    card_paid_with_statement: bool = False


class LedgerAccount(EventPart):
    """A sales ledger account the user may choose per line."""

    code: Name
    name: Name
    default: bool = False


@event("client.configured", version=1, topic=CLIENT)
class ClientConfiguredV1(Event):
    """All settings of a client, published again at each change; each service keeps the part it needs.

    `revision` counts the snapshots of this client: one with a smaller number than that of a snapshot before is ignored.
    """

    client_id: UUID
    firm_id: UUID | None = None
    active: bool = True
    name: Name
    vat_number: VatNumber
    vat_verified: bool = True
    language: Language = "fr"
    reference: Name | None = None
    mode: Mode = Mode.FULL
    address: Address = Address()
    ibans: Annotated[tuple[Iban, ...], Field(max_length=500)] = ()
    package: Code = "generic_email"
    follow_up: FollowUp = FollowUp()
    release: Release = Release()
    card_statement_route: Route = Route.PURCHASE
    ledger_accounts: Annotated[tuple[LedgerAccount, ...], Field(max_length=2_000)] = ()
    revision: NonNegativeInt = 0
    groups: Annotated[tuple[UUID, ...], Field(max_length=1_000)] = ()


ClientConfigured = ClientConfiguredV1
