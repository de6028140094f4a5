"""The values of each axis that may be looked at while the reader is tuned."""

from functools import partial

from libs.samples.layouts.axes.space import Axes, Foot, Head, Parts, Totals
from libs.samples.layouts.blocks import foot, meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import Block, gap, line, nothing, panel, pin, row, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.sheet import Sheet

_STRIP = ("number", "issue_date", "due_date", "original_number", "customer_no", "delivery_date")


def _pair(parts: Parts) -> Block:
    return stack(
        row((0.6, parts.sender), (0.4, meta.title(size=21, align="right"))),
        gap(18),
        row((0.5, parts.meta), (0.5, parts.buyer)),
    )


def _mirror(parts: Parts) -> Block:
    return stack(
        row((0.5, meta.title(size=19)), (0.5, parts.sender)),
        gap(16),
        row((0.5, parts.buyer), (0.5, parts.meta)),
    )


def _window_left(parts: Parts) -> Block:
    return stack(
        parts.sender, pin(140), row((0.54, parts.window), (0.46, parts.meta)), gap(28),
        meta.title(size=14, with_number=True),
    )  # fmt: skip


def _window_right(parts: Parts) -> Block:
    return stack(
        row((0.5, stack(parts.sender, gap(14), meta.title(size=16))), (0.5, stack(pin(128), parts.window))),
        gap(18),
        parts.meta,
    )


def _three(parts: Parts) -> Block:
    return stack(
        row((0.5, logo(36)), (0.5, meta.title(size=18, align="right"))),
        line(colour="accent", weight=1),
        row((0.34, parts.sender), (0.33, parts.buyer), (0.33, parts.meta)),
    )


def _centred(parts: Parts) -> Block:
    return stack(
        logo(42, align="center", wordmark_size=24), gap(6), meta.title(size=17, align="center"), gap(12),
        row((0.5, parts.sender), (0.5, parts.buyer)), gap(12), parts.meta,
    )  # fmt: skip


def _poster(parts: Parts) -> Block:
    return stack(
        meta.title(size=30, upper=True), gap(6), parts.meta, gap(20),
        row((0.5, parts.sender), (0.5, parts.buyer)),
    )  # fmt: skip


def _boxes(parts: Parts) -> Block:
    return stack(
        row((0.5, panel(parts.sender, fill="#f2f2f2")), (0.5, panel(parts.buyer, stroke="#555555"))),
        gap(14),
        row((0.45, meta.title(size=18, with_number=True)), (0.55, parts.meta)),
    )


def _flush_left(parts: Parts) -> Block:
    return stack(parts.sender, gap(16), parts.buyer, gap(16), meta.title(size=15), gap(4), parts.meta)


def _foot_named(parts: Parts) -> Block:
    return stack(
        logo(50, wordmark_size=26), gap(26), row((0.55, parts.buyer), (0.45, parts.meta)), gap(20),
        meta.title(size=16),
    )  # fmt: skip


def _top_bar(sheet: Sheet) -> None:
    sheet.rectangle(0, 0, sheet.width, 10, fill=sheet.accent)


def _left_edge(sheet: Sheet) -> None:
    sheet.rectangle(0, 0, 7, sheet.height, fill=sheet.accent)


def _frame(sheet: Sheet) -> None:
    sheet.rectangle(14, 14, sheet.width - 28, sheet.height - 28, stroke="#888888", weight=0.8)


def _beside(block: Block) -> Totals:
    return Totals(lambda breakdown: row((0.48, breakdown), (0.52, block)))


def _by_rate(block: Block) -> Totals:
    return Totals(lambda breakdown: row((0.44, breakdown), (0.56, block)), by_rate=True)


