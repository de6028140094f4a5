"""The totals, and the VAT per rate."""

from libs.samples.layouts.blocks.frame import Block, tint
from libs.samples.layouts.sheet import Box, Sheet

Entry = tuple[str, str, bool]  # label, printed amount, emphasised


def entries(sheet: Sheet, *, vat: str = "rates", always_payable: bool = False) -> list[Entry]:
    """Returns the rows of a totals block. `vat`: rates (one row each) or sum."""
    document, printer, words = sheet.document, sheet.printer, sheet.document.words
    totals = document.totals
    found: list[Entry] = []
    if totals.discount_amount:
        found.append((words["subtotal"], printer.amount("lines_total"), False))
        found.append((words["discount_total"], printer.amount("discount_amount"), False))
    found.append((words["total_without_vat"], printer.amount("total_without_vat"), False))
    if vat == "rates" and totals.rows:
        for index, entry in enumerate(totals.rows):
            printer.vat_amount(index, "amount")
            amount = document.figures.money(-entry.amount if document.prints_negative else entry.amount)
            found.append((f"{words['vat']} {printer.vat_rate(index)}", amount, False))
        if len(totals.rows) == 1:
            printer.shown["total_vat"] = printer.shown["vat.0.amount"]
    else:
        found.append((words["vat_total"], printer.amount("total_vat"), False))
    payable = bool(totals.prepaid or totals.rounding) or always_payable
    found.append((words["total_with_vat"], printer.amount_with_currency("total_with_vat"), not payable))
    if totals.prepaid:
        found.append((words["prepaid"], printer.amount("prepaid"), False))
    if totals.rounding:
        found.append((words["rounding"], printer.amount("rounding"), False))
    if payable:
        found.append(
            (words["refund" if document.is_credit else "payable"], printer.amount_with_currency("payable"), True)
        )
    return found


def totals(
    *, vat: str = "rates", style: str = "rule", always_payable: bool = False, loud: float = 1.5, share: float = 0.55
) -> Block:
    """The totals, label left and amount right. `style`: rule, boxed, filled, ruled, plain."""

    def draw(sheet: Sheet, box: Box) -> float:
        top, step = box.top, sheet.line_height() + 3
        if style == "boxed":
            top += 3
        for label, amount, strong in entries(sheet, vat=vat, always_payable=always_payable):
            size = sheet.style.size + (loud if strong else 0)
            colour = "#111111"
            height = sheet.line_height(size) + 3
            if strong and style == "filled":
                sheet.rectangle(box.x, top, box.width, height + 3, fill=sheet.accent)
                colour = "#ffffff"
                top += 2
            elif strong and style in ("rule", "boxed"):
                sheet.rule(box.x, top, box.width, weight=0.9)
                top += 2
            inset = 6 if style in ("boxed", "filled") else 2
            room = box.width - 2 * inset
            sheet.text(box.x + inset, top + 1, label, size=size, bold=strong, colour=colour, within=room * share)
            sheet.text(
                box.right - inset, top + 1, amount, size=size, bold=strong, colour=colour, align="right",
                within=room * (1 - share) - 4,
            )  # fmt: skip
            top += height if strong else step
            if style == "ruled":
                sheet.rule(box.x, top - 1, box.width, weight=0.3, colour="#aaaaaa")
        if style == "boxed":
            sheet.rectangle(box.x, box.top, box.width, top - box.top, stroke="#333333")
        return top + 2

    return draw


def totals_strip(*, head: str = "tint", always_payable: bool = True) -> Block:
    """The totals as one row of a table across the page, the last column in large type."""

    def draw(sheet: Sheet, box: Box) -> float:
        found = entries(sheet, vat="sum", always_payable=always_payable)
        step = sheet.line_height()
        shares = [1.0] * (len(found) - 1) + [1.5]
        unit = box.width / sum(shares)
        height = 2 * step + 12
        ground = {"tint": tint(sheet.accent), "fill": sheet.accent, "grey": "#ececec"}[head]
        sheet.rectangle(box.x, box.top, box.width, step + 4, fill=ground)
        x = box.x
        for (label, amount, strong), share in zip(found, shares, strict=True):
            width = unit * share
            colour = "#ffffff" if head == "fill" else "#111111"
            sheet.text(
                x + width / 2, box.top + 2, label, size=sheet.style.size - 1, bold=True, colour=colour,
                align="center", within=width - 6,
            )  # fmt: skip
            size = sheet.style.size + (1.5 if strong else 0)
            sheet.text(
                x + width / 2, box.top + step + 6, amount, size=size, bold=strong, align="center", within=width - 6
            )
            if x > box.x:
                sheet.vertical_rule(x, box.top, box.top + height)
            x += width
        sheet.rectangle(box.x, box.top, box.width, height, stroke="#333333")
        return box.top + height

    return draw


