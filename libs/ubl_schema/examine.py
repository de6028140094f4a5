"""The verdict on somebody's file: the official rules of its own kind decide, and our own rules explain.

An own rule counts where no official rule set that ran has it: the rules of Peppol for a file that follows Peppol, and
the code lists for a CII file. What else only our rules say is no error of somebody's file.
"""

from __future__ import annotations

from dataclasses import dataclass

from .checks import Finding, Severity, check, peppol
from .checks.for_dialect import of_belgian_format
from .dialects import BIS3, DIALECTS, EFFF, UBLBE
from .embedded_file import Store, in_memory
from .official import Document, Judgement, NoRules, NotJudged, Violation, judge
from .official.kinds import CII_SCHEMA
from .read import Reading, read

_SHOWN = frozenset({Severity.NETWORK, Severity.WARNING})
_CODE_LISTS = "BR-CL-"


@dataclass(frozen=True, slots=True)
class Examination:
    """What is known about the validity of a file."""

    reading: Reading
    errors: tuple[Finding, ...]
    """Broken rules that make it invalid, in the words of our own rules."""
    doubts: tuple[Finding, ...]
    """What only the network refuses, and what is allowed but probably wrong."""
    violations: tuple[Violation, ...]
    """What the official rules reported."""
    rule_sets: tuple[str, ...]
    """The rules that ran, with their versions."""
    not_run: tuple[str, ...]
    """Rules that a receiver will apply and that were not run."""
    not_judged: str | None = None
    """Why the official rules could not be run on this file."""

    @property
    def is_valid(self) -> bool | None:
        """Whether a receiver would accept it; None when nothing is wrong but the rules could not be run."""
        if self.errors or any(violation.is_fatal for violation in self.violations):
            return False
        return True if self.not_judged is None else None


def examine(data: bytes, reading: Reading | None = None, *, store: Store = in_memory) -> Examination:
    """The verdict on a file. Raises an ``UnreadableFile`` when it is no invoice that can be read."""
    reading = read(data, store=store) if reading is None else reading
    document = Document(data)
    judgement, problem = _judged(document)
    found = check(reading.invoice)
    errors = [] if isinstance(problem, NoRules) else [finding for finding in found if _counts(finding, judgement)]
    rule_sets, not_run = judgement.rule_sets, tuple[str, ...]()
    if reading.dialect == BIS3.name:
        errors += peppol.check(document.root)
        rule_sets = (*rule_sets, peppol.RULE_SET)
        not_run = _not_run(document)
    elif reading.dialect in (UBLBE.name, EFFF.name):
        errors += of_belgian_format(reading.invoice, DIALECTS[reading.dialect], found)
    named = {finding.rule for finding in errors}
    doubts = [finding for finding in found if finding.severity in _SHOWN and finding.rule not in named]
    reason = None if problem is None else str(problem)
    return Examination(reading, tuple(errors), tuple(doubts), judgement.violations, rule_sets, not_run, reason)


_NOTHING = Judgement((), (), frozenset())


def _judged(document: Document) -> tuple[Judgement, NotJudged | None]:
    try:
        return judge(document), None
    except NotJudged as problem:
        return _NOTHING, problem


def _counts(finding: Finding, judgement: Judgement) -> bool:
    """Whether one of our own findings makes the file invalid; all do where the engine failed on the file."""
    if finding.severity is not Severity.ERROR:
        return False
    if not judgement.rule_sets:
        return True
    if CII_SCHEMA in judgement.rule_sets and finding.rule.startswith(_CODE_LISTS):
        return finding.rule not in judgement.numbers
    return any(violation.rule == finding.rule and violation.is_fatal for violation in judgement.violations)


def _not_run(document: Document) -> tuple[str, ...]:
    country = peppol.national_rules_of(document.root)
    return () if country is None else (f"Peppol rules of {country}",)
