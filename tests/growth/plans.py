"""The plans of statements as PostgreSQL ran them, from its log (auto_explain), and what is wrong with a plan."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

MOST_READ_PER_ROW = 20
PAGE = 200
"""A statement may read 20 rows for each row that it returns, and in any case as many as for the longest page."""

_ENTRY = re.compile(r"LOG:  duration: ([\d.]+) ms  plan:\n((?:\t.*\n)+)")
_NO_TABLE = {"CTE Scan", "Function Scan", "Result", "Subquery Scan", "Values Scan", "WorkTable Scan"}

Plan = dict[str, Any]


@dataclass(frozen=True)
class Ran:
    """A statement that ran: its text, its milliseconds, its plan with the rows that each part met."""

    text: str
    milliseconds: float
    plan: Plan

    @property
    def read(self) -> int:
        """How many rows of tables and entries of indexes were looked at."""
        return round(sum(_read(part) for part in parts_of(self.plan)))

    @property
    def returned(self) -> int:
        """How many rows came out or were changed."""
        top = self.plan
        while top["Node Type"] in {"ModifyTable", "LockRows"} and top.get("Plans"):
            top = top["Plans"][0]
        rows: float = top["Actual Rows"] * top["Actual Loops"]
        return round(rows)

    def fault(self) -> str | None:
        """Why the plan does not hold for a large client; None when it does."""
        if self.read <= MOST_READ_PER_ROW * max(self.returned, PAGE):
            return None
        scans = ", ".join(
            f"{part['Node Type']} of {_place(part)}: {_read(part):,.0f}" for part in self._largeparts_of()
        )
        return f"{self.read:,} rows read for {self.returned} ({scans})"

    def _largeparts_of(self) -> list[Plan]:
        return [part for part in parts_of(self.plan) if _read(part) > MOST_READ_PER_ROW]


async def watch(owner: asyncpg.Connection, database: str) -> None:
    """Let PostgreSQL write the plan of every statement of this database into its log, from the next connection on."""
    for name, value in (
        ("session_preload_libraries", "auto_explain"),
        ("auto_explain.log_min_duration", "0"),
        ("auto_explain.log_analyze", "on"),
        ("auto_explain.log_timing", "off"),
        ("auto_explain.log_format", "json"),
        ("auto_explain.log_nested_statements", "on"),
    ):
        await owner.execute(f"ALTER DATABASE {database} SET {name} = '{value}'")


class PlanLog:
    """Reads on in the log where it stopped reading before."""

    def __init__(self, path: Path) -> None:
        self._path, self._read_to = path, path.stat().st_size

    def ran(self) -> list[Ran]:
        """What ran since the last call."""
        with self._path.open("rb") as file:
            file.seek(self._read_to)
            text = file.read()
        self._read_to += len(text)
        return list(_entries(text.decode("utf-8", "replace")))


def _entries(log: str) -> Iterator[Ran]:
    for milliseconds, block in _ENTRY.findall(log):
        entry = json.loads("".join(line.removeprefix("\t") for line in block.splitlines(keepends=True)))
        yield Ran(entry["Query Text"], float(milliseconds), entry["Plan"])


def parts_of(plan: Plan) -> Iterator[Plan]:
    """A plan with all its parts."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from parts_of(part)


def _read(part: Plan) -> float:
    """The rows that one part of a plan looked at itself."""
    if not part["Node Type"].endswith("Scan") or part["Node Type"] in _NO_TABLE:
        return 0
    if part["Node Type"] == "Bitmap Heap Scan":  # its rows were counted in the index
        return float(part.get("Rows Removed by Index Recheck", 0) * part["Actual Loops"])
    kinds = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return float(sum(part.get(kind, 0) for kind in kinds) * part["Actual Loops"])


def _place(part: Plan) -> str:
    return str(part.get("Index Name") or part.get("Relation Name"))
