"""The OCR engines: which exist, which are installed on this computer, and which the settings choose."""

import hashlib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from services.ocr_extract.ocr.engines import EngineMissing, OcrEngine


class EngineName(StrEnum):
    """The values of the setting `ocr_engine`. With `none` images are not read: a scan then waits for a user."""

    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    EASYOCR = "easyocr"
    NONE = "none"


MEMORY_MIB: Mapping[EngineName, int] = {EngineName.EASYOCR: 3072}
"""Measured memory of a worker, for engines that need more than `LEAST_MEMORY_MIB`; a quarter of it is for the file."""
LEAST_MEMORY_MIB = 1200


@dataclass(frozen=True)
class Choice:
    """An engine and its `second` engine, which reads again where nothing proves what the first one read.

    `models` is the folder with the weights, for engines that are installed without any.
    """

    name: EngineName = EngineName.RAPIDOCR
    models: Path | None = None
    second: "Choice | None" = None

    @property
    def memory_mib(self) -> int:
        """The memory that a worker needs, in MiB: that of the larger engine, since they read one after the other."""
        own = MEMORY_MIB.get(self.name, LEAST_MEMORY_MIB)
        return max(own, self.second.memory_mib) if self.second else own

    @property
    def readings_a_page(self) -> int:
        """How many times a page may be read: once per engine."""
        return 1 + self.second.readings_a_page if self.second else 1

    def to_plain(self) -> dict[str, Any]:
        """This choice as plain JSON values, to pass it to another process."""
        second = self.second.to_plain() if self.second else None
        return {"name": self.name.value, "models": str(self.models) if self.models else None, "second": second}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Choice":
        """The choice that `to_plain` wrote."""
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
    """The engines that the settings choose. The default second engine is tesseract, if it is installed.

    `models` is used by the first engine, or by the second one when the first includes its own weights.
    """
    if name == EngineName.NONE:
        return Choice(name)
    brings_its_own = name == EngineName.RAPIDOCR
    asked = second or (EngineName.TESSERACT if is_here(Choice(EngineName.TESSERACT)) else EngineName.NONE)
    if asked in (name, EngineName.NONE):
        return Choice(name, models)
    return Choice(name, models, Choice(asked, models if brings_its_own else None))


def is_here(choice: Choice) -> bool:
    """Whether an engine is installed on this computer with everything that it needs."""
    try:
        require(choice)
    except EngineMissing:
        return False
    return True


def load(choice: Choice) -> OcrEngine | None:
    """Load the first engine; None for `none`. Raises EngineMissing when it is not installed: it is never replaced."""
    if choice.name == EngineName.NONE:
        return None
    engine: OcrEngine = _class(choice).load(choice.models)
    return engine


def require(choice: Choice) -> str:
    """A description of the installed engines, without loading their weights. Raises EngineMissing."""
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
    """The file, after checking that it is the one published. Raises EngineMissing when it is absent or different."""
    if not file.is_file():
        raise EngineMissing(f"{file.name} is not in {file.parent}")
    with file.open("rb") as source:
        found = hashlib.file_digest(source, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if found != md5:
        raise EngineMissing(f"{file} is not the published file: its md5 is {found}, not {md5}")
    return file
