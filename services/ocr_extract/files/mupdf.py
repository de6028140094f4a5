"""PyMuPDF without its layout model: `from .mupdf import pymupdf`.

The package loads a neural network for page layout whenever it finds one installed, and it depends on it. We read words
and places only; leaving it out saves two seconds and a hundred megabytes in every process, and threads that a fork
would not survive. Marking the two modules as absent before the import is the switch that the package offers.
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
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

BrokenFile: type[Exception] = pymupdf.mupdf.FzErrorBase
"""What the library raises by itself wherever it meets damage; it is neither a RuntimeError nor a ValueError."""
OutOfMemory: type[Exception] = pymupdf.mupdf.FzErrorSystem
"""The same, when the system refused it something: memory, as a rule."""

__all__ = ["BrokenFile", "Document", "OutOfMemory", "Page", "pymupdf"]
