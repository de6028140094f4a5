"""Layouts that no tuning design uses. Look at them when the report is made, not while tuning."""

from libs.samples.layouts.axes import Axes, Foot, Head, Parts, Totals
from libs.samples.layouts.axes.till import TillAxes
from libs.samples.layouts.blocks import foot, meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import Block, gap, line, panel, row, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.blocks.parties import details
from libs.samples.layouts.sheet import Box, Sheet


def _customer_first(parts: Parts) -> Block:
    return stack(
        row((0.5, parts.buyer), (0.5, stack(logo(34, align="right"), gap(6), meta.title(size=15, align="right")))),
        gap(14), line(weight=0.4), row((0.5, parts.meta), (0.5, parts.sender)),
    )  # fmt: skip


def _side_note(parts: Parts) -> Block:
    return row(
        (0.62, stack(meta.title(size=24), gap(18), parts.window)),
        (0.38, panel(stack(parts.sender, gap(10), parts.meta), fill="#f4f4f4")),
    )


def _ribbon(parts: Parts) -> Block:
    name = panel(meta.title(size=20, colour="#ffffff", with_number=True), fill="accent", padding=10)
    return stack(name, gap(16), row((0.4, parts.meta), (0.3, parts.buyer), (0.3, parts.sender)))


def _seal(parts: Parts) -> Block:
    return stack(
        row((0.2, logo(58)), (0.8, meta.title(size=22, align="right", upper=True))), gap(22), parts.buyer, gap(12),
        parts.meta,
    )  # fmt: skip


def _caption_under(sheet: Sheet, box: Box) -> float:
    """Values in large type with their captions in small type below them."""
    found = meta.pairs(sheet, meta.ALL)
    width, top = box.width / 2, box.top
    for start in range(0, len(found), 2):
        for index, (label, value) in enumerate(found[start : start + 2]):
            x = box.x + index * width
            under = sheet.text(x, top, value, bold=True, within=width - 6)
            sheet.text(x, under, label, size=sheet.style.size - 2, colour=sheet.style.muted, within=width - 6)
        top += 2 * sheet.line_height() + 5
    return top


def _right_stack(sheet: Sheet, box: Box) -> float:
    """Label over value, all at the right edge."""
    top = box.top
    for label, value in meta.pairs(sheet, meta.ALL):
        top = sheet.text(box.right, top, label, size=sheet.style.size - 1.5, align="right", within=box.width)
        top = sheet.text(box.right, top, value, bold=True, align="right", within=box.width) + 2
    return top


def _double_pairs(sheet: Sheet, box: Box) -> float:
    """`Label : value    Label : value`, two pairs a line."""
    found = meta.pairs(sheet, meta.ALL)
    top, width = box.top, box.width / 2
    for start in range(0, len(found), 2):
        for index, (label, value) in enumerate(found[start : start + 2]):
            sheet.text(box.x + index * width, top, f"{label} : {value}", within=width - 8)
        top += sheet.line_height()
    return top


def _leaders(sheet: Sheet, box: Box) -> float:
    """Label, a dotted line, amount."""
    top = box.top
    for label, amount, strong in totals.entries(sheet, vat="sum", always_payable=True):
        left, right = sheet.width_of(label, bold=strong), sheet.width_of(amount, bold=strong)
        dots = "." * max(3, int((box.width - left - right - 10) / sheet.width_of(".")))
        sheet.text(box.x, top, f"{label} {dots}", bold=strong, within=box.width - right - 6)
        top = sheet.text(box.right, top, amount, bold=strong, align="right") + 2
    return top


def _tower(sheet: Sheet, box: Box) -> float:
    """Each amount below its label, all at the right edge."""
    top = box.top
    for label, amount, strong in totals.entries(sheet, vat="sum", always_payable=True):
        top = sheet.text(box.right, top, label, size=sheet.style.size - 1, align="right", within=box.width)
        size = sheet.style.size + (3 if strong else 0)
        top = sheet.text(box.right, top, amount, size=size, bold=True, align="right", within=box.width) + 3
    return top


def _breakdown_sentences(sheet: Sheet, box: Box) -> float:
    """`21 %: 1.000,00 + 210,00`, one line per rate."""
    printer, top = sheet.printer, box.top
    for index in range(len(sheet.document.totals.rows)):
        text = f"{printer.vat_rate(index)}: {printer.vat_amount(index, 'base')} + {printer.vat_amount(index, 'amount')}"
        top = sheet.text(box.x, top, f"{sheet.document.words['vat']} {text}", within=box.width)
    return top


