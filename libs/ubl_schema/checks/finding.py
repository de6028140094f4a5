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
    """A receiver would reject the file: EN 16931, Peppol BIS 3 or the schema forbids it."""
    NETWORK = "network"
    """An accounting package accepts it, but the Peppol network refuses it."""
    WARNING = "warning"
    """Allowed, but probably wrong."""


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


class Findings(list[Finding]):
    """A list of findings, with a short way to add one."""

    def add(self, rule: str, term: str, line: int | None = None, *, family: str = "", **values: object) -> None:
        """Add a broken rule."""
        number = f"BR-{family}-{rule.removeprefix(_FAMILY)[:2]}" if rule.startswith(_FAMILY) else rule
        severity = Severity(_catalogue()[rule]["severity"])
        self.append(Finding(number, term, severity, line, {k: str(v) for k, v in values.items()}, rule))


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "messages.toml").read_text("utf-8"))


def wordings() -> dict[str, dict[str, str]]:
    """Every rule with its severity and its three sentences."""
    return {rule: dict(entry) for rule, entry in _catalogue().items()}
