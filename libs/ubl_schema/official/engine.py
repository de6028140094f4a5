"""Runs compiled Schematron with Saxon.

One thread does the work and callers wait for it. Sharing the processor between eight threads gave the right results
when it was measured, but its makers do not promise it, and a processor per thread costs seconds each.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from .violation import UNNUMBERED, ArtefactMissing, NotJudged, Violation

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def run(text: str, stylesheet: Path) -> list[Violation]:
    """The violations of a document (as text) of the rules of one stylesheet. Raises ``NotJudged``."""
    report = _saxon_thread().submit(_transform, text, stylesheet).result()
    return _read_report(report)


def _read_report(report: str) -> list[Violation]:
    root = etree.fromstring(report.encode(), etree.XMLParser(huge_tree=True, resolve_entities=False))
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


def _transform(text: str, stylesheet: Path) -> str:
    return _compiled(stylesheet)(text)


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
def _compiled(stylesheet: Path) -> Callable[[str], str]:
    processor = _processor()
    from saxonche import PySaxonApiError

    executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))

    def transform(text: str) -> str:
        try:
            node = processor.parse_xml(xml_text=text)
            report = executable.transform_to_string(xdm_node=node)
        except PySaxonApiError as problem:
            reason = " ".join(str(problem).split())[:300]
            raise NotJudged(f"{stylesheet.name} cannot be run on this file: {reason}") from problem
        if not report:
            raise ArtefactMissing(f"{stylesheet.name} gave no report; nothing was validated")
        return str(report)

    return transform
