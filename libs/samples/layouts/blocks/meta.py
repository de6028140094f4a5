"""The title of the document, its number and its dates."""

from libs.samples.layouts.blocks.frame import Block, tint
from libs.samples.layouts.sheet import Align, Box, Sheet

ALL = ("number", "issue_date", "due_date", "delivery_date", "customer_no", "order_no", "original_number")
SHORT = ("number", "issue_date", "due_date", "original_number")

_ROLES = {
    "issue_date": "date",
    "due_date": "due",
    "delivery_date": "delivery_date",
    "customer_no": "customer_no",
    "order_no": "order_no",
    "original_number": "original",
    "terms": "terms_label",
    "contact": "contact",
    "buyer.vat": "your_vat_no",
    "structured_communication": "communication",
}


def title(
    *, size: float = 20, align: Align = "left", with_number: bool = False, colour: str = "accent", upper: bool = False
) -> Block:
    """The title, such as `Factuur`; `with_number` prints the number after it."""

    def draw(sheet: Sheet, box: Box) -> float:
        text = sheet.document.title.upper() if upper else sheet.document.title
        if with_number:
            text = f"{text} {sheet.printer.value('number')}"
        x = {"left": box.x, "right": box.right, "center": box.x + box.width / 2}[align]
        printer = sheet.accent if colour == "accent" else colour
        return sheet.text(x, box.top, text, size=size, bold=True, colour=printer, align=align, within=box.width)

    return draw


def pairs(sheet: Sheet, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """Returns label and value of the fields that this document has."""
    words = sheet.document.words
    found = []
    for name in fields:
        if sheet.printer.has(name):
            role = ("credit_number" if sheet.document.is_credit else "number") if name == "number" else _ROLES[name]
            found.append((words[role], sheet.printer.value(name)))
    return found


def labels(
    fields: tuple[str, ...] = ALL, *, colon: bool = True, share: float = 0.5, bold_values: bool = False
) -> Block:
    """Label, then value, one pair a line."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        for label, value in pairs(sheet, fields):
            sheet.text(
                box.x, top, label + (":" if colon else ""), colour=sheet.style.muted, within=box.width * share - 4
            )
            top = sheet.text(box.x + box.width * share, top, value, bold=bold_values, within=box.width * (1 - share))
        return top

    return draw


def justified(fields: tuple[str, ...] = ALL, *, rules: bool = False) -> Block:
    """Label at the left edge, value at the right edge."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        for label, value in pairs(sheet, fields):
            room = box.width - sheet.width_of(label) - 8
            sheet.text(box.x, top + 1, label, within=box.width * 0.55)
            top = sheet.text(box.right, top + 1, value, bold=True, align="right", within=max(room, box.width * 0.4))
            if rules:
                sheet.rule(box.x, top, box.width, weight=0.3, colour="#bbbbbb")
                top += 1
        return top

    return draw


def columns(fields: tuple[str, ...] = ALL, *, boxed: bool = False, head: str = "muted", limit: int = 6) -> Block:
    """A table of one row: labels above, values below. `head`: muted, fill or tint."""

    def draw(sheet: Sheet, box: Box) -> float:
        found = pairs(sheet, fields)[:limit]
        if not found:
            return box.top
        step, width = sheet.line_height(), box.width / len(found)
        fill = {"fill": sheet.accent, "tint": tint(sheet.accent)}.get(head)
        if fill:
            sheet.rectangle(box.x, box.top, box.width, step + 4, fill=fill)
        colour = "#ffffff" if head == "fill" else sheet.style.muted
        bottom = box.top + 2 * step + 10
        for index, (label, value) in enumerate(found):
            x = box.x + index * width
            sheet.text(x + 4, box.top + 2, label, size=sheet.style.size - 1, colour=colour, within=width - 8)
            sheet.text(x + 4, box.top + step + 6, value, bold=True, within=width - 8)
            if boxed and index:
                sheet.vertical_rule(x, box.top, bottom)
        if boxed:
            sheet.rectangle(box.x, box.top, box.width, bottom - box.top, stroke="#333333")
            sheet.rule(box.x, box.top + step + 4, box.width)
        return bottom

    return draw


def grid(fields: tuple[str, ...] = ALL, *, across: int = 2) -> Block:
    """Label above value, several pairs a row."""

    def draw(sheet: Sheet, box: Box) -> float:
        top, width = box.top, box.width / across
        found = pairs(sheet, fields)
        for start in range(0, len(found), across):
            bottom = top
            for index, (label, value) in enumerate(found[start : start + across]):
                x = box.x + index * width
                under = sheet.text(x, top, label, size=sheet.style.size - 2, colour=sheet.style.muted, within=width - 6)
                bottom = sheet.text(x, under, value, bold=True, within=width - 6)
            top = bottom + 5
        return top

    return draw


def sentence(fields: tuple[str, ...] = SHORT) -> Block:
    """All pairs in running text: `Factuur nr. 12 - Datum: 3/4/2026 - ...`."""

    def draw(sheet: Sheet, box: Box) -> float:
        text = "   -   ".join(f"{label}: {value}" for label, value in pairs(sheet, fields))
        return sheet.text(box.x, box.top, text, within=box.width)

    return draw
