"""Which official rules a file is held to: those of the kind that it says it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from ..dialects import EFFF, UBLBE
from ..errors import UblError
from ..parse import Node
from ..recognise import recognise
from . import artefacts, efff
from .violation import NoRules, Violation

UBL_SCHEMA, CII_SCHEMA = "UBL-2.1-XSD", "CII-D22B-XSD"
_GUIDELINE = (
    "rsm:ExchangedDocumentContext",
    "ram:GuidelineSpecifiedDocumentContextParameter",
    "ram:ID",
)
_LEVEL = re.compile(r"(?:factur-x|zugferd|en16931:2017)\S*[:#](minimum|basicwl|extended|basic)\Z")
_RULE_ID = re.compile(r"""(?:id="|name="id">)((?:BR|UBL|CII)-[A-Z0-9-]+)""")


def _every_rule(_violation: Violation) -> bool:
    return True


def _rule_of_cen(violation: Violation) -> bool:
    """Whether Factur-X took the rule from CEN; its own ones bear other numbers or none."""
    return violation.rule.startswith(("BR-", "CII-"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A schema, a stylesheet, and their names with versions."""

    rule_sets: tuple[str, ...]
    schema: Callable[[], etree.XMLSchema]
    stylesheet: Path | None = None
    """None where assertions of our own take its place."""
    assertions: Callable[[Any], list[Violation]] | None = None
    counts: Callable[[Violation], bool] = _every_rule
    as_warnings: frozenset[str] = frozenset()
    """Rules that this kind breaks by design."""

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of all rules of the stylesheet."""
        return frozenset() if self.stylesheet is None else _numbers(self.stylesheet)


@cache
def _numbers(stylesheet: Path) -> frozenset[str]:
    return frozenset(_RULE_ID.findall(stylesheet.read_text("utf-8")))


def kind_of(root: Node) -> Kind:
    """The rules for a file. Raises ``NoRules`` where none are known."""
    if root.tag in _MAINDOC:
        return _ubl_kind(root)
    if root.tag == "rsm:CrossIndustryInvoice":
        return _cii_kind((root.text_at(*_GUIDELINE) or "").lower())
    if root.tag.startswith("zf1:"):
        raise NoRules("ZUGFeRD 1 has no official rules any more")
    raise UblError(f"not an invoice or credit note: {root.tag[:100]}")


_MAINDOC = {"inv:Invoice": "UBL-Invoice-2.1.xsd", "cn:CreditNote": "UBL-CreditNote-2.1.xsd"}


def _ubl_kind(root: Node) -> Kind:
    maindoc = _MAINDOC[root.tag]
    if is_ctc_fr(root.text_at("cbc:CustomizationID") or ""):
        rules = (UBL_SCHEMA, f"EXTENDED-CTC-FR-UBL-of-Factur-X-{artefacts.factur_x_version()}")
        return Kind(rules, lambda: artefacts.ubl_schema(maindoc), artefacts.ctc_fr_ubl())
    dialect = recognise(root).dialect
    if dialect == EFFF.name:
        return Kind((UBL_SCHEMA, "e-FFF-1.0-own"), lambda: artefacts.ubl_schema(maindoc), assertions=efff.violations)
    cen = f"EN16931-UBL-{artefacts.cen_version()}"
    if dialect == UBLBE.name:
        names = (UBL_SCHEMA, f"{cen}-without-BR-CL-22")
        belgian = frozenset({"BR-CL-22"})
        return Kind(names, lambda: artefacts.ubl_schema(maindoc), artefacts.cen_ubl(), as_warnings=belgian)
    return Kind((UBL_SCHEMA, cen), lambda: artefacts.ubl_schema(maindoc), artefacts.cen_ubl())


def is_ctc_fr(guideline: str) -> bool:
    """Whether a file follows EXTENDED-CTC-FR, the extension of the French reform."""
    return "extended-ctc-fr" in guideline.lower()


def _cii_kind(guideline: str) -> Kind:
    if is_ctc_fr(guideline):
        return Kind(
            (CII_SCHEMA, f"EXTENDED-CTC-FR-CII-of-Factur-X-{artefacts.factur_x_version()}"),
            artefacts.cii_schema,
            artefacts.ctc_fr_cii(),
        )
    level = level_of(guideline)
    if level is not None:
        return factur_x_kind(level)
    name = f"EN16931-CII-of-Factur-X-{artefacts.factur_x_version()}"
    return Kind((CII_SCHEMA, name), artefacts.cii_schema, artefacts.factur_x("en16931"), counts=_rule_of_cen)


def level_of(guideline: str) -> str | None:
    """The level of Factur-X that a guideline (BT-24) names; None for the standard itself and all others."""
    found = _LEVEL.search(guideline.lower())
    return found[1] if found else None


def factur_x_kind(level: str) -> Kind:
    """The Factur-X rules of a level: ``minimum``, ``basicwl``, ``basic``, ``en16931`` or ``extended``."""
    stem = f"Factur-X-{artefacts.factur_x_version()}-{level}"
    return Kind(
        (f"{stem}-XSD", f"{stem}-Schematron"), lambda: artefacts.factur_x_schema(level), artefacts.factur_x(level)
    )
