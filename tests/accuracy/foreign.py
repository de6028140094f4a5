"""Reads papers that nobody here made, whose values are known, and says per field what was right, absent or wrong.

    SEREIN_FOREIGN_PAPERS=/folder/of/papers make accuracy

The folder holds PDFs or images and a `manifest.json`: a list of `file`, `truth` (the values by name) and `printed`
(the names of those that the page shows; only these are scored). Nothing of it is mixed with our own generator's
figures: other people's layouts are a different question, and their answer is the lower one.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stdnum import iban
from stdnum.eu import vat

from contracts.fields import DocumentFields
from services.ocr_extract.domain.fields.identity import ClientIdentity, same_company
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from tests.accuracy.scoring import Finding
from tests.accuracy.tally import Score

SETTING = "SEREIN_FOREIGN_PAPERS"
"""The environment variable that names the folder."""
HEADING = "## Papers of other makers"
INTRODUCTION = (
    "PDFs made by other people's programs, read from the page alone: no e-invoice inside, the client known by name "
    "only. Only values that the page prints are counted, VAT numbers and IBANs only with sound check digits. Not part "
    "of any figure above."
)
BELIEVED = 0.9
"""From this confidence on people take a value without looking."""

_READS: dict[str, Callable[[DocumentFields], Any]] = {
    "number": lambda fields: fields.number,
    "date": lambda fields: fields.issue_date,
    "due": lambda fields: fields.due_date,
    "excl": lambda fields: fields.total_without_vat,
    "vat": lambda fields: fields.total_vat,
    "incl": lambda fields: fields.total_with_vat,
    "iban": lambda fields: fields.iban,
    "sup": lambda fields: fields.seller.name,
    "svat": lambda fields: fields.seller.vat_number,
}
FIELDS = tuple(_READS)
_CHECKED: dict[str, Callable[[str], bool]] = {"iban": iban.is_valid, "svat": vat.is_valid}
"""Numbers that are scored only with sound check digits: makers of samples print invented ones, which we leave out."""


@dataclass(frozen=True)
class Paper:
    """One paper with the values that it prints."""

    file: Path
    truth: Mapping[str, str]
    buyer: str | None

    @property
    def maker(self) -> str:
        """The program that made the layout, by the folders in the file's name."""
        return "__".join(self.file.name.split("__")[:-1]) or "other"


def papers_in(folder: Path) -> list[Paper]:
    """The papers of a folder, by its manifest."""
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [Paper(folder / entry["file"], _scored(entry), entry["truth"].get("buyer")) for entry in entries]


def _scored(entry: Mapping[str, Any]) -> dict[str, str]:
    """The printed values that are compared."""
    named = {name: entry["truth"][name] for name in entry["printed"] if name in _READS and entry["truth"][name]}
    return {name: value for name, value in named.items() if name not in _CHECKED or _CHECKED[name](value)}


def folder_of_setting() -> Path | None:
    """The folder that the setting names; None when it is not set."""
    return Path(os.environ[SETTING]) if os.environ.get(SETTING) else None


def read_paper(paper: Paper, recogniser: Recogniser | None = None) -> list[Finding]:
    """A finding for every value that the paper prints. The client is the buyer, known by name only."""
    client = ClientIdentity.of(name=paper.buyer, vat_number=None)
    result = read_bytes(paper.file.read_bytes(), client, Limits(), recogniser).result
    fields = result.fields if isinstance(result, Extracted) else None
    return [_finding(name, expected, fields) for name, expected in paper.truth.items()]


def _finding(name: str, printed: str, fields: DocumentFields | None) -> Finding:
    expected = _value(name, printed)
    read = _READS[name](fields) if fields else None
    if read is None:
        return Finding(name, expected, None)
    got = read.value
    if name == "sup" and same_company(str(got), printed):
        got = expected  # with or without its legal form it is the same company
    return Finding(name, expected, got, bool(read.sure), read.confidence)


def _value(name: str, printed: str) -> date | Decimal | str:
    if name in ("date", "due"):
        return date.fromisoformat(printed)
    if name in ("excl", "vat", "incl"):
        return abs(Decimal(printed))  # credit notes are unsigned
    return iban.compact(printed) if name == "iban" else " ".join(printed.split())


def foreign_section(folder: Path) -> str:
    """The section of the report about the papers of a folder."""
    papers = papers_in(folder)
    return "\n\n".join((HEADING, INTRODUCTION, table(finding for paper in papers for finding in read_paper(paper))))


def with_section(page: str, section: str) -> str:
    """The report with this section last, instead of the one that it has."""
    return f"{page.partition(HEADING)[0].rstrip()}\n\n{section.rstrip()}\n"


def table(findings: Iterable[Finding]) -> str:
    """Per field how many values were right, absent, wrong, and wrong though believed."""
    found = list(findings)
    rows = [_row(name, [finding for finding in found if finding.field == name]) for name in FIELDS]
    head = (
        "| field | printed | right | absent | wrong | wrong at .9 or more | sure | sure and wrong |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    believed = [finding for finding in found if (finding.confidence or 0) >= BELIEVED]
    right = sum(finding.verdict == "exact" for finding in believed)
    total = f"Of {len(believed)} values told with .9 or more, {right} are right ({right / max(1, len(believed)):.1%})."
    return "\n".join((head, *rows, "", total))


def _row(name: str, findings: list[Finding]) -> str:
    score = Score()
    for finding in findings:
        score.add(finding)
    believed = sum(finding.verdict == "wrong" and (finding.confidence or 0) >= BELIEVED for finding in findings)
    counts = score.verdicts
    right = f"{counts['exact']} ({counts['exact'] / max(1, len(findings)):.1%})"
    return (
        f"| {name} | {len(findings)} | {right} | {counts['absent']} | {counts['wrong']} | {believed} "
        f"| {score.sure} | {score.sure_wrong} |"
    )
