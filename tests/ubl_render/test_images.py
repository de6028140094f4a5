"""Images become PDFs in a confined process; other files, and images that are too large, are refused."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from libs.images import CannotOpen
from libs.ubl_schema import CII_EN16931, Invoice, complete
from libs.ubl_schema.factur_x import make_facturx
from services.ocr_extract.files.mupdf import pymupdf
from services.ubl_render.confined import process
from services.ubl_render.confined.image import to_pdf
from services.ubl_render.confined.limits import Limits
from services.ubl_render.confined.process import Confined, NotStarted
from services.ubl_render.domain.invoice import facts_of, invoice_of
from services.ubl_render.domain.refusals import CannotRender, reason
from tests.ubl_render import builders

LIMITS = Limits(cpu_seconds=10, wall_seconds=30)
RED, BLUE = (200, 30, 30), (30, 30, 200)


def sheet(mode: str = "RGB") -> Image.Image:
    """Returns an image that is red above and blue below, twice as high as wide, so that a rotation shows."""
    image = Image.new("RGB", (200, 400), RED)
    image.paste(BLUE, (0, 200, 200, 400))
    return image.quantize(4) if mode == "P" else image.convert(mode)


def saved(image: Image.Image, form: str, **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def colours(pdf: bytes, page: int = 0) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Returns the colours of the upper and the lower half of a page."""
    drawn = pymupdf.open(stream=pdf, filetype="pdf")[page].get_pixmap()
    middle = drawn.width // 2
    return drawn.pixel(middle, drawn.height // 4), drawn.pixel(middle, drawn.height * 3 // 4)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "P"), ("TIFF", "RGB"), ("BMP", "RGB"), ("GIF", "P")]
)
def test_an_image_of_each_kind_becomes_a_page_that_looks_like_it(form: str, mode: str) -> None:
    pdf = to_pdf(saved(sheet(mode), form), LIMITS)

    above, below = colours(pdf)
    assert near(above, RED)
    assert near(below, BLUE)
    assert pymupdf.open(stream=pdf, filetype="pdf")[0].rect.height == 842


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "I;16", "CMYK"])
def test_every_way_to_store_colours_is_understood(mode: str) -> None:
    if mode == "I;16":
        image = Image.new(mode, (200, 400), 65535)
        image.paste(0, (0, 200, 200, 400))
    else:
        image = Image.new("RGB", (200, 400), "white")
        image.paste("black", (0, 200, 200, 400))
        image = image.convert(mode)
    form = "TIFF" if mode == "CMYK" else "PNG"

    above, below = colours(to_pdf(saved(image, form), LIMITS))

    assert near(above, (255, 255, 255))
    assert near(below, (0, 0, 0))


