"""Many e-invoices in one call of `serein ubl`: several processes, results in the order of the files, bounded memory."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from cli.ubl_files import BROKEN, examine_file, read_file, reading_of, refusal_of, verdict_of

_EINVOICES = frozenset({".xml", ".pdf"})
_WORTH_A_PROCESS = 25
"""Files for each process: one takes a second to start."""
_AHEAD = 4
"""Results for each process that may wait to be printed."""

Work = Callable[[Path], dict[str, Any]]


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files that were named, and every XML and PDF file in the folders that were named, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.suffix.lower() in _EINVOICES and each.is_file())
            found += sorted(inside)
        else:
            found.append(path)
    return found


def read_all(files: Sequence[Path], language: str) -> Iterator[dict[str, Any]]:
    """What `serein ubl read` says of each file, in their order."""
    return _each(partial(_read, language=language), files)


def check_all(files: Sequence[Path], language: str) -> Iterator[dict[str, Any]]:
    """What `serein ubl check` says of each file, in their order."""
    return _each(partial(_check, language=language), files)


def _read(file: Path, language: str) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        return reading_of(read_file(file, _nowhere))

    return _said(file, work, language)


def _check(file: Path, language: str) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        return verdict_of(examine_file(file, _nowhere), language)

    return _said(file, work, language)


def _nowhere(_number: int) -> Any:
    return Path(os.devnull).open("wb")  # the reader writes to it, and it ends with the reading


def _said(file: Path, work: Callable[[], dict[str, Any]], language: str) -> dict[str, Any]:
    try:
        return {"file": str(file)} | work()
    except BROKEN as error:
        return {"file": str(file)} | refusal_of(error, language)


def _each(work: Work, files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    processes = min(os.cpu_count() or 1, len(files) // _WORTH_A_PROCESS)
    if processes < 2:
        yield from map(work, files)
        return
    fresh = multiprocessing.get_context("spawn")  # Saxon does not survive a fork
    with ProcessPoolExecutor(processes, mp_context=fresh) as pool:
        waiting: deque[Future[dict[str, Any]]] = deque()
        for file in files:
            waiting.append(pool.submit(work, file))
            if len(waiting) > processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