def vat_table(
    *, columns: tuple[str, ...] = ("rate", "base", "amount"), style: str = "rules", total: bool = False
) -> Block:
    """One row per VAT rate. `style`: rules, boxed, plain, tint."""

    def draw(sheet: Sheet, box: Box) -> float:
        printer, words = sheet.printer, sheet.document.words
        heads = {
            "rate": words["rate"],
            "base": words["base"],
            "amount": words["vat_amount"],
            "gross": words["total_with_vat"],
        }
        width, step, top = box.width / len(columns), sheet.line_height(), box.top
        small = sheet.style.size - 0.5
        if style == "tint":
            sheet.rectangle(box.x, top, box.width, step + 4, fill=tint(sheet.accent))
        for index, name in enumerate(columns):
            sheet.text(
                box.x + (index + 1) * width - 4, top + 2, heads[name], size=small, bold=True, align="right",
                within=width - 6,
            )  # fmt: skip
        top += step + 4
        if style in ("rules", "boxed"):
            sheet.rule(box.x, top, box.width, weight=0.6)
        top += 2
        for row_index, entry in enumerate(sheet.document.totals.rows):
            cells = {"rate": printer.vat_rate(row_index)}
            for name in ("base", "amount"):
                if name in columns:
                    cells[name] = printer.vat_amount(row_index, name)
            gross = entry.base + entry.amount
            cells["gross"] = sheet.document.figures.number(-gross if sheet.document.prints_negative else gross)
            for index, name in enumerate(columns):
                sheet.text(
                    box.x + (index + 1) * width - 4, top, cells[name], size=small, align="right", within=width - 6
                )
            top += step
        if total and len(sheet.document.totals.rows) > 1:
            sheet.rule(box.x, top, box.width, weight=0.3)
            top = _vat_total_row(sheet, box, columns, top + 2, small)
        if style == "boxed":
            sheet.rectangle(box.x, box.top, box.width, top + 2 - box.top, stroke="#333333")
        return top + 3

    return draw


def _vat_total_row(sheet: Sheet, box: Box, columns: tuple[str, ...], top: float, size: float) -> float:
    totals, figures = sheet.document.totals, sheet.document.figures
    width = box.width / len(columns)
    sums = {"base": totals.total_without_vat, "amount": totals.total_vat, "gross": totals.total_with_vat}
    for index, name in enumerate(columns):
        if name in sums:
            text = figures.number(-sums[name] if sheet.document.prints_negative else sums[name])
            sheet.text(
                box.x + (index + 1) * width - 4, top, text, size=size, bold=True, align="right", within=width - 6
            )
    return top + sheet.line_height()


def vat_lines() -> Block:
    """The VAT breakdown in words: `BTW 21% op 1.000,00: 210,00`."""

    def draw(sheet: Sheet, box: Box) -> float:
        printer, words = sheet.printer, sheet.document.words
        over = {"nl": "op", "fr": "sur", "de": "auf", "en": "on"}[sheet.document.language]
        top = box.top
        for index in range(len(sheet.document.totals.rows)):
            base, amount = printer.vat_amount(index, "base"), printer.vat_amount(index, "amount")
            text = f"{words['vat']} {printer.vat_rate(index)} {over} {base}: {amount}"
            top = sheet.text(box.x, top, text, size=sheet.style.size - 0.5, within=box.width)
        return top

    return draw


def vat_matrix() -> Block:
    """The VAT breakdown with a column per rate, base above tax, as many Belgian programs print it."""

    def draw(sheet: Sheet, box: Box) -> float:
        printer, words, rows = sheet.printer, sheet.document.words, sheet.document.totals.rows
        step, width = sheet.line_height(), box.width / (len(rows) + 1)
        for offset, label in enumerate((words["rate"], words["base"], words["vat_amount"])):
            sheet.text(
                box.x + 3, box.top + 2 + offset * step, label, size=sheet.style.size - 1, bold=True, within=width - 6
            )
        for index in range(len(rows)):
            right = box.x + (index + 2) * width - 4
            cells = (printer.vat_rate(index), printer.vat_amount(index, "base"), printer.vat_amount(index, "amount"))
            for offset, text in enumerate(cells):
                sheet.text(
                    right, box.top + 2 + offset * step, text, size=sheet.style.size - 1, align="right", within=width - 6
                )
            sheet.vertical_rule(box.x + (index + 1) * width, box.top, box.top + 3 * step + 4, weight=0.3)
        sheet.rectangle(box.x, box.top, box.width, 3 * step + 4, stroke="#333333", weight=0.4)
        return box.top + 3 * step + 6

    return draw
