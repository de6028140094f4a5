"""Compares the installed engines: `python -m tests.ocr_extract.engines [--pages 4] [--models FOLDER]`.

`make test-engines` installs them first. The pages are tuning designs of `tests/accuracy`, each three times: as printed,
as a scan, as a photo. Every engine reads them in a process of its own, so that its memory can be measured, after the
same preparation (straighten, turn, level). Words found are the share of the printed words (with a letter or a digit)
that are read exactly. For an engine that is not installed the table says how to install it.
"""

import argparse
import json
import multiprocessing
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from libs.files import FileType
from libs.samples.renderings import photo, scan
from services.ocr_extract.files.mupdf import Page, pymupdf
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, require
from services.ocr_extract.ocr.images.opening import to_pdf
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.workers.pool import ONE_THREAD
from tests.accuracy.designs import tuning_designs
from tests.accuracy.documents import Task, make_document

SEED = 5
LOOKS = ("printed", "scan", "photo")


@dataclass(frozen=True)
class PrintedPage:
    """One page: its printed words, and its PDF for each look (`LOOKS`)."""

    words: list[str]
    looks: dict[str, bytes]


@dataclass
class Figures:
    """The results of an engine over all pages: words found and printed, by look and for words with an accent."""

    found: Counter[str] = field(default_factory=Counter)
    printed: Counter[str] = field(default_factory=Counter)
    processor: float = 0.0
    clock: float = 0.0
    pages: int = 0
    memory: float = 0.0

    def share(self, kind: str) -> str:
        """The share of words found in percent; a dash where there was nothing to find."""
        return f"{self.found[kind] / self.printed[kind]:.1%}" if self.printed[kind] else "-"


def printed_pages(count: int) -> Iterator[PrintedPage]:
    """The first `count` tuning documents of one page with words of their own."""
    designs, number, made = tuning_designs(), 0, 0
    while made < count:
        name, content = f"engines-{number}", make_document(Task("born-digital", SEED, number), designs).sample.content
        document, number = pymupdf.open(stream=content, filetype="pdf"), number + 1
        words = [word[4] for word in document[0].get_text("words") if any(map(str.isalnum, word[4]))]
        if document.page_count == 1 and words:
            photographed = to_pdf(photo(content, name)[0], FileType.JPEG, Limits())
            yield PrintedPage(words, {"printed": content, "scan": scan(content, name)[0], "photo": photographed})
            made += 1


def measure(recogniser: Recogniser, pages: list[PrintedPage]) -> Figures:
    """Read every page in every look, in this process."""
    figures = Figures()
    for printed in pages:
        accented = [word for word in printed.words if not word.isascii()]
        for look, content in printed.looks.items():
            page: Page = pymupdf.open(stream=content, filetype="pdf")[0]
            started = time.perf_counter(), time.process_time()
            seen = Counter(word.text for word in recogniser.read(page).words)
            figures.clock += time.perf_counter() - started[0]
            figures.processor += time.process_time() - started[1]
            figures.pages += 1
            for kind, words in ((look, printed.words), ("accented", accented)):
                figures.found[kind] += (Counter(words) & seen).total()
                figures.printed[kind] += len(words)
    figures.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def _alone(choice: Choice, pages: list[PrintedPage], answers: Any) -> None:
    recogniser = Recogniser.of(choice)
    assert recogniser is not None
    answers.send(json.dumps(vars(measure(recogniser, pages))))


def main() -> None:
    """Run the comparison and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.ocr_extract.engines", description=__doc__)
    parser.add_argument("--pages", type=int, default=4, help="pages; each is read as printed, as a scan, as a photo")
    parser.add_argument("--models", type=Path, help="the folder with EasyOCR's Latin weights")
    parser.add_argument("--engines", nargs="+", type=EngineName, default=[*EngineName][:-1])
    options = parser.parse_args()
    os.environ |= dict.fromkeys(ONE_THREAD, "1")  # as a service's workers have it
    pages = list(printed_pages(options.pages))
    shares = [f"words found, {look}" for look in LOOKS] + ["accented words"]
    table = Table("engine", *shares, "processor s/page", "clock s/page", "peak MiB", "what")
    for name in options.engines:
        choice = Choice(name, options.models if name == EngineName.EASYOCR else None)
        try:
            what = require(choice)
        except EngineMissing as error:
            table.add_row(name, "not installed", "", "", "", "", "", "", str(error))
            continue
        table.add_row(name, *_row(choice, pages), what)
    Console(width=160, markup=False).print(table)


def _row(choice: Choice, pages: list[PrintedPage]) -> list[str]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_alone, args=(choice, pages, theirs))
    process.start()
    theirs.close()
    try:
        plain = json.loads(ours.recv())
    except EOFError:
        return ["failed", "", "", "", "", "", ""]
    finally:
        process.join()
    done = Figures(**plain | {name: Counter(plain[name]) for name in ("found", "printed")})
    shares = [done.share(kind) for kind in (*LOOKS, "accented")]
    return [*shares, f"{done.processor / done.pages:.1f}", f"{done.clock / done.pages:.1f}", f"{done.memory:.0f}"]


if __name__ == "__main__":
    main()
