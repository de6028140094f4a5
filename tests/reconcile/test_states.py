"""A document is always in exactly one state, and changes only to states that are allowed."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events.document_state import DocumentState
from contracts.fields import DocumentKind
from contracts.reason import Reason
from services.reconcile.domain.facts import DocumentFacts, ReleaseProgress
from services.reconcile.domain.marks import DocumentMarks
from services.reconcile.domain.release import ReleaseNow
from services.reconcile.domain.states import LEGAL, IllegalTransition, step
from services.reconcile.domain.status import state_of, status_of
from tests.reconcile.builders import NOON, configured
from tests.reconcile.facts import PAID, invoice

S = DocumentState
AWAY = ReleaseProgress(revision=1, released_at=NOON)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (invoice(received_at=None), S.RECEIVED),
        (invoice(read_at=None), S.RECEIVED),
        (invoice(read_at=None, reading_at=NOON), S.READING),
        (invoice(received_at=None, read_at=None, reading_at=NOON), S.RECEIVED),
        (invoice(read_at=None, reading_at=NOON, unreadable=Reason(code="damaged")), S.UNREADABLE),
        (invoice(reading_at=NOON), S.WAITING),
        (invoice(), S.WAITING),
        (invoice(booking=PAID), S.LINKED),
        (invoice(marks=DocumentMarks(kept_only=True)), S.ARCHIVED),
        (invoice(marks=DocumentMarks(deleted_at=NOON)), S.DELETED),
        (invoice(progress=AWAY), S.RELEASED),
        (invoice(progress=ReleaseProgress(1, NOON, rendered_at=NOON)), S.RENDERED),
        (invoice(progress=ReleaseProgress(1, NOON, rendered_at=NOON, delivered_at=NOON)), S.DELIVERED),
        (invoice(progress=ReleaseProgress(1, NOON, failure=Reason(code="gone"))), S.DELIVERY_FAILED),
        (invoice(progress=ReleaseProgress(1, NOON, failure=Reason(code="gone"), delivered_at=NOON)), S.DELIVERED),
        (invoice(progress=ReleaseProgress(1, NOON, refused=(Reason(code="BR-06"),))), S.WAITING),
        (invoice(booking=PAID, progress=ReleaseProgress(1, NOON, refused=(Reason(code="BR-06"),))), S.LINKED),
    ],
)
def test_the_state_follows_from_the_facts(facts: DocumentFacts, state: DocumentState) -> None:
    assert state_of(facts, configured=True) is state


def test_without_the_clients_settings_a_document_is_read_and_no_more() -> None:
    status = status_of(invoice(booking=PAID), None, NOON)

    assert (status.state, status.tasks) == (S.READ, ())


def test_the_order_of_events_about_a_delivery_does_not_matter() -> None:
    changes: tuple[dict[str, Any], ...] = (
        {"rendered_at": NOON},
        {"failure": Reason(code="timeout")},
        {"delivered_at": NOON},
    )

    for order in permutations(changes):
        progress, state = AWAY, S.RELEASED
        for fact in order:
            progress = replace(progress, **fact)
            state = step(state, state_of(invoice(progress=progress), configured=True))
        assert state is S.DELIVERED


def test_every_state_says_what_may_follow() -> None:
    assert set(LEGAL) == set(S)
    assert LEGAL[S.DELIVERED] == frozenset()


@pytest.mark.parametrize(
    ("old", "new"),
    [(S.DELIVERED, S.WAITING), (S.DELETED, S.DELIVERED), (S.RENDERED, S.WAITING), (S.DELETED, S.RENDERED)],
)
def test_an_illegal_step_is_an_error(old: DocumentState, new: DocumentState) -> None:
    with pytest.raises(IllegalTransition):
        step(old, new)


moments = st.sampled_from([None, NOON])


@given(
    received=moments, read=moments, unreadable=st.booleans(), paid=st.booleans(), kept=st.booleans(),
    deleted=moments, kind=st.sampled_from(DocumentKind), confidence=st.sampled_from([0.3, 0.99]),
)  # fmt: skip
def test_whatever_is_not_on_its_way_has_a_task_or_a_reason_to_rest(
    received: datetime | None, read: datetime | None, unreadable: bool, paid: bool, kept: bool,
    deleted: datetime | None, kind: DocumentKind, confidence: float,
) -> None:  # fmt: skip
    facts = invoice(
        kind, received_at=received, read_at=read, kind_confidence=confidence,
        unreadable=Reason(code="damaged") if unreadable else None,
        marks=DocumentMarks(kept_only=kept, deleted_at=deleted), **({"booking": PAID} if paid else {}),
    )  # fmt: skip

    status = status_of(facts, configured(), NOON)

    leaves = isinstance(status.decision, ReleaseNow)
    resting = status.state in (S.RECEIVED, S.ARCHIVED, S.DELETED)
    assert leaves or resting or status.tasks
