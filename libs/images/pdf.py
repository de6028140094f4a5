"""Pages of pictures as a PDF: one picture a page, PDF/A-2b, and the same pictures give the same bytes.

The four colours of printers (CMYK) carry no mark of PDF/A: nobody has told us what they mean.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import Image

from libs.images.pdf_a import mark_pdf_a

_COLOURS = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


@dataclass(frozen=True)
class Placed:
    """A picture packed for a PDF. `scale` is points a pixel, `turned` degrees clockwise for who looks at it."""

    stream: bytes
    size: tuple[int, int]
    mode: str
    scale: float
    is_jpeg: bool = False
    turned: int = 0
    inverted: bool = False


def photograph(jpeg: bytes, image: Image.Image, scale: float, *, turned: int = 0) -> Placed:
    """A JPEG as it is, byte for byte; `image` is the same, opened, in mode `L`, `RGB` or `CMYK`."""
    inverted = image.mode == "CMYK" and "adobe" in image.info
    return Placed(jpeg, image.size, image.mode, scale, is_jpeg=True, turned=turned, inverted=inverted)


def packed(image: Image.Image, scale: float) -> Placed:
    """An image of mode `1`, `L` or `RGB` without loss, as PNG packs it, which PDF understands (predictor 15)."""
    out = BytesIO()
    image.save(out, format="PNG", compress_level=6)
    return Placed(b"".join(_image_data(out.getvalue())), image.size, image.mode, scale)


def pdf_of(pages: Iterable[Placed]) -> bytes:
    """The PDF. Takes the pages one by one, so that they need not be in memory unpacked together."""
    document = pikepdf.new()
    is_known = True
    for page in pages:
        _add_page(document, page)
        is_known = is_known and page.mode != "CMYK"
    if is_known:
        mark_pdf_a(document)
    out = BytesIO()
    document.save(out, deterministic_id=True, min_version="1.7", recompress_flate=False)
    return out.getvalue()


def _add_page(document: pikepdf.Pdf, page: Placed) -> None:
    width, height = (round(pixels * page.scale, 2) for pixels in page.size)
    placed = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, width, height],
        Rotate=page.turned,
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=_picture(document, page))),
        Contents=document.make_stream(f"{width} 0 0 {height} 0 0 cm /Picture Do".encode()),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(placed)))


def _picture(document: pikepdf.Pdf, page: Placed) -> pikepdf.Object:
    picture = pikepdf.Stream(document, page.stream)
    bits = 1 if page.mode == "1" else 8
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height = page.size
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name(_COLOURS[page.mode]), bits
    if page.is_jpeg:
        picture.Filter = pikepdf.Name.DCTDecode
        if page.inverted:
            picture.Decode = [1, 0] * 4
    else:
        colours = 3 if page.mode == "RGB" else 1
        picture.Filter = pikepdf.Name.FlateDecode
        picture.DecodeParms = pikepdf.Dictionary(
            Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=page.size[0]
        )
    return document.make_indirect(picture)


def _image_data(png: bytes) -> Iterator[bytes]:
    """The IDAT chunks of a PNG that we have just written."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12
