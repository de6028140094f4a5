"""How everything ended, told without the numbers and times that differ between two runs of the same load."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.inboxes import Arrival

UNSURE = "delivery_unconfirmed"


@dataclass(frozen=True)
class DocumentEnd:
    """One document: where it stands, what is asked about it, what it is linked to, how often it arrived where."""

    state: str
    kind: str | None
    payment: str
    asked: tuple[str, ...]
    linked_to: tuple[str, ...]
    arrived: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Ends:
    """The end of a run, by client and name of the upload; movements by what the statement says of them."""

    documents: Mapping[str, DocumentEnd] = field(default_factory=dict)
    movements: Mapping[str, int] = field(default_factory=dict)
    asked_about_movements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def differences(self, other: "Ends") -> list[str]:
        """What is not as it was in the other run. A mail of which nobody knows whether it arrived is no difference."""
        found = [
            f"{name}: {_short(other.documents.get(name))} became {_short(mine)}"
            for name, mine in sorted(self.documents.items())
            if not _alike(mine, other.documents.get(name))
        ]
        found += [f"{name}: is not there" for name in sorted(other.documents.keys() - self.documents.keys())]
        for what, mine_, theirs in (
            ("booked", self.movements, other.movements),
            ("asked about", self.asked_about_movements, other.asked_about_movements),
        ):
            keys = sorted(mine_.keys() | theirs.keys())
            found += [
                f"{k}: {what} {theirs.get(k)} became {mine_.get(k)}" for k in keys if mine_.get(k) != theirs.get(k)
            ]
        return found


def ends_of_client(
    client: str,
    names: Mapping[str, Iterable[str]],
    documents: list[dict[str, Any]],
    tasks: list[dict[str, Any]],
    bookings: list[dict[str, Any]],
    deliveries: list[dict[str, Any]],
    arrivals: Iterable[Arrival],
) -> Ends:
    """Put one client's end together; `names` are the uploads behind each document."""
    asked: dict[str, list[str]] = {}
    asked_about_movements: dict[str, list[str]] = {}
    for task in tasks:
        reason = f"{task['reason']}{'' if task['status'] == 'open' else ' (later)'}"
        if task["document"]:
            asked.setdefault(task["document"]["document_id"], []).append(reason)
        elif task["transaction"]:
            asked_about_movements.setdefault(_movement(client, task["transaction"]), []).append(reason)
    linked: dict[str, list[str]] = {}
    movements: Counter[str] = Counter()
    for booking in bookings:
        moved = {t["transaction_id"]: _movement(client, t) for t in booking["transactions"]}
        movements.update(moved.values())
        for link in booking["links"]:
            for one, other in ((link["one_id"], link["other_id"]), (link["other_id"], link["one_id"])):
                if other in moved:
                    linked.setdefault(one, []).append(f"{moved[other]} by {link['ground']}")
    arrived = _arrived(deliveries, arrivals)
    ends = {
        f"{client}/{name}": DocumentEnd(
            state=document["state"],
            kind=document["kind"],
            payment=document["payment"],
            asked=tuple(sorted(asked.get(document["document_id"], ()))),
            linked_to=tuple(sorted(linked.get(document["document_id"], ()))),
            arrived=arrived.get(document["document_id"], ()),
        )
        for document in documents
        for name in names.get(document["document_id"], [f"unknown {document['filename']}"])
    }
    about = {what: tuple(sorted(reasons)) for what, reasons in asked_about_movements.items()}
    return Ends(ends, dict(movements), about)


def together(parts: Iterable[Ends]) -> Ends:
    """The ends of several clients as one."""
    documents: dict[str, DocumentEnd] = {}
    movements: dict[str, int] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for part in parts:
        documents |= part.documents
        movements |= part.movements
        asked |= part.asked_about_movements
    return Ends(documents, movements, asked)


def _arrived(deliveries: list[dict[str, Any]], arrivals: Iterable[Arrival]) -> dict[str, tuple[tuple[str, int], ...]]:
    by_name: dict[str, Counter[str]] = {}
    for arrival in arrivals:
        by_name.setdefault(arrival.filename, Counter())[arrival.place] += 1
    return {
        delivery["document_id"]: tuple(sorted(by_name.get(delivery["files"][0]["filename"], Counter()).items()))
        for delivery in deliveries
    }


def _movement(client: str, transaction: dict[str, Any]) -> str:
    said = transaction["structured_communication"] or transaction["communication"] or ""
    who = transaction["counterparty"] or ""
    return f"{client}/{transaction['booking_date']} {transaction['amount']} {who} {said}".strip()


def _alike(mine: DocumentEnd, theirs: DocumentEnd | None) -> bool:
    if theirs is None or mine == theirs:
        return theirs is not None
    unsure = mine.state == "delivery_failed" and UNSURE in mine.asked and theirs.state == "delivered"
    return unsure and (mine.kind, mine.payment, mine.linked_to) == (theirs.kind, theirs.payment, theirs.linked_to)


def _short(end: DocumentEnd | None) -> str:
    if end is None:
        return "nothing"
    parts = [end.state, *end.asked, *(f"-> {link}" for link in end.linked_to)]
    return ", ".join(parts + [f"{place} x{times}" for place, times in end.arrived])
