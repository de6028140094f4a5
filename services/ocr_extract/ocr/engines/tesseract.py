"""The engine Tesseract, as the operating system installs it: French, Dutch, German and English.

Workers may not start programs, so Tesseract's library is called directly, in the worker and under its limits. That
also loads the languages once instead of once per page. The result is Tesseract's table (TSV).
"""

import ctypes
import ctypes.util
import shutil
import subprocess
import weakref
from pathlib import Path

import numpy as np

from services.ocr_extract.ocr.engines import Detection, EngineMissing, Image

LANGUAGES = ("fra", "nld", "deu", "eng")
REMEDY = "apt-get install tesseract-ocr " + " ".join(f"tesseract-ocr-{language}" for language in LANGUAGES)
_WORD = "5"
_DENSITY = 200


class Tesseract:
    """The engine, loaded once; `read` may be called any number of times, also in forked processes."""

    name = "tesseract"
    wants_flat_light = True

    def __init__(self, models: Path | None = None) -> None:
        self._library = _library()
        self._engine = self._library.TessBaseAPICreate()
        weakref.finalize(self, self._library.TessBaseAPIDelete, self._engine)
        folder = str(models).encode() if models else None
        if self._library.TessBaseAPIInit3(self._engine, folder, "+".join(LANGUAGES).encode()):
            raise EngineMissing(f"tesseract cannot load its languages {', '.join(LANGUAGES)}: {REMEDY}")

    @classmethod
    def load(cls, models: Path | None = None) -> "Tesseract":
        """Load the system's language files, or those of a folder. Raises EngineMissing."""
        cls.found(models)
        return cls(models)

    @classmethod
    def found(cls, models: Path | None = None) -> str:
        """The installed version and languages, for people to read. Raises EngineMissing."""
        program = shutil.which("tesseract")
        if program is None:
            raise EngineMissing(f"tesseract is not installed: {REMEDY}")
        version = _library().TessVersion().decode()
        where = ["--tessdata-dir", str(models)] if models else []
        listed = subprocess.run([program, "--list-langs", *where], capture_output=True, text=True, check=False)
        missing = [language for language in LANGUAGES if language not in listed.stdout.split()]
        if missing:
            raise EngineMissing(f"tesseract lacks the languages {', '.join(missing)}: {REMEDY}")
        return f"tesseract {version} ({'+'.join(LANGUAGES)})"

    def read(self, image: Image) -> tuple[Detection, ...]:
        """The words of a page in reading order."""
        pixels = np.ascontiguousarray(image[:, :, 0])
        height, width = pixels.shape
        place = pixels.ctypes.data_as(ctypes.c_char_p)
        self._library.TessBaseAPISetImage(self._engine, place, width, height, 1, width)
        self._library.TessBaseAPISetSourceResolution(self._engine, _DENSITY)
        answer = self._library.TessBaseAPIGetTsvText(self._engine, 0)
        try:
            table = ctypes.string_at(answer).decode("utf-8", errors="replace") if answer else ""
        finally:
            if answer:
                self._library.TessDeleteText(answer)
            self._library.TessBaseAPIClear(self._engine)
        return read_table(table)


def read_table(table: str) -> tuple[Detection, ...]:
    """The words of Tesseract's table: level, four order numbers, left, top, width, height, confidence, text.

    A word gets the height of its line, because the letters of a line share one baseline.
    """
    words, line = [], (0.0, 0.0)
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or not cells[0].isdigit():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        if cells[0] == "4":
            line = (top, top + height)
        elif cells[0] == _WORD and cells[11].strip():
            words.append(
                Detection(cells[11].strip(), left, *_upright(line, top, height, left + width), float(cells[10]) / 100)
            )
    return tuple(words)


def _upright(line: tuple[float, float], top: float, height: float, right: float) -> tuple[float, float, float]:
    """Top, right and bottom of a word. The line is ignored when it is far higher than the word: a layout error."""
    if line[1] - line[0] > 2.5 * height:
        return top, right, top + height
    return line[0], right, line[1]


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("tesseract")
    if name is None:
        raise EngineMissing(f"the library of tesseract is not installed: {REMEDY}")
    library = ctypes.CDLL(name)
    pointer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    for function, answer, *arguments in (
        ("TessVersion", text),
        ("TessBaseAPICreate", pointer),
        ("TessBaseAPIDelete", None, pointer),
        ("TessBaseAPIInit3", number, pointer, text, text),
        ("TessBaseAPISetImage", None, pointer, text, number, number, number, number),
        ("TessBaseAPISetSourceResolution", None, pointer, number),
        ("TessBaseAPIGetTsvText", pointer, pointer, number),
        ("TessDeleteText", None, pointer),
        ("TessBaseAPIClear", None, pointer),
    ):
        call = getattr(library, str(function))
        call.restype, call.argtypes = answer, arguments
    return library