def _payment_row(sheet: Sheet, box: Box) -> float:
    """Account, code and communication side by side in a box; other ways of paying as everywhere."""
    printer, words = sheet.printer, sheet.document.words
    if sheet.document.payment != "bank" or sheet.document.is_credit or not printer.has("seller.iban"):
        return payment.payment("sentence")(sheet, box)
    reference = "structured_communication" if printer.has("structured_communication") else "number"
    cells = (("iban", "seller.iban"), ("bic", "seller.bic"), ("communication", reference))
    step, width = sheet.line_height(), box.width / 3
    for index, (role, key) in enumerate(cells):
        x = box.x + index * width + 4
        sheet.text(x, box.top + 3, words[role], size=sheet.style.size - 1.5, within=width - 8)
        sheet.text(x, box.top + step + 4, printer.value(key), bold=True, within=width - 8)
    sheet.rectangle(box.x, box.top, box.width, 2 * step + 8, stroke="#333333")
    return box.top + 2 * step + 8


def _fine_print(sheet: Sheet, box: Box) -> float:
    """The sender's details in the same small paragraph as its conditions."""
    printer = sheet.printer
    town = f"{printer.value('seller.postcode')} {printer.value('seller.city')}"
    said = details(sheet, "seller", ("vat", "register", "iban", "bic", "email"))
    text = ", ".join((printer.value("seller.name"), printer.value("seller.street"), town, *said))
    return sheet.paragraph(
        box, f"{text}. {sheet.document.words['conditions']}", size=6.2, colour=sheet.style.muted, align="center"
    )


def _watermark(sheet: Sheet) -> None:
    text = {"nl": "KOPIE", "fr": "DUPLICATA", "en": "COPY", "de": "KOPIE"}[sheet.document.language]
    sheet.rotated_text(140, 640, text, degrees=45, size=74, colour="#ececec", bold=True)


def _corner(sheet: Sheet) -> None:
    sheet.polygon([(sheet.width, 0), (sheet.width, 60), (sheet.width - 60, 0)], sheet.accent)


class DottedTable(LineTable):
    """A dotted rule under every line and nothing else."""

    def draw_row(self, sheet: Sheet, box: Box, index: int) -> float:
        bottom = super().draw_row(sheet, box, index)
        for step in range(int(box.width / 6)):
            sheet.rule(box.x + 6 * step, bottom, 2, weight=0.5, colour="#777777")
        return bottom


def _beside(block: Block) -> Totals:
    return Totals(lambda breakdown: row((0.5, breakdown), (0.5, block)))


ONLY_HELD_OUT = Axes(
    head={
        "customer-first": Head(_customer_first), "side-note": Head(_side_note), "ribbon": Head(_ribbon),
        "seal": Head(_seal, names_sender=False),
    },
    sender={"mixed": ("web", "iban", "vat", "company_number"), "tail": ("email", "phone", "register", "vat")},
    addressee={
        "late": parties.buyer_block(label_style="accent", vat=True, country=True),
        "right": parties.buyer_block(align="right"),
    },
    meta={"captions": _caption_under, "right-stack": _right_stack, "double": _double_pairs},
    columns={
        "q-u-c-d-p-r-t": ("quantity", "unit", "code", "description", "unit_price", "discount", "rate", "line_total"),
        "d-t": ("description", "line_total"),
        "r-d-t-q-p": ("rate", "description", "line_total", "quantity", "unit_price"),
    },
    grid={
        "dotted": lambda columns: DottedTable(columns, head="plain", body="none"),
        "dense": lambda columns: LineTable(columns, head="box", body="zebra", room=0.6, upper_head=True),
    },
    totals={
        "leaders": _beside(_leaders), "tower": _beside(_tower),
        "top": Totals(lambda breakdown: stack(panel(payment.amount_due(size=18), stroke="accent"),
                                              row((0.5, totals.totals(vat="sum", style="plain")), (0.5, breakdown)),
                                              gap=6)),
    },
    breakdown={"sentences": _breakdown_sentences,
               "gross-first": totals.vat_table(columns=("gross", "rate", "base", "amount"), style="tint")},
    payment={"row": _payment_row, "twice": stack(payment.payment("table"), payment.payment("sentence"), gap=5)},
    foot={"fine-print": Foot(_fine_print), "four": Foot(foot.foot_columns((("vat",), ("register", "phone"),
                                                                            ("iban", "bic", "email"))))},
    ornament={"watermark": _watermark, "corner": _corner},
    font={name: name for name in ("Ubuntu", "SpaceMono", "UbuntuMono")},
)  # fmt: skip
"""Values that occur in report families only."""


def _total_last(total: Block, vat: Block, paid: Block) -> Block:
    return stack(vat, line(space=3), total, paid, gap=5)


ONLY_HELD_OUT_TILL = TillAxes(
    roll={"bistro": 300},
    head={"tail": parties.seller_block(align="right", fields=("phone", "web", "register", "vat"), name_size=12)},
    columns={"d-t": ("description", "line_total"), "q-d-t-r": ("quantity", "description", "line_total", "rate")},
    vat={"gross": totals.vat_table(columns=("rate", "gross", "base", "amount"), style="plain", total=True)},
    order={"total-last": _total_last},
    font={"SpaceMono": "SpaceMono", "Cascadia": "Cascadia"},
)
