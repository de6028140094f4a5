"""How every document of a run ended, without the numbers and times that differ between two runs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.inboxes import Arrival

UNSURE = "delivery_unconfirmed"


@dataclass(frozen=True)
class DocumentOutcome:
    """One document: its state, the open tasks, its links, and how often it arrived where."""

    state: str
    kind: str | None
    payment: str
    asked: tuple[str, ...]
    linked_to: tuple[str, ...]
    arrived: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of a run, by client and name of the upload; transactions by their printed content."""

    documents: Mapping[str, DocumentOutcome] = field(default_factory=dict)
    transactions: Mapping[str, int] = field(default_factory=dict)
    asked_about_transactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def differences(self, other: "Outcomes") -> list[str]:
        """What differs from the other run. A mail that perhaps arrived is not a difference."""
        found = [
            f"{name}: {_short(other.documents.get(name))} became {_short(mine)}"
            for name, mine in sorted(self.documents.items())
            if not _alike(mine, other.documents.get(name))
        ]
        found += [f"{name}: is not there" for name in sorted(other.documents.keys() - self.documents.keys())]
        for what, mine_, theirs in (
            ("booked", self.transactions, other.transactions),
            ("asked about", self.asked_about_transactions, other.asked_about_transactions),
        ):
            keys = sorted(mine_.keys() | theirs.keys())
            found += [
                f"{k}: {what} {theirs.get(k)} became {mine_.get(k)}" for k in keys if mine_.get(k) != theirs.get(k)
            ]
        return found


def outcomes_of_client(
    client: str,
    names: Mapping[str, Iterable[str]],
    documents: list[dict[str, Any]],
    tasks: list[dict[str, Any]],
    bookings: list[dict[str, Any]],
    deliveries: list[dict[str, Any]],
    arrivals: Iterable[Arrival],
) -> Outcomes:
    """The outcomes of one client; `names` are the uploads behind each document."""
    asked: dict[str, list[str]] = {}
    asked_about_transactions: dict[str, list[str]] = {}
    for task in tasks:
        reason = f"{task['reason']}{'' if task['status'] == 'open' else ' (later)'}"
        if task["document"]:
            asked.setdefault(task["document"]["document_id"], []).append(reason)
        elif task["transaction"]:
            asked_about_transactions.setdefault(_transaction(client, task["transaction"]), []).append(reason)
    linked: dict[str, list[str]] = {}
    booked: Counter[str] = Counter()
    for booking in bookings:
        transactions = {t["transaction_id"]: _transaction(client, t) for t in booking["transactions"]}
        booked.update(transactions.values())
        for link in booking["links"]:
            for one, other in ((link["one_id"], link["other_id"]), (link["other_id"], link["one_id"])):
                if other in transactions:
                    linked.setdefault(one, []).append(f"{transactions[other]} by {link['ground']}")
    arrived = _arrived(deliveries, arrivals)
    outcomes = {
        f"{client}/{name}": DocumentOutcome(
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
    about = {what: tuple(sorted(reasons)) for what, reasons in asked_about_transactions.items()}
    return Outcomes(outcomes, dict(booked), about)


def combined(parts: Iterable[Outcomes]) -> Outcomes:
    """The outcomes of several clients as one."""
    documents: dict[str, DocumentOutcome] = {}
    transactions: dict[str, int] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for part in parts:
        documents |= part.documents
        transactions |= part.transactions
        asked |= part.asked_about_transactions
    return Outcomes(documents, transactions, asked)


def _arrived(deliveries: list[dict[str, Any]], arrivals: Iterable[Arrival]) -> dict[str, tuple[tuple[str, int], ...]]:
    by_name: dict[str, Counter[str]] = {}
    for arrival in arrivals:
        by_name.setdefault(arrival.filename, Counter())[arrival.place] += 1
    return {
        delivery["document_id"]: tuple(sorted(by_name.get(delivery["files"][0]["filename"], Counter()).items()))
        for delivery in deliveries
    }


def _transaction(client: str, transaction: dict[str, Any]) -> str:
    text = transaction["structured_communication"] or transaction["communication"] or ""
    who = transaction["counterparty"] or ""
    return f"{client}/{transaction['booking_date']} {transaction['amount']} {who} {text}".strip()


def _alike(mine: DocumentOutcome, theirs: DocumentOutcome | None) -> bool:
    if theirs is None or mine == theirs:
        return theirs is not None
    unsure = mine.state == "delivery_failed" and UNSURE in mine.asked and theirs.state == "delivered"
    return unsure and (mine.kind, mine.payment, mine.linked_to) == (theirs.kind, theirs.payment, theirs.linked_to)


def _short(end: DocumentOutcome | None) -> str:
    if end is None:
        return "nothing"
    parts = [end.state, *end.asked, *(f"-> {link}" for link in end.linked_to)]
    return ", ".join(parts + [f"{place} x{times}" for place, times in end.arrived])
