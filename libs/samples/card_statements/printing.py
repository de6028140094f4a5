"""Prints a card statement. The axes are sign, columns, place of the summary and font; pages carry amounts forward."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from libs.samples.card_statements.draw import CardStatement
from libs.samples.card_statements.words import RATES
from libs.samples.document import Document, FieldPrinter, truth_of
from libs.samples.figures import Figures
from libs.samples.layouts.axes.space import Choice
from libs.samples.layouts.blocks.parties import buyer_block, seller_block
from libs.samples.layouts.sheet import A4, Box, Sheet, Style
from libs.samples.money import add_up
from libs.samples.truth import CardLineTruth, Language, Sample

Sign = Callable[[Figures, Decimal], str]


@dataclass(frozen=True)
class StatementAxes:
    """The axes, each with its values by name. `sign` formats an amount owed (negative: paid back)."""

    sign: dict[str, Sign]
    columns: dict[str, tuple[str, ...]]
    summary: dict[str, tuple[str, ...]]
    font: dict[str, str]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(axis.name for axis in fields(cls))

    def values(self, axis: str) -> tuple[str, ...]:
        return tuple(getattr(self, axis))

    def joined(self, other: "StatementAxes") -> "StatementAxes":
        return StatementAxes(**{name: getattr(self, name) | getattr(other, name) for name in self.names()})


def _letter(figures: Figures, owed: Decimal) -> str:
    return f"{figures.number(abs(owed))} {'C' if owed < 0 else 'D'}"


SHARED_STATEMENT = StatementAxes(
    sign={
        "minus": lambda figures, owed: figures.number(owed),
        "debit-minus": lambda figures, owed: ("+" if owed < 0 else "-") + figures.number(abs(owed)),
        "letter": _letter,
    },
    columns={
        "day-booked": ("day", "booked", "merchant", "amount"), "day": ("day", "merchant", "amount"),
        "merchant-first": ("merchant", "day", "amount"),
    },
    summary={"foot": ("foot",), "both": ("head", "foot")},
    font={"Helvetica": "Helvetica", "Courier": "Courier", "Noto": "Noto"},
)  # fmt: skip


def statement_sample(
    name: str, statement: CardStatement, choice: Choice, axes: StatementAxes, words: dict[str, str], figures: Figures,
    language: Language,
) -> Sample:  # fmt: skip
    """Returns the statement as the issuer's PDF, with its expected values."""
    document = Document(
        kind="card_statement", language=language, seller=statement.issuer, buyer=statement.client,
        number=statement.number, issue_date=statement.day, currency="EUR", lines=(), totals=add_up(()), words=words,
        figures=figures, client_vat=statement.client.vat, print_bank=False,
    )  # fmt: skip
    rehearsed = _PrintRun(document, statement, choice, axes)
    rehearsed.lay_out()
    printed = _PrintRun(document, statement, choice, axes)
    printed.sheet.pages = rehearsed.sheet.page
    printed.sheet.open(document.words["title"].format(scheme=statement.scheme))
    printed.lay_out()
    content = printed.sheet.close()
    truth = truth_of(document, printed.sheet.printer.shown, layout=".".join(choice.values()), pages=printed.sheet.page)
    owed = None if statement.scheme == "prepaid" else statement.total
    truth = truth.model_copy(
        update={"card_statement": statement.truth, "total_with_vat": owed, "total_without_vat": None, "total_vat": None,
                "prepaid": None, "payable": None, "payment": "unknown"}
    )  # fmt: skip
    return Sample(name, f"{name}.pdf", "application/pdf", content, truth)


