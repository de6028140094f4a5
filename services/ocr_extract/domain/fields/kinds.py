"""What a paper is: invoice, credit note, receipt, contract, or something else, and how sure that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.fields import DocumentFields, DocumentKind
from services.ocr_extract.domain.card_statement.statement import looks_like_card_statement
from services.ocr_extract.domain.fields.dates import find_dates
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.sides import Sides
from services.ocr_extract.domain.layout.page import Cell, Pages, cells_of
from services.ocr_extract.domain.wording import titles
from services.ocr_extract.domain.wording.roles import Role

NARROW = 330.0
"""A page narrower than this (points) came from a till."""


TITLE = 0.65
"""Words this much like a title are one."""

NUMBERS = (Role.NUMBER, Role.ORIGINAL_NUMBER)

_TIME = re.compile(r"[\s,|-]*(?:om|a|at|um|uur:?|heure:?)?\s*(?:[01]?\d|2[0-3]) ?[:h] ?[0-5]\d(?!\d)")

MOST_TITLES = 2
"""A line of more cells heads a table or a list of particulars."""


@dataclass(frozen=True)
class Titles:
    """Which kinds the titles and the body speak for, each from 0 (not at all) to 1."""

    invoice: float
    credit_note: float
    receipt: float
    contract: float
    card_statement: float
    other: float
    no_invoice: bool = False
    """A title says in so many words that this is a quote, an order, a delivery note, a pro forma, or a reminder."""
    ticket: bool = False
    """A cell says that this is a receipt, and says nothing else."""
    timed: bool = False
    """A time of day stands behind a date: tills print it, on an invoice hardly anybody does."""


def read_titles(pages: Pages, labels: Sequence[Label], table: frozenset[int]) -> Titles:
    """Weigh the kinds by the words that stand as titles, before any field is read."""
    narrow = bool(pages.pages) and pages.pages[0].width < NARROW
    size = _body_size(pages)
    cells = [cell for cell in _upper_cells(pages, size) if cell.line.index not in table]
    body = len(titles.CONTRACT_BODY.findall(pages.folded))
    contract = _strength(cells, titles.CONTRACT, size)
    invoice = _strength([cell for cell in cells if not _says_else(cell, labels)], titles.INVOICE, size)
    numbered = _numbered(labels, titles.INVOICE)
    ticket = any(map(_is_ticket, cells))
    return Titles(
        invoice=max(invoice, numbered),
        credit_note=max(_strength(cells, titles.CREDIT_NOTE, size), _numbered(labels, titles.CREDIT_NOTE)),
        receipt=max(_strength(cells, titles.RECEIPT, size), TITLE if ticket else 0.0, 0.6 if narrow else 0.0),
        contract=min(1.0, contract * 0.6 + 0.12 * min(body, 6)) if contract or body >= 4 else 0.0,
        card_statement=_card_statement(pages, cells, size),
        other=_strength(cells, titles.OTHER, size),
        ticket=ticket,
        timed=any(_is_timed(day, pages) for day in find_dates(pages)),
        no_invoice=invoice < TITLE
        and (_has_title(cells, titles.REMINDER, size) or (not numbered and _has_title(cells, titles.NO_INVOICE, size))),
    )


def _is_timed(day: Found[date], pages: Pages) -> bool:
    """Behind the date, or by itself on the line above or below."""
    at = day.line.index
    near = [line for line in pages.lines if abs(line.index - at) == 1]
    return bool(_TIME.match(day.line.folded, day.end)) or any(_TIME.fullmatch(line.folded) for line in near)


def _is_ticket(cell: Cell) -> bool:
    """A picture may tear the word: `Kast icket`."""
    text = cell.folded.strip(" :*-=.")
    return any(titles.RECEIPT.fullmatch(said) for said in (text, text.replace(" ", "")))


def _says_else(cell: Cell, labels: Sequence[Label]) -> bool:
    """`Facturé le`, `Facturé à` and `Facture pro forma` hold the word and are no title of an invoice."""
    if titles.PRO_FORMA.search(cell.folded) or titles.NO_INVOICE.search(cell.folded):
        return True
    match = titles.INVOICE.search(cell.folded)
    if match is None:
        return False
    start, end = cell.start + match.start(), cell.start + match.end()
    return any(
        label.line is cell.line and label.start <= start and end <= label.end and label.role not in NUMBERS
        for label in labels
    )


def _has_title(cells: Sequence[Cell], pattern: re.Pattern[str], body: float) -> bool:
    """The words fill their cell, perhaps with the paper's number, and stand large or alone on their line."""
    for cell in cells:
        match = pattern.search(cell.folded)
        if not match or not titles.AFTER_TITLE.fullmatch(cell.folded, match.end()):
            continue
        if cell.size > 1.2 * body:
            return True
        if match.end() == len(cell.folded) and len(cells_of(cell.line)) == 1 and not _answered(cell, cells):
            return True
    return False


def _answered(cell: Cell, cells: Sequence[Cell]) -> bool:
    """A number right under the words: they are a label, `Bestelbon` over `PO-5117`."""
    return any(
        re.fullmatch(r"\S*\d\S*", other.text)
        and 0 < other.box.y0 - cell.box.y0 < 2.5 * cell.size
        and abs(other.box.x0 - cell.box.x0) < 6
        for other in cells
    )


