"""May this document leave for the accountant now, and if not, what does it wait for?

The product's rule: a document leaves when it is linked, when it is a sales document, when it says that it is paid by
card or direct debit, or after a person dealt with it. The client's policy and timing come on top; a duplicate in
doubt, an unsure kind or a missing field always stop it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from contracts.events.client import ClientConfigured, Mode, ReleasePolicy
from contracts.events.release import ReleaseCause
from contracts.fields import PaymentState

from .facts import DocumentFacts
from .required import missing_fields, nothing_to_pay
from .timing import leaves_at

RELEASES = UUID("5d6f2c5e-6f0e-5b58-9d3d-1d4a6a0f7a11")


class Hold(StrEnum):
    """What keeps a document that is not (any more) a question from leaving."""

    NOT_READ = "not_read"
    KEPT_ONLY = "kept_only"
    DELETED = "deleted"
    LEFT = "left"
    CLIENT_CLOSED = "client_closed"
    SEVERAL_DOCUMENTS = "several_documents"
    KIND_UNSURE = "kind_unsure"
    DUPLICATE = "duplicate"
    FIELDS = "fields"
    PAYMENT = "payment"
    STATEMENT = "statement"
    ON_DEMAND = "on_demand"
    APPROVAL = "approval"
    TIMING = "timing"
    BY_HAND_ONLY = "by_hand_only"


@dataclass(frozen=True, slots=True)
class Leave:
    """It may leave now, and why."""

    cause: ReleaseCause


@dataclass(frozen=True, slots=True)
class Stay:
    """It stays; `until` is the instant at which the timing lets it go by itself."""

    hold: Hold
    cause: ReleaseCause | None = None
    until: datetime | None = None


def release_id(document_id: UUID, revision: int) -> UUID:
    """The same on every attempt, another for each revision; names the delivery all the way to the package."""
    return uuid5(RELEASES, f"{document_id}:{revision}")


def may_leave(facts: DocumentFacts, client: ClientConfigured, now: datetime) -> Leave | Stay:
    """The decision, from the facts alone. `facts.freed_at` is when it was first free, from which the timing counts."""
    if hold := _never(facts) or _in_doubt(facts):
        return Stay(hold)
    if not client.active:
        return Stay(Hold.CLIENT_CLOSED)
    cause = cause_of(facts, client)
    if cause is None:
        return Stay(_waits_for(facts))
    if missing_fields(facts.kind, facts.fields) if facts.kind else ():
        return Stay(Hold.FIELDS, cause)
    if facts.marks.released_by_hand_at is not None:
        return Leave(cause)
    if hold := _policy(facts, client):
        return Stay(hold, cause)
    return _in_time(facts, client, cause, now)


def cause_of(facts: DocumentFacts, client: ClientConfigured) -> ReleaseCause | None:
    """What sets the document free, the strongest first; None while it waits for its payment."""
    if facts.marks.released_by_hand_at is not None:
        approved = client.release.policy is ReleasePolicy.APPROVED_ONLY
        return ReleaseCause.APPROVED if approved else ReleaseCause.ON_DEMAND
    if facts.booking.transactions:
        return ReleaseCause.LINKED
    if facts.kind is not None and facts.kind.is_sale:
        return ReleaseCause.SALES
    if facts.marks.acted_upon:
        return ReleaseCause.MARKED
    if facts.payment is PaymentState.CARD and not client.release.card_paid_with_statement:
        return ReleaseCause.PAID_BY_CARD
    if facts.payment is PaymentState.DIRECT_DEBIT and not client.release.card_paid_with_statement:
        return ReleaseCause.PAID_BY_DIRECT_DEBIT
    if facts.kind and nothing_to_pay(facts.kind, facts.fields):
        return ReleaseCause.PAID_BY_CARD
    if client.mode is not Mode.FULL:
        return ReleaseCause.APPROVED
    return None


def _never(facts: DocumentFacts) -> Hold | None:
    if facts.marks.deleted_at is not None:
        return Hold.DELETED
    if facts.received_at is None or facts.read_at is None:
        return Hold.NOT_READ
    if facts.marks.kept_only:
        return Hold.KEPT_ONLY
    if facts.journey.on_its_way:
        return Hold.LEFT
    return None


def _in_doubt(facts: DocumentFacts) -> Hold | None:
    if facts.regions:
        return Hold.NOT_READ if facts.marks.one_document else Hold.SEVERAL_DOCUMENTS
    if not facts.kind_sure:
        return Hold.KIND_UNSURE
    if facts.duplicates:
        return Hold.DUPLICATE
    if facts.journey.refused:
        return Hold.FIELDS
    return None


def _waits_for(facts: DocumentFacts) -> Hold:
    later = facts.payment in (PaymentState.CARD, PaymentState.DIRECT_DEBIT)
    return Hold.STATEMENT if later else Hold.PAYMENT


def _policy(facts: DocumentFacts, client: ClientConfigured) -> Hold | None:
    policy = client.release.policy
    if policy is ReleasePolicy.ON_DEMAND:
        return Hold.ON_DEMAND
    dealt_with = facts.marks.acted_upon or facts.booking.by_person or (facts.kind is not None and facts.kind.is_sale)
    if policy is ReleasePolicy.APPROVED_ONLY and not dealt_with:
        return Hold.APPROVAL
    return None


def _in_time(facts: DocumentFacts, client: ClientConfigured, cause: ReleaseCause, now: datetime) -> Leave | Stay:
    until = leaves_at(client.release.timing, client.release.after_days, facts.freed_at or now)
    if until is None:
        return Stay(Hold.BY_HAND_ONLY, cause)
    return Leave(cause) if until <= now else Stay(Hold.TIMING, cause, until)
