"""PyMuPDF without its layout model: `from .mupdf import pymupdf`.

The package depends on a neural network for page layout and loads it when it is installed. Only words and their places
are needed here; without the network every process saves two seconds, 100 MB, and threads that would not survive a
fork. Marking the two modules as absent before the import is the switch that the package offers.
"""

import importlib
import sys
from typing import Any

for name in ("pymupdf.layout", "pymupdf4llm"):
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]

pymupdf: Any = importlib.import_module("pymupdf")
Document = Any
Page = Any

pymupdf.no_recommend_layout()
pymupdf.TOOLS.mupdf_display_errors(False)  # noqa: FBT003  # SWIG takes no names
pymupdf.TOOLS.mupdf_display_warnings(False)  # noqa: FBT003

BrokenFile: type[Exception] = pymupdf.mupdf.FzErrorBase
"""Raised by the library for damaged files; it is neither a RuntimeError nor a ValueError."""
OutOfMemory: type[Exception] = pymupdf.mupdf.FzErrorSystem
"""Raised by the library when the system refuses something, usually memory."""

__all__ = ["BrokenFile", "Document", "OutOfMemory", "Page", "pymupdf"]
