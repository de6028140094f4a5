"""Shows when a hint to take a photo again helps, on tuning documents that are spoilt by degrees.

    python -m tests.ocr_extract.quality [--documents 4] [--sigmas ...]

Prints for each fault and degree the measure that quality.py uses, the hint it gives, and how many key fields are read
exactly. The thresholds are where the fields are lost: a hint for an image that reads well costs the user a useless
second photo, and a hint that comes too late does not help.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from libs.samples.renderings import faults as camera
from libs.samples.renderings.raster import jpeg, page_images
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import Image
from services.ocr_extract.ocr.engines.choice import Choice, load
from services.ocr_extract.ocr.images.geometry import ink_of
from services.ocr_extract.ocr.images.quality import SIDE, edge_shares, faults, level, sharpness
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.reading import read_bytes
from tests.accuracy.designs import tuning_designs
from tests.accuracy.documents import Document, Task, make_document
from tests.accuracy.scoring import findings

KEY = ("total_with_vat", "issue_date", "number", "seller.name", "seller.vat", "iban")
SIGMAS = (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
LIGHTS = (1.0, 0.5, 0.35, 0.25, 0.18, 0.12, 0.07)
CUTS = (0.0, 0.04, 0.08, 0.12, 0.2, 0.3)
DPI = 170


@dataclass(frozen=True)
class Spoilt:
    """One image with the fault and its degree."""

    fault: str
    degree: float
    image: Image


def spoilt(image: Image, seed: int) -> Iterator[Spoilt]:
    """The same image out of focus, in the dark, and with a side missing; always with the noise of a camera."""
    rng = np.random.default_rng(seed)
    for sigma in SIGMAS:
        yield Spoilt("blur", sigma, camera.noise(camera.blurred(image, sigma) if sigma else image, rng, 3))
    for light in LIGHTS:
        yield Spoilt("light", light, camera.noise(np.asarray(image * light, np.float32), rng, 4))
    for cut in CUTS:
        yield Spoilt("cut", cut, camera.noise(image[:, : round(image.shape[1] * (1 - cut))], rng, 3))


def measures(image: Image) -> tuple[float, float, float]:
    """Sharpness, brightness of the paper, and print at the edge, as quality.py measures them."""
    scale = min(1.0, SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    return sharpness(grey), level(grey, 90), max(edge_shares(ink_of(image)))


def sample_documents(count: int) -> Iterator[tuple[Document, Image]]:
    """Invoices and receipts in turn, each with its rendered image (blue, green, red)."""
    designs = tuning_designs()
    for number in range(count):
        document = make_document(Task("receipts" if number % 2 else "born-digital", 31, number), designs)
        yield document, page_images(document.sample.content, DPI)[0]


def kept(document: Document, content: bytes, recogniser: Recogniser) -> tuple[int, int]:
    """How many key fields were read exactly, and how many there are."""
    client = document.client
    identity = ClientIdentity.of(name=client.name, vat_number=client.vat, ibans=(client.iban,))
    outcome = read_bytes(content, identity, Limits(), recogniser)
    keys = [f for f in findings(document.sample.truth, outcome) if f.field in KEY and f.expected is not None]
    return sum(finding.verdict == "exact" for finding in keys), len(keys)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.ocr_extract.quality", description=__doc__)
    parser.add_argument("--documents", type=int, default=4)
    count = parser.parse_args(arguments).documents
    engine = load(Choice())
    if engine is None:
        parser.error("there is no engine here")
    recogniser = Recogniser(engine)
    print(f"{'fault':6} {'degree':>6} {'sharp':>6} {'light':>6} {'edge':>6} {'fields':>7}  hint")
    for seed, (document, clean) in enumerate(sample_documents(count)):
        print(document.task, document.design)
        for one in spoilt(clean, seed):
            exact, of = kept(document, jpeg(one.image, 85), recogniser)
            seen = np.ascontiguousarray(one.image[:, :, ::-1])
            sharp, light, edge = measures(seen)
            hint = ", ".join(faults(seen))
            line = f"{one.fault:6} {one.degree:6.2f} {sharp:6.3f} {light:6.0f} {edge:6.3f} {exact:3}/{of:<3}  {hint}"
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
