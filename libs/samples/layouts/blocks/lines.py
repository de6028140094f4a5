"""The table of invoice lines, over as many pages as needed."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from libs.samples.layouts.blocks.frame import tint
from libs.samples.layouts.sheet import Align, Box, Sheet

# width in units of the font size, alignment
_SHAPES: dict[str, tuple[float, Align]] = {
    "position": (2.8, "left"),
    "code": (7.2, "left"),
    "quantity": (5.4, "right"),
    "unit": (4.2, "left"),
    "quantity_unit": (7.0, "right"),
    "unit_price": (7.6, "right"),
    "unit_price_with_vat": (7.6, "right"),
    "discount": (5.2, "right"),
    "rate": (5.6, "right"),
    "line_total": (8.2, "right"),
    "line_total_incl": (8.2, "right"),
}
_PADDING = 4.0
_LEAST_DESCRIPTION = 13.0


@dataclass(frozen=True)
class LineTable:
    """How a family prints its lines. `head`: fill, tint, rules, box, plain. `body`: rules, zebra, grid, plain."""

    columns: tuple[str, ...] = ("description", "quantity", "unit_price", "rate", "line_total")
    head: str = "rules"
    body: str = "rules"
    room: float = 2.5
    carry: bool = True
    upper_head: bool = False
    until_bottom: bool = False
    widths: dict[str, float] = field(default_factory=dict)

    def fitting(self, sheet: Sheet, width: float) -> "LineTable":
        """Returns the table adapted to this document and this width.

        It has a discount column only when a line has a discount, prices with VAT when the document has them, and it
        drops the least important columns when the description would be too narrow.
        """
        document = sheet.document
        columns = [name for name in self.columns if name != "discount" or any(line.discount for line in document.lines)]
        gross = (
            {"unit_price": "unit_price_with_vat", "line_total": "line_total_incl"}
            if document.prices_include_vat
            else {}
        )
        table = replace(
            self,
            columns=tuple(gross.get(name, name) for name in columns),
            widths={gross.get(name, name): wide for name, wide in self.widths.items()},
        )
        for least in ("position", "unit", "code", "discount", "rate"):
            if table.description_width(sheet, width) >= _LEAST_DESCRIPTION * sheet.style.size:
                return table
            table = replace(table, columns=tuple(name for name in table.columns if name != least))
        return table

    def description_width(self, sheet: Sheet, width: float) -> float:
        return width - sum(self._width(sheet, name) for name in self.columns if name != "description")

    def _width(self, sheet: Sheet, name: str) -> float:
        return self.widths.get(name, _SHAPES[name][0]) * sheet.style.size

    def column_boxes(self, sheet: Sheet, box: Box) -> dict[str, Box]:
        rest = self.description_width(sheet, box.width)
        boxes, x = {}, box.x
        for name in self.columns:
            width = rest if name == "description" else self._width(sheet, name)
            boxes[name] = Box(x + _PADDING, box.top, width - 2 * _PADDING)
            x += width
        return boxes

    def draw_head(self, sheet: Sheet, box: Box) -> float:
        height = sheet.line_height() + 6
        ground = {"fill": sheet.accent, "tint": tint(sheet.accent), "box": "#e8e8e8"}.get(self.head)
        if ground:
            sheet.rectangle(
                box.x, box.top, box.width, height, fill=ground, stroke="#333333" if self.head == "box" else None
            )
        if self.head == "rules":
            sheet.rule(box.x, box.top, box.width, weight=0.9)
            sheet.rule(box.x, box.top + height, box.width, weight=0.9)
        colour = "#ffffff" if self.head == "fill" else "#111111"
        for name, cell in self.column_boxes(sheet, box).items():
            text = self._heading(sheet, name)
            align = _align(name)
            x = cell.right if align == "right" else cell.x
            sheet.text(
                x, box.top + 3, text.upper() if self.upper_head else text, size=sheet.style.size - 0.5, bold=True,
                colour=colour, align=align, within=cell.width,
            )  # fmt: skip
        return box.top + height

    def row_height(self, sheet: Sheet, box: Box, index: int) -> float:
        with sheet.measuring():
            return self.draw_row(sheet, box, index) - box.top

    def draw_row(self, sheet: Sheet, box: Box, index: int) -> float:
        boxes = self.column_boxes(sheet, box)
        line = sheet.document.lines[index]
        cell = boxes["description"]
        wrapped = sheet.wrap(line.description, cell.width)
        step = sheet.line_height()
        detail = step * 0.85 if line.detail else 0
        height = len(wrapped) * step + detail + 2 * self.room
        if self.body == "zebra" and index % 2:
            sheet.rectangle(box.x, box.top, box.width, height, fill=tint(sheet.accent, 0.07))
        top = box.top + self.room
        for text in wrapped:
            sheet.text(cell.x, top, text, within=cell.width)
            top += step
        sheet.printer.shown[f"line.{index}.description"] = line.description
        if line.detail:
            sheet.text(cell.x, top, line.detail, size=sheet.style.size - 2, colour=sheet.style.muted, within=cell.width)
        for name, place in boxes.items():
            if name != "description":
                self._draw_cell(sheet, place, box.top + self.room, index, name)
        bottom = box.top + height
        if self.body in ("rules", "grid"):
            sheet.rule(box.x, bottom, box.width, weight=0.3, colour="#999999")
        return bottom

    def draw_sum(self, sheet: Sheet, box: Box, label: str, amount: Decimal) -> float:
        """Draw the amount carried forward at the foot or the head of a page."""
        top = box.top + self.room
        sheet.text(box.x + _PADDING, top, label, italic=True)
        figures = sheet.document.figures
        text = figures.number(-amount if sheet.document.prints_negative else amount)
        return sheet.text(box.right - _PADDING, top, text, bold=True, align="right") + self.room

    def close(self, sheet: Sheet, box: Box, bottom: float) -> None:
        """Draw the borders around the lines of this page."""
        if self.body == "grid":
            edges = [cell.x - _PADDING for cell in self.column_boxes(sheet, box).values()]
            for x in (*edges, box.right):
                sheet.vertical_rule(x, box.top, bottom)
            sheet.rule(box.x, bottom, box.width)
            sheet.rule(box.x, box.top, box.width)
        elif self.body == "plain" or self.body == "zebra":
            sheet.rule(box.x, bottom, box.width, weight=0.6)

    def _heading(self, sheet: Sheet, name: str) -> str:
        return sheet.document.words["quantity" if name == "quantity_unit" else name]

    def _draw_cell(self, sheet: Sheet, cell: Box, top: float, index: int, name: str) -> None:
        text = self._cell_text(sheet, index, name)
        align = _align(name)
        sheet.text(cell.right if align == "right" else cell.x, top, text, align=align, within=cell.width)

    def _cell_text(self, sheet: Sheet, index: int, name: str) -> str:
        line, figures = sheet.document.lines[index], sheet.document.figures
        if name == "position":
            return str(index + 1)
        if name == "code":
            return line.code
        if name in ("quantity", "quantity_unit"):
            quantity = figures.quantity(-line.quantity if sheet.document.prints_negative else line.quantity)
            sheet.printer.shown[f"line.{index}.quantity"] = quantity
            return quantity if name == "quantity" else f"{quantity} {line.unit}"
        if name == "unit":
            return line.unit
        if name == "discount":
            return figures.percent(line.discount) if line.discount else ""
        if name == "rate":
            sheet.printer.shown[f"line.{index}.rate"] = figures.percent(line.rate)
            return figures.percent(line.rate)
        what = {"line_total": "net", "line_total_incl": "gross"}.get(name, name)
        return sheet.printer.line_amount(index, what)


def _align(name: str) -> Align:
    return "left" if name == "description" else _SHAPES[name][1]