def test_what_is_transparent_lies_on_white_paper() -> None:
    image = Image.new("RGBA", (200, 400), (0, 0, 0, 0))
    image.paste((200, 30, 30, 255), (0, 0, 200, 200))

    above, below = colours(to_pdf(saved(image, "PNG"), LIMITS))

    assert near(above, RED)
    assert near(below, (255, 255, 255))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("orientation", "undo"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_photo_stands_upright_however_the_phone_was_held(
    form: str, orientation: int, undo: Image.Transpose | None
) -> None:
    held = sheet() if undo is None else sheet().transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation

    above, below = colours(to_pdf(saved(held, form, exif=exif), LIMITS))

    assert near(above, RED)
    assert near(below, BLUE)


def test_a_jpeg_goes_in_byte_for_byte() -> None:
    photo = saved(sheet(), "JPEG", quality=80)

    with pikepdf.open(BytesIO(to_pdf(photo, LIMITS))) as pdf:
        inside = pdf.pages[0].Resources.XObject["/Im0"].read_raw_bytes()

    assert inside == photo


def test_every_page_of_a_tiff_is_a_page() -> None:
    fax = saved(sheet("1"), "TIFF", save_all=True, append_images=[sheet("1"), sheet("1")], compression="group4")

    with pikepdf.open(BytesIO(to_pdf(fax, LIMITS))) as pdf:
        assert len(pdf.pages) == 3


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"%PDF-1.7 is no image", "image_unknown"),
        (lambda: b"", "image_unknown"),
        (lambda: saved(sheet(), "JPEG")[:900], "image_damaged"),
        (lambda: saved(Image.effect_noise((300, 300), 50), "PNG")[:3000], "image_damaged"),
        (lambda: saved(Image.new("1", (20_000, 20_000)), "PNG"), "image_too_large"),
        (lambda: saved(sheet(), "GIF", save_all=True, append_images=[sheet().rotate(90)]), "image_animated"),
        (
            lambda: saved(sheet("1"), "TIFF", save_all=True, append_images=[sheet("1")] * 60),
            "image_too_many_pages",
        ),
    ],
    ids=["pdf", "empty", "cut jpeg", "cut png", "too large", "moves", "too many pages"],
)
def test_what_cannot_become_a_page_is_refused_with_the_reason(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(CannotOpen) as refused:
        to_pdf(make(), LIMITS)

    assert f"image_{refused.value.fault}" == code


@pytest.mark.parametrize(
    ("form", "mode", "more"),
    [
        ("JPEG", "RGB", {"progressive": True}),
        ("PNG", "RGBA", {}),
        ("PNG", "1", {}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "RGB", {"compression": "jpeg"}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("GIF", "P", {}),
        ("BMP", "RGB", {}),
    ],
)
def test_the_confined_process_makes_the_same_page(form: str, mode: str, more: dict[str, Any]) -> None:
    data = saved(sheet(mode), form, **more)

    assert Confined(LIMITS).image_to_pdf(data) == to_pdf(data, LIMITS)


def test_the_confined_process_says_why_it_refuses() -> None:
    with pytest.raises(CannotRender) as refused:
        Confined(LIMITS).image_to_pdf(b"no image")

    (reason,) = refused.value.reasons
    assert (reason.code, reason.field) == ("image_unknown", "BG-24")
    assert {"fr", "nl", "en"} <= set(reason.params)


def an_invoice() -> Invoice:
    release = builders.release()
    return complete(invoice_of(release), facts_of(release)).invoice


def marked(document: pikepdf.Pdf) -> None:
    """Adds the metadata of a PDF/A, with a title beyond ASCII."""
    with document.open_metadata() as metadata:
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"
        metadata["dc:title"] = "Facture n° 42 – été"
    document.docinfo["/Subject"] = "日本"


def attached(document: pikepdf.Pdf) -> None:
    """Embeds other files first."""
    document.attachments["note.txt"] = b"x"
    document.attachments["ZUGFeRD-invoice.xml"] = b"<old/>"


@pytest.mark.parametrize("change", [lambda _: None, marked, attached], ids=["plain", "PDF/A mark", "attachments"])
def test_a_factur_x_made_in_the_confined_process_is_the_same_as_one_made_here(
    change: Callable[[pikepdf.Pdf], None],
) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(builders.PDF)) as document:
        change(document)
        document.save(out)

    apart = Confined(LIMITS).make_facturx(out.getvalue(), an_invoice(), CII_EN16931)

    assert apart == make_facturx(out.getvalue(), an_invoice(), CII_EN16931)


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(builders.PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    return out.getvalue()


@pytest.mark.parametrize("pdf", [b"%PDF-1.7 broken", locked()], ids=["damaged", "password"])
def test_a_pdf_that_cannot_be_opened_is_refused_by_the_confined_process(pdf: bytes) -> None:
    with pytest.raises(CannotRender) as refused:
        Confined(LIMITS).make_facturx(pdf, an_invoice(), CII_EN16931)

    assert [reason.code for reason in refused.value.reasons] == ["document_unreadable"]


def test_an_image_that_takes_all_memory_ends_its_process_and_nothing_else() -> None:
    tight = Limits(memory_bytes=120 << 20, wall_seconds=30)
    huge = saved(Image.new("RGB", (9_000, 9_000), RED), "PNG")

    with pytest.raises(CannotRender) as refused:
        Confined(tight).image_to_pdf(huge)

    assert refused.value.reasons[0].code in {"image_too_large", "document_unreadable"}


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises((CannotRender, NotStarted)):
        Confined(Limits(wall_seconds=0)).image_to_pdf(saved(sheet(), "JPEG"))


@dataclass(frozen=True)
class LimitsOfAnotherVersion(Limits):
    colour: str = "red"


def test_a_process_that_does_not_start_is_no_fault_of_the_file() -> None:
    with pytest.raises(NotStarted):
        Confined(LimitsOfAnotherVersion()).image_to_pdf(saved(sheet(), "JPEG"))


def test_what_a_worker_may_answer_needs_no_figures() -> None:
    assert [code for code in process.TOLD.values() if not reason(code).params] == []
