"""Letters and reminders: a sender, an addressee, a date, sentences with amounts and invoice numbers, and no invoice."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from libs.samples.companies import Company
from libs.samples.document import Ink, Paper, truth_of
from libs.samples.figures import Figures
from libs.samples.layouts.blocks.frame import Block, gap, measure, row, stack
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.blocks.parties import customer_card, details, supplier_card
from libs.samples.layouts.sheet import A4, Box, Sheet, Style
from libs.samples.letter_texts import LETTERS, TABLE_HEADS, Subject
from libs.samples.money import add_up
from libs.samples.truth import Language, Sample


@dataclass(frozen=True)
class Stationery:
    """How a house sets its letters."""

    name: str
    font: str
    head: Block
    margin: float = 64


def _date_line(sheet: Sheet, box: Box) -> float:
    place = sheet.paper.seller.city
    return sheet.text(box.right, box.top, f"{place}, {sheet.ink.value('issue_date')}", align="right")


STATIONERY: tuple[Stationery, ...] = (
    Stationery("letter-plain", "Helvetica", stack(supplier_card(), gap(24), customer_card(label=False), gap(20))),
    Stationery("letter-window", "Times", stack(row((0.5, supplier_card(mark=True)), (0.5, stack(gap(80),
               customer_card(label=False)))), gap(30))),
    Stationery("letter-centred", "Vera", stack(logo(48, align="center"), supplier_card(align="center"), gap(26),
               customer_card(label=False), gap(16)), margin=52),
    Stationery("letter-foot", "Noto", stack(logo(40, align="right"), gap(60), customer_card(label=False), gap(24))),
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
    """One page on this subject; a reminder lists the invoices that are open."""
    paper = Paper(
        kind="other", language=language, seller=sender, buyer=addressee, number="", issue_date=day,
        currency="EUR", lines=(), totals=add_up(()), words=words, figures=figures, client_vat=addressee.vat,
    )  # fmt: skip
    ink = Ink(paper)
    sheet = Sheet(ink, Style(font=stationery.font, size=10, margin=stationery.margin, leading=1.4))
    sheet.open(LETTERS[language][subject][0])
    _set(sheet, stationery, subject, rng)
    truth = truth_of(paper, ink.shown, layout=stationery.name, pages=1)
    bare = truth.model_copy(
        update={"number": None, "due_date": None, "total_without_vat": None, "total_vat": None, "total_with_vat": None,
                "prepaid": None, "payable": None, "payment": "unknown", "currency": None}
    )  # fmt: skip
    return Sample(name, f"{name}.pdf", "application/pdf", sheet.close(), bare)


def _set(sheet: Sheet, stationery: Stationery, subject: Subject, rng: random.Random) -> None:
    paper, width = sheet.paper, A4[0] - 2 * stationery.margin
    title, sentences = LETTERS[paper.language][subject]
    top = stack(stationery.head, _date_line, gap(22))(sheet, Box(stationery.margin, 50, width))
    top = sheet.text(stationery.margin, top, title, size=11.5, bold=True, within=width) + 14
    values = _values(paper, rng)
    for sentence in sentences:
        if sentence == "TABLE":
            top = _open_invoices(sheet, Box(stationery.margin, top, width), rng) + 14
        else:
            top = sheet.paragraph(Box(stationery.margin, top, width), sentence.format(**values)) + 9
    top = sheet.text(stationery.margin, top + 30, paper.seller.name, bold=True)
    said = "   ".join(details(sheet, "seller", ("phone", "vat", "register", "iban")))
    foot: Callable[[Sheet, Box], float] = lambda sheet, box: sheet.paragraph(box, said, size=7)  # noqa: E731
    box = Box(stationery.margin, 0, width)
    foot(sheet, box.below(A4[1] - 30 - measure(sheet, foot, box)))


def _values(paper: Paper, rng: random.Random) -> dict[str, str]:
    amount = Decimal(rng.randrange(12_000, 480_000)) / 100
    return {
        "amount": paper.figures.loud_money(amount),
        "number": f"{paper.issue_date.year}-{rng.randrange(100, 999)}",
        "day": paper.figures.date(paper.issue_date - timedelta(days=rng.randrange(20, 70))),
        "start": paper.figures.date((paper.issue_date + timedelta(days=40)).replace(day=1)),
        "name": paper.buyer.name,
    }


def _open_invoices(sheet: Sheet, box: Box, rng: random.Random) -> float:
    """What is still open: number, date, due date, amount, and the sum."""
    figures, day = sheet.paper.figures, sheet.paper.issue_date
    heads, total, top = TABLE_HEADS[sheet.paper.language], Decimal(0), box.top
    columns = (0.0, 0.32, 0.58, 1.0)
    rows: list[tuple[str, ...]] = [heads]
    for _ in range(rng.randrange(1, 4)):
        issued = day - timedelta(days=rng.randrange(40, 120))
        amount = Decimal(rng.randrange(9_000, 310_000)) / 100
        total += amount
        rows.append((f"{issued.year}/{rng.randrange(1000, 9999)}", figures.date(issued),
                     figures.date(issued + timedelta(days=30)), figures.number(amount)))  # fmt: skip
    rows.append(("", "", "", figures.loud_money(total)))
    for index, cells in enumerate(rows):
        bold = index in (0, len(rows) - 1)
        for share, text in zip(columns, cells, strict=True):
            align = "right" if share == 1 else "left"
            sheet.text(box.x + share * box.width, top, text, bold=bold, align=align)  # type: ignore[arg-type]
        top += sheet.line_height() + 2
    return top
