"""Held-out layouts that were added after a report had named some of the first ones.

They have the names of towns: a report prints the names of values, and a name that describes a layout would show it to
those who write the rules.
"""

from decimal import Decimal

from libs.samples.card_statements import StatementAxes
from libs.samples.figures import Figures
from libs.samples.layouts.axes import Axes, Head, Parts, Totals
from libs.samples.layouts.axes.till import TillAxes
from libs.samples.layouts.blocks import meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import Block, gap, panel, row, stack
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.sheet import Box, Sheet

_DATED = {"fr": "{town}, le {day}", "nl": "{town}, {day}", "de": "{town}, den {day}", "en": "{town}, {day}"}
_FORM = {
    "fr": ("Nom", "Adresse", "CP - Localité", "Pays"),
    "nl": ("Naam", "Adres", "Postcode en plaats", "Land"),
    "de": ("Name", "Straße", "PLZ / Ort", "Land"),
    "en": ("Name", "Address", "Postcode / town", "Country"),
}
_LEAST_CELL = 92.0


def _one_frame(parts: Parts) -> Block:
    """Number, dates and addressee in one frame below the letterhead, the title between."""
    return stack(
        row((0.34, logo(40)), (0.66, parts.sender)), gap(14), meta.title(size=16, align="center", upper=True), gap(6),
        panel(row((0.5, parts.meta), (0.5, parts.buyer)), stroke="#444444", padding=9),
    )  # fmt: skip


def _town_and_day(sheet: Sheet, box: Box) -> float:
    """`Namur, le 3 avril 2026`, as a letter is dated; the rest with labels."""
    printer = sheet.printer
    dated = _DATED[sheet.document.language].format(town=printer.value("seller.city"), day=printer.value("issue_date"))
    top = sheet.text(box.x, box.top, dated, within=box.width) + 5
    others = tuple(name for name in meta.ALL if name != "issue_date")
    for label, value in meta.pairs(sheet, others):
        top = sheet.text(box.x, top, f"{label} {value}", within=box.width)
    return top


def _number_slash_date(sheet: Sheet, box: Box) -> float:
    """`Number/Date` over or before `2026-118 / 03.04.2026`, as large enterprise systems print it."""
    found = meta.pairs(sheet, meta.ALL)
    (number, of_number), (date, of_date), *others = found
    rows = [(f"{number} / {date}", f"{of_number} / {of_date}"), *others]
    top = box.top
    for label, value in rows:
        top = sheet.text(box.x, top, label, size=sheet.style.size - 1, within=box.width)
        top = sheet.text(box.x, top, value, within=box.width) + 2
    return top


