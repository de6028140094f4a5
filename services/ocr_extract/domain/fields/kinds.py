"""Decides the kind of a document (invoice, credit note, receipt, contract, other) with its confidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.fields import DocumentFields, DocumentKind
from services.ocr_extract.domain.card_statement.statement import looks_like_card_statement
from services.ocr_extract.domain.evidence import NOTHING, Evidence, Score, kind, strongest
from services.ocr_extract.domain.fields.dates import find_dates
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.parties import Parties
from services.ocr_extract.domain.layout.page import Cell, Pages, cells_of
from services.ocr_extract.domain.wording import titles
from services.ocr_extract.domain.wording.roles import Role

NUMBERS = (Role.NUMBER, Role.ORIGINAL_NUMBER)

_TIME = re.compile(r"[\s,|-]*(?:om|a|at|um|uur:?|heure:?)?\s*(?:[01]?\d|2[0-3]) ?[:h] ?[0-5]\d(?!\d)")


@dataclass(frozen=True)
class Titles:
    """For each kind the evidence of the titles and the body, a sum from 0 (none) to 1."""

    invoice: Score
    credit_note: Score
    receipt: Score
    contract: Score
    card_statement: Score
    other: Score
    no_invoice: bool = False
    """A title states that this is a quote, an order, a delivery note, a pro forma, or a reminder."""
    ticket: bool = False
    """A cell says that this is a receipt, and says nothing else."""
    timed: bool = False
    """A time of day follows a date: tills print it, invoices hardly ever."""

    @property
    def is_receipt(self) -> bool:
        """Whether a title says receipt, and none says invoice as clearly."""
        return self.receipt.total >= kind.LIKELY_TITLE > self.invoice.total

    @property
    def says_invoice(self) -> bool:
        """Whether a title says invoice."""
        return self.invoice.total >= kind.A_TITLE


@dataclass(frozen=True)
class KindFound:
    """The kind with its confidence and its evidence."""

    kind: DocumentKind
    confidence: float
    score: Score


def read_titles(pages: Pages, labels: Sequence[Label], table: frozenset[int]) -> Titles:
    """The evidence for each kind in the titles, before any field is read."""
    size = _body_size(pages)
    cells = [cell for cell in _upper_cells(pages, size) if cell.line.index not in table]
    invoice = _strength([cell for cell in cells if not _says_else(cell, labels)], titles.INVOICE, size)
    numbered = _numbered(labels, titles.INVOICE)
    ticket = any(map(_is_ticket, cells))
    return Titles(
        invoice=strongest((invoice, numbered)),
        credit_note=strongest((_strength(cells, titles.CREDIT_NOTE, size), _numbered(labels, titles.CREDIT_NOTE))),
        receipt=_receipt(pages, _strength(cells, titles.RECEIPT, size), ticket=ticket),
        contract=_contract(pages, _strength(cells, titles.CONTRACT, size)),
        card_statement=_card_statement(pages, cells, size),
        other=_strength([cell for cell in cells if not _labels_a_value(cell, labels)], titles.OTHER, size),
        ticket=ticket,
        timed=any(_is_timed(day, pages) for day in find_dates(pages)),
        no_invoice=invoice.total < kind.A_TITLE
        and (
            _has_title(cells, titles.REMINDER, size)
            or (not numbered.evidence and _has_title(cells, titles.NO_INVOICE, size))
        ),
    )


def _receipt(pages: Pages, title: Score, *, ticket: bool) -> Score:
    narrow = bool(pages.pages) and pages.pages[0].width < kind.NARROW
    signs = [sign for sign, applies in ((kind.TICKET, ticket), (kind.NARROW_PAGE, narrow)) if applies]
    return strongest((title, *map(Score.of, signs)))


def _contract(pages: Pages, title: Score) -> Score:
    """The evidence of its title and its phrases, or of many phrases alone."""
    phrases = len(titles.CONTRACT_BODY.findall(pages.folded))
    if not title.total and phrases < kind.CONTRACT_BY_PHRASES:
        return NOTHING
    counted = kind.CONTRACT_PHRASES.times(min(phrases, kind.MOST_CONTRACT_PHRASES))
    return (title.times(kind.CONTRACT_TITLE) + Score.of(counted)).at_most(1.0)


def _is_timed(day: Found[date], pages: Pages) -> bool:
    """Whether a time of day follows the date, or is alone on the line above or below."""
    at = day.line.index
    near = [line for line in pages.lines if abs(line.index - at) == 1]
    return bool(_TIME.match(day.line.folded, day.end)) or any(_TIME.fullmatch(line.folded) for line in near)


def _is_ticket(cell: Cell) -> bool:
    """OCR may split the word: `Kast icket`."""
    text = cell.folded.strip(" :*-=.")
    return any(titles.RECEIPT.fullmatch(said) for said in (text, text.replace(" ", "")))


def _says_else(cell: Cell, labels: Sequence[Label]) -> bool:
    """Whether the cell has another meaning: `Facturé le` and `Facture pro forma` are no titles of an invoice."""
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


def _labels_a_value(cell: Cell, labels: Sequence[Label]) -> bool:
    """Whether the words are part of a label: `Lieferschein-Nr.` on an invoice is no title of a delivery note."""
    match = titles.OTHER.search(cell.folded)
    if match is None:
        return False
    start, end = cell.start + match.start(), cell.start + match.end()
    here = (label for label in labels if label.line is cell.line and label.start <= start and end <= label.end)
    return any(label.end - label.start > end - start for label in here)


def _has_title(cells: Sequence[Cell], pattern: re.Pattern[str], body: float) -> bool:
    """Whether the words fill their cell, perhaps with the document number, and are large or alone on their line."""
    for cell in cells:
        match = pattern.search(cell.folded)
        if not match or not titles.AFTER_TITLE.fullmatch(cell.folded, match.end()):
            continue
        if _is_large(cell, body):
            return True
        if match.end() == len(cell.folded) and len(cells_of(cell.line)) == 1 and not _answered(cell, cells):
            return True
    return False


def _answered(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a number is right under the words: then they are a label, as `Bestelbon` over `PO-5117`."""
    return any(
        re.fullmatch(r"\S*\d\S*", other.text)
        and 0 < other.box.y0 - cell.box.y0 < kind.ANSWER_BELOW * cell.size
        and abs(other.box.x0 - cell.box.x0) < kind.ANSWER_ALIGNED
        for other in cells
    )


