"""Checks that documents ended as the load intends, so that a run that processed nothing does not pass."""

from collections.abc import Iterable, Mapping

from libs.samples import DemoSet
from libs.samples.demo import DemoDocument, Route
from tests.faults.outcomes import UNSURE, DocumentOutcome, Outcomes

AMBIGUOUS = "ambiguous_link"
LATER_EQUAL = {AMBIGUOUS: "payment_missing"}
"""The task of a document whose payment has been linked to an equal document."""


def unmet(load: DemoSet, outcomes: Outcomes) -> list[str]:
    """The documents of the load that ended differently, in words."""
    places = {client.key: client.delivery.places for client in load.clients}
    early = _early_equals(load, outcomes)
    found = []
    for document in load.documents:
        name = _name(document)
        outcome = outcomes.documents.get(name)
        if name in early:
            continue
        if outcome is None:
            found.append(f"{name}: is not there")
        else:
            found += [f"{name}: {fault}" for fault in _faults(document, outcome, places[document.client])]
    return found


def _early_equals(load: DemoSet, outcomes: Outcomes) -> set[str]:
    """Of equal invoices with one payment, the names of those that were read before there was another one.

    Such a document is the only candidate at that moment, so it may be linked and delivered. When the others arrive, a
    user is asked about them and about the link.
    """
    early: dict[tuple[str, str | None], str] = {}
    for document in load.documents:
        outcome = outcomes.documents.get(_name(document))
        left = outcome is not None and [times for _, times in outcome.arrived] == [1]
        if document.expected.task == AMBIGUOUS and left:
            early.setdefault((document.client, document.expected.transaction), _name(document))
    return set(early.values())


def _name(document: DemoDocument) -> str:
    return f"{document.client}/{document.sample.name}"


def _faults(document: DemoDocument, outcome: DocumentOutcome, places: Mapping[Route, str]) -> Iterable[str]:
    expected = document.expected
    if expected.outcome == "delivered" and expected.route is not None:
        if outcome.state == "delivery_failed" and UNSURE in outcome.asked:
            return  # by mail, cut off between DATA and its answer: the user is asked, nothing is sent again
        if outcome.arrived != ((places[expected.route], 1),):
            yield f"should have arrived once at {places[expected.route]}, is {outcome.state}, arrived {outcome.arrived}"
        if expected.transaction is not None and not outcome.linked_to:
            yield "is linked to no payment"
    elif expected.outcome == "task":
        if outcome.arrived:
            yield f"should have been asked about, and arrived {outcome.arrived}"
        elif not outcome.asked:
            yield f"is {outcome.state}, and nobody is asked"
        elif expected.task is not None and not {expected.task, LATER_EQUAL.get(expected.task)} & {*outcome.asked}:
            yield f"is asked about as {outcome.asked} instead of {expected.task}"
