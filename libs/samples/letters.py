"""Makes letters and reminders: they have a sender, a date, amounts and invoice numbers, but are not invoices."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from libs.samples.companies import Company
from libs.samples.document import Document, FieldPrinter, truth_of
from libs.samples.figures import Figures
from libs.samples.layouts.blocks.frame import Block, gap, measure, row, stack
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.blocks.parties import buyer_block, details, seller_block
from libs.samples.layouts.sheet import A4, Box, Sheet, Style
from libs.samples.letter_texts import LETTERS, TABLE_HEADS, Subject
from libs.samples.money import add_up
from libs.samples.truth import Language, Sample


@dataclass(frozen=True)
class Stationery:
    """The layout of a sender's letters."""

    name: str
    font: str
    head: Block
    margin: float = 64


def _date_line(sheet: Sheet, box: Box) -> float:
    place = sheet.document.seller.city
    return sheet.text(box.right, box.top, f"{place}, {sheet.printer.value('issue_date')}", align="right")


STATIONERY: tuple[Stationery, ...] = (
    Stationery("letter-plain", "Helvetica", stack(seller_block(), gap(24), buyer_block(label=False), gap(20))),
    Stationery("letter-window", "Times", stack(row((0.5, seller_block(mark=True)), (0.5, stack(gap(80),
               buyer_block(label=False)))), gap(30))),
    Stationery("letter-centred", "Vera", stack(logo(48, align="center"), seller_block(align="center"), gap(26),
               buyer_block(label=False), gap(16)), margin=52),
    Stationery("letter-foot", "Noto", stack(logo(40, align="right"), gap(60), buyer_block(label=False), gap(24))),
)  # fmt: skip


def letter(
    name: str,
    sender: Company,
    addressee: Company,
    words: dict[str, str],
    figures: Figures,
    *,
    language: Language,
    subject: Subject,
    day: date,
    stationery: Stationery,
    rng: random.Random,
) -> Sample:
    """Returns a letter of one page on this subject; a reminder lists the open invoices."""
    document = Document(
        kind="other", language=language, seller=sender, buyer=addressee, number="", issue_date=day,
        currency="EUR", lines=(), totals=add_up(()), words=words, figures=figures, client_vat=addressee.vat,
    )  # fmt: skip
    printer = FieldPrinter(document)
    sheet = Sheet(printer, Style(font=stationery.font, size=10, margin=stationery.margin, leading=1.4))
    sheet.open(LETTERS[language][subject][0])
    _set(sheet, stationery, subject, rng)
    truth = truth_of(document, printer.shown, layout=stationery.name, pages=1)
    bare = truth.model_copy(
        update={"number": None, "due_date": None, "total_without_vat": None, "total_vat": None, "total_with_vat": None,
                "prepaid": None, "payable": None, "payment": "unknown", "currency": None}
    )  # fmt: skip
    return Sample(name, f"{name}.pdf", "application/pdf", sheet.close(), bare)


def _set(sheet: Sheet, stationery: Stationery, subject: Subject, rng: random.Random) -> None:
    document, width = sheet.document, A4[0] - 2 * stationery.margin
    title, sentences = LETTERS[document.language][subject]
    top = stack(stationery.head, _date_line, gap(22))(sheet, Box(stationery.margin, 50, width))
    top = sheet.text(stationery.margin, top, title, size=11.5, bold=True, within=width) + 14
    values = _values(document, rng)
    for sentence in sentences:
        if sentence == "TABLE":
            top = _open_invoices(sheet, Box(stationery.margin, top, width), rng) + 14
        else:
            top = sheet.paragraph(Box(stationery.margin, top, width), sentence.format(**values)) + 9
    top = sheet.text(stationery.margin, top + 30, document.seller.name, bold=True)
    said = "   ".join(details(sheet, "seller", ("phone", "vat", "register", "iban")))
    foot: Callable[[Sheet, Box], float] = lambda sheet, box: sheet.paragraph(box, said, size=7)  # noqa: E731
    box = Box(stationery.margin, 0, width)
    foot(sheet, box.below(A4[1] - 30 - measure(sheet, foot, box)))


def _values(document: Document, rng: random.Random) -> dict[str, str]:
    amount = Decimal(rng.randrange(12_000, 480_000)) / 100
    return {
        "amount": document.figures.with_currency(amount),
        "number": f"{document.issue_date.year}-{rng.randrange(100, 999)}",
        "day": document.figures.date(document.issue_date - timedelta(days=rng.randrange(20, 70))),
        "start": document.figures.date((document.issue_date + timedelta(days=40)).replace(day=1)),
        "name": document.buyer.name,
    }


def _open_invoices(sheet: Sheet, box: Box, rng: random.Random) -> float:
    """Draw the table of open invoices: number, date, due date, amount, and the sum."""
    figures, day = sheet.document.figures, sheet.document.issue_date
    heads, total, top = TABLE_HEADS[sheet.document.language], Decimal(0), box.top
    columns = (0.0, 0.32, 0.58, 1.0)
    rows: list[tuple[str, ...]] = [heads]
    for _ in range(rng.randrange(1, 4)):
        issued = day - timedelta(days=rng.randrange(40, 120))
        amount = Decimal(rng.randrange(9_000, 310_000)) / 100
        total += amount
        rows.append((f"{issued.year}/{rng.randrange(1000, 9999)}", figures.date(issued),
                     figures.date(issued + timedelta(days=30)), figures.number(amount)))  # fmt: skip
    rows.append(("", "", "", figures.with_currency(total)))
    for index, cells in enumerate(rows):
        bold = index in (0, len(rows) - 1)
        for share, text in zip(columns, cells, strict=True):
            align = "right" if share == 1 else "left"
            sheet.text(box.x + share * box.width, top, text, bold=bold, align=align)  # type: ignore[arg-type]
        top += sheet.line_height() + 2
    return top
