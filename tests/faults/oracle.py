"""What must be true after a run with faults, whatever was killed; the receivers are checked first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.inboxes import Arrival
from tests.faults.outcomes import UNSURE, Outcomes

AT_REST = frozenset({"delivered", "delivery_failed", "archived", "waiting", "unreadable"})


@dataclass(frozen=True)
class Facts:
    """Everything that the oracle checks, collected from outside."""

    uploads: Mapping[str, str]
    documents: Mapping[str, dict[str, Any]]
    deliveries: tuple[dict[str, Any], ...]
    arrivals: tuple[Arrival, ...]
    outcomes: Outcomes
    dead_letters: Mapping[str, int] = field(default_factory=dict)
    unsent: Mapping[str, int] = field(default_factory=dict)
    ended_by_itself: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()
    broken_rules: tuple[str, ...] = ()
    moving: str = ""
    """What was still in progress although nothing had changed for long; empty when all was quiet."""

    @property
    def unsure(self) -> list[dict[str, Any]]:
        """Deliveries that may or may not have arrived."""
        return [d for d in self.deliveries if d["unconfirmed"]]


def violations(facts: Facts) -> list[str]:
    """Everything that is wrong, in words; empty when every promise was kept.

    Nothing else can be said of a platform that is still at work: what has not arrived may be on its way.
    """
    if facts.moving:
        return [f"not quiet in time: {facts.moving}"]
    return [
        *_nothing_lost_at_upload(facts),
        *_every_document_rests(facts),
        *_nothing_twice(facts.arrivals),
        *_receipts_are_true(facts),
        *_nothing_left_over(facts),
        *facts.broken_rules,
    ]


def _nothing_lost_at_upload(facts: Facts) -> Iterable[str]:
    for name, document_id in facts.uploads.items():
        if document_id not in facts.documents:
            yield f"{name}: was taken in as {document_id}, and is not there"
    for document_id in facts.documents.keys() - set(facts.uploads.values()):
        yield f"document {document_id}: nobody handed it in"
    for what, times in facts.outcomes.transactions.items():
        if times != 1:
            yield f"transaction {what}: booked {times} times"


def _every_document_rests(facts: Facts) -> Iterable[str]:
    for name, end in facts.outcomes.documents.items():
        if end.state not in AT_REST:
            yield f"{name}: still {end.state}"
        elif end.state not in ("delivered", "archived") and not end.asked:
            yield f"{name}: {end.state}, and nobody is asked"


def _nothing_twice(arrivals: Iterable[Arrival]) -> Iterable[str]:
    for what, of in (
        ("parcel", lambda a: (a.place, a.parcel)),
        ("file", lambda a: (a.place, a.filename)),
        ("invoice", lambda a: (a.place, a.number, a.total)),
    ):
        for key, times in Counter(map(of, arrivals)).items():
            if times > 1:
                yield f"{what} {key}: arrived {times} times"


def _receipts_are_true(facts: Facts) -> Iterable[str]:
    there = Counter(arrival.filename for arrival in facts.arrivals)
    explained: set[str] = set()
    for delivery in facts.deliveries:
        name = delivery["files"][0]["filename"]
        explained.add(name)
        if delivery["state"] == "confirmed" and there[name] != 1:
            yield f"{name}: has a receipt, and arrived {there[name]} times"
        elif delivery["state"] != "confirmed" and there[name] and not delivery["unconfirmed"]:
            yield f"{name}: is {delivery['state']}, and arrived"
        elif delivery["state"] in ("pending", "leased", "sent_unconfirmed"):
            yield f"{name}: is still {delivery['state']}"
    for name in there.keys() - explained:
        yield f"{name}: arrived, and nobody sent it"
    for delivery in facts.unsure:
        asked = [e for n, e in facts.outcomes.documents.items() if facts.uploads.get(n) == delivery["document_id"]]
        if not any(UNSURE in end.asked for end in asked):
            yield f"{delivery['files'][0]['filename']}: nobody knows whether it arrived, and nobody is asked"


def _nothing_left_over(facts: Facts) -> Iterable[str]:
    for service, number in facts.dead_letters.items():
        if number:
            yield f"{service}: {number} dead letters"
    for service, number in facts.unsent.items():
        if number:
            yield f"{service}: {number} events were never published"
    for service in facts.ended_by_itself:
        yield f"{service}: ended by itself"
    for process in facts.left_behind:
        yield f"{process}: outlived the service that started it"