def _card_statement(pages: Pages, cells: Sequence[Cell], body: float) -> Score:
    """The evidence of a title, else of the layout: a masked card number above a table of dated amounts.

    A document of this layout with a title that names a card is one, also when it is called bill, overview or extract.
    """
    title = _strength(cells, titles.CARD_STATEMENT, body)
    if title.total >= kind.LIKELY_TITLE:
        return title
    built = looks_like_card_statement(pages)
    if built >= kind.A_TITLE and any(_is_large(cell, body) and titles.CARD.search(cell.folded) for cell in cells):
        return Score.of(kind.TITLE_NAMES_A_CARD)
    return strongest((title, Score.of(kind.BUILT_AS_CARD_STATEMENT.times(built))))


def _strength(cells: Sequence[Cell], pattern: re.Pattern[str], body: float) -> Score:
    """The score of the best match as a title: at the start of its cell, large, high on the first page."""
    matches = ((cell, pattern.search(cell.folded)) for cell in cells)
    return strongest(Score.of(*_title_evidence(cell, match, body)) for cell, match in matches if match)


def _title_evidence(cell: Cell, match: re.Match[str], body: float) -> Iterator[Evidence]:
    yield kind.TITLE_WORDS
    if match.start() <= kind.FIRST_CHARACTERS:
        yield kind.TITLE_FIRST_IN_CELL
    if _is_large(cell, body):
        yield kind.TITLE_LARGE
    words = len(cell.text.split())
    if words <= kind.SHORT:
        yield kind.TITLE_SHORT
    elif words > kind.LONG:
        yield kind.TITLE_IN_SENTENCE


def _is_large(cell: Cell, body: float) -> bool:
    return cell.size > kind.LARGE * body


def _numbered(labels: Sequence[Label], pattern: re.Pattern[str]) -> Score:
    """The evidence of a label such as `Numéro de facture`, which names the kind wherever it is printed."""
    named = any(label.role == Role.NUMBER and label.strength == 1 and pattern.search(label.text) for label in labels)
    return Score.of(kind.NUMBER_LABEL) if named else NOTHING


def _upper_cells(pages: Pages, body: float) -> Iterator[Cell]:
    if pages.pages:
        first = pages.pages[0]
        for line in first.lines:
            cells = cells_of(line)
            if line.box.y0 < kind.UPPER_PART * first.height:
                few = len(cells) <= kind.MOST_TITLES
                yield from (cell for cell in cells if few or _is_large(cell, body) or _stands_out(cell))


def _stands_out(cell: Cell) -> bool:
    """Whether the cell is in capitals and those around it are not: a title between the heads of two blocks."""
    others = [other for other in cells_of(cell.line) if other.start != cell.start]
    return cell.text.isupper() and not any(other.text.isupper() for other in others)


