"""A Factur-X is PDF/A-3 when its PDF allows it: proven by veraPDF, where it is installed (maven_artefacts.py)."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import facturx
import pytest
from PIL import Image

from libs.ubl_schema.factur_x import make_facturx
from libs.ubl_schema.model import Invoice
from libs.ubl_schema.official import validate_cii
from services.ubl_render.confined.image import FORMATS, to_pdf
from services.ubl_render.confined.limits import Limits
from services.ubl_render.domain.package import Choice
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_render import builders
from tests.ubl_render.golden import CASES
from tests.ubl_schema.builders import credit_note, invoice
from tests.ubl_schema.maven_artefacts import failed_pdf_a_rules

AGIRIS = load_packages()["agiris"]
COLOURS = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "1"), "TIFF": ("1", "RGB"), "BMP": ("RGB",), "GIF": ("P",)}


def photo(form: str = "JPEG", mode: str = "RGB") -> bytes:
    """Returns an image as a phone or a scanner saves it."""
    out = BytesIO()
    Image.effect_noise((120, 170), 60).convert("RGB").convert(mode).save(out, form)
    return out.getvalue()


PHOTOS = [(form, mode) for form, modes in COLOURS.items() for mode in modes]
DOCUMENTS: dict[str, Callable[[], Invoice]] = {
    "invoice": invoice,
    "credit-note": credit_note,
    "without-lines": lambda: invoice(lines=()),
}


def made(case: str, pdf: bytes) -> Rendered:
    return render(CASES[case], Choice().applied_to(AGIRIS), Material(pdf))


def test_there_is_an_image_of_every_format_that_is_accepted() -> None:
    assert set(COLOURS) == set(FORMATS)


@pytest.mark.parametrize(("form", "mode"), PHOTOS)
def test_a_factur_x_made_of_an_image_claims_pdf_a(form: str, mode: str) -> None:
    result = make_facturx(to_pdf(photo(form, mode), Limits()), invoice())

    assert (result.claims_pdf_a, result.notes) == (True, ())


def test_printers_colours_claim_nothing_because_nobody_said_what_they_mean() -> None:
    result = make_facturx(to_pdf(photo("JPEG", "CMYK"), Limits()), invoice())

    assert not result.claims_pdf_a


def test_an_image_as_pdf_is_pdf_a(tmp_path: Path) -> None:
    files = []
    for form, mode in PHOTOS:
        files.append(tmp_path / f"{form}-{mode}.pdf")
        files[-1].write_bytes(to_pdf(photo(form, mode), Limits()))

    assert failed_pdf_a_rules("2b", files) == {file.name: set() for file in files}


@pytest.mark.feature(330)
def test_a_factur_x_of_an_image_is_pdf_a_3_with_a_valid_invoice_inside(tmp_path: Path) -> None:
    files = []
    for name, document in DOCUMENTS.items():
        for form, mode in PHOTOS:
            result = make_facturx(to_pdf(photo(form, mode), Limits()), document())
            files.append(tmp_path / f"{name}-{form}-{mode}.pdf")
            files[-1].write_bytes(result.pdf)
            assert [found for found in validate_cii(result.xml) if found.is_fatal] == []

    assert failed_pdf_a_rules("3b", files) == {file.name: set() for file in files}


@pytest.mark.feature(330)
def test_what_agiris_gets_of_a_photo_is_pdf_a_3(tmp_path: Path) -> None:
    files = []
    for case in CASES:
        content = made(case, to_pdf(photo(), Limits())).document.content
        files.append(tmp_path / f"{case}.pdf")
        files[-1].write_bytes(content)
        assert facturx.get_facturx_xml_from_pdf(content, check_xsd=True)[0] == "factur-x.xml"

    assert failed_pdf_a_rules("3b", files) == {file.name: set() for file in files}


def test_what_is_not_pdf_a_before_is_not_after_and_the_report_says_so(tmp_path: Path) -> None:
    result = made("purchase", builders.PDF)
    file = tmp_path / "plain.pdf"
    file.write_bytes(result.document.content)

    assert any("PDF/A" in note for note in result.notes)
    assert failed_pdf_a_rules("3b", [file])["plain.pdf"]
