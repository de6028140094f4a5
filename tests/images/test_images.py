"""Images are opened within limits and made into a PDF, for both services that accept images."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageFile

from libs.images import CannotOpen, Fault, flattened, jpeg_page, lossless_page, open_image, pdf_of

FORMATS = ("JPEG", "PNG", "TIFF", "GIF")


@dataclass(frozen=True)
class Limits:
    """Low limits, so that small images exceed them."""

    pages: int = 3
    pixels: int = 10_000


def saved(image: Image.Image, form: str, **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def blank(width: int = 100, height: int = 100) -> Image.Image:
    return Image.new("L", (width, height), 255)


def pages(data: bytes, *formats: str) -> list[tuple[int, int]]:
    """Returns the size of each page after decoding it."""
    with open_image(data, formats or FORMATS, Limits()) as file:
        return [page.copy().size for page in file.pages()]


def tiff(*sheets: Image.Image) -> bytes:
    first, *others = sheets
    return saved(first, "TIFF", save_all=True, append_images=others)


REFUSED: list[tuple[Callable[[], bytes], Fault, dict[str, int]]] = [
    (lambda: b"", Fault.UNKNOWN, {}),
    (lambda: b"%PDF-1.7", Fault.UNKNOWN, {}),
    (lambda: saved(blank(), "BMP"), Fault.UNKNOWN, {}),
    (lambda: saved(blank(), "PNG")[:60], Fault.DAMAGED, {}),
    (lambda: saved(Image.new("1", (2000, 1000)), "PNG"), Fault.TOO_LARGE, {"page": 1, "megapixels": 2, "limit": 0}),
    (lambda: tiff(blank(), blank(1000, 1000)), Fault.TOO_LARGE, {"page": 2, "megapixels": 1, "limit": 0}),
    (lambda: tiff(*[blank()] * 4), Fault.TOO_MANY_PAGES, {"pages": 4, "limit": 3}),
    (lambda: tiff(*[blank(1, 1)] * 1500), Fault.TOO_MANY_PAGES, {"pages": 1000, "limit": 3}),
    (lambda: saved(blank(), "GIF", save_all=True, append_images=[blank().rotate(1, fillcolor=9)]), Fault.ANIMATED,
     {"limit": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("make", "fault", "figures"), REFUSED)
def test_what_cannot_be_opened_is_refused_with_the_fault_and_its_figures(
    make: Callable[[], bytes], fault: Fault, figures: dict[str, int]
) -> None:
    with pytest.raises(CannotOpen) as refused:
        pages(make())

    assert (refused.value.fault, refused.value.params) == (fault, figures)


@dataclass(frozen=True)
class ManyPages(Limits):
    pages: int = 1200


@pytest.mark.parametrize("pages", [1150, 1200])
def test_all_pages_are_opened_where_the_limit_is_high(pages: int) -> None:
    with open_image(tiff(*[blank(1, 1)] * pages), FORMATS, ManyPages()) as file:
        assert file.page_count == pages


def test_no_page_over_a_high_limit_is_left_out_in_silence() -> None:
    with pytest.raises(CannotOpen) as refused, open_image(tiff(*[blank(1, 1)] * 1300), FORMATS, ManyPages()):
        pass

    assert (refused.value.fault, refused.value.params) == (Fault.TOO_MANY_PAGES, {"pages": 1201, "limit": 1200})


@pytest.mark.parametrize("error", [RuntimeError("decoder plugin"), ValueError("conversion not supported")])
def test_a_decoder_that_fails_while_the_file_is_open_means_damaged(error: Exception) -> None:
    with pytest.raises(CannotOpen) as refused, open_image(saved(blank(), "PNG"), FORMATS, Limits()):
        raise error

    assert refused.value.fault is Fault.DAMAGED


def test_the_settings_of_pillow_hold_for_the_opened_file_only() -> None:
    before = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES)

    with open_image(saved(blank(), "PNG"), FORMATS, Limits()):
        inside = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES)
    with pytest.raises(CannotOpen), open_image(b"", FORMATS, Limits()):
        pass

    assert before == (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES)
    assert before[0] is not None
    assert inside == (None, False)


def test_a_file_is_opened_only_as_one_of_the_given_formats() -> None:
    with pytest.raises(CannotOpen) as refused:
        pages(saved(blank(), "PNG"), "JPEG")

    assert refused.value.fault is Fault.UNKNOWN


def test_the_limits_are_checked_before_any_page_is_decoded() -> None:
    decoded = []

    with pytest.raises(CannotOpen), open_image(tiff(blank(), blank(1000, 1000)), FORMATS, Limits()) as file:
        decoded += [page.copy() for page in file.pages()]

    assert decoded == []


def test_as_many_pages_and_pixels_as_the_limits_say_are_opened() -> None:
    assert pages(tiff(*[blank()] * 3)) == [(100, 100)] * 3


def test_the_default_image_of_an_animated_png_is_the_page() -> None:
    animated = saved(blank(), "PNG", save_all=True, append_images=[blank().rotate(1, fillcolor=9)])

    assert pages(animated) == [(100, 100)]


@pytest.mark.parametrize(
    ("image", "mode", "level"),
    [
        (Image.new("RGBA", (1, 1), (0, 0, 0, 0)), "RGB", (255, 255, 255)),
        (Image.new("LA", (1, 1), (0, 0)), "RGB", (255, 255, 255)),
        (Image.new("I;16", (1, 1), 0x8000), "L", 128),
        (Image.new("CMYK", (1, 1), (0, 0, 0, 0)), "RGB", (255, 255, 255)),
        (Image.new("F", (1, 1), 7.0), "L", 7),
        (Image.new("1", (1, 1), 1), "1", 1),
    ],
    ids=["RGBA", "LA", "I;16", "CMYK", "F", "1"],
)
def test_every_mode_becomes_one_that_a_page_can_hold(image: Image.Image, mode: str, level: object) -> None:
    seen = flattened(image)

    assert (seen.mode, seen.getpixel((0, 0))) == (mode, level)


def test_a_transparent_colour_becomes_white() -> None:
    grey = saved(Image.new("L", (1, 1), 9), "PNG", transparency=9)

    with open_image(grey, FORMATS, Limits()) as file:
        (seen,) = [flattened(page) for page in file.pages()]

    assert seen.getpixel((0, 0)) == (255, 255, 255)


def test_pages_keep_their_size_in_points_and_their_bytes() -> None:
    jpeg = saved(blank(100, 50), "JPEG")
    made = [jpeg_page(jpeg, Image.open(BytesIO(jpeg)), 0.5, rotation=90), lossless_page(blank(10, 20).convert("1"), 2)]

    first, second = (pdf_of(made) for _ in range(2))

    assert first == second
    with pikepdf.open(BytesIO(first)) as pdf:
        assert [[float(side) for side in page.MediaBox] for page in pdf.pages] == [[0, 0, 50, 25], [0, 0, 20, 40]]
        assert pdf.pages[0].Rotate == 90
        assert pdf.pages[0].Resources.XObject["/Im0"].read_raw_bytes() == jpeg


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"restart_marker_blocks": 1}], ids=str)
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_of_a_jpeg_a_page_holds_the_pixels_and_nothing_else(mode: str, how: dict[str, Any]) -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    exif.get_ifd(0x8825)[2] = (50.0, 51.0, 4.0)
    made = Image.radial_gradient("L").convert(mode).resize((80, 60))
    jpeg = saved(made, "JPEG", exif=exif, comment=b"SECRET", **how) + b"PK\x05\x06SECRET"

    page = jpeg_page(jpeg, Image.open(BytesIO(jpeg)), 1)

    bare = Image.open(BytesIO(page.stream))
    assert b"SECRET" not in page.stream
    assert (len(bare.getexif()), page.stream.count(b"Exif"), page.stream[-2:]) == (0, 0, b"\xff\xd9")
    assert bare.tobytes() == Image.open(BytesIO(jpeg)).tobytes()


def test_a_second_frame_of_a_gif_is_found_without_decoding_it() -> None:
    first = BytesIO()
    Image.new("P", (8, 8)).save(first, "GIF")
    frame = b"\x21\xf9\x04\x08\x00\x00\x00\x00" + b"\x2c" + struct.pack("<4H", 0, 0, 60_000, 60_000) + b"\x00"
    animated = first.getvalue()[:-1] + frame + b"\x02\x02\x4c\x01\x00\x3b"

    with pytest.raises(CannotOpen) as refused, open_image(animated, ("GIF",), Limits()):
        pass

    assert refused.value.fault is Fault.ANIMATED
