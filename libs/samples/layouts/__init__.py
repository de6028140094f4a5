"""A registry of layout families: how an invoice looks, apart from what it says.

A family is a composition of independent blocks (`blocks/`); `press` prints any paper in any family. Adding a family is
adding one entry to a module of this folder that the registry reads.
"""

from libs.samples.layouts.printing import Family, Print, press
from libs.samples.layouts.registry import DRAWN_FAMILIES, FAMILIES, RECEIPT_FAMILIES, family

__all__ = ["DRAWN_FAMILIES", "FAMILIES", "RECEIPT_FAMILIES", "Family", "Print", "family", "press"]
