"""Comparing what should have happened with what did: pure, so that it can be trusted and tested."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cli.demo.inboxes import Arrived


@dataclass(frozen=True)
class Wanted:
    """One document of the demo and what must become of it."""

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
class Row:
    """One line of the closing table."""

    wanted: Wanted
    document: dict[str, Any] | None
    links: list[str]
    delivered: list[str]
    tasks: list[str]
    faults: list[str] = field(default_factory=list)


def judge(
    wanted: Wanted,
    document: dict[str, Any] | None,
    arrived: Iterable[Arrived],
    tasks: list[dict[str, Any]],
    links: list[str],
) -> Row:
    """Whether this document's end is the one it should have."""
    mine = [a for a in arrived if wanted.number is not None and a.number == wanted.number and a.total == wanted.total]
    row = Row(
        wanted,
        document,
        links,
        [f"{a.place} {a.filename}" for a in mine],
        [task["text"] for task in tasks],
    )
    reasons = {task["reason"] for task in tasks}
    if wanted.outcome == "delivered":
        row.faults += _faults_of_delivered(wanted, mine)
    elif wanted.outcome == "task" and mine:
        row.faults.append("was delivered although a person should have been asked")
    elif wanted.outcome == "task" and not row.tasks:
        row.faults.append("no task tells a person about it")
    elif wanted.task is not None and wanted.task not in reasons:
        row.faults.append(f"the task is {', '.join(sorted(reasons))} instead of {wanted.task}")
    if wanted.linked and not links:
        row.faults.append("is linked to no bank movement")
    return row


def _faults_of_delivered(wanted: Wanted, mine: list[Arrived]) -> list[str]:
    if not mine:
        return ["did not arrive"]
    faults = [] if len(mine) == 1 else [f"arrived {len(mine)} times"]
    for one in mine:
        if one.place != wanted.place:
            faults.append(f"arrived at {one.place} instead of {wanted.place}")
        if one.broken_rules:
            faults.append(f"breaks {', '.join(one.broken_rules)}")
    return faults


def strangers(rows: list[Row], arrived: Iterable[Arrived]) -> list[str]:
    """Files in the inboxes that belong to no document of the demo."""
    claimed = {line for row in rows for line in row.delivered}
    return [f"{a.place} {a.filename}" for a in arrived if f"{a.place} {a.filename}" not in claimed]
