"""Layout families composed by number: each part is drawn from a pool, so that there is no limit to their number.

`mix-001` is always the same layout. A reader should be measured on numbers that were not used to tune it.
"""

import random
from typing import Protocol

from libs.samples.layouts.blocks import foot, meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import Block, gap, line, nothing, panel, pin, row, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.printing import Family
from libs.samples.layouts.sheet import Sheet, Style

_ACCENTS = ("logo", "logo", "logo", "#111111", "#2b2b6f", "#7a1f1f", "#0b5d4e", "#444444")
_COLUMNS: tuple[tuple[str, ...], ...] = (
    ("description", "quantity", "unit_price", "rate", "line_total"),
    ("description", "quantity", "unit", "unit_price", "discount", "line_total", "rate"),
    ("code", "description", "quantity", "unit_price", "discount", "rate", "line_total"),
    ("quantity", "code", "description", "unit_price", "line_total"),
    ("position", "description", "quantity_unit", "unit_price", "discount", "rate", "line_total"),
    ("description", "quantity_unit", "unit_price", "line_total"),
    ("position", "code", "description", "quantity", "unit", "unit_price", "discount", "line_total"),
    ("description", "rate", "quantity", "unit_price", "line_total"),
    ("code", "description", "unit", "quantity", "unit_price", "discount", "line_total", "rate"),
)


def composed(number: int) -> Family:
    """Returns the family with this number."""
    rng = random.Random(f"mix-{number}")
    named_in_head = rng.random() < 0.75
    style = Style(
        font=rng.choice(("Helvetica", "Helvetica", "Helvetica", "Times", "Vera", "Courier")),
        size=rng.choice((8.2, 8.6, 9.0, 9.4)),
        accent=rng.choice(_ACCENTS),
        margin=rng.choice((38, 44, 50, 58, 66)),
        leading=rng.choice((1.24, 1.3, 1.36)),
    )
    if style.font in ("Vera", "Courier"):
        style = Style(style.font, style.size - 0.8, style.accent, style.muted, min(style.margin, 46), style.leading)
    strip = rng.random() < 0.18
    return Family(
        name=f"mix-{number:03d}",
        style=style,
        top=rng.choice((30, 36, 44)),
        ground=rng.choice((None, None, None, _thin_top, _left_edge)),
        head=stack(_head(rng, named=named_in_head), gap(rng.choice((10, 16, 22)))),
        table=_table(rng, style),
        closing=_closing(rng, strip=strip),
        foot=_foot(rng, named=named_in_head),
        closing_at_bottom=rng.random() < 0.2,
        numbered=rng.choice(("right", "right", "center", "left")),
    )


class _HeadMaker(Protocol):
    def __call__(self, rng: random.Random, *, named: bool) -> Block: ...


def _head(rng: random.Random, *, named: bool) -> Block:
    pool: tuple[_HeadMaker, ...] = (
        _head_pair, _head_window, _head_three, _head_centred, _head_title_first, _head_boxes,
    )  # fmt: skip
    return rng.choice(pool)(rng, named=named)


def _supplier(rng: random.Random, *, named: bool, **options: object) -> Block:
    """The seller's block with identity, or only the logo when the foot names the seller."""
    if not named:
        return logo(rng.choice((40, 52)), wordmark_size=22)
    fields = rng.choice((("phone", "email", "vat"), ("vat", "register"), ("phone", "vat", "iban"), ("vat",),
                         ("phone", "email", "web", "vat", "register")))  # fmt: skip
    return parties.seller_block(fields=fields, mark=bool(options.get("mark")), align="left")


def _customer(rng: random.Random) -> Block:
    card = parties.buyer_block(
        label=rng.random() < 0.7, label_style=rng.choice(("bold", "accent", "small")), vat=rng.random() < 0.85
    )
    return panel(card, stroke="#777777", padding=7) if rng.random() < 0.3 else card


def _meta(rng: random.Random) -> Block:
    block = rng.choice(
        (
            meta.labels(),
            meta.labels(colon=False, bold_values=True),
            meta.justified(),
            meta.justified(rules=True),
            meta.grid(across=2),
        )
    )
    return panel(block, fill="tint", padding=7) if rng.random() < 0.3 else block


def _head_pair(rng: random.Random, *, named: bool) -> Block:
    title = meta.title(size=rng.choice((15, 19, 24)), align="right", colour=rng.choice(("accent", "#111111")))
    second = row((0.5, _meta(rng)), (0.5, _customer(rng)))
    if rng.random() < 0.5:
        second = row((0.5, _customer(rng)), (0.5, _meta(rng)))
    return stack(row((0.6, _supplier(rng, named=named, mark=True)), (0.4, title)), gap(18), second)


