"""Whether a document may be released to the accountant now, and if not, why.

The product's rule: a document is released when it is linked, when it is a sales document, when it says that it is paid
by card or direct debit, or after a user dealt with it. The client's policy and timing are further conditions; a
suspected duplicate, an unsure kind or a missing field always stop it.
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
from .timing import release_at

RELEASES = UUID("5d6f2c5e-6f0e-5b58-9d3d-1d4a6a0f7a11")


class HoldReason(StrEnum):
    """Why a document is not released."""

    NOT_READ = "not_read"
    KEPT_ONLY = "kept_only"
    DELETED = "deleted"
    RELEASED = "released"
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
class ReleaseNow:
    """It may be released now, and why."""

    cause: ReleaseCause


@dataclass(frozen=True, slots=True)
class Hold:
    """It is held; `until` is the instant at which it will be released by itself."""

    hold: HoldReason
    cause: ReleaseCause | None = None
    until: datetime | None = None


def release_id(document_id: UUID, revision: int) -> UUID:
    """The id of a release: the same on every attempt, another for each revision; it identifies the delivery too."""
    return uuid5(RELEASES, f"{document_id}:{revision}")


def decide_release(facts: DocumentFacts, client: ClientConfigured, now: datetime) -> ReleaseNow | Hold:
    """The decision, from the facts alone. The timing counts from `facts.eligible_at`, when it was first eligible."""
    if hold := _never(facts) or _in_doubt(facts):
        return Hold(hold)
    if not client.active:
        return Hold(HoldReason.CLIENT_CLOSED)
    cause = cause_of(facts, client)
    if cause is None:
        return Hold(_waits_for(facts))
    if missing_fields(facts.kind, facts.fields) if facts.kind else ():
        return Hold(HoldReason.FIELDS, cause)
    if facts.marks.released_by_hand_at is not None:
        return ReleaseNow(cause)
    if hold := _policy(facts, client):
        return Hold(hold, cause)
    return _by_timing(facts, client, cause, now)


def cause_of(facts: DocumentFacts, client: ClientConfigured) -> ReleaseCause | None:
    """Why the document is eligible, strongest cause first; None while it waits for its payment."""
    if facts.marks.released_by_hand_at is not None:
        approved = client.release.policy is ReleasePolicy.APPROVED_ONLY
        return ReleaseCause.APPROVED if approved else ReleaseCause.ON_DEMAND
    if facts.booking.transactions:
        return ReleaseCause.LINKED
    if facts.kind is not None and facts.kind.is_sale:
        return ReleaseCause.SALES
    if facts.marks.handled_by_user:
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


def _never(facts: DocumentFacts) -> HoldReason | None:
    if facts.marks.deleted_at is not None:
        return HoldReason.DELETED
    if facts.received_at is None or facts.read_at is None:
        return HoldReason.NOT_READ
    if facts.marks.kept_only:
        return HoldReason.KEPT_ONLY
    if facts.progress.on_its_way:
        return HoldReason.RELEASED
    return None


def _in_doubt(facts: DocumentFacts) -> HoldReason | None:
    if facts.regions:
        return HoldReason.NOT_READ if facts.marks.one_document else HoldReason.SEVERAL_DOCUMENTS
    if not facts.kind_sure:
        return HoldReason.KIND_UNSURE
    if facts.duplicates:
        return HoldReason.DUPLICATE
    if facts.progress.refused:
        return HoldReason.FIELDS
    return None


def _waits_for(facts: DocumentFacts) -> HoldReason:
    later = facts.payment in (PaymentState.CARD, PaymentState.DIRECT_DEBIT)
    return HoldReason.STATEMENT if later else HoldReason.PAYMENT


def _policy(facts: DocumentFacts, client: ClientConfigured) -> HoldReason | None:
    policy = client.release.policy
    if policy is ReleasePolicy.ON_DEMAND:
        return HoldReason.ON_DEMAND
    dealt_with = facts.marks.handled_by_user or facts.booking.by_user or (facts.kind is not None and facts.kind.is_sale)
    if policy is ReleasePolicy.APPROVED_ONLY and not dealt_with:
        return HoldReason.APPROVAL
    return None


def _by_timing(facts: DocumentFacts, client: ClientConfigured, cause: ReleaseCause, now: datetime) -> ReleaseNow | Hold:
    until = release_at(client.release.timing, client.release.after_days, facts.eligible_at or now)
    if until is None:
        return Hold(HoldReason.BY_HAND_ONLY, cause)
    return ReleaseNow(cause) if until <= now else Hold(HoldReason.TIMING, cause, until)
