"""A picture of a document as a PDF: the dots stay as they are, the page has the picture's shape.

A JPEG goes in as it came, byte for byte; other formats are packed without loss. The same picture gives the same PDF.
It is PDF/A-2b, except with the four colours of printers (CMYK), whose meaning nobody has told us.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
)

from libs.pictures.archival import mark_archival
from services.ubl_render.confined.limits import Limits

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF")
LONG_SIDE = 842
"""Points of an A4 page's long side: a photo's own resolution says nothing about the paper."""
_ORIENTATION = 0x0112
_TURNED = {3: 180, 6: 90, 8: 270}
_MIRRORED = frozenset({2, 4, 5, 7})
_PLUGINS = (BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin)
_JPEG_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


class CannotConvert(Exception):
    """The file cannot become a PDF; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class _Page:
    """One picture as a PDF holds it."""

    stream: bytes
    width: int
    height: int
    color_space: str
    bits: int = 8
    turned: int = 0
    is_jpeg: bool = False
    inverted: bool = False


def to_pdf(data: bytes, limits: Limits) -> bytes:
    """The PDF. Raises CannotConvert: `picture_unknown`, `picture_damaged`, `picture_too_large`, `picture_moves`,

    `picture_too_many_pages`.
    """
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise CannotConvert("picture_unknown") from error
    except Image.DecompressionBombError as error:
        raise CannotConvert("picture_too_large") from error
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise CannotConvert("picture_damaged") from error
    try:
        return _pdf(list(_pages(image, data, limits)))
    except MemoryError as error:
        raise CannotConvert("picture_too_large") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error) as error:
        raise CannotConvert("picture_damaged") from error


def _pages(image: Image.Image, data: bytes, limits: Limits) -> Iterator[_Page]:
    _check_size(image, limits)
    frames = getattr(image, "n_frames", 1)
    if image.format == "GIF" and frames > 1:
        raise CannotConvert("picture_moves")
    if image.format == "TIFF" and frames > limits.pages:
        raise CannotConvert("picture_too_many_pages")
    for number in range(frames if image.format == "TIFF" else 1):
        image.seek(number)
        _check_size(image, limits)
        yield _page(image, data)


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise CannotConvert("picture_too_large")


def _page(image: Image.Image, data: bytes) -> _Page:
    orientation = image.getexif().get(_ORIENTATION, 1)
    turned = _TURNED.get(orientation, 0)
    if image.format == "JPEG" and image.mode in _JPEG_SPACES and orientation not in _MIRRORED:
        inverted = image.mode == "CMYK" and "adobe" in image.info
        image.load()  # a picture that is cut off is found here, not by the accountant
        space = _JPEG_SPACES[image.mode]
        return _Page(data, *image.size, space, turned=turned, is_jpeg=True, inverted=inverted)
    if orientation in _MIRRORED or turned:
        turned = 0
        image = _upright(image, orientation)
    return _packed(_flat(image))


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    for step in {
        2: (Image.Transpose.FLIP_LEFT_RIGHT,),
        3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,),
        5: (Image.Transpose.TRANSPOSE,),
        6: (Image.Transpose.ROTATE_270,),
        7: (Image.Transpose.TRANSVERSE,),
        8: (Image.Transpose.ROTATE_90,),
    }[orientation]:
        image = image.transpose(step)
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Black and white, grey or colour; what is transparent lies on white paper."""
    if image.mode in ("1", "L", "RGB"):
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    if image.mode.startswith(("I", "F")):
        return (
            image.convert("I").point(lambda dot: dot / 256).convert("L") if "16" in image.mode else image.convert("L")
        )
    return image.convert("RGB")


def _packed(image: Image.Image) -> _Page:
    """Packed as PNG packs it, which PDF understands (predictor 15): without loss, and small."""
    out = BytesIO()
    image.save(out, format="PNG", compress_level=6)
    spaces = {"1": ("/DeviceGray", 1), "L": ("/DeviceGray", 8), "RGB": ("/DeviceRGB", 8)}
    space, bits = spaces[image.mode]
    return _Page(b"".join(_image_data(out.getvalue())), *image.size, space, bits)


def _image_data(png: bytes) -> Iterator[bytes]:
    """The IDAT chunks of a PNG that we have just written."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12


def _pdf(pages: list[_Page]) -> bytes:
    document = pikepdf.new()
    for page in pages:
        scale = LONG_SIDE / max(page.width, page.height)
        width, height = round(page.width * scale, 2), round(page.height * scale, 2)
        placed = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, width, height],
            Rotate=page.turned,
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=_picture(document, page))),
            Contents=document.make_stream(f"{width} 0 0 {height} 0 0 cm /Picture Do".encode()),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(placed)))
    if all(page.color_space != "/DeviceCMYK" for page in pages):
        mark_archival(document)
    out = BytesIO()
    document.save(out, deterministic_id=True, min_version="1.7", recompress_flate=False)
    return out.getvalue()


def _picture(document: pikepdf.Pdf, page: _Page) -> pikepdf.Object:
    picture = pikepdf.Stream(document, page.stream)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height = page.width, page.height
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name(page.color_space), page.bits
    if page.is_jpeg:
        picture.Filter = pikepdf.Name.DCTDecode
        if page.inverted:
            picture.Decode = [1, 0] * 4
    else:
        picture.Filter = pikepdf.Name.FlateDecode
        colors = 3 if page.color_space == "/DeviceRGB" else 1
        picture.DecodeParms = pikepdf.Dictionary(
            Predictor=15, Colors=colors, BitsPerComponent=page.bits, Columns=page.width
        )
    return document.make_indirect(picture)