def _head_window(rng: random.Random, *, named: bool) -> Block:
    window = stack(parties.return_line(), parties.buyer_block(label=False, vat=rng.random() < 0.6, size=10))
    left = rng.random() < 0.5
    cells = ((0.52, window), (0.48, _meta(rng))) if left else ((0.52, _meta(rng)), (0.48, window))
    return stack(
        _supplier(rng, named=named, mark=rng.random() < 0.6),
        pin(rng.choice((130, 145, 160))),
        row(*cells),
        gap(26),
        meta.title(size=rng.choice((13, 16)), with_number=rng.random() < 0.6),
    )


def _head_three(rng: random.Random, *, named: bool) -> Block:
    parties_row = (
        row((0.34, _supplier(rng, named=named)), (0.33, _customer(rng)), (0.33, _meta(rng)))
        if named
        else row((0.5, _customer(rng)), (0.5, _meta(rng)))
    )
    return stack(
        row((0.5, logo(36)), (0.5, meta.title(size=18, align="right"))),
        line(colour="accent", weight=1.0),
        parties_row,
    )


def _head_centred(rng: random.Random, *, named: bool) -> Block:
    seller = (
        parties.seller_block(mark=True, align="center", fields=("phone", "vat"), name_size=13)
        if named
        else logo(50, align="center", wordmark_size=26)
    )
    return stack(
        seller,
        gap(14),
        _customer(rng),
        gap(14),
        meta.title(align=rng.choice(("left", "center")), size=17),
        gap(6),
        meta.columns(boxed=rng.random() < 0.6, head=rng.choice(("muted", "fill", "tint")), limit=7),
    )


def _head_title_first(rng: random.Random, *, named: bool) -> Block:
    return stack(
        meta.title(size=rng.choice((22, 28)), upper=rng.random() < 0.5),
        meta.sentence() if rng.random() < 0.4 else meta.labels(meta.SHORT, share=0.25),
        gap(16),
        row((0.5, _supplier(rng, named=named)), (0.5, _customer(rng))),
    )


def _head_boxes(rng: random.Random, *, named: bool) -> Block:
    left = panel(_supplier(rng, named=named), fill=rng.choice(("#f1f1f1", "tint")), padding=8)
    right = panel(parties.buyer_block(label_style="small"), stroke="#555555", padding=8)
    return stack(
        row((0.5, left), (0.5, right)),
        gap(12),
        row((0.45, meta.title(size=18, with_number=rng.random() < 0.4)), (0.55, _meta(rng))),
    )


def _table(rng: random.Random, style: Style) -> LineTable:
    wide = style.font in ("Vera", "Courier")
    columns = rng.choice([choice for choice in _COLUMNS if not wide or len(choice) <= 7])
    body = rng.choice(("rules", "zebra", "grid", "plain", "none"))
    return LineTable(
        columns=columns,
        head=rng.choice(("rules", "fill", "tint", "box", "plain")),
        body=body,
        room=rng.choice((1.5, 2.5, 4)),
        carry=rng.random() < 0.7,
        upper_head=rng.random() < 0.15,
        until_bottom=body == "grid" and rng.random() < 0.5,
    )


def _closing(rng: random.Random, *, strip: bool) -> Block:
    vat = rng.choice(
        (
            totals.vat_table(style=rng.choice(("rules", "boxed", "plain", "tint")), total=rng.random() < 0.4),
            totals.vat_table(columns=("base", "rate", "amount")),
            totals.vat_table(columns=("rate", "base", "amount", "gross"), style="boxed"),
            totals.vat_lines(),
            totals.vat_matrix(),
        )
    )
    pay = payment.payment(rng.choice(("sentence", "table", "slip", "qr")))
    tail = stack(
        payment.notes(), payment.terms(), pay, rng.choice((nothing, payment.thanks(), payment.conditions())), gap=8
    )
    if strip:
        return stack(vat, totals.totals_strip(head=rng.choice(("tint", "fill", "grey"))), tail, gap=8)
    by_rate = rng.random() < 0.35
    block = totals.totals(
        vat="rates" if by_rate else "sum",
        style=rng.choice(("rule", "boxed", "filled", "ruled", "plain")),
        always_payable=rng.random() < 0.8,
        loud=rng.choice((0.5, 1.5, 3)),
    )
    beside = nothing if by_rate and rng.random() < 0.5 else vat
    if rng.random() < 0.12:
        return stack(row((0.55, block), (0.45, beside)), tail, gap=10)
    return stack(row((0.48, beside), (0.52, block)), tail, gap=10)


def _foot(rng: random.Random, *, named: bool) -> Block:
    if not named:
        return rng.choice((foot.foot_columns(), foot.foot_line()))
    return rng.choice(
        (
            foot.foot_line(("iban", "bic", "register"), rule=rng.random() < 0.5),
            foot.foot_line(("iban", "bic"), separator=" | ", centred=False),
            foot.foot_columns(rule=rng.random() < 0.6),
            foot.foot_line(),
            nothing,
        )
    )


def _thin_top(sheet: Sheet) -> None:
    sheet.rectangle(0, 0, sheet.width, 8, fill=sheet.accent)


def _left_edge(sheet: Sheet) -> None:
    sheet.rectangle(0, 0, 6, sheet.height, fill=sheet.accent)
