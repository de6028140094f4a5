"""The foot of every page: the details of the seller in small print, and the page number."""

from libs.samples.layouts.blocks.frame import Block
from libs.samples.layouts.blocks.parties import details
from libs.samples.layouts.sheet import Box, Sheet

COLUMNS = (("phone", "email", "web"), ("vat", "register"), ("iban", "bic"))
EVERYTHING = ("vat", "register", "iban", "bic", "phone", "email", "web")


def foot_line(fields: tuple[str, ...] = EVERYTHING, *, separator: str = " - ", size: float = 6.8, rule: bool = True,
              address: bool = True, centred: bool = True) -> Block:  # fmt: skip
    """The seller's details in one or two lines."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        if rule:
            sheet.rule(box.x, top, box.width, weight=0.5, colour=sheet.accent)
            top += 4
        printer, texts = sheet.printer, []
        if address:
            town = f"{printer.value('seller.postcode')} {printer.value('seller.city')}"
            texts = [printer.value("seller.name"), printer.value("seller.street"), town]
        texts += details(sheet, "seller", fields)
        x = box.x + box.width / 2 if centred else box.x
        for line in _packed(sheet, texts, separator, box.width, size):
            top = sheet.text(x, top, line, size=size, colour=sheet.style.muted, align="center" if centred else "left")
        return top

    return draw


def foot_columns(groups: tuple[tuple[str, ...], ...] = COLUMNS, *,
                 size: float = 6.8, rule: bool = True) -> Block:  # fmt: skip
    """The details in columns: address, contact, register, bank."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        if rule:
            sheet.rule(box.x, top, box.width, weight=0.5, colour="#888888")
            top += 4
        printer = sheet.printer
        first = [
            printer.value("seller.name"),
            printer.value("seller.street"),
            f"{printer.value('seller.postcode')} {printer.value('seller.city')}",
        ]
        columns = [first, *(details(sheet, "seller", group) for group in groups)]
        if printer.has("seller.second_iban"):
            columns[-1] = [*columns[-1], printer.value("seller.second_iban")]
        width, bottom = box.width / len(columns), top
        for index, column in enumerate(columns):
            y = top
            for text in column:
                wide = sheet.width_of(text, size) > width - 8
                short = text.rpartition(": ")[2] if wide else text
                y = sheet.text(box.x + index * width, y, short, size=size, colour=sheet.style.muted, within=width - 8)
            bottom = max(bottom, y)
        return bottom

    return draw


def page_number(*, size: float = 7, align: str = "right") -> Block:
    """The page number, such as `Pagina 1 van 2`."""

    def draw(sheet: Sheet, box: Box) -> float:
        text = sheet.document.words["page"].format(page=sheet.page, pages=sheet.pages)
        x = {"right": box.right, "left": box.x, "center": box.x + box.width / 2}[align]
        return sheet.text(
            x, box.top, text, size=size, colour=sheet.style.muted,
            align="right" if align == "right" else "left" if align == "left" else "center",
        )  # fmt: skip

    return draw


def _packed(sheet: Sheet, texts: list[str], separator: str, width: float, size: float) -> list[str]:
    """Returns lines filled with whole details, so that no number is split over two lines."""
    lines: list[str] = []
    current = ""
    for text in texts:
        candidate = f"{current}{separator}{text}" if current else text
        if current and sheet.width_of(candidate, size) > width:
            lines.append(current)
            current = text
        else:
            current = candidate
    return [*lines, current] if current else lines
