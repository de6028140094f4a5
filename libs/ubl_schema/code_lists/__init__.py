"""The code lists of EN 16931 (2026): published lists of facts, one text file each, loaded when first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of a list, such as ``currencies`` or ``units``."""
    return frozenset((files(__name__) / f"{name}.txt").read_text("ascii").split())
