"""A broken rule with its explanation for users, and the error that holds several."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ..errors import UblError

LANGUAGES = ("fr", "nl", "en")


class Severity(StrEnum):
    """What a broken rule means for the file."""

    ERROR = "error"
    """EN 16931 forbids it: the rule is one of CEN's, and holds for a file of any syntax."""
    PEPPOL = "peppol"
    """Peppol BIS Billing 3 forbids it; EN 16931 does not."""
    NETWORK = "network"
    """An accounting package accepts it, but the Peppol network refuses it."""
    LIMIT = "limit"
    """Our writer does not write it so, or only one syntax forbids it: no error of a file that somebody else made."""
    WARNING = "warning"
    """Allowed, but probably wrong."""


STOPS = frozenset({Severity.ERROR, Severity.PEPPOL, Severity.LIMIT})
"""Of what our own file may have none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule, the business term it is about, and the values that broke it."""

    rule: str
    """The number of the rule in EN 16931 or Peppol, or one of ours (``SR-``)."""
    term: str
    severity: Severity
    line: int | None = None
    """Which line, allowance or subtotal, counted from one."""
    values: Mapping[str, str] = field(default_factory=dict)
    entry: str = ""
    """The entry in messages.toml, when several rules share one."""

    def message(self, language: str) -> str:
        """The reason, in French, Dutch or English."""
        sentence = _catalogue()[self.entry or self.rule][language].format(**self.values)
        if self.line is None:
            return sentence
        return f"{_LINE[language].format(line=self.line)}: {sentence}"

    @property
    def messages(self) -> dict[str, str]:
        """The reason in all three languages."""
        return {language: self.message(language) for language in LANGUAGES}


_LINE = {"fr": "Ligne {line}", "nl": "Regel {line}", "en": "Line {line}"}
_FAMILY = "BR-VAT-"
"""Rules that exist once per VAT category: BR-VAT-02 stands for BR-S-02, BR-E-02 and so on."""


class Refused(UblError):
    """The invoice cannot be made into a valid file. Each finding names the rule and the reason."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{finding.rule} ({finding.term}): {finding.message('en')}" for finding in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Finding, ...]]]:
        """Pickled with its findings, so that a pool of processes can hand it over."""
        return type(self), (self.findings,)


class Findings(list[Finding]):
    """A list of findings, with a short way to add one."""

    def add(
        self,
        rule: str,
        term: str,
        line: int | None = None,
        *,
        family: str = "",
        number: str = "",
        name: str = "",
        **values: object,
    ) -> None:
        """Add a broken rule. ``rule`` names its words; ``name``, or ``family`` and ``number``, its official number."""
        if family:
            name = f"BR-{family}-{number or rule.removeprefix(_FAMILY)[:2]}"
        severity = Severity(_catalogue()[rule]["severity"])
        self.append(Finding(name or rule, term, severity, line, {k: str(v) for k, v in values.items()}, rule))


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "messages.toml").read_text("utf-8"))


def wordings() -> dict[str, dict[str, str]]:
    """Every rule with its severity and its three sentences."""
    return {rule: dict(entry) for rule, entry in _catalogue().items()}