class _PrintRun:
    """Lays out the statement once, to count the pages or to print."""

    def __init__(self, document: Document, statement: CardStatement, choice: Choice, axes: StatementAxes) -> None:
        font = axes.font[choice["font"]]
        self.sheet = Sheet(FieldPrinter(document), Style(font=font, size=7.8 if font == "Courier" else 8.8, margin=50))
        self.statement = statement
        self.sign, self.columns = axes.sign[choice["sign"]], axes.columns[choice["columns"]]
        self.summary = axes.summary[choice["summary"]]
        self.box = Box(50, 40, A4[0] - 100)
        self.top = 40.0
        self.so_far = Decimal(0)

    def lay_out(self) -> None:
        self._head()
        if "head" in self.summary:
            self._totals()
        if self.statement.brought:
            self._row(self._word("brought"), self.sheet.document.figures.number(self.statement.brought), bold=True)
        for card, holder in self.statement.holders.items():
            self._card(card, holder)
        if "foot" in self.summary:
            self._totals()
        self._page_number()

    def _head(self) -> None:
        sheet, printer, box = self.sheet, self.sheet.printer, self.box
        half = Box(box.x + box.width * 0.55, box.top, box.width * 0.45)
        left = seller_block(fields=("phone", "vat"), mark=True)(sheet, replace(box, width=box.width * 0.5))
        right = buyer_block(label=False, vat=False)(sheet, half.below(box.top + 40))
        self.top = max(left, right) + 22
        title = self._word("title").format(scheme=self.statement.scheme)
        self.top = sheet.text(box.x, self.top, title, size=15, bold=True, colour=sheet.accent) + 4
        iban = sheet.document.figures.iban(self.statement.client.iban)
        for label, value in (("statement_no", printer.value("number")), ("date", printer.value("issue_date")),
                             ("account", iban)):  # fmt: skip
            sheet.text(box.x, self.top, f"{self._word(label)}:")
            self.top = sheet.text(box.x + 150, self.top, value, bold=True)
        self.top += 14

    def _card(self, card: str, holder: str) -> None:
        title = f"{self._word('card')} {card}   {self._word('holder')}: {holder}"
        self.top = self.sheet.text(self.box.x, self.top + 8, title, bold=True) + 3
        self._cells({name: self._word(name) for name in self.columns}, bold=True)
        self.sheet.rule(self.box.x, self.top, self.box.width)
        self.top += 3
        for line in self.statement.of(card):
            self._line(line)
        owed = sum((line.amount for line in self.statement.of(card)), Decimal(0))
        self._row(
            self._word("subtotal").format(card=card[-4:]), self.sign(self.sheet.document.figures, owed), bold=True
        )

    def _line(self, line: CardLineTruth) -> None:
        figures = self.sheet.document.figures
        if self.top > A4[1] - 90:
            self._next_page()
        self._cells({
            "day": figures.date(line.day), "booked": figures.date(line.booked), "merchant": line.merchant,
            "amount": self.sign(figures, line.amount),
        })  # fmt: skip
        if line.foreign_amount is not None and line.foreign_currency:
            rate = RATES[line.foreign_currency].replace(".", figures.decimal)
            text = self._word("foreign").format(
                amount=figures.number(line.foreign_amount), currency=line.foreign_currency, rate=rate
            )
            x, _ = self._place("merchant")
            self.top = self.sheet.text(x + 8, self.top, text, size=self.sheet.style.size - 1.2)
        self.so_far += line.amount

    def _next_page(self) -> None:
        figures = self.sheet.document.figures
        self._row(self._word("carry"), self.sign(figures, self.so_far), italic=True)
        self._page_number()
        self.sheet.next_page()
        self.top = 44
        title = f"{self._word('title').format(scheme=self.statement.scheme)} {self.sheet.document.number}"
        self.top = self.sheet.text(self.box.x, self.top, title, bold=True) + 8
        self._row(self._word("carried"), self.sign(figures, self.so_far), italic=True)

    def _totals(self) -> None:
        sheet, statement, figures = self.sheet, self.statement, self.sheet.document.figures
        prepaid = statement.scheme == "prepaid"
        total = figures.with_currency(statement.total)
        sheet.printer.shown["total_with_vat"] = figures.number(statement.total)
        self.top += 6
        self._row(self._word("balance" if prepaid else "total"), total, bold=True)
        if statement.debit_day:
            text = self._word("debit").format(
                total=total, iban=figures.iban(statement.client.iban), day=figures.date(statement.debit_day)
            )
            self.top = sheet.paragraph(self.box.below(self.top + 4), text) + 4

    def _row(self, label: str, amount: str, *, bold: bool = False, italic: bool = False) -> None:
        self.sheet.text(self.box.x, self.top, label, bold=bold, italic=italic)
        self.top = self.sheet.text(self.box.right, self.top, amount, bold=bold, align="right") + 2

    def _cells(self, texts: dict[str, str], *, bold: bool = False) -> None:
        bottom = self.top
        for name in self.columns:
            x, width = self._place(name)
            right = name == "amount"
            bottom = self.sheet.text(
                self.box.right if right else x, self.top, texts[name], bold=bold, align="right" if right else "left",
                within=width - 4,
            )  # fmt: skip
        self.top = bottom + 1

    def _place(self, column: str) -> tuple[float, float]:
        shares = {"day": 0.16, "booked": 0.16, "amount": 0.18}
        rest = 1 - sum(shares[name] for name in self.columns if name in shares)
        x = self.box.x
        for name in self.columns:
            width = shares.get(name, rest) * self.box.width
            if name == column:
                return x, width
            x += width
        raise KeyError(column)

    def _page_number(self) -> None:
        text = self._word("page").format(page=self.sheet.page, pages=self.sheet.pages)
        self.sheet.text(self.box.right, A4[1] - 40, text, size=7, align="right")

    def _word(self, role: str) -> str:
        return self.sheet.document.words[role]
