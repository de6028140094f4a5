"""Which engines there are, which of them this computer has, and the one that the settings choose."""

import hashlib
import importlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from services.ocr_extract.engines import EngineMissing, OcrEngine


class EngineName(StrEnum):
    """What the setting `ocr_engine` may say. `none` reads no pictures: a scan then waits for a person."""

    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    EASYOCR = "easyocr"
    NONE = "none"


@dataclass(frozen=True)
class Choice:
    """An engine with what it needs. `models` is a folder for engines whose weights are the operator's to bring."""

    name: EngineName = EngineName.RAPIDOCR
    models: Path | None = None


_CLASSES = {
    EngineName.RAPIDOCR: ("rapidocr", "RapidOcr"),
    EngineName.TESSERACT: ("tesseract", "Tesseract"),
    EngineName.EASYOCR: ("easyocr", "EasyOcr"),
}
_EXTRAS = {EngineName.RAPIDOCR: "ocr", EngineName.TESSERACT: "ocr", EngineName.EASYOCR: "easyocr"}


def load(choice: Choice) -> OcrEngine | None:
    """The engine, ready to read; None when none is wanted. Raises EngineMissing: nothing is silently replaced."""
    if choice.name == EngineName.NONE:
        return None
    engine: OcrEngine = _class(choice).load(choice.models)
    return engine


def require(choice: Choice) -> str:
    """Says what was found of an engine, without loading its weights. Raises EngineMissing."""
    if choice.name == EngineName.NONE:
        return "none"
    found: str = _class(choice).found(choice.models)
    return found


def _class(choice: Choice) -> Any:
    module, name = _CLASSES[choice.name]
    try:
        return getattr(importlib.import_module(f"services.ocr_extract.engines.{module}"), name)
    except ImportError as error:
        raise EngineMissing(
            f"{choice.name} needs {error.name}: pip install 'serein[{_EXTRAS[choice.name]}]'"
        ) from error


def checked(file: Path, md5: str) -> Path:
    """A file of weights that is the one its makers published. Raises EngineMissing."""
    if not file.is_file():
        raise EngineMissing(f"{file.name} is not in {file.parent}")
    with file.open("rb") as source:
        found = hashlib.file_digest(source, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if found != md5:
        raise EngineMissing(f"{file} is not the published file: its md5 is {found}, not {md5}")
    return file
