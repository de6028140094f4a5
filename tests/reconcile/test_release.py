"""When and why a document is released, and what holds it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.day import BELGIAN_TIME
from contracts.events.client import ClientConfigured, Mode, Release, ReleasePolicy, ReleaseTiming
from contracts.events.release import ReleaseCause
from contracts.fields import DocumentKind, PaymentState
from contracts.reason import Reason
from services.reconcile.domain.facts import BookingView, DocumentFacts, ReleaseProgress
from services.reconcile.domain.marks import DocumentMarks
from services.reconcile.domain.release import Hold, HoldReason, ReleaseNow, decide_release, release_id
from services.reconcile.domain.timing import release_at
from tests.reconcile.builders import NOON, configured, fields
from tests.reconcile.facts import DOCUMENT, PAID, invoice, marked, stated_as_paid_by

CLIENT = configured()
BY_HAND: dict[str, Any] = {"released_by_hand_at": NOON}


def with_release(**values: Any) -> ClientConfigured:
    """Returns the client with another release policy."""
    return configured(release=Release(**values))


@pytest.mark.feature(252, 253, 254, 255, 256, 257)
@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        (invoice(booking=PAID), ReleaseCause.LINKED),
        (invoice(DocumentKind.SALES_INVOICE), ReleaseCause.SALES),
        (invoice(DocumentKind.SALES_CREDIT_NOTE), ReleaseCause.SALES),
        (stated_as_paid_by(PaymentState.CARD), ReleaseCause.PAID_BY_CARD),
        (stated_as_paid_by(PaymentState.DIRECT_DEBIT), ReleaseCause.PAID_BY_DIRECT_DEBIT),
        (marked(payment=PaymentState.CASH), ReleaseCause.MARKED),
        (marked(payment=PaymentState.PRIVATE), ReleaseCause.MARKED),
        (marked(payment=PaymentState.CARD), ReleaseCause.MARKED),
        (marked(remind_on=date(2026, 4, 1)), ReleaseCause.MARKED),
        (marked(paused_until=date(2026, 4, 1)), ReleaseCause.MARKED),
        (marked(**BY_HAND), ReleaseCause.ON_DEMAND),
    ],
)
def test_what_sets_a_document_free(facts: DocumentFacts, cause: ReleaseCause) -> None:
    assert decide_release(facts, CLIENT, NOON) == ReleaseNow(cause)


def test_an_unpaid_purchase_stays() -> None:
    assert decide_release(invoice(), CLIENT, NOON) == Hold(HoldReason.PAYMENT)


@pytest.mark.feature(254)
def test_card_paid_documents_may_wait_for_the_statement() -> None:
    client = with_release(card_paid_with_statement=True)

    assert decide_release(stated_as_paid_by(PaymentState.CARD), client, NOON) == Hold(HoldReason.STATEMENT)
    assert decide_release(invoice(booking=PAID), client, NOON) == ReleaseNow(ReleaseCause.LINKED)


@pytest.mark.parametrize("mode", [Mode.DELIVERY_ONLY, Mode.INTERNAL])
def test_without_bank_follow_up_a_read_document_leaves(mode: Mode) -> None:
    assert isinstance(decide_release(invoice(), configured(mode=mode), NOON), ReleaseNow)


@pytest.mark.parametrize(
    ("facts", "hold"),
    [
        (invoice(received_at=None, booking=PAID), HoldReason.NOT_READ),
        (invoice(read_at=None, booking=PAID), HoldReason.NOT_READ),
        (invoice(booking=PAID, marks=DocumentMarks(kept_only=True)), HoldReason.KEPT_ONLY),
        (invoice(booking=PAID, progress=ReleaseProgress(revision=1, released_at=NOON)), HoldReason.RELEASED),
        (invoice(booking=PAID, kind_confidence=0.3), HoldReason.KIND_UNSURE),
        (invoice(booking=PAID, duplicates=(DOCUMENT,)), HoldReason.DUPLICATE),
        (invoice(booking=PAID, fields=fields(number=None)), HoldReason.FIELDS),
        (
            invoice(booking=PAID, progress=ReleaseProgress(1, NOON, refused=(Reason(code="BR-06"),))),
            HoldReason.FIELDS,
        ),
    ],
)
def test_what_stops_a_document_that_is_free(facts: DocumentFacts, hold: HoldReason) -> None:
    decision = decide_release(facts, CLIENT, NOON)

    assert isinstance(decision, Hold)
    assert decision.hold is hold


def test_a_user_may_vouch_for_an_unsure_kind() -> None:
    unsure = invoice(DocumentKind.CONTRACT)

    assert decide_release(replace(unsure, marks=DocumentMarks(**BY_HAND)), CLIENT, NOON) == ReleaseNow(
        ReleaseCause.ON_DEMAND
    )
    assert decide_release(replace(unsure, booking=replace(PAID, by_user=True)), CLIENT, NOON) == ReleaseNow(
        ReleaseCause.LINKED
    )


@pytest.mark.feature(259)
def test_on_demand_nothing_leaves_until_the_button() -> None:
    client = with_release(policy=ReleasePolicy.ON_DEMAND)

    assert decide_release(invoice(booking=PAID), client, NOON) == Hold(HoldReason.ON_DEMAND, ReleaseCause.LINKED)
    assert decide_release(invoice(DocumentKind.SALES_INVOICE), client, NOON) == Hold(
        HoldReason.ON_DEMAND, ReleaseCause.SALES
    )
    assert decide_release(marked(**BY_HAND), client, NOON) == ReleaseNow(ReleaseCause.ON_DEMAND)


@pytest.mark.feature(265, 266)
def test_approved_only_holds_what_no_user_dealt_with() -> None:
    client = with_release(policy=ReleasePolicy.APPROVED_ONLY)

    assert decide_release(invoice(booking=PAID), client, NOON) == Hold(HoldReason.APPROVAL, ReleaseCause.LINKED)
    assert decide_release(marked(**BY_HAND), client, NOON) == ReleaseNow(ReleaseCause.APPROVED)
    assert decide_release(marked(payment=PaymentState.CASH), client, NOON) == ReleaseNow(ReleaseCause.MARKED)


@pytest.mark.feature(260)
def test_timing_holds_a_free_document_and_the_button_does_not_wait() -> None:
    nightly, never = with_release(timing=ReleaseTiming.NIGHTLY), with_release(timing=ReleaseTiming.NEVER)
    tonight = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    freed = invoice(booking=PAID, eligible_at=NOON)

    assert decide_release(freed, nightly, NOON) == Hold(HoldReason.TIMING, ReleaseCause.LINKED, tonight)
    assert decide_release(freed, nightly, tonight) == ReleaseNow(ReleaseCause.LINKED)
    assert decide_release(freed, never, NOON) == Hold(HoldReason.BY_HAND_ONLY, ReleaseCause.LINKED)
    assert isinstance(decide_release(marked(**BY_HAND), never, NOON), ReleaseNow)


@pytest.mark.feature(258)
@given(
    paid=st.booleans(),
    kind=st.sampled_from(DocumentKind),
    payment=st.sampled_from([None, *PaymentState]),
    policy=st.sampled_from(ReleasePolicy),
    by_hand=st.booleans(),
    mode=st.sampled_from(Mode),
)
def test_a_deleted_document_never_leaves(
    paid: bool, kind: DocumentKind, payment: PaymentState | None, policy: ReleasePolicy, by_hand: bool, mode: Mode
) -> None:
    marks = DocumentMarks(payment=payment, released_by_hand_at=NOON if by_hand else None, deleted_at=NOON)
    facts = invoice(kind, booking=PAID if paid else BookingView(), marks=marks)

    decision = decide_release(facts, configured(mode=mode, release=Release(policy=policy)), NOON)

    assert decision == Hold(HoldReason.DELETED)


@pytest.mark.parametrize(
    ("timing", "freed", "leaves"),
    [
        (ReleaseTiming.AT_ONCE, "2026-03-02T12:00", "2026-03-02T12:00"),
        (ReleaseTiming.NIGHTLY, "2026-03-02T12:00", "2026-03-03T01:30"),
        (ReleaseTiming.NIGHTLY, "2026-03-02T01:00", "2026-03-02T01:30"),
        (ReleaseTiming.NIGHTLY, "2026-03-28T23:30", "2026-03-29T01:30"),
        (ReleaseTiming.NIGHTLY, "2026-10-24T23:30", "2026-10-25T01:30"),
        (ReleaseTiming.AFTER_DAYS, "2026-03-02T12:00", "2026-03-05T12:00"),
        (ReleaseTiming.MONTHLY, "2026-03-02T12:00", "2026-04-01T01:30"),
        (ReleaseTiming.MONTHLY, "2026-12-31T23:59", "2027-01-01T01:30"),
        (ReleaseTiming.MONTHLY, "2026-03-01T00:10", "2026-03-01T01:30"),
    ],
)
@pytest.mark.feature(260, 261)
def test_the_calendar_is_the_belgian_one(timing: ReleaseTiming, freed: str, leaves: str) -> None:
    at = datetime.fromisoformat(freed).replace(tzinfo=BELGIAN_TIME)

    assert release_at(timing, 3, at) == datetime.fromisoformat(leaves).replace(tzinfo=BELGIAN_TIME)
    assert release_at(ReleaseTiming.NEVER, 3, at) is None


@given(st.integers(min_value=1_704_067_200, max_value=1_893_456_000))
def test_nobody_waits_longer_than_a_day_for_the_night_or_a_month_for_the_first(seconds: int) -> None:
    freed = datetime.fromtimestamp(seconds, UTC)

    night, first = release_at(ReleaseTiming.NIGHTLY, 0, freed), release_at(ReleaseTiming.MONTHLY, 0, freed)

    assert night is not None
    assert timedelta(0) < night - freed <= timedelta(hours=25)
    assert first is not None
    assert timedelta(0) < first - freed <= timedelta(days=31, hours=2)


def test_a_release_has_one_name_for_each_revision() -> None:
    other = UUID(int=5)

    assert release_id(DOCUMENT, 1) == release_id(DOCUMENT, 1)
    assert len({release_id(DOCUMENT, 1), release_id(DOCUMENT, 2), release_id(other, 1)}) == 3
