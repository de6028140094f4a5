"""When a second engine is asked about an image, and which of its values are taken. Values in, values out.

When an engine misreads one character of a number, nothing proves the field. Another engine makes other mistakes, so it
may read that number right, and check digits and sums then prove it. Nothing proves a document's number or date: where
the first engine found none, that of the second counts when the first one read the same characters there. A value that
fails its check is never taken, and a proved value is never replaced.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contracts.fields import Box, DocumentFields, DocumentKind, PartyFields, PaymentState, Read, VatCategory, value_of
from services.ocr_extract.domain.evidence import Decision
from services.ocr_extract.domain.extract import Extraction
from services.ocr_extract.domain.layout.folding import fold
from services.ocr_extract.domain.layout.page import Pages, Word

NUMBER, DATE, TOTALS, ACCOUNT = "number", "issue_date", "total_with_vat", "iban"
SELLER, BUYER = "seller.vat_number", "buyer.vat_number"
_NEEDED: Mapping[DocumentKind, tuple[str, ...]] = {
    DocumentKind.PURCHASE_INVOICE: (NUMBER, DATE, SELLER, ACCOUNT, TOTALS),
    DocumentKind.PURCHASE_CREDIT_NOTE: (NUMBER, DATE, SELLER, TOTALS),
    DocumentKind.SALES_INVOICE: (NUMBER, DATE, BUYER, TOTALS),
    DocumentKind.SALES_CREDIT_NOTE: (NUMBER, DATE, BUYER, TOTALS),
    DocumentKind.RECEIPT: (DATE, SELLER, TOTALS),
}
_NEEDS_NO_ACCOUNT = frozenset((PaymentState.CARD, PaymentState.CASH, PaymentState.DIRECT_DEBIT))
_AMOUNTS = ("total_without_vat", "total_vat", "total_with_vat", "prepaid", "rounding", "payable", "vat")
"""Without the lines of the table: their sum may be proved, their words are not."""
_OTHER = {SELLER: BUYER, BUYER: SELLER}
_NUMBERS = ("vat_number", "company_number")
_ENOUGH_SIGNS = 4
"""Shorter values occur by chance on every page."""


@dataclass(frozen=True)
class Opinion:
    """The words that one engine read, and the fields found in them."""

    pages: Pages
    said: Extraction


def open_questions(said: Extraction) -> tuple[str, ...]:
    """The fields that this kind of document needs and that nothing proves so far."""
    return tuple(path for path in _NEEDED.get(said.kind, ()) if not _is_settled(path, said.fields))


def answers(first: Opinion, second: Opinion) -> tuple[Extraction, tuple[str, ...]]:
    """The first opinion with the proved values of the second, and the names of the fields that were taken.

    When the two do not agree on the kind of the document, nothing is taken.
    """
    fields, scores, answered = first.said.fields, first.said.scores, []
    if second.said.kind is first.said.kind:
        for path in open_questions(first.said):
            values = _checked(path, fields, first, second)
            if values:
                fields = fields.model_copy(update=values)
                answered.append(path)
        if TOTALS in answered:
            scores = {**scores, Decision.TOTALS: second.said.scores[Decision.TOTALS]}
    return replace(first.said, fields=fields, scores=scores), tuple(answered)


def _is_settled(path: str, fields: DocumentFields) -> bool:
    """Whether a field needs no second engine. An account is asked for only when none was found: between several valid
    ones a user decides. A customer outside the Union has no VAT number.
    """
    if path in (NUMBER, DATE):
        return getattr(fields, path) is not None
    if path == TOTALS:
        return _is_sure(fields.total_with_vat)
    if path == ACCOUNT:
        state = fields.payment_state
        return fields.iban is not None or (state is not None and state.value in _NEEDS_NO_ACCOUNT)
    is_export = any(row.category is VatCategory.EXPORT for row in fields.vat)
    return _is_sure(_party(path, fields).vat_number) or (path == BUYER and is_export)


def _checked(path: str, fields: DocumentFields, first: Opinion, second: Opinion) -> dict[str, Any]:
    """The proved value of the second engine for this field; amounts are taken all together, as one sum."""
    said = second.said.fields
    if path in (NUMBER, DATE):
        read = getattr(said, path)
        return {path: read} if read and _both_read(read, first.pages, second.pages) else {}
    if path == TOTALS:
        return {name: getattr(said, name) for name in _AMOUNTS} if _is_sure(said.total_with_vat) else {}
    if path == ACCOUNT:
        return {path: said.iban} if _is_sure(said.iban) else {}
    party, theirs = _party(path, fields), _party(path, said)
    other = _party(_OTHER[path], fields)
    if not _is_sure(theirs.vat_number) or value_of(theirs.vat_number) == value_of(other.vat_number):
        return {}
    numbers = {name: read for name in _NUMBERS if (read := getattr(theirs, name))}
    return {path.partition(".")[0]: party.model_copy(update=numbers)}


def _both_read(read: Read[Any], first: Pages, second: Pages) -> bool:
    """Whether the first engine read the same characters for this value, apart from blanks and commas."""
    if read.page is None or read.box is None:
        return False
    printed = _signs(word.text for word in _words(second, read.page) if _is_in(word, read.box))
    return len(printed) >= _ENOUGH_SIGNS and printed in _signs(word.text for word in _words(first, read.page))


def _words(pages: Pages, number: int) -> Iterator[Word]:
    return (word for line in pages.lines if line.page == number for word in line.words)


def _is_in(word: Word, box: Box) -> bool:
    return box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1 and box.y0 - 1 <= word.middle <= box.y1 + 1


def _signs(texts: Iterable[str]) -> str:
    return "".join(sign for sign in fold("".join(texts)) if sign.isalnum())


def _party(path: str, fields: DocumentFields) -> PartyFields:
    party: PartyFields = getattr(fields, path.partition(".")[0])
    return party


def _is_sure(read: Read[Any] | None) -> bool:
    return read is not None and read.sure
