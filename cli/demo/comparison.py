"""Compares what should have happened with what did, without any I/O."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cli.demo.inboxes import Arrived


@dataclass(frozen=True)
class ExpectedDocument:
    """One document of the demo and its expected outcome."""

    client: str
    name: str
    number: str | None
    total: Any
    outcome: str
    place: str | None
    why: str
    linked: bool = False
    task: str | None = None


@dataclass
class DocumentResult:
    """The result for one document: one row of the closing table."""

    expected: ExpectedDocument
    document: dict[str, Any] | None
    links: list[str]
    delivered: list[str]
    tasks: list[str]
    faults: list[str] = field(default_factory=list)


def compare(
    expected: ExpectedDocument,
    document: dict[str, Any] | None,
    arrived: Iterable[Arrived],
    tasks: list[dict[str, Any]],
    links: list[str],
) -> DocumentResult:
    """The result for one document, with everything that differs from what was expected."""
    mine = [
        a for a in arrived if expected.number is not None and a.number == expected.number and a.total == expected.total
    ]
    result = DocumentResult(
        expected,
        document,
        links,
        [f"{a.place} {a.filename}" for a in mine],
        [task["text"] for task in tasks],
    )
    reasons = {task["reason"] for task in tasks}
    if expected.outcome == "delivered":
        result.faults += _faults_of_delivered(expected, mine)
    elif expected.outcome == "task" and mine:
        result.faults.append("was delivered although a user should have been asked")
    elif expected.outcome == "task" and not result.tasks:
        result.faults.append("has no task")
    elif expected.task is not None and expected.task not in reasons:
        result.faults.append(f"the task is {', '.join(sorted(reasons))} instead of {expected.task}")
    if expected.linked and not links:
        result.faults.append("is linked to no bank transaction")
    return result


def _faults_of_delivered(expected: ExpectedDocument, mine: list[Arrived]) -> list[str]:
    if not mine:
        return ["did not arrive"]
    faults = [] if len(mine) == 1 else [f"arrived {len(mine)} times"]
    for one in mine:
        if one.place != expected.place:
            faults.append(f"arrived at {one.place} instead of {expected.place}")
        if one.broken_rules:
            faults.append(f"breaks {', '.join(one.broken_rules)}")
    return faults


def unexplained_files(results: list[DocumentResult], arrived: Iterable[Arrived]) -> list[str]:
    """Files in the inboxes that belong to no document of the demo."""
    claimed = {line for result in results for line in result.delivered}
    return [f"{a.place} {a.filename}" for a in arrived if f"{a.place} {a.filename}" not in claimed]
