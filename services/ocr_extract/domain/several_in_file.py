"""Whether the pages of a file are several documents: two invoices that were scanned or printed into one PDF.

Read as one, the number of the first and the total of the second would be one invoice, and the other would be lost.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from contracts.fields import DocumentFields
from services.ocr_extract.domain.extract import extract
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.layout.page import Pages

MOST_PAGES: Final = 20
"""A longer file is a bill of many pages, and reading each by itself takes too long."""
SURE_ENOUGH: Final = 0.8


def count_documents(pages: Sequence[Pages], identity: ClientIdentity) -> int:
    """How many documents the pages are, each page read by itself; 1 where nothing says that they are several."""
    if not 1 < len(pages) <= MOST_PAGES:
        return 1
    alone = [extract(page, identity).fields for page in pages]
    documents = _different([fields for fields in alone if _names_itself(fields)])
    return max(1, len(documents))


def _names_itself(fields: DocumentFields) -> bool:
    """Whether a page has a number and a total of its own, both read well."""
    amount = fields.payable or fields.total_with_vat
    return all(read is not None and read.confidence >= SURE_ENOUGH for read in (fields.number, amount))


def _different(fields: Iterable[DocumentFields]) -> list[DocumentFields]:
    """One of each document: pages of one have its number or its total in common."""
    documents: list[DocumentFields] = []
    for one in fields:
        if all(_differ(one, other) for other in documents):
            documents.append(one)
    return documents


def _differ(one: DocumentFields, other: DocumentFields) -> bool:
    pairs = ((one.number, other.number), (one.payable or one.total_with_vat, other.payable or other.total_with_vat))
    return all(first is not None and second is not None and first.value != second.value for first, second in pairs)
