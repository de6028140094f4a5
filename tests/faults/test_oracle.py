"""The oracle reports each broken promise, one at a time."""

import pytest

from tests.faults.builders import arrival, delivery, facts, outcome
from tests.faults.oracle import Facts, violations
from tests.faults.outcomes import Outcomes

WAITS = outcome("waiting", "payment_missing")


def test_a_run_in_which_all_went_well_has_no_violations() -> None:
    assert violations(facts()) == []


@pytest.mark.parametrize(
    ("faulty", "word"),
    [
        (facts(documents={"d1": {}}), "is not there"),
        (facts(documents={"d1": {}, "d2": {}, "d3": {}}), "nobody handed it in"),
        (facts(arrivals=()), "has a receipt, and arrived 0 times"),
        (facts(arrivals=(arrival(), arrival())), "has a receipt, and arrived 2 times"),
        (facts(arrivals=(arrival(), arrival(2, number="2026-1"))), "invoice ('/0562/Achats', '2026-1', '121.00')"),
        (facts(arrivals=(arrival(), arrival(2, parcel="1.xml"))), "parcel ('/0562/Achats', '1.xml')"),
        (facts(arrivals=(arrival(), arrival(7))), "nobody sent it"),
        (facts(deliveries=(delivery(state="failed"),)), "is failed, and arrived"),
        (facts(deliveries=(delivery(), delivery(2, state="pending"))), "is still pending"),
        (facts(deliveries=(delivery(state="failed", unconfirmed=True),)), "nobody is asked"),
        (facts(outcomes=Outcomes({"a/one": outcome("rendered"), "a/two": WAITS})), "still rendered"),
        (facts(outcomes=Outcomes({"a/one": outcome(), "a/two": outcome("waiting")})), "nobody is asked"),
        (facts(outcomes=Outcomes({"a/one": outcome(), "a/two": WAITS}, {"a transaction": 2})), "booked 2 times"),
        (facts(dead_letters={"reconcile": 1}), "1 dead letters"),
        (facts(unsent={"ingest": 3}), "3 events were never published"),
        (facts(ended_by_itself=("delivery",)), "ended by itself"),
        (facts(left_behind=("ocr_extract's process 7",)), "outlived"),
        (facts(moving="2 in progress"), "not quiet in time: 2 in progress"),
        (facts(broken_rules=("a rule of reconcile",)), "a rule of reconcile"),
    ],
)
def test_every_broken_promise_is_seen(faulty: Facts, word: str) -> None:
    found = violations(faulty)

    assert any(word in one for one in found), found


def test_a_platform_that_still_works_is_judged_for_nothing_else() -> None:
    found = violations(facts(arrivals=(), moving="2 in progress"))

    assert found == ["not quiet in time: 2 in progress"]


def test_a_mail_that_perhaps_arrived_is_no_violation_when_a_user_is_asked() -> None:
    unsure = outcome("delivery_failed", "delivery_unconfirmed", arrived=(("/0562/Achats", 1),))
    with_a_task = facts(
        deliveries=(delivery(state="failed", unconfirmed=True),), outcomes=Outcomes({"a/one": unsure, "a/two": WAITS})
    )

    assert violations(with_a_task) == []
    assert unsure != outcome()
    assert with_a_task.outcomes.differences(Outcomes({"a/one": outcome(), "a/two": WAITS})) == []


@pytest.mark.parametrize(
    "other",
    [
        Outcomes({"a/one": outcome()}),
        Outcomes({"a/one": outcome("waiting", "payment_missing"), "a/two": WAITS}),
        Outcomes({"a/one": outcome(linked_to=("another payment",)), "a/two": WAITS}),
        Outcomes({"a/one": outcome(arrived=(("/0562/Achats", 2),)), "a/two": WAITS}),
        Outcomes({"a/one": outcome(), "a/two": WAITS}, {"a transaction": 1}),
        Outcomes({"a/one": outcome(), "a/two": WAITS}, {}, {"a transaction": ("document_missing",)}),
    ],
)
def test_every_difference_between_two_runs_is_seen(other: Outcomes) -> None:
    outcomes = Outcomes({"a/one": outcome(), "a/two": WAITS})

    assert len(other.differences(outcomes)) == 1
    assert len(outcomes.differences(other)) == 1
