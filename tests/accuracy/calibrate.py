"""Counts how often values of each score are right, on tuning designs, and writes the calibration table.

    python -m tests.accuracy.calibrate --documents 1400 --images 220 && make format

Scores are pooled until the share of right values rises with them (isotonic regression by pooled adjacent violators).
Then that share is moved a little towards the score itself, so that twenty lucky values are not a certainty.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.fields import DocumentFields
from services.ocr_extract.domain.proof import calibration_table
from services.ocr_extract.domain.proof.calibration import group_of
from services.ocr_extract.ocr.engines.choice import EngineName, choose
from services.ocr_extract.outcome import Extracted
from tests.accuracy.designs import tuning_designs
from tests.accuracy.documents import CLASSES, IMAGE_CLASSES, Task, make_document, plan
from tests.accuracy.run import PROCESS, Setup, begin, read_document
from tests.accuracy.scoring import findings

PAGE = Path(calibration_table.__file__)
SEED = 3
FEWEST, PSEUDO, HIGHEST = 60, 12, 0.99
"""Values that a table of its own needs, the weight of the score itself, and the most that an unproved value gets."""

_NAMES = {"seller.vat": "vat_number", "buyer.vat": "vat_number"}

Count = tuple[str, float, bool]
"""Origin and group, score, right or not."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.calibrate", description=__doc__)
    parser.add_argument("--documents", type=int, default=1400, help="with words of their own")
    parser.add_argument("--images", type=int, default=220)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args(arguments)
    calibration_table.PRECISION.clear()  # the score is needed, not its last calibration
    texts = tuple(name for name in CLASSES if name not in IMAGE_CLASSES | {"xml", "card-statements"})
    tasks = plan(SEED, chosen.documents, texts)
    tasks += plan(
        SEED, chosen.images, tuple(name for name in CLASSES if name in IMAGE_CLASSES - {"card-statement-scans"})
    )
    forking = multiprocessing.get_context("fork")
    with forking.Pool(
        chosen.processes, begin, (Setup(tuning_designs, choose(EngineName.RAPIDOCR), baseline=False),)
    ) as pool:
        counts = [count for some in pool.imap_unordered(_counts, tasks, chunksize=4) for count in some]
    PAGE.write_text(_module(tables(counts)), encoding="utf-8")
    print(f"{PAGE.name}: {len(counts)} values of {len(tasks)} documents")
    return 0


def _counts(task: Task) -> list[Count]:
    document = make_document(task, PROCESS["designs"])
    outcome, _ = read_document(document)
    if not isinstance(outcome.result, Extracted):
        return []
    read = _by_field(outcome.result.fields)
    return [
        (
            f"{read[finding.field].origin.value} {group_of(_NAMES.get(finding.field, finding.field).split('.')[-1])}",
            finding.confidence,
            finding.verdict == "exact",
        )
        for finding in findings(document.sample.truth, outcome)
        if finding.confidence is not None and finding.got is not None and not finding.sure and finding.field in read
    ]


def _by_field(fields: DocumentFields) -> dict[str, Any]:
    found: dict[str, Any] = {name: value for name, value in fields if hasattr(value, "origin")}
    for side in ("seller", "buyer"):
        party = getattr(fields, side)
        found |= {f"{side}.{name}": value for name, value in party if hasattr(value, "origin")}
        found[f"{side}.vat"] = party.vat_number
    return {name: value for name, value in found.items() if value is not None}


def tables(counts: Iterable[Count]) -> dict[str, list[tuple[float, float]]]:
    """A table for each origin, and for each of its groups with enough values."""
    groups: dict[str, list[tuple[float, bool]]] = {}
    for group, score, right in counts:
        for name in (group, group.split(" ")[0]):
            groups.setdefault(name, []).append((score, right))
    return {name: points(values) for name, values in sorted(groups.items()) if len(values) >= FEWEST}


def points(values: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The lowest and the highest score of each block with its precision, both rising."""
    blocks: list[_Block] = []
    for score, right in sorted(values):
        blocks.append(_Block(score, score, score, int(right), 1))
        while len(blocks) > 1 and blocks[-2].highest == blocks[-1].lowest:
            blocks[-2:] = [blocks[-2].with_next(blocks[-1])]
        while len(blocks) > 1 and blocks[-2].share >= blocks[-1].share:
            blocks[-2:] = [blocks[-2].with_next(blocks[-1])]
    found: list[tuple[float, float]] = []
    reached = 0.0
    for block in blocks:
        reached = max(reached, block.precision)
        ends = sorted({round(block.lowest, 3), round(block.highest, 3)})
        found += [(end, round(reached, 3)) for end in ends]
    return found


@dataclass(frozen=True)
class _Block:
    """Neighbouring scores that are counted together."""

    lowest: float
    highest: float
    scores: float
    right: int
    all: int

    def with_next(self, other: "_Block") -> "_Block":
        return _Block(
            self.lowest, other.highest, self.scores + other.scores, self.right + other.right, self.all + other.all
        )

    @property
    def share(self) -> float:
        return self.right / self.all

    @property
    def precision(self) -> float:
        """The share that is right, moved towards the mean score."""
        return min(HIGHEST, (self.right + PSEUDO * self.scores / self.all) / (self.all + PSEUDO))


def _module(found: dict[str, list[tuple[float, float]]]) -> str:
    lines = [f"    {name!r}: {table},".replace("'", '"') for name, table in found.items()]
    head = PAGE.read_text(encoding="utf-8").split("PRECISION:")[0]
    return f"{head}PRECISION: dict[str, list[tuple[float, float]]] = {{\n" + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
