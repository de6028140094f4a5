"""How the document is to be paid or was paid (sentence, table, slip, QR code, card, direct debit), and legal notes."""

from libs.samples.layouts.blocks.frame import Block, panel
from libs.samples.layouts.sheet import Align, Box, Sheet


def notes(*, size: float | None = None, italic: bool = False) -> Block:
    """Legal notes (reverse charge, exemption) and the remark of this document."""

    def draw(sheet: Sheet, box: Box) -> float:
        top = box.top
        remark = (sheet.document.remark,) if sheet.document.remark else ()
        for text in (*sheet.document.notes, *remark):
            top = sheet.paragraph(box.below(top), text, size=size, italic=italic) + 2
        return top

    return draw


def terms(*, label: bool = True) -> Block:
    """The payment terms in words, if the document has them."""

    def draw(sheet: Sheet, box: Box) -> float:
        if not sheet.printer.has("terms"):
            return box.top
        text = sheet.printer.value("terms")
        return sheet.text(
            box.x, box.top, f"{sheet.document.words['terms_label']}: {text}" if label else text, within=box.width
        )

    return draw


def payment(style: str = "sentence") -> Block:
    """How to pay, or how it was paid. `style` of a transfer: sentence, table, slip, qr (the last two in EUR)."""

    def draw(sheet: Sheet, box: Box) -> float:
        document = sheet.document
        if document.payment == "card" or document.payment == "cash":
            return _paid(sheet, box)
        if document.payment == "direct_debit":
            return panel(_direct_debit, stroke="#666666", padding=6)(sheet, box)
        if document.is_credit or not sheet.printer.has("seller.iban"):
            return box.top
        if document.currency != "EUR" and style in ("slip", "qr"):
            return _table(sheet, box)
        return {"sentence": _sentence, "table": _table, "slip": _slip, "qr": _qr}[style](sheet, box)

    return draw


def _paid(sheet: Sheet, box: Box) -> float:
    document = sheet.document
    text = document.words["card_paid" if document.payment == "card" else "cash_paid"]
    return sheet.paragraph(box, text.format(date=sheet.printer.value("paid_on")), bold=True)


def _direct_debit(sheet: Sheet, box: Box) -> float:
    printer = sheet.printer
    text = sheet.document.words["direct_debit"].format(
        payable=printer.amount_with_currency("payable"), due=printer.value("due_date"), mandate=printer.value("mandate")
    )
    return sheet.paragraph(box, text)


def _sentence(sheet: Sheet, box: Box) -> float:
    template = sheet.document.words["pay_sentence"]
    printer = sheet.printer
    values = {
        "payable": printer.amount_with_currency("payable"),
        "iban": printer.value("seller.iban"),
        "reference": _reference(sheet),
    }
    if "{bic}" in template:
        values["bic"] = printer.value("seller.bic")
    return sheet.paragraph(box, template.format(**values))


def _table(sheet: Sheet, box: Box) -> float:
    words, printer = sheet.document.words, sheet.printer
    found = [
        (words["iban"], printer.value("seller.iban")),
        (words["bic"], printer.value("seller.bic")),
        (words["communication"], _reference(sheet)),
    ]
    if printer.has("due_date"):
        found.append((words["due"], printer.value("due_date")))
    top = box.top
    for label, value in found:
        sheet.text(box.x, top, label, colour=sheet.style.muted, within=box.width * 0.4 - 4)
        top = sheet.text(box.x + box.width * 0.4, top, value, bold=True, within=box.width * 0.6)
    return top


def _slip(sheet: Sheet, box: Box) -> float:
    """Draw a payment slip: amount, beneficiary, account and communication, each in its field."""
    words, printer = sheet.document.words, sheet.printer
    step, half = sheet.line_height(), box.width / 2
    top = sheet.text(box.x + 6, box.top + 4, words["slip"], size=sheet.style.size, bold=True, colour=sheet.accent)
    cells = (
        (words["amount"], printer.amount_with_currency("payable"), 0.0, 0),
        (words["iban"], printer.value("seller.iban"), half, 0),
        (words["beneficiary"], printer.value("seller.name"), 0.0, 1),
        (words["bic"], printer.value("seller.bic"), half, 1),
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
    """Draw a European payment QR code (EPC) beside the account details."""
    side = 66.0
    sheet.qr(box.x, box.top, side, epc_text(sheet))
    sheet.text(box.x, box.top + side + 2, sheet.document.words["scan"], size=6.5, colour=sheet.style.muted)
    bottom = _table(sheet, Box(box.x + side + 12, box.top + 6, box.width - side - 12))
    return max(bottom, box.top + side + 12)


def epc_text(sheet: Sheet) -> str:
    """Returns the text of a payment QR code (EPC069-12, version 2); an OGM is free text, an RF a reference."""
    document = sheet.document
    reference = document.reference or ""
    structured = reference if reference.startswith("RF") else ""
    text = (
        document.figures.reference(reference) if reference and not structured else "" if structured else document.number
    )
    lines = ("BCD", "002", "1", "SCT", document.seller.bic, document.seller.name[:70], document.seller.iban,
             f"EUR{document.totals.payable:.2f}", "", structured, text, "")  # fmt: skip
    return "\n".join(lines)


def _reference(sheet: Sheet) -> str:
    if sheet.printer.has("structured_communication"):
        return sheet.printer.value("structured_communication")
    return sheet.printer.value("number")


def intro() -> Block:
    """The opening sentence of the letter."""

    def draw(sheet: Sheet, box: Box) -> float:
        return sheet.paragraph(box, sheet.document.words["intro"])

    return draw


def amount_due(*, align: Align = "right", size: float = 20, colour: str = "accent") -> Block:
    """The amount and the due date in large type at the top, as utilities and web shops print them."""

    def draw(sheet: Sheet, box: Box) -> float:
        document, printer, words = sheet.document, sheet.printer, sheet.document.words
        x = {"left": box.x, "right": box.right, "center": box.x + box.width / 2}[align]
        label = words["refund" if document.is_credit else "payable" if document.payment != "card" else "total_with_vat"]
        top = sheet.text(x, box.top, label, colour=sheet.style.muted, align=align, within=box.width)
        key = "total_with_vat" if document.payment in ("card", "cash") else "payable"
        ink_colour = sheet.accent if colour == "accent" else colour
        top = sheet.text(
            x,
            top,
            printer.amount_with_currency(key),
            size=size,
            bold=True,
            colour=ink_colour,
            align=align,
            within=box.width,
        )
        if printer.has("due_date"):
            top = sheet.text(x, top, f"{words['due_by']} {printer.value('due_date')}", align=align, within=box.width)
        return top

    return draw


def stamp() -> Block:
    """A rubber stamp across the page when the document was paid by card or in cash; otherwise nothing."""

    def draw(sheet: Sheet, box: Box) -> float:
        if sheet.document.payment in ("card", "cash"):
            sheet.rotated_text(
                box.x + box.width * 0.55, box.top + 40, sheet.document.words["stamp"], degrees=14, size=26,
                colour="#c0392b", bold=True,
            )  # fmt: skip
        return box.top

    return draw


def conditions(*, size: float = 6.5) -> Block:
    """General conditions in small type."""

    def draw(sheet: Sheet, box: Box) -> float:
        return sheet.paragraph(box, sheet.document.words["conditions"], size=size, colour=sheet.style.muted)

    return draw


def thanks() -> Block:
    def draw(sheet: Sheet, box: Box) -> float:
        return sheet.text(box.x, box.top, sheet.document.words["thanks"], italic=True)

    return draw
