"""The reasons why a test may be skipped: one list, which CONTRIBUTING.md shows. No test is skipped otherwise."""

import os
from enum import Enum
from pathlib import Path
from typing import NoReturn

import pytest

SAMPLES = Path(os.environ.get("SEREIN_TEST_SAMPLES") or Path(__file__).parents[2] / "shared" / "samples")
"""Files that others made and that we may not publish: in the folder that is set, else beside the repository."""
CORPUS = Path(os.environ.get("SEREIN_TEST_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
"""The same for collections of files with their right answers."""


class Skip(Enum):
    """What a computer may lack, and how to get it."""

    FOREIGN_FILES = ("files made by others", "set SEREIN_TEST_SAMPLES to their folder")
    FOREIGN_CORPUS = ("files made by others with their right answers", "set SEREIN_TEST_CORPUS to their folder")
    OFFICIAL_RULES = ("the official rules of Belgium and Peppol, UBL 2.0, veraPDF", "`make test-tools`")
    JAVA = ("Java, which runs veraPDF", "`make test-tools`")
    TESSERACT = ("Tesseract with French, Dutch, German and English", "`make test-tools`")
    EASYOCR = ("EasyOCR (5 GB)", "`make test-engines`")
    KERNEL_HEADERS = ("the headers of the Linux kernel", "`make test-tools`")
    KAFKA = ("three nodes of Apache Kafka", "`make test-kafka`, in `make check-all`")
    PGBOUNCER = ("PgBouncer", "`make test-tools`")
    CHROMIUM = ("Chromium", "`make test-tools`")
    LINUX = ("Linux", "nowhere else: it is about what its kernel does")
    SYSTEM_CALL_FILTER = ("a kernel with a filter for system calls (seccomp)", "x86-64 or ARM64, not under gVisor")
    LANDLOCK = ("a kernel that keeps a process to folders (Landlock)", "Linux 5.13 or newer")
    ROOT = ("root, who has to become somebody else", "a container; CI")
    SECOND_PYTHON = ("as root: a Python 3.11 that an ordinary user may run", "Debian 12; CI")

    @property
    def lacking(self) -> str:
        """What is missing."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """How to install it, or where it is available."""
        return self.value[1]

    def __str__(self) -> str:
        return f"lacks {self.lacking}: {self.remedy}"


def skip(why: Skip, detail: str = "") -> NoReturn:
    """Skip the running test."""
    pytest.skip(f"{why} ({detail})" if detail else str(why))


def needs(is_there: bool, otherwise: Skip) -> pytest.MarkDecorator:  # noqa: FBT001  # always an expression
    """A mark for tests (or a module) that are skipped where something is missing."""
    return pytest.mark.skipif(not is_there, reason=str(otherwise))
