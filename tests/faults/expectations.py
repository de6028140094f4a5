"""Whether documents ended as whoever drew them meant: the guard against a run in which nothing happened to anything."""

from collections.abc import Iterable, Mapping

from libs.samples import DemoSet
from libs.samples.demo import DemoDocument, Route
from tests.faults.ends import UNSURE, DocumentEnd, Ends

AMBIGUOUS = "ambiguous_link"
LATER_TWIN = {AMBIGUOUS: "payment_missing"}
"""What is asked about a twin whose payment its equal has taken."""


def unmet(load: DemoSet, ends: Ends) -> list[str]:
    """The documents of the load that ended otherwise, in words."""
    places = {client.key: client.delivery.places for client in load.clients}
    early = _early_twins(load, ends)
    found = []
    for document in load.documents:
        name = _name(document)
        end = ends.documents.get(name)
        if name in early:
            continue
        if end is None:
            found.append(f"{name}: is not there")
        else:
            found += [f"{name}: {fault}" for fault in _faults(document, end, places[document.client])]
    return found


def _early_twins(load: DemoSet, ends: Ends) -> set[str]:
    """Of equal invoices with one payment, the one that was read before there was any other to take it for.

    It is the only candidate at that moment, so it may be linked and leave. When the others come they are asked about,
    and so is the link.
    """
    early: dict[tuple[str, str | None], str] = {}
    for document in load.documents:
        end = ends.documents.get(_name(document))
        left = end is not None and [times for _, times in end.arrived] == [1]
        if document.expected.task == AMBIGUOUS and left:
            early.setdefault((document.client, document.expected.transaction), _name(document))
    return set(early.values())


def _name(document: DemoDocument) -> str:
    return f"{document.client}/{document.sample.name}"


def _faults(document: DemoDocument, end: DocumentEnd, places: Mapping[Route, str]) -> Iterable[str]:
    expected = document.expected
    if expected.outcome == "delivered" and expected.route is not None:
        if end.state == "delivery_failed" and UNSURE in end.asked:
            return  # by mail, cut off between DATA and its answer: asked, never sent again
        if end.arrived != ((places[expected.route], 1),):
            yield f"should have arrived once at {places[expected.route]}, is {end.state}, arrived {end.arrived}"
        if expected.transaction is not None and not end.linked_to:
            yield "is linked to no payment"
    elif expected.outcome == "task":
        if end.arrived:
            yield f"should have been asked about, and arrived {end.arrived}"
        elif not end.asked:
            yield f"is {end.state}, and nobody is asked"
        elif expected.task is not None and not {expected.task, LATER_TWIN.get(expected.task)} & {*end.asked}:
            yield f"is asked about as {end.asked} instead of {expected.task}"