def _card_statement(pages: Pages, cells: Sequence[Cell], body: float) -> float:
    """A title that says so, else the build of the paper: a masked card over a table of dated amounts.

    A paper of this build under a title that names a card is one, be it called bill, overview or extract.
    """
    title = _strength(cells, titles.CARD_STATEMENT, body)
    if title >= 0.6:
        return title
    built = looks_like_card_statement(pages)
    named = built >= TITLE and any(cell.size > 1.2 * body and titles.CARD.search(cell.folded) for cell in cells)
    return 1.0 if named else max(title, built)


def _strength(cells: Sequence[Cell], pattern: re.Pattern[str], body: float) -> float:
    """How much like a title the best match stands: at the start of its cell, large, high on the first page."""
    best = 0.0
    for cell in cells:
        match = pattern.search(cell.folded)
        if not match:
            continue
        words = len(cell.text.split())
        score = 0.3 + (0.25 if match.start() <= 2 else 0.0) + (0.35 if cell.size > 1.2 * body else 0.0)
        score += 0.1 if words <= 5 else -0.2 if words > 9 else 0.0
        best = max(best, score)
    return min(1.0, best)


def _numbered(labels: Sequence[Label], pattern: re.Pattern[str]) -> float:
    """`Numéro de facture` says what the paper is, wherever it stands."""
    named = any(label.role == Role.NUMBER and label.strength == 1 and pattern.search(label.text) for label in labels)
    return 0.6 if named else 0.0


def _upper_cells(pages: Pages, body: float) -> Iterator[Cell]:
    if pages.pages:
        first = pages.pages[0]
        for line in first.lines:
            cells = cells_of(line)
            if line.box.y0 < 0.6 * first.height:
                yield from (cell for cell in cells if len(cells) <= MOST_TITLES or cell.size > 1.2 * body)


def _body_size(pages: Pages) -> float:
    sizes = sorted(word.size for line in pages.lines for word in line.words)
    return sizes[len(sizes) // 2] if sizes else 10.0


def is_credit_note(found: Titles) -> bool:
    """A title that says credit note outweighs one that says invoice, unless that is clearly more of a title."""
    return found.credit_note >= 0.6 and found.credit_note >= found.invoice - 0.05


def tell_kind(found: Titles, fields: DocumentFields, sides: Sides, *, credit: bool) -> tuple[DocumentKind, float]:
    """The kind with its confidence. Money, a number and a VAT number make an invoice whatever its title says."""
    accountable = sum(
        (
            fields.total_with_vat is not None,
            fields.number is not None,
            bool(fields.seller.vat_number or fields.seller.company_number),
            fields.issue_date is not None,
            bool(fields.vat),
        )
    )
    invoice = max(found.invoice, found.credit_note) * 0.6 + 0.1 * accountable
    receipt = found.receipt
    if found.timed and fields.buyer.name is None and fields.buyer.vat_number is None:
        receipt = max(receipt, 0.6)
    contenders = {
        DocumentKind.CARD_STATEMENT: found.card_statement,
        DocumentKind.CONTRACT: found.contract if found.invoice < 0.65 and not fields.vat else found.contract * 0.4,
        DocumentKind.OTHER: found.other * (1.0 if found.invoice < 0.65 else 0.5),
        DocumentKind.RECEIPT: (receipt + 0.05 * accountable)
        if found.invoice < 0.65 and (fields.total_with_vat or (found.ticket and accountable >= 2))
        else 0.0,
    }
    if found.no_invoice and found.credit_note < TITLE and found.card_statement < TITLE:
        return DocumentKind.OTHER, 0.9
    rival = max(contenders, key=lambda kind: contenders[kind])
    if contenders[rival] >= 0.6 and contenders[rival] > invoice:
        return rival, round(min(0.97, 0.45 + 0.5 * contenders[rival]), 2)
    if invoice >= 0.5 and fields.total_with_vat is not None:
        certainty = min(0.99, 0.5 + 0.5 * invoice) * sides.certainty**0.5
        return DocumentKind.invoice(sale=sides.sales, credit_note=credit), round(certainty, 2)
    if fields.total_with_vat is not None and accountable >= 2:
        if receipt >= 0.35 and not sides.sales:
            return DocumentKind.RECEIPT, 0.6
        return DocumentKind.invoice(sale=sides.sales, credit_note=credit), 0.5
    if found.contract >= 0.4:
        return DocumentKind.CONTRACT, 0.55
    if invoice >= 0.5:
        return DocumentKind.invoice(sale=sides.sales, credit_note=credit), 0.5
    return DocumentKind.OTHER, 0.6


def settle_kind(kind: DocumentKind, confidence: float, hint: DocumentKind | None) -> tuple[DocumentKind, float]:
    """A person's word on sale or purchase counts; whether it is a credit note, the paper itself says."""
    if hint is None or hint == kind:
        return kind, (1.0 if hint else confidence)
    if hint.is_invoice and kind.is_invoice:
        return DocumentKind.invoice(sale=hint.is_sale, credit_note=kind.is_credit_note), 1.0
    return hint, 1.0
