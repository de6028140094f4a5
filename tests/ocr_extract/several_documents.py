"""Images of several receipts: on a table, on a scanner, overlapping, and documents that only look like that."""

import io
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import PIL.Image

from libs.samples.check_digits import be_enterprise_number, be_vat
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.ocr.engines import Image
from tests.ocr_extract.builders import canvas_pdf

SHOPS = ("Bakkerij Ter Linden", "Café Zonneweelde", "Drukkerij Valckenaer")
GOODS = (("Volkoren groot", 0.3), ("Koffiekoek", 0.2), ("Rozijnenbrood", 0.25), ("Boterham beleg", 0.25))
"""Names of goods, each with its share of the total."""
TABLE = (70, 52, 40)
DPI = 150


def words_of(number: int) -> tuple[str, ...]:
    """The lines of the receipt of this shop (from 0)."""
    total = (12.10, 8.47, 36.30)[number]
    net = round(total / 1.21, 2)
    vat = be_vat(be_enterprise_number(4_100_000 + number))
    return (
        SHOPS[number],
        f"Dorpsstraat {number + 3}",
        "9000 Gent",
        f"BTW BE {vat[2:6]}.{vat[6:9]}.{vat[9:]}",
        "",
        "KASTICKET",
        f"Nr. 004{number}71",
        f"1{number}/03/2026   14:2{number}",
        "",
        *(f"{name}  {share * total:.2f}".replace(".", ",") for name, share in GOODS),
        "",
        f"TOTAAL EUR         {total:.2f}".replace(".", ","),
        f"BTW 21,00 %  {net:.2f}  {total - net:.2f}".replace(".", ","),
        "Betaald met Bancontact",
        "Bedankt en tot ziens",
    )


@cache
def receipt(number: int) -> Image:
    """The image of one receipt."""
    return _printed(words_of(number), (190.0, 325.0), first_bold=True)


def _printed(lines: Sequence[str], size: tuple[float, float], *, first_bold: bool) -> Image:
    def draw(canvas: object) -> None:
        for row, line in enumerate(lines):
            bold = first_bold and row == 0
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 11 if bold else 9)  # type: ignore[attr-defined]
            canvas.drawString(12, size[1] - 25 - 15 * row, line)  # type: ignore[attr-defined]

    page = pymupdf.open(stream=canvas_pdf(draw, pagesize=size), filetype="pdf")[0]
    pixels = page.get_pixmap(dpi=DPI, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)


def photo(documents: Sequence[Image], *, ground: tuple[int, int, int] = TABLE, degrees: Sequence[float] = ()) -> Image:
    """Documents side by side on a background, each turned by its degrees."""
    gap = 70
    width = sum(document.shape[1] for document in documents) + gap * (len(documents) + 1)
    height = max(document.shape[0] for document in documents) + 2 * gap
    table = np.full((height, width, 3), ground, np.uint8)
    left = gap
    for at, document in enumerate(documents):
        high, wide = document.shape[:2]
        there = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees[at] if at < len(degrees) else 0.0, 1)
        there[:, 2] += (left, gap)
        laid = cv2.warpAffine(document, there, (width, height), flags=cv2.INTER_CUBIC)
        shape = cv2.warpAffine(np.full((high, wide), 255, np.uint8), there, (width, height))
        table[shape > 127] = laid[shape > 127]
        left += wide + gap
    return table


Laid = tuple[Image, tuple[float, float], float]
"""A document, the place of its corner (in widths and heights of the first), and its rotation in degrees."""


def heap(*documents: Laid, ground: tuple[int, int, int] = TABLE) -> Image:
    """Overlapping documents, the last on top, each with a soft shadow on what lies below."""
    high, wide = documents[0][0].shape[:2]
    corners = [(round(x * wide) + 60, round(y * high) + 60) for _, (x, y), _ in documents]
    size = (
        max(left + document.shape[1] for (document, _, _), (left, _) in zip(documents, corners, strict=True)) + 60,
        max(top + document.shape[0] for (document, _, _), (_, top) in zip(documents, corners, strict=True)) + 60,
    )
    table = np.full((size[1], size[0], 3), ground, np.uint8)
    for (document, _, degrees), corner in zip(documents, corners, strict=True):
        middle = (document.shape[1] / 2, document.shape[0] / 2)
        there = cv2.getRotationMatrix2D(middle, degrees, 1)
        there[:, 2] += corner
        laid = cv2.warpAffine(document, there, size, flags=cv2.INTER_CUBIC)
        shape = cv2.warpAffine(np.full(document.shape[:2], 255, np.uint8), there, size)
        shade = cv2.GaussianBlur(np.roll(shape, (6, 6), (0, 1)), (0, 0), 6) / 255
        table = (table * (1 - 0.35 * shade[:, :, None])).astype(np.uint8)
        table[shape > 127] = laid[shape > 127]
    grain = np.random.default_rng(1).normal(0, 3, table.shape)
    return np.clip(table + grain, 0, 255).astype(np.uint8)


def slip(amount: str, day: str) -> Image:
    """The slip that a card terminal prints."""
    lines = (
        "BANCONTACT", "Terminal 4471 002", "Kaart 6703 **** **** 1234", "AID A0000000048002", f"{day}   14:22",
        f"Bedrag EUR  {amount}", "Autorisatie 447120", "Goedgekeurd", "Ticket voor de klant",
    )  # fmt: skip
    return _printed(lines, (170.0, 160.0), first_bold=False)


def in_shadow(image: Image) -> Image:
    """The image with the soft shadow of a hand over its right side."""
    across = np.linspace(-1, 1, image.shape[1])
    light = 1 - 0.45 / (1 + np.exp(-12 * (across - 0.2)))
    return np.asarray(np.clip(image * light[None, :, None], 0, 255), np.uint8)


def jpeg(image: Image) -> bytes:
    """The image as a JPEG of a telephone."""
    buffer = io.BytesIO()
    PIL.Image.fromarray(image).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
