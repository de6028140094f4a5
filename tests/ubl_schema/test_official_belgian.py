"""UBL.BE and e-FFF are validated by the official artefacts, where these are installed (maven_artefacts.py)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from lxml import etree

from libs.ubl_schema import BIS3, EFFF, UBLBE, write
from libs.ubl_schema.dialects import Dialect
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.official import by_stylesheet
from services.ubl_render.domain.package import Placement
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material
from tests.ubl_render.golden import CASES, DOCUMENT

from .maven_artefacts import UBL_2_0, UBL_BE, unpacked
from .strategies import examples, invoices
from .test_dialects import with_document
from .test_write import VALID


@pytest.fixture(scope="session")
def ubl_be(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the Schematron of UBL.BE 1.31, which includes the rules of EN 16931, as a stylesheet."""
    folder = unpacked(UBL_BE, "external/schematron/ublbe/en16931/v1.31/", tmp_path_factory.mktemp("ubl-be"))
    return folder / "GLOBALUBL.BE.xslt"


@pytest.fixture(scope="session")
def ubl_2_0(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """Returns the schema of UBL 2.0, on which e-FFF is based."""
    folder = unpacked(UBL_2_0, "external/schemas/ubl20/", tmp_path_factory.mktemp("ubl-2.0"))
    return etree.XMLSchema(etree.parse(folder / "maindoc" / "UBL-Invoice-2.0.xsd"))


def fatal(data: bytes, stylesheet: Path) -> set[str]:
    return {violation.rule for violation in by_stylesheet(data, stylesheet) if violation.is_fatal}


def complaints(data: bytes, schema: etree.XMLSchema) -> list[str]:
    schema.validate(etree.fromstring(data))
    return [error.message for error in schema.error_log]  # type: ignore[attr-defined]  # the stubs forget it


def golden(case: str, dialect: Dialect) -> bytes:
    """Returns a golden document as a package with this dialect receives it."""
    package = load_packages()["generic_email"].model_copy(update={"dialect": dialect.name, "pdf": Placement.INSIDE})
    return render(CASES[case], package, Material(DOCUMENT.read_bytes())).document.content


@pytest.mark.parametrize("kind", VALID)
def test_ubl_be_keeps_the_official_rules_of_ubl_be(kind: str, ubl_be: Path) -> None:
    assert fatal(write(with_document(VALID[kind]()), UBLBE), ubl_be) == set()


@pytest.mark.parametrize("case", CASES)
def test_what_the_renderer_makes_as_ubl_be_keeps_them_too(case: str, ubl_be: Path) -> None:
    assert fatal(golden(case, UBLBE), ubl_be) == set()


@examples(60)
@given(document=invoices())
def test_any_legal_invoice_keeps_the_official_rules_of_ubl_be(ubl_be: Path, document: Invoice) -> None:
    assume(document.seller.endpoint is not None and document.buyer.endpoint is not None)

    assert fatal(write(with_document(document), UBLBE), ubl_be) == set()


def test_those_rules_see_a_file_that_is_no_ubl_be(ubl_be: Path) -> None:
    assert {"ubl-BE-01", "ubl-BE-14"} <= fatal(write(with_document(VALID["purchase"]()), BIS3), ubl_be)


@pytest.mark.parametrize("kind", VALID)
def test_e_fff_passes_the_schema_of_ubl_2_0(kind: str, ubl_2_0: etree.XMLSchema) -> None:
    assert complaints(write(with_document(VALID[kind]()), EFFF), ubl_2_0) == []


@pytest.mark.parametrize("case", CASES)
def test_what_the_renderer_makes_as_e_fff_passes_it_too(case: str, ubl_2_0: etree.XMLSchema) -> None:
    assert complaints(golden(case, EFFF), ubl_2_0) == []


@examples(60)
@given(document=invoices())
def test_any_legal_invoice_passes_the_schema_of_ubl_2_0(ubl_2_0: etree.XMLSchema, document: Invoice) -> None:
    assert complaints(write(with_document(document), EFFF), ubl_2_0) == []


def test_that_schema_sees_what_ubl_2_1_added(ubl_2_0: etree.XMLSchema) -> None:
    assert complaints(write(VALID["purchase"](), BIS3), ubl_2_0) != []
