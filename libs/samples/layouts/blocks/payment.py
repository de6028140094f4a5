"""How it is or was paid: sentence, table, slip, QR code, card and direct-debit wording; and the legal mentions."""

from libs.samples.layouts.blocks.frame import Block, panel
from libs.samples.layouts.sheet import Align, Box, Sheet


def notes(*, size: float | None = None, italic: bool = False) -> Block:
    """Legal mentions (reverse charge, exemption) and the remark of this paper."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        remark = (sheet.paper.remark,) if sheet.paper.remark else ()
        for text in (*sheet.paper.notes, *remark):
            top = sheet.paragraph(box.below(top), text, size=size, italic=italic) + 2
        return top

    return draw


def terms(*, label: bool = True) -> Block:
    """The payment terms in words, where the paper has them."""

    def draw(sheet: Sheet, box: Box) -> float:
        if not sheet.ink.has("terms"):
            return box.top
        text = sheet.ink.value("terms")
        return sheet.text(
            box.x, box.top, f"{sheet.paper.words['terms_label']}: {text}" if label else text, within=box.width
        )

    return draw


def payment(style: str = "sentence") -> Block:
    """What the reader must do or has done. `style` for a transfer: sentence, table, slip, qr (the last two in EUR)."""

    def draw(sheet: Sheet, box: Box) -> float:
        paper = sheet.paper
        if paper.payment == "card" or paper.payment == "cash":
            return _paid(sheet, box)
        if paper.payment == "direct_debit":
            return panel(_direct_debit, stroke="#666666", padding=6)(sheet, box)
        if paper.is_credit or not sheet.ink.has("seller.iban"):
            return box.top
        if paper.currency != "EUR" and style in ("slip", "qr"):
            return _table(sheet, box)
        return {"sentence": _sentence, "table": _table, "slip": _slip, "qr": _qr}[style](sheet, box)

    return draw


def _paid(sheet: Sheet, box: Box) -> float:
    paper = sheet.paper
    text = paper.words["card_paid" if paper.payment == "card" else "cash_paid"]
    return sheet.paragraph(box, text.format(date=sheet.ink.value("paid_on")), bold=True)


def _direct_debit(sheet: Sheet, box: Box) -> float:
    ink = sheet.ink
    text = sheet.paper.words["direct_debit"].format(
        payable=ink.loud_amount("payable"), due=ink.value("due_date"), mandate=ink.value("mandate")
    )
    return sheet.paragraph(box, text)


def _sentence(sheet: Sheet, box: Box) -> float:
    template = sheet.paper.words["pay_sentence"]
    ink = sheet.ink
    values = {
        "payable": ink.loud_amount("payable"),
        "iban": ink.value("seller.iban"),
        "reference": _reference(sheet),
    }
    if "{bic}" in template:
        values["bic"] = ink.value("seller.bic")
    return sheet.paragraph(box, template.format(**values))


def _table(sheet: Sheet, box: Box) -> float:
    words, ink = sheet.paper.words, sheet.ink
    found = [
        (words["iban"], ink.value("seller.iban")),
        (words["bic"], ink.value("seller.bic")),
        (words["communication"], _reference(sheet)),
    ]
    if ink.has("due_date"):
        found.append((words["due"], ink.value("due_date")))
    top = box.top
    for label, value in found:
        sheet.text(box.x, top, label, colour=sheet.style.muted, within=box.width * 0.4 - 4)
        top = sheet.text(box.x + box.width * 0.4, top, value, bold=True, within=box.width * 0.6)
    return top


def _slip(sheet: Sheet, box: Box) -> float:
    """A payment slip at the foot: amount, beneficiary, account, communication, each in its field."""
    words, ink = sheet.paper.words, sheet.ink
    step, half = sheet.line_height(), box.width / 2
    top = sheet.text(box.x + 6, box.top + 4, words["slip"], size=sheet.style.size, bold=True, colour=sheet.accent)
    cells = (
        (words["amount"], ink.loud_amount("payable"), 0.0, 0),
        (words["iban"], ink.value("seller.iban"), half, 0),
        (words["beneficiary"], ink.value("seller.name"), 0.0, 1),
        (words["bic"], ink.value("seller.bic"), half, 1),
        (words["communication"], _reference(sheet), 0.0, 2),
    )
    for label, value, offset, line in cells:
        y = top + line * (2 * step + 6) + 2
        x, width = box.x + offset + 6, half - 12
        sheet.text(x, y, label, size=6, colour=sheet.style.muted)
        sheet.rectangle(x, y + 8, width, step + 3, fill="#ffffff", stroke=sheet.accent, weight=0.5)
        sheet.text(x + 4, y + 9.5, value, bold=True, within=width - 8)
    bottom = top + 3 * (2 * step + 6) + 4
    sheet.rectangle(box.x, box.top, box.width, bottom - box.top, stroke=sheet.accent)
    return bottom


def _qr(sheet: Sheet, box: Box) -> float:
    """A European payment QR code beside the account details."""
    side = 66.0
    sheet.qr(box.x, box.top, side, epc_text(sheet))
    sheet.text(box.x, box.top + side + 2, sheet.paper.words["scan"], size=6.5, colour=sheet.style.muted)
    bottom = _table(sheet, Box(box.x + side + 12, box.top + 6, box.width - side - 12))
    return max(bottom, box.top + side + 12)


def epc_text(sheet: Sheet) -> str:
    """The text of a payment QR code (EPC069-12, version 2): an OGM goes in the text line, an RF in its own."""
    paper = sheet.paper
    reference = paper.reference or ""
    structured = reference if reference.startswith("RF") else ""
    text = paper.figures.reference(reference) if reference and not structured else "" if structured else paper.number
    lines = ("BCD", "002", "1", "SCT", paper.seller.bic, paper.seller.name[:70], paper.seller.iban,
             f"EUR{paper.totals.payable:.2f}", "", structured, text, "")  # fmt: skip
    return "\n".join(lines)


def _reference(sheet: Sheet) -> str:
    if sheet.ink.has("structured_communication"):
        return sheet.ink.value("structured_communication")
    return sheet.ink.value("number")


def intro() -> Block:
    """The sentence that opens the letter."""

    def draw(sheet: Sheet, box: Box) -> float:
        return sheet.paragraph(box, sheet.paper.words["intro"])

    return draw


def amount_due(*, align: Align = "right", size: float = 20, colour: str = "accent") -> Block:
    """What is to be paid and when, in large type at the top, as utilities and web shops print it."""

    def draw(sheet: Sheet, box: Box) -> float:
        paper, ink, words = sheet.paper, sheet.ink, sheet.paper.words
        x = {"left": box.x, "right": box.right, "center": box.x + box.width / 2}[align]
        label = words["refund" if paper.is_credit else "payable" if paper.payment != "card" else "total_with_vat"]
        top = sheet.text(x, box.top, label, colour=sheet.style.muted, align=align, within=box.width)
        key = "total_with_vat" if paper.payment in ("card", "cash") else "payable"
        ink_colour = sheet.accent if colour == "accent" else colour
        top = sheet.text(
            x, top, ink.loud_amount(key), size=size, bold=True, colour=ink_colour, align=align, within=box.width
        )
        if ink.has("due_date"):
            top = sheet.text(x, top, f"{words['due_by']} {ink.value('due_date')}", align=align, within=box.width)
        return top

    return draw


def stamp() -> Block:
    """A rubber stamp across the paper when it was paid at once; prints nothing otherwise."""

    def draw(sheet: Sheet, box: Box) -> float:
        if sheet.paper.payment in ("card", "cash"):
            sheet.turned_text(
                box.x + box.width * 0.55, box.top + 40, sheet.paper.words["stamp"], degrees=14, size=26,
                colour="#c0392b", bold=True,
            )  # fmt: skip
        return box.top

    return draw


def conditions(*, size: float = 6.5) -> Block:
    """General conditions in small type."""

    def draw(sheet: Sheet, box: Box) -> float:
        return sheet.paragraph(box, sheet.paper.words["conditions"], size=size, colour=sheet.style.muted)

    return draw


def thanks() -> Block:
    def draw(sheet: Sheet, box: Box) -> float:
        return sheet.text(box.x, box.top, sheet.paper.words["thanks"], italic=True)

    return draw