def _body_size(pages: Pages) -> float:
    sizes = sorted(word.size for line in pages.lines for word in line.words)
    return sizes[len(sizes) // 2] if sizes else kind.BODY_SIZE


def is_credit_note(found: Titles) -> bool:
    """Whether a title says credit note, and no title that says invoice is clearly stronger."""
    credit_note = found.credit_note.total
    return credit_note >= kind.LIKELY_TITLE and credit_note >= found.invoice.total - kind.NEARLY


def decide_kind(found: Titles, fields: DocumentFields, parties: Parties, *, credit: bool) -> KindFound:
    """The kind with its confidence. Money, a number and a VAT number make an invoice, unless a title says that it
    is something else."""
    present = _present(fields)
    invoice = _invoice(found, present)
    receipt = found.receipt
    if found.timed and fields.buyer.name is None and fields.buyer.vat_number is None:
        receipt = strongest((receipt, Score.of(kind.TIME_OF_DAY)))
    if found.no_invoice and found.credit_note.total < kind.A_TITLE and found.card_statement.total < kind.A_TITLE:
        return KindFound(DocumentKind.OTHER, kind.OTHER_TITLE.weight, Score.of(kind.OTHER_TITLE))
    contenders = _contenders(found, fields, receipt, present)
    rival = max(contenders, key=lambda name: contenders[name].total)
    score = contenders[rival]
    of_invoice = DocumentKind.invoice(sale=parties.sales, credit_note=credit)
    if score.total >= kind.A_RIVAL and score.total > invoice.total:
        if rival is DocumentKind.RECEIPT and credit:  # money back: a user says how it is booked
            return KindFound(of_invoice, kind.POOR_RECEIPT, score)
        confidence = min(kind.RIVAL_MOST, kind.RIVAL_BASE + kind.RIVAL_SHARE * score.total)
        return KindFound(rival, round(confidence, 2), score)
    if invoice.total >= kind.AN_INVOICE and fields.total_with_vat is not None:
        certainty = min(kind.INVOICE_MOST, kind.INVOICE_BASE + kind.INVOICE_SHARE * invoice.total)
        return KindFound(of_invoice, round(certainty * parties.certainty**kind.ROLE_SHARE, 2), invoice)
    return _without_clear_evidence(found, fields, parties, receipt, invoice, of_invoice)


def _without_clear_evidence(
    found: Titles, fields: DocumentFields, parties: Parties, receipt: Score, invoice: Score, of_invoice: DocumentKind
) -> KindFound:
    """The kind when no evidence is clear: the first for which there is some."""
    if fields.total_with_vat is not None and len(_present(fields)) >= kind.ENOUGH_FIELDS:
        if receipt.total >= kind.LIKELY_RECEIPT and not parties.sales:
            return KindFound(DocumentKind.RECEIPT, kind.POOR_RECEIPT, receipt)
        return KindFound(of_invoice, kind.POOR_INVOICE, invoice)
    if found.contract.total >= kind.LIKELY_CONTRACT:
        return KindFound(DocumentKind.CONTRACT, kind.POOR_CONTRACT, found.contract)
    if invoice.total >= kind.AN_INVOICE:
        return KindFound(of_invoice, kind.POOR_INVOICE, invoice)
    return KindFound(DocumentKind.OTHER, kind.NOTHING_OF_AN_INVOICE.weight, Score.of(kind.NOTHING_OF_AN_INVOICE))


def _present(fields: DocumentFields) -> tuple[Evidence, ...]:
    """Which of the fields that make an invoice were read."""
    evidence = (
        (kind.HAS_TOTAL, fields.total_with_vat is not None),
        (kind.HAS_NUMBER, fields.number is not None),
        (kind.HAS_SELLER_NUMBER, bool(fields.seller.vat_number or fields.seller.company_number)),
        (kind.HAS_DATE, fields.issue_date is not None),
        (kind.HAS_VAT_ROWS, bool(fields.vat)),
    )
    return tuple(each for each, is_there in evidence if is_there)


def _invoice(found: Titles, present: Sequence[Evidence]) -> Score:
    title = strongest((found.invoice, found.credit_note)).times(kind.TITLE_OF_AN_INVOICE)
    return title + Score.of(*present)


def _contenders(
    found: Titles, fields: DocumentFields, receipt: Score, present: Sequence[Evidence]
) -> dict[DocumentKind, Score]:
    """The sums of the kinds other than invoices."""
    is_contract = not found.says_invoice and not fields.vat
    is_paid_there = fields.total_with_vat or (found.ticket and len(present) >= kind.ENOUGH_FIELDS)
    of_receipt = Score.of(*present).times(kind.A_FIELD_OF_A_RECEIPT)
    return {
        DocumentKind.CARD_STATEMENT: found.card_statement,
        DocumentKind.CONTRACT: found.contract.times(1.0 if is_contract else kind.CONTRACT_BESIDE_INVOICE),
        DocumentKind.OTHER: found.other.times(kind.OTHER_BESIDE_INVOICE if found.says_invoice else 1.0),
        DocumentKind.RECEIPT: receipt + of_receipt if is_paid_there and not found.says_invoice else NOTHING,
    }


def settle_kind(found: DocumentKind, confidence: float, hint: DocumentKind | None) -> tuple[DocumentKind, float]:
    """The kind and its confidence after a user's hint: the user decides sale or purchase, the document whether it is a
    credit note."""
    if hint is None or hint == found:
        return found, (1.0 if hint else confidence)
    if hint.is_invoice and found.is_invoice:
        return DocumentKind.invoice(sale=hint.is_sale, credit_note=found.is_credit_note), 1.0
    return hint, 1.0
