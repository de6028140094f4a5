"""Scanned pages: the worker pool compared with the bare engine, pages per minute, and the memory of a worker.

The pages are printed samples, scanned a little worn at 200 dpi. Processor seconds are given beside the clock, because
on a shared computer only they can be compared: what two free processors read in a minute follows from what a page
takes in a worker.
"""

import asyncio
import io
import time

import numpy as np
import psutil
from PIL import Image

from libs.samples.batch import samples
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.files.mupdf import pymupdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, load
from services.ocr_extract.ocr.recognise import Recogniser, draw
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.workers.pool import ReaderPool
from tests.bench.table import Table

PAGES, WORKERS, DPI = 12, 2, 200
AIM, MOST_OVER_BARE = 25.0, 1.15


async def bench(table: Table) -> None:
    """Measure the bare engine, the whole reading, then all pages through the pool."""
    files = scans(PAGES)
    engine = load(Choice())
    assert engine is not None
    recogniser = Recogniser(engine)
    bare = whole = 0.0
    for file in files:
        image, _ = draw(pymupdf.open(stream=file, filetype="pdf")[0])
        started = time.process_time()
        engine.read(image)
        bare += time.process_time() - started
        started = time.process_time()
        read_bytes(file, ClientIdentity(), Limits(), recogniser)
        whole += time.process_time() - started
    table.add("bare engine, a scanned page", f"{bare / PAGES:.2f} s of a processor", f"{PAGES} pages")
    beside = f"aim {MOST_OVER_BARE} x bare"
    table.add("whole reading, a scanned page", f"{whole / PAGES:.2f} s of a processor", beside, f"{whole / bare:.2f}")
    await _pool(table, files)


async def _pool(table: Table, files: list[bytes]) -> None:
    async with ReaderPool(Limits(), workers=WORKERS) as readers:
        peak, before = 0, _reaped()
        started = time.perf_counter()
        work = asyncio.gather(*[readers.read(file, ClientIdentity()) for file in files])
        while not work.done():
            peak = max(peak, _largest_worker())
            await asyncio.sleep(0.05)
        taken = time.perf_counter() - started
        read = sum(isinstance(outcome.result, Extracted) for outcome in await work)
        await asyncio.sleep(0.5)  # until the last worker is collected
        page = (_reaped() - before) / PAGES
    pages = PAGES / taken * 60
    load_average = psutil.getloadavg()[0]
    table.add("a scanned page in a worker", f"{page:.2f} s of a processor", f"{PAGES} pages")
    free = WORKERS * 60 / page
    table.add(f"scanned pages a minute, {WORKERS} workers", f"{free:.1f}", f"aim {AIM:.0f}", f"{free / AIM:.2f}")
    table.add("pages a minute on this computer now", f"{pages:.1f}", f"load {load_average:.1f}")
    table.add("documents read", f"{read} of {PAGES}")
    table.add(
        "memory of a worker, highest", f"RSS {peak / 2**20:.0f} MiB", "aim 1331 MiB", f"{peak / 2**20 / 1331:.2f}"
    )


def _reaped() -> float:
    """Processor seconds of all workers that have ended, as summed by their parent, the fork server."""
    times = [server.cpu_times() for server in psutil.Process().children()]
    return sum(time.children_user + time.children_system for time in times)


def _largest_worker() -> int:
    sizes = [0]
    for process in psutil.Process().children(recursive=True):
        try:
            sizes.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return max(sizes)


def scans(count: int) -> list[bytes]:
    """The first pages of born-digital samples as PDFs of grey, noisy images."""
    files: list[bytes] = []
    chance = np.random.default_rng(4)
    for sample in samples(404, 4 * count):
        if sample.media_type != "application/pdf" or sample.truth.kind == "receipt" or len(files) == count:
            continue
        page = pymupdf.open(stream=sample.content, filetype="pdf")[0]
        pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY, alpha=False)
        grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width).astype(np.float32)
        grainy = np.clip(grey * 0.92 + chance.normal(0, 5, grey.shape), 0, 255).astype(np.uint8)
        image = io.BytesIO()
        Image.fromarray(grainy).save(image, "JPEG", quality=75)
        scan = pymupdf.open()
        scan.new_page(width=page.rect.width, height=page.rect.height).insert_image(page.rect, stream=image.getvalue())
        files.append(scan.tobytes())
    return files
