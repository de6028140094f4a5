"""An oracle that cannot say no proves nothing: each broken promise, alone, is seen."""

import pytest

from tests.faults.builders import arrival, delivery, end, facts
from tests.faults.ends import Ends
from tests.faults.oracle import Facts, violations

WAITS = end("waiting", "payment_missing")


def test_a_run_in_which_all_went_well_has_no_violations() -> None:
    assert violations(facts()) == []


@pytest.mark.parametrize(
    ("spoilt", "word"),
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
        (facts(ends=Ends({"a/one": end("rendered"), "a/two": WAITS})), "still rendered"),
        (facts(ends=Ends({"a/one": end(), "a/two": end("waiting")})), "nobody is asked"),
        (facts(ends=Ends({"a/one": end(), "a/two": WAITS}, {"a transaction": 2})), "booked 2 times"),
        (facts(dead_letters={"reconcile": 1}), "1 dead letters"),
        (facts(unsent={"ingest": 3}), "3 events were never published"),
        (facts(ended_by_itself=("delivery",)), "ended by itself"),
        (facts(left_behind=("ocr_extract's process 7",)), "outlived"),
        (facts(broken_rules=("a rule of reconcile",)), "a rule of reconcile"),
    ],
)
def test_every_broken_promise_is_seen(spoilt: Facts, word: str) -> None:
    found = violations(spoilt)

    assert any(word in one for one in found), found


def test_a_mail_of_which_nobody_knows_is_no_violation_when_a_person_is_asked() -> None:
    unsure = end("delivery_failed", "delivery_unconfirmed", arrived=(("/0562/Achats", 1),))
    told = facts(deliveries=(delivery(state="failed", unconfirmed=True),), ends=Ends({"a/one": unsure, "a/two": WAITS}))

    assert violations(told) == []
    assert unsure != end()
    assert told.ends.differences(Ends({"a/one": end(), "a/two": WAITS})) == []


@pytest.mark.parametrize(
    "other",
    [
        Ends({"a/one": end()}),
        Ends({"a/one": end("waiting", "payment_missing"), "a/two": WAITS}),
        Ends({"a/one": end(linked_to=("another payment",)), "a/two": WAITS}),
        Ends({"a/one": end(arrived=(("/0562/Achats", 2),)), "a/two": WAITS}),
        Ends({"a/one": end(), "a/two": WAITS}, {"a transaction": 1}),
        Ends({"a/one": end(), "a/two": WAITS}, {}, {"a transaction": ("document_missing",)}),
    ],
)
def test_every_difference_between_two_runs_is_seen(other: Ends) -> None:
    ends = Ends({"a/one": end(), "a/two": WAITS})

    assert len(other.differences(ends)) == 1
    assert len(ends.differences(other)) == 1
