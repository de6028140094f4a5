"""What an accounting package wants, as data: one YAML file each in `packages/`, checked against this model."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from contracts.fields import Route


class Fact(BaseModel):
    """Where a statement about a package comes from, and how far it can be trusted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    states: str
    source: str
    confidence: Literal["high", "medium", "low"]


class Package(BaseModel):
    """A package's profile. Templates know: date (YYYYMMDD), sequence, party, number, kind, route, reference."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    title: str
    channels: tuple[str, ...]
    dialect: Literal["bis3", "ublbe", "efff", "cii-basicwl", "cii-en16931"] = "bis3"
    embed_pdf: bool = True
    side_pdf: bool = False
    filename: str = "{date}_{sequence}_{party}_{number}.xml"
    subject: str = "{kind} {party} {number}"
    max_bytes: int | None = None
    folders: dict[Route, str] = {}
    facts: tuple[Fact, ...] = ()


def load_packages(folder: Path) -> Mapping[str, Package]:
    """All profiles of a folder by name; a file that says something wrong stops the start."""
    packages = [
        Package.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in sorted(folder.glob("*.yaml"))
    ]
    return {package.name: package for package in packages}


_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})


def plain(text: str, longest: int) -> str:
    """Text as every file system, mail server and importer takes it: ASCII letters, digits, dash, dot."""
    folded = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", folded).strip("-.")[:longest].rstrip("-.")


def file_name(package: Package, words: Mapping[str, str]) -> str:
    """The name under which a package finds the file: it sorts in the order of booking and holds no surprise."""
    safe = {key: plain(word, 40) or "x" for key, word in words.items()}
    return package.filename.format(**safe)


def subject(package: Package, words: Mapping[str, str]) -> str:
    """The subject of a mail: one line, without control characters."""
    line = package.subject.format(**words)
    return " ".join("".join(c if c.isprintable() else " " for c in line).split())[:150]
