"""Makes the PDF that a scanner writes: an image a page at 150 to 300 dpi, slightly rotated, with one defect."""

import random

import numpy as np

from libs.samples.renderings import faults
from libs.samples.renderings.raster import PixelArray, image_pdf, jpeg, page_images, png

SCAN_FAULTS: tuple[str, ...] = (
    "clean",
    "skew",
    "noise",
    "specks",
    "streak",
    "jpeg",
    "bilevel",
    "pale",
    "150dpi",
    "300dpi",
)


def scan(content: bytes, seed: str) -> tuple[bytes, str]:
    """Returns the PDF as a scan, and the name of its defect."""
    chosen = random.Random(f"scan-{seed}").choice(SCAN_FAULTS)
    return scan_with(content, seed, chosen), chosen


def scan_with(content: bytes, seed: str, fault: str) -> bytes:
    """Returns the PDF as a scan with this defect; every page is also rotated slightly."""
    draw = random.Random(f"scan-{seed}-{fault}")
    rng = np.random.default_rng(draw.randrange(2**32))
    dpi = {"150dpi": 150, "300dpi": 300}.get(fault) or draw.choice((200, 200, 240))
    pages = [_scanned(image, fault, draw, rng) for image in page_images(content, dpi)]
    quality = 28 if fault == "jpeg" else 80
    packed = [png(page) if fault == "bilevel" else jpeg(page, quality) for page in pages]
    return image_pdf(packed, dpi, [(page.shape[1], page.shape[0]) for page in pages])


def _scanned(image: PixelArray, fault: str, draw: random.Random, rng: faults.Random) -> PixelArray:
    image = faults.rotated(image, draw.choice((-1, 1)) * draw.uniform(1.2, 2.5) if fault == "skew"
                             else draw.uniform(-0.5, 0.5))  # fmt: skip
    if fault == "noise":
        return faults.noise(image, rng, 18)
    if fault == "specks":
        return faults.specks(image, rng, 400)
    if fault == "streak":
        return faults.streak(faults.streak(image, rng), rng)
    if fault == "bilevel":
        return faults.bilevel(faults.noise(image, rng, 8))
    if fault == "pale":
        return faults.exposed(image, 1.25, 0.62)
    return faults.noise(image, rng, 3)
