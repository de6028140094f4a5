"""Pictures of several receipts: on a table, on a scanner's glass, and papers that only look like it."""

import io
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
from PIL import Image

from services.ocr_extract.engines import Picture
from services.ocr_extract.mupdf import pymupdf
from tests.ocr_extract.builders import canvas_pdf
from tests.samples.check_digits import be_enterprise_number, be_vat

SHOPS = ("Bakkerij Ter Linden", "Café Zonneweelde", "Drukkerij Valckenaer")
GOODS = (("Volkoren groot", 0.3), ("Koffiekoek", 0.2), ("Rozijnenbrood", 0.25), ("Boterham beleg", 0.25))
"""With the share of the total that each costs."""
TABLE = (70, 52, 40)
DPI = 150


def words_of(number: int) -> tuple[str, ...]:
    """What stands on the receipt of this shop (from 0)."""
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
def receipt(number: int) -> Picture:
    """One receipt as dots."""

    def draw(canvas: object) -> None:
        for row, line in enumerate(words_of(number)):
            canvas.setFont("Helvetica-Bold" if row == 0 else "Helvetica", 11 if row == 0 else 9)  # type: ignore[attr-defined]
            canvas.drawString(12, 300 - 15 * row, line)  # type: ignore[attr-defined]

    page = pymupdf.open(stream=canvas_pdf(draw, pagesize=(190.0, 325.0)), filetype="pdf")[0]
    dots = page.get_pixmap(dpi=DPI, alpha=False)
    return np.frombuffer(dots.samples, np.uint8).reshape(dots.height, dots.width, 3)


def photo(papers: Sequence[Picture], *, ground: tuple[int, int, int] = TABLE, degrees: Sequence[float] = ()) -> Picture:
    """Papers side by side on a ground, each a little turned."""
    gap = 70
    width = sum(paper.shape[1] for paper in papers) + gap * (len(papers) + 1)
    height = max(paper.shape[0] for paper in papers) + 2 * gap
    table = np.full((height, width, 3), ground, np.uint8)
    left = gap
    for at, paper in enumerate(papers):
        high, wide = paper.shape[:2]
        there = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees[at] if at < len(degrees) else 0.0, 1)
        there[:, 2] += (left, gap)
        laid = cv2.warpAffine(paper, there, (width, height), flags=cv2.INTER_CUBIC)
        shape = cv2.warpAffine(np.full((high, wide), 255, np.uint8), there, (width, height))
        table[shape > 127] = laid[shape > 127]
        left += wide + gap
    return table


def in_shadow(picture: Picture) -> Picture:
    """A hand's shadow over the right side, with a soft edge."""
    across = np.linspace(-1, 1, picture.shape[1])
    light = 1 - 0.45 / (1 + np.exp(-12 * (across - 0.2)))
    return np.asarray(np.clip(picture * light[None, :, None], 0, 255), np.uint8)


def jpeg(picture: Picture) -> bytes:
    """As a telephone packs it."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
