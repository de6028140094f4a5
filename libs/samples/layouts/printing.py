"""Prints a document with a layout family: pages, amounts carried forward, closing blocks, foot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from libs.samples.document import Document, FieldPrinter
from libs.samples.layouts.blocks.foot import page_number
from libs.samples.layouts.blocks.frame import Block, measure, nothing, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.sheet import A4, Box, Sheet, Style


@dataclass(frozen=True)
class Family:
    """A layout: the blocks above the lines, the table of lines, the blocks below it, and the foot of every page."""

    name: str
    head: Block
    table: LineTable
    closing: Block
    foot: Block = nothing
    style: Style = field(default_factory=Style)
    ground: Callable[[Sheet], None] | None = None
    top: float = 40
    side: float = 0
    closing_at_bottom: bool = False
    numbered: str = "right"
    roll: float | None = None  # the width of a till roll in points; the page is then as long as needed


@dataclass(frozen=True)
class PrintedDocument:
    """A printed document: the bytes, the printed text of each field, and the number of pages."""

    content: bytes
    shown: dict[str, str]
    pages: int


def print_document(document: Document, family: Family) -> PrintedDocument:
    """Returns the printed document. It is laid out once to count the pages, then printed."""
    rehearsed = _PrintRun(family, FieldPrinter(document))
    rehearsed.lay_out()
    printer = FieldPrinter(document)
    printed = _PrintRun(family, printer, height=rehearsed.needed)
    printed.sheet.pages = rehearsed.sheet.page
    printed.sheet.open(f"{document.title} {document.number}")
    printed.lay_out()
    return PrintedDocument(printed.sheet.close(), printer.shown, printed.sheet.page)


class _PrintRun:
    """Lays out the document once, to count the pages or to print."""

    def __init__(self, family: Family, printer: FieldPrinter, height: float | None = None) -> None:
        self.family = family
        width = family.roll or A4[0]
        self.sheet = Sheet(printer, family.style, width, height or (100_000 if family.roll else A4[1]))
        self.needed: float | None = None
        margin = family.style.margin
        self.x = margin + family.side
        self.width = width - 2 * margin - family.side
        foot_height = measure(self.sheet, self._foot, Box(self.x, 0, self.width))
        self.foot_top = self.sheet.height - foot_height - (18 if not family.roll else 0)
        self.limit = self.foot_top - 8

    def lay_out(self) -> None:
        self._begin_page()
        top = self.family.head(self.sheet, Box(self.x, self.family.top, self.width))
        top = self._lines(top)
        top = self._closing(top)
        self.needed = top + 24 if self.family.roll else None
        self._foot(self.sheet, Box(self.x, self.foot_top, self.width))

    def _foot(self, sheet: Sheet, box: Box) -> float:
        number = nothing if self.family.roll else page_number(align=self.family.numbered)
        return stack(self.family.foot, number, gap=2)(sheet, box)

    def _begin_page(self) -> None:
        if self.family.ground:
            self.family.ground(self.sheet)

    def _next_page(self) -> float:
        self._foot(self.sheet, Box(self.x, self.foot_top, self.width))
        self.sheet.next_page()
        self._begin_page()
        document = self.sheet.document
        top = max(self.family.top, 36)
        text = f"{document.seller.name}  -  {document.title} {document.number}"
        return self.sheet.text(self.x, top, text, bold=True, colour=self.sheet.style.muted, within=self.width) + 10

    def _lines(self, top: float) -> float:
        sheet, table = self.sheet, self.family.table.fitting(self.sheet, self.width)
        started = Box(self.x, top, self.width)
        top = table.draw_head(sheet, started)
        done, lines = Decimal(0), sheet.document.lines
        carry_room = sheet.line_height() + 2 * table.room + 2
        for index, line in enumerate(lines):
            height = table.row_height(sheet, Box(self.x, top, self.width), index)
            if top + height + carry_room > self.limit:
                if table.carry:
                    bottom = table.draw_sum(sheet, Box(self.x, top, self.width), sheet.document.words["carry"], done)
                else:
                    bottom = top
                table.close(sheet, started, bottom)
                started = Box(self.x, self._next_page(), self.width)
                top = table.draw_head(sheet, started)
                if table.carry:
                    top = table.draw_sum(sheet, Box(self.x, top, self.width), sheet.document.words["carried"], done)
            top = table.draw_row(sheet, Box(self.x, top, self.width), index)
            done += line.gross if sheet.document.prices_include_vat else line.net
        if table.until_bottom and not self.family.roll:
            closing = measure(sheet, self.family.closing, Box(self.x, top, self.width))
            top = max(top, self.limit - closing - 14)
        table.close(sheet, started, top)
        return top + 10

    def _closing(self, top: float) -> float:
        box = Box(self.x, top, self.width)
        height = measure(self.sheet, self.family.closing, box)
        if top + height > self.limit and not self.family.roll:
            top = self._next_page()
        if self.family.closing_at_bottom and not self.family.roll:
            top = max(top, self.limit - height)
        return self.family.closing(self.sheet, Box(self.x, top, self.width))