SHARED = Axes(
    head={
        "pair": Head(_pair), "mirror": Head(_mirror), "window-left": Head(_window_left),
        "window-right": Head(_window_right), "three": Head(_three), "centred": Head(_centred),
        "poster": Head(_poster), "boxes": Head(_boxes), "flush-left": Head(_flush_left),
        "foot-named": Head(_foot_named, names_sender=False),
    },
    sender={
        "full": ("phone", "email", "web", "vat", "register"), "vat": ("vat",), "phone-vat": ("phone", "vat"),
        "vat-bank": ("vat", "iban", "bic"), "register": ("company_number", "vat", "phone", "email"),
    },
    addressee={
        "bold": parties.buyer_block(), "accent": parties.buyer_block(label_style="accent"),
        "small": parties.buyer_block(label_style="small"), "bare": parties.buyer_block(label=False, size=10),
        "boxed": panel(parties.buyer_block(label_style="small"), stroke="#777777", padding=7),
    },
    meta={
        "labels": meta.labels(), "labels-bold": meta.labels(colon=False, bold_values=True),
        "justified": meta.justified(), "justified-ruled": meta.justified(rules=True), "grid": meta.grid(across=2),
        "grid-wide": meta.grid(across=3), "strip": meta.columns(_STRIP, limit=5),
        "strip-boxed": meta.columns(_STRIP, boxed=True, head="tint", limit=5),
        "panel": panel(meta.labels(), fill="tint", padding=7), "narrow": meta.labels(share=0.36),
    },
    columns={
        "d-q-p-r-t": ("description", "quantity", "unit_price", "rate", "line_total"),
        "d-q-u-p-t-r": ("description", "quantity", "unit", "unit_price", "discount", "line_total", "rate"),
        "c-d-q-p-r-t": ("code", "description", "quantity", "unit_price", "discount", "rate", "line_total"),
        "q-c-d-p-t": ("quantity", "code", "description", "unit_price", "discount", "line_total"),
        "n-d-qu-p-r-t": ("position", "description", "quantity_unit", "unit_price", "discount", "rate", "line_total"),
        "d-qu-p-t": ("description", "quantity_unit", "unit_price", "discount", "line_total"),
        "d-r-q-p-t": ("description", "rate", "quantity", "unit_price", "discount", "line_total"),
    },
    grid={
        "ruled": partial(LineTable, head="rules", body="rules"), "zebra": partial(LineTable, head="fill", body="zebra"),
        "boxed": partial(LineTable, head="box", body="grid"), "bare": partial(LineTable, head="plain", body="none"),
        "tinted": partial(LineTable, head="tint", body="plain", upper_head=True),
        "sheet": partial(LineTable, head="fill", body="grid", until_bottom=True),
        "airy": partial(LineTable, head="plain", body="rules", room=4.5, carry=False),
    },
    totals={
        "rule": _beside(totals.totals(vat="sum", style="rule", always_payable=True)),
        "boxed": _beside(totals.totals(vat="sum", style="boxed", always_payable=True)),
        "filled": _beside(totals.totals(vat="sum", style="filled", always_payable=True)),
        "plain": _beside(totals.totals(vat="sum", style="plain", loud=0)),
        "by-rate": _by_rate(totals.totals(style="rule", always_payable=True)),
        "by-rate-ruled": _by_rate(totals.totals(style="ruled")),
        "strip": Totals(lambda breakdown: stack(breakdown, totals.totals_strip(head="tint"), gap=8)),
        "left": Totals(lambda breakdown: row((0.55, totals.totals(vat="sum", always_payable=True)), (0.45, breakdown))),
    },
    breakdown={
        "table": totals.vat_table(), "boxed": totals.vat_table(style="boxed", total=True),
        "base-first": totals.vat_table(columns=("base", "rate", "amount")),
        "gross": totals.vat_table(columns=("rate", "base", "amount", "gross"), style="boxed"),
        "lines": totals.vat_lines(), "matrix": totals.vat_matrix(), "none": None,
    },
    payment={
        "sentence": payment.payment("sentence"), "table": payment.payment("table"), "slip": payment.payment("slip"),
        "qr": payment.payment("qr"),
        "small-print": stack(payment.payment("sentence"), payment.conditions(), gap=6),
    },
    foot={
        "none": Foot(nothing, identifies=False),
        "bank": Foot(foot.foot_line(("iban", "bic", "register")), identifies=False),
        "line": Foot(foot.foot_line()), "columns": Foot(foot.foot_columns()),
        "bars": Foot(foot.foot_line(("vat", "register", "iban", "bic", "phone"), separator=" | ", rule=False)),
    },
    ornament={"plain": None, "top-bar": _top_bar, "left-edge": _left_edge, "frame": _frame},
    font={name: name for name in ("Helvetica", "Times", "Courier", "Vera", "Noto", "Fira")},
)  # fmt: skip
