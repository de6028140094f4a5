"""The registry of layout families: how an invoice looks, apart from its content.

A family is composed of independent blocks (`blocks/`); `print_document` prints any document in any family. To add a
family, add one entry to a module of this folder that the registry reads.
"""

from libs.samples.layouts.printing import Family, PrintedDocument, print_document
from libs.samples.layouts.registry import DRAWN_FAMILIES, FAMILIES, RECEIPT_FAMILIES, family

__all__ = ["DRAWN_FAMILIES", "FAMILIES", "RECEIPT_FAMILIES", "Family", "PrintedDocument", "family", "print_document"]
