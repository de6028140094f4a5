"""Makes a PDF of images, one image a page: PDF/A-2b, and the same images give the same bytes.

A PDF with CMYK images is not marked as PDF/A: without a colour profile their colours have no agreed meaning.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import Image

from libs.images.bare_jpeg import bare_jpeg
from libs.images.pdf_a import mark_pdf_a

_COLOURS = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


@dataclass(frozen=True)
class PdfPage:
    """An image encoded for a PDF. `scale` is in points a pixel; `rotation` is in degrees clockwise, as shown."""

    stream: bytes
    size: tuple[int, int]
    mode: str
    scale: float
    is_jpeg: bool = False
    rotation: int = 0
    inverted: bool = False


def jpeg_page(jpeg: bytes, image: Image.Image, scale: float, *, rotation: int = 0) -> PdfPage:
    """Returns the page of a JPEG, its pixels byte for byte and nothing else that the file holds.

    `image` is the same file, opened, in mode `L`, `RGB` or `CMYK`.
    """
    inverted = image.mode == "CMYK" and "adobe" in image.info
    return PdfPage(bare_jpeg(jpeg), image.size, image.mode, scale, is_jpeg=True, rotation=rotation, inverted=inverted)


def lossless_page(image: Image.Image, scale: float) -> PdfPage:
    """Returns the page of an image in mode `1`, `L` or `RGB`, encoded as in PNG, which PDF can read (predictor 15)."""
    out = BytesIO()
    image.save(out, format="PNG", compress_level=6)
    return PdfPage(b"".join(_image_data(out.getvalue())), image.size, image.mode, scale)


def pdf_of(pages: Iterable[PdfPage]) -> bytes:
    """Returns the PDF. Takes the pages one by one, so that only one decoded image need be in memory."""
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


def _add_page(document: pikepdf.Pdf, page: PdfPage) -> None:
    width, height = (round(pixels * page.scale, 2) for pixels in page.size)
    placed = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, width, height],
        Rotate=page.rotation,
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=_image_object(document, page))),
        Contents=document.make_stream(f"{width} 0 0 {height} 0 0 cm /Im0 Do".encode()),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(placed)))


def _image_object(document: pikepdf.Pdf, page: PdfPage) -> pikepdf.Object:
    image = pikepdf.Stream(document, page.stream)
    bits = 1 if page.mode == "1" else 8
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = page.size
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name(_COLOURS[page.mode]), bits
    if page.is_jpeg:
        image.Filter = pikepdf.Name.DCTDecode
        if page.inverted:
            image.Decode = [1, 0] * 4
    else:
        colours = 3 if page.mode == "RGB" else 1
        image.Filter = pikepdf.Name.FlateDecode
        image.DecodeParms = pikepdf.Dictionary(
            Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=page.size[0]
        )
    return document.make_indirect(image)


def _image_data(png: bytes) -> Iterator[bytes]:
    """Yields the IDAT chunks of a PNG that was just written here."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12
