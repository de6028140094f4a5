"""Which engines there are, which of them this computer has, and those that the settings choose."""

import hashlib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from services.ocr_extract.ocr.engines import EngineMissing, OcrEngine


class EngineName(StrEnum):
    """What the setting `ocr_engine` may say. `none` reads no pictures: a scan then waits for a person."""

    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    EASYOCR = "easyocr"
    NONE = "none"


MEMORY_MIB: Mapping[EngineName, int] = {EngineName.EASYOCR: 3072}
"""What a worker needs with an engine that needs more than `LEAST_MEMORY_MIB`, measured; a quarter is for the file."""
LEAST_MEMORY_MIB = 1200


@dataclass(frozen=True)
class Choice:
    """An engine with what it needs, and the `second` one that is asked where nothing proves what the first one read.

    `models` is a folder for engines whose weights are the operator's to bring.
    """

    name: EngineName = EngineName.RAPIDOCR
    models: Path | None = None
    second: "Choice | None" = None

    @property
    def memory_mib(self) -> int:
        """The memory that a worker needs for the hungriest of them; they read one after the other."""
        own = MEMORY_MIB.get(self.name, LEAST_MEMORY_MIB)
        return max(own, self.second.memory_mib) if self.second else own

    @property
    def readings_a_page(self) -> int:
        """How often a page may be read."""
        return 1 + self.second.readings_a_page if self.second else 1

    def to_plain(self) -> dict[str, Any]:
        """For another process, with `from_plain`."""
        second = self.second.to_plain() if self.second else None
        return {"name": self.name.value, "models": str(self.models) if self.models else None, "second": second}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Choice":
        """What `to_plain` gave."""
        models, second = plain["models"], plain["second"]
        return cls(
            EngineName(plain["name"]), Path(models) if models else None, cls.from_plain(second) if second else None
        )


_CLASSES = {
    EngineName.RAPIDOCR: ("rapidocr", "RapidOcr"),
    EngineName.TESSERACT: ("tesseract", "Tesseract"),
    EngineName.EASYOCR: ("easyocr", "EasyOcr"),
}
_EXTRAS = {EngineName.RAPIDOCR: "ocr", EngineName.TESSERACT: "ocr", EngineName.EASYOCR: "easyocr"}


def choose(name: EngineName, models: Path | None = None, second: EngineName | None = None) -> Choice:
    """The engines of the settings. Without a word about the second it is tesseract, where that is installed.

    The folder of models is for the first engine, or for the second when the first brings its own.
    """
    if name == EngineName.NONE:
        return Choice(name)
    brings_its_own = name == EngineName.RAPIDOCR
    asked = second or (EngineName.TESSERACT if is_here(Choice(EngineName.TESSERACT)) else EngineName.NONE)
    if asked in (name, EngineName.NONE):
        return Choice(name, models)
    return Choice(name, models, Choice(asked, models if brings_its_own else None))


def is_here(choice: Choice) -> bool:
    """Whether this computer has an engine with all that it needs."""
    try:
        require(choice)
    except EngineMissing:
        return False
    return True


def load(choice: Choice) -> OcrEngine | None:
    """The first engine, ready to read; None when none is wanted. Raises EngineMissing: nothing is silently replaced."""
    if choice.name == EngineName.NONE:
        return None
    engine: OcrEngine = _class(choice).load(choice.models)
    return engine


def require(choice: Choice) -> str:
    """Says what was found of the engines, without loading their weights. Raises EngineMissing."""
    if choice.name == EngineName.NONE:
        return "none"
    found: str = _class(choice).found(choice.models)
    return f"{found}; second {require(choice.second)}" if choice.second else found


def _class(choice: Choice) -> Any:
    module, name = _CLASSES[choice.name]
    try:
        return getattr(importlib.import_module(f"services.ocr_extract.ocr.engines.{module}"), name)
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
