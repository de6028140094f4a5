"""Files that are too large are sent beside, zipped, or refused with the size and the limit."""

from io import BytesIO
from random import Random
from typing import Any, Literal
from zipfile import ZipFile

import pikepdf
import pytest

from libs.ubl_schema import read
from services.ubl_render.domain.package import Limit, Package
from services.ubl_render.domain.packing import OutFile, size_of
from services.ubl_render.domain.refusals import CannotRender
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_oracle import validated
from tests.ubl_render import builders

PACKAGES = load_packages()
HEAVY = builders.PDF + Random(1).randbytes(300_000)


def package(size: int, otherwise: Literal["beside", "zip", "refuse"], counted: Any = "file", **more: Any) -> Package:
    limit = Limit(bytes=size, counted=counted, otherwise=otherwise)
    return PACKAGES["generic_email"].model_copy(update={"limit": limit, **more})


def made(wanted: Package) -> Rendered:
    return render(builders.release(), wanted, Material(HEAVY))


def test_what_fits_goes_in_the_usual_shape() -> None:
    result = made(package(500_000, "refuse"))

    assert len(result.files) == 1
    assert not {"pdf_beside_for_its_size", "zipped_for_its_size"} & set(result.steps)


def test_the_pdf_steps_out_of_a_file_that_is_too_large() -> None:
    result = made(package(350_000, "beside"))

    xml, pdf = result.files
    assert (pdf.content, pdf.filename[:-4]) == (HEAVY, xml.filename[:-4])
    assert "pdf_beside_for_its_size" in result.steps
    assert validated(xml.content).is_clean


def test_a_zip_holds_the_whole_file_and_gives_the_same_bytes() -> None:
    wanted = package(350_000, "zip")

    (file,) = made(wanted).files

    with ZipFile(BytesIO(file.content)) as archive:
        (name,) = archive.namelist()
        inside = archive.read(name)
    assert (file.media_type, name[:-4]) == ("application/zip", file.filename[:-4])
    assert read(inside).invoice.attachments[0].content == HEAVY
    assert validated(inside).is_clean
    assert made(wanted).files == (file,)


@pytest.mark.parametrize("otherwise", ["beside", "zip", "refuse"])
def test_what_fits_in_no_shape_is_refused_with_the_size_and_the_limit(otherwise: Any) -> None:
    with pytest.raises(CannotRender) as refused:
        made(package(100_000, otherwise))

    (reason,) = refused.value.reasons
    assert (reason.code, reason.params["limit"]) == ("file_too_large", "0.10")
    assert "0.10" in reason.params["nl"]


def test_a_mail_is_counted_as_it_travels() -> None:
    size = size_of([OutFile("a.xml", bytes(3_000_000))], "mail")

    assert size == pytest.approx(3_000_000 * 4 / 3 * 78 / 76, rel=0.01)


def test_a_package_that_always_wants_a_zip_gets_one() -> None:
    result = made(PACKAGES["generic_folder"].model_copy(update={"zip": True}))

    assert [file.filename.rpartition(".")[2] for file in result.files] == ["zip"]


def scan(megabytes: float) -> bytes:
    """Returns a PDF of that size that cannot be compressed."""
    with pikepdf.open(BytesIO(builders.PDF)) as document:
        noise = pikepdf.Stream(document, Random(2).randbytes(int(megabytes * 1e6)))
        document.pages[0].obj.PieceInfo = pikepdf.Dictionary(Noise=document.make_indirect(noise))
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "megabytes", "step"),
    [("basecone", 10.5, "pdf_beside_for_its_size"), ("clearfacts", 12, "zipped_for_its_size")],
)
def test_a_heavy_scan_leaves_as_the_profile_declares(name: str, megabytes: float, step: str) -> None:
    limit = PACKAGES[name].limit

    result = render(builders.release(), PACKAGES[name], Material(scan(megabytes)))

    assert step in result.steps
    assert limit is not None
    assert size_of(result.files, limit.counted) <= limit.bytes


@pytest.mark.parametrize(("name", "megabytes"), [("basecone", 11.5), ("clearfacts", 16), ("agiris", 10.5)])
def test_a_scan_that_no_shape_makes_small_enough_is_refused(name: str, megabytes: float) -> None:
    with pytest.raises(CannotRender) as refused:
        render(builders.release(), PACKAGES[name], Material(scan(megabytes)))

    assert [reason.code for reason in refused.value.reasons] == ["file_too_large"]
