"""Our files are validated by OpenPeppol's own stylesheets of May 2025, where these are installed (maven_artefacts.py).

The stylesheet of the oracle comes from a Python package; it differs from the official rules in four places, which the
oracle ignores. Here only the rules are ignored that apply to a file on the network.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from libs.ubl_schema import write_ubl
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.official import by_stylesheet
from services.ubl_render.rendering.profiles import load_packages
from tests.ubl_oracle import ENDPOINT_RULES, NATIONAL_RULE
from tests.ubl_render.golden import CASES, SUBJECT, stored

from .maven_artefacts import PEPPOL, unpacked
from .strategies import examples, invoices
from .test_write import VALID

PACKAGES = sorted(name for name, package in load_packages().items() if package.dialect == "bis3")


@pytest.fixture(scope="session")
def peppol(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Returns the rules of EN 16931 and those that Peppol adds."""
    folder = unpacked(PEPPOL, "external/schematron/openpeppol/2025.5/xslt/", tmp_path_factory.mktemp("peppol"))
    return [folder / "CEN-EN16931-UBL.xslt", folder / "PEPPOL-EN16931-UBL.xslt"]


def fatal(data: bytes, stylesheets: list[Path]) -> set[str]:
    return {found.rule for sheet in stylesheets for found in by_stylesheet(data, sheet) if found.is_fatal}


@pytest.mark.parametrize("kind", VALID)
def test_every_kind_of_document_may_travel(kind: str, peppol: list[Path]) -> None:
    assert fatal(write_ubl(VALID[kind]()), peppol) == set()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_gets_as_bis_3_may_travel(package: str, case: str, peppol: list[Path]) -> None:
    (content,) = [content for name, content in stored(package, case).items() if name != SUBJECT]

    assert fatal(content, peppol) == set()


@examples(60)
@given(document=invoices())
def test_any_legal_invoice_lacks_at_most_its_electronic_addresses(peppol: list[Path], document: Invoice) -> None:
    broken = fatal(write_ubl(document), peppol) - ENDPOINT_RULES

    assert {rule for rule in broken if not NATIONAL_RULE.match(rule)} == set()