def _cells(sheet: Sheet, box: Box) -> float:
    """A form: date first, the customer's numbers among the rest, each cell with a small label in its corner."""
    found = meta.pairs(sheet, ("issue_date", "customer_no", "buyer.vat", "order_no", "number", "original_number",
                               "due_date", "delivery_date"))  # fmt: skip
    across = max(1, min(len(found), int(box.width // _LEAST_CELL), 4))
    step, width, top = sheet.line_height(), box.width / across, box.top
    for start in range(0, len(found), across):
        for index, (label, value) in enumerate(found[start : start + across]):
            x = box.x + index * width
            sheet.rectangle(x, top, width, 2 * step + 4, stroke="#333333", weight=0.5)
            sheet.text(x + 3, top + 2, label, size=sheet.style.size - 2, within=width - 6)
            sheet.text(x + width - 4, top + step + 2, value, align="right", within=width - 8)
        top += 2 * step + 4
    return top + 2


def _labelled_addressee(sheet: Sheet, box: Box) -> float:
    """Name, street, town and VAT number each behind its label, as on order forms."""
    printer, document = sheet.printer, sheet.document
    name, street, town, country = _FORM[document.language]
    found = [
        (name, printer.value("buyer.name")),
        (street, printer.value("buyer.street")),
        (town, f"{printer.value('buyer.postcode')} {printer.value('buyer.city')}"),
    ]
    if document.buyer.country != document.seller.country:
        found.append((country, printer.value("buyer.country_name")))
    if printer.has("buyer.vat"):
        found.append((document.words["your_vat_no"], printer.value("buyer.vat")))
    top = sheet.text(box.x, box.top, document.words["bill_to"], bold=True, within=box.width) + 2
    share = 0.36
    for label, value in found:
        sheet.text(box.x, top, f"{label} :", size=sheet.style.size - 0.5, within=box.width * share - 5)
        top = sheet.text(box.x + box.width * share, top, value, within=box.width * (1 - share))
    return top


def _currency_apart(sheet: Sheet, box: Box) -> float:
    """Label, currency and amount in columns of their own."""
    top, step, figures = box.top, sheet.line_height() + 2, sheet.document.figures
    found = totals.entries(sheet, vat="sum", always_payable=True)
    mark = sheet.printer.shown["currency"]
    for label, printed, strong in found:
        amount = printed.replace(figures.symbol, "").replace(figures.currency, "").strip()
        if strong:
            sheet.rule(box.x, top, box.width, weight=0.8)
            top += 2
        sheet.text(box.x, top, label, bold=strong, within=box.width * 0.5)
        sheet.text(box.x + box.width * 0.53, top, mark, bold=strong)
        sheet.text(box.right, top, amount, bold=strong, align="right", within=box.width * 0.36)
        top += step
    return top


def _two_lines_a_rate(sheet: Sheet, box: Box) -> float:
    """The base and the tax of a rate below each other, the rate behind the label, the amount at the right."""
    printer, words, top = sheet.printer, sheet.document.words, box.top
    for index in range(len(sheet.document.totals.rows)):
        rate = printer.vat_rate(index)
        for label, what in ((words["base"], "base"), (words["vat_amount"], "amount")):
            amount = printer.vat_amount(index, what)
            sheet.text(box.x, top, f"{label} {rate}", size=sheet.style.size - 0.5, within=box.width * 0.58)
            top = sheet.text(box.right, top, amount, size=sheet.style.size - 0.5, align="right", within=box.width * 0.4)
        top += 2
    return top


def _communication_framed(sheet: Sheet, box: Box) -> float:
    """Amount and day, account and code, each in one line, and the communication large in a frame."""
    printer, words = sheet.printer, sheet.document.words
    if sheet.document.payment != "bank" or sheet.document.is_credit or not printer.has("seller.iban"):
        return payment.payment("sentence")(sheet, box)
    middle = box.x + box.width / 2
    day = f" {words['due_by']} {printer.value('due_date')}" if printer.has("due_date") else ""
    first = f"{words['payable']} {printer.amount_with_currency('payable')}{day}"
    top = sheet.text(middle, box.top, first, align="center", within=box.width)
    account = f"{words['iban']} {printer.value('seller.iban')} - {words['bic']} {printer.value('seller.bic')}"
    top = sheet.text(middle, top, account, bold=True, align="center", within=box.width) + 3
    reference = printer.value("structured_communication" if printer.has("structured_communication") else "number")
    size, left = sheet.style.size + 2, box.x + box.width * 0.2
    sheet.text(middle, top + 2, words["communication"], size=sheet.style.size - 2, align="center")
    bottom = sheet.text(middle, top + sheet.line_height(), reference, size=size, bold=True, align="center")
    sheet.rectangle(left, top, box.width * 0.6, bottom + 2 - top, stroke="#333333")
    return bottom + 4


LATER = Axes(
    head={"dinant": Head(_one_frame)},
    sender={},
    addressee={"eupen": _labelled_addressee},
    meta={"aalst": _town_and_day, "binche": _number_slash_date, "ciney": _cells},
    columns={
        "veurne": ("description", "unit_price", "quantity", "rate", "line_total"),
        "geel": ("position", "code", "description", "rate", "unit_price", "discount", "quantity_unit", "line_total"),
    },
    grid={},
    totals={"halle": Totals(lambda breakdown: row((0.46, breakdown), (0.54, _currency_apart)))},
    breakdown={"ieper": _two_lines_a_rate},
    payment={"jette": _communication_framed},
    foot={},
    ornament={},
    font={},
)

LATER_TILL = TillAxes(
    roll={},
    head={"kortrijk": parties.seller_block(mark=True, fields=("company_number", "vat", "phone", "email"), name_size=9)},
    columns={"lier": ("description", "unit_price", "quantity", "line_total")},
    vat={"mons": _two_lines_a_rate},
    order={},
    font={},
)


def _mark_before(figures: Figures, owed: Decimal) -> str:
    return f"{'+' if owed < 0 else '-'} {figures.number(abs(owed))}"


LATER_STATEMENT = StatementAxes(
    sign={"namur": _mark_before},
    columns={"ostende": ("day", "merchant", "booked", "amount")},
    summary={},
    font={"Fira": "Fira"},
)
