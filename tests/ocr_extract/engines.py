"""All engines of this computer on the same pages: `python -m tests.ocr_extract.engines [--pages 6] [--models FOLDER]`.

Installs nothing. Each engine runs in a process of its own, so that its memory is its own. Words found are the share of
the printed words (with a letter or figure) that come out exactly; an engine that is not here says how to get it.
"""

import argparse
import json
import multiprocessing
import resource
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from services.ocr_extract.engines import EngineMissing, OcrEngine
from services.ocr_extract.engines.choice import Choice, EngineName, load, require
from services.ocr_extract.mupdf import pymupdf
from services.ocr_extract.pictures.light import flatten
from services.ocr_extract.recognising import draw
from tests.samples.batch import samples

Page = tuple[bytes, list[str]]


def printed_pages(count: int, seed: int = 909) -> list[Page]:
    """The first page of born-digital samples with its printed words."""
    pages: list[Page] = []
    for sample in samples(seed, 4 * count):
        if sample.media_type == "application/pdf" and sample.truth.kind != "receipt" and len(pages) < count:
            words = pymupdf.open(stream=sample.content, filetype="pdf")[0].get_text("words")
            pages.append((sample.content, [word[4] for word in words if any(map(str.isalnum, word[4]))]))
    return pages


def measure(engine: OcrEngine, pages: list[Page]) -> dict[str, float]:
    """Share of words found, processor and clock seconds a page, and the highest memory of this process in MiB."""
    found = printed = 0
    clock = processor = 0.0
    for content, words in pages:
        picture, _ = draw(pymupdf.open(stream=content, filetype="pdf")[0])
        started = time.perf_counter(), time.process_time()
        seen = engine.read(flatten(picture) if engine.wants_flat_light else picture)
        clock, processor = clock + time.perf_counter() - started[0], processor + time.process_time() - started[1]
        found += (Counter(words) & Counter(word.text for word in seen)).total()
        printed += len(words)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "found": found / printed,
        "processor": processor / len(pages),
        "clock": clock / len(pages),
        "memory": memory,
    }


def _alone(choice: Choice, pages: list[Page], answers: Any) -> None:
    engine = load(choice)
    assert engine is not None
    answers.send(json.dumps(measure(engine, pages)))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--models", type=Path, help="EasyOCR's Latin weights")
    options = parser.parse_args()
    pages = printed_pages(options.pages)
    table = Table("engine", "words found", "processor s/page", "clock s/page", "peak MiB", "what")
    for name in (EngineName.RAPIDOCR, EngineName.TESSERACT, EngineName.EASYOCR):
        choice = Choice(name, options.models if name == EngineName.EASYOCR else None)
        try:
            what = require(choice)
        except EngineMissing as error:
            table.add_row(name, "not installed", "", "", "", str(error))
            continue
        table.add_row(name, *_row(choice, pages), what)
    Console(width=140, markup=False).print(table)


def _row(choice: Choice, pages: list[Page]) -> list[str]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_alone, args=(choice, pages, theirs))
    process.start()
    theirs.close()
    try:
        figures = json.loads(ours.recv())
    except EOFError:
        return ["failed", "", "", ""]
    finally:
        process.join()
    return [
        f"{figures['found']:.1%}",
        *(f"{figures[name]:.2f}" for name in ("processor", "clock")),
        f"{figures['memory']:.0f}",
    ]


if __name__ == "__main__":
    main()
