"""Layouts of online invoicing tools and designers: colour, white space, the amount at the top."""

from libs.samples.layouts.blocks import foot, meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import gap, line, nothing, panel, row, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.printing import Family
from libs.samples.layouts.sheet import Sheet, Style

_SIDE = 150.0


def _side_ground(sheet: Sheet) -> None:
    sheet.rectangle(0, 0, _SIDE, sheet.height, fill=sheet.accent)


def _top_ground(sheet: Sheet) -> None:
    if sheet.page == 1:
        sheet.rectangle(0, 0, sheet.width, 96, fill=sheet.accent)


def _edge_ground(sheet: Sheet) -> None:
    sheet.rectangle(0, 0, 9, sheet.height, fill=sheet.accent)


SIDEBAR = Family(
    name="sidebar",
    style=Style(font="Helvetica", size=8.5, margin=34),
    side=_SIDE - 8,
    ground=_side_ground,
    head=stack(
        parties.side_column(_SIDE),
        meta.title(size=24),
        gap(12),
        row((0.55, parties.buyer_block(label_style="accent")), (0.45, meta.labels(colon=False))),
        gap(26),
    ),
    table=LineTable(
        columns=("description", "quantity", "unit_price", "rate", "line_total"), head="rules", body="rules"
    ),
    closing=stack(
        row((0.42, totals.vat_table(style="plain")), (0.58, totals.totals(vat="sum", always_payable=True))),
        payment.notes(),
        payment.terms(),
        payment.payment("sentence"),
        payment.stamp(),
        gap=10,
    ),
)

BANNER = Family(
    name="banner",
    style=Style(font="Helvetica", size=9, margin=44),
    top=30,
    ground=_top_ground,
    head=stack(
        row(
            (0.6, meta.title(size=26, colour="#ffffff")),
            (0.4, meta.title(size=11, colour="#ffffff", align="right", with_number=True)),
        ),
        gap(44),
        row(
            (0.34, parties.seller_block(fields=("vat", "phone", "email"), size=8.5)),
            (0.33, parties.buyer_block(label_style="small")),
            (0.33, meta.grid(across=2)),
        ),
        gap(22),
    ),
    table=LineTable(columns=("description", "quantity_unit", "unit_price", "discount", "rate", "line_total"),
                    head="tint", body="rules"),
    closing=stack(
        row((0.55, stack(payment.notes(), payment.terms(), payment.payment("table"), gap=6)),
            (0.45, panel(totals.totals(style="plain", always_payable=True), fill="tint"))),
        totals.vat_lines(),
        payment.conditions(),
        gap=12,
    ),
    foot=foot.foot_line(("register", "iban", "bic", "web"), rule=False),
)  # fmt: skip

CLOUD = Family(
    name="cloud",
    style=Style(font="Vera", size=8, margin=54, leading=1.4),
    head=stack(
        row((0.5, stack(meta.title(size=18, colour="#222222"), gap(4), meta.labels(colon=False, share=0.42))),
            (0.5, logo(40, align="right", wordmark_size=15))),
        gap(18),
        row((0.5, parties.seller_block(fields=("email", "vat"), name_size=8.5)), (0.5, parties.buyer_block())),
        gap(16),
        payment.amount_due(align="left", size=17, colour="#222222"),
        gap(14),
    ),
    table=LineTable(columns=("description", "quantity", "unit_price", "rate", "line_total"), head="plain", body="rules",
                    room=4),
    closing=stack(
        row((0.45, payment.notes()), (0.55, totals.totals(style="ruled", loud=0.5, always_payable=True))),
        payment.payment("table"),
        gap=14,
    ),
    foot=foot.foot_line(("company_number", "iban"), rule=True, centred=False),
    numbered="left",
)  # fmt: skip

MINIMAL = Family(
    name="minimal",
    style=Style(font="Helvetica", size=9, accent="#222222", muted="#777777", margin=70),
    top=64,
    head=stack(
        row((0.5, meta.title(size=13)), (0.5, parties.seller_block(align="right", fields=(), name_size=9))),
        gap(46),
        row((0.5, parties.buyer_block(label=False, vat=True)), (0.5, meta.grid(across=2))),
        gap(40),
    ),
    table=LineTable(
        columns=("description", "quantity", "unit_price", "line_total", "rate"), head="plain", body="none", room=4
    ),
    closing=stack(
        line(weight=0.4),
        row((0.5, nothing), (0.5, totals.totals(style="plain", loud=0, always_payable=True))),
        gap(20),
        payment.notes(italic=True),
        payment.payment("table"),
    ),
    foot=foot.foot_columns(rule=False),
    numbered="center",
)

TILE = Family(
    name="tile",
    style=Style(font="Vera", size=7.8, margin=40, leading=1.38),
    ground=_edge_ground,
    head=stack(
        row((0.5, logo(50)), (0.5, payment.amount_due(size=22))),
        gap(18),
        row(
            (0.5, panel(parties.seller_block(fields=("vat", "phone"), name_size=9), stroke="#cccccc", radius=5)),
            (0.5, panel(parties.buyer_block(label_style="accent"), stroke="#cccccc", radius=5)),
            gutter=10,
        ),
        gap(10),
        panel(meta.grid(across=4), fill="tint", radius=5),
        gap(14),
    ),
    table=LineTable(columns=("code", "description", "quantity", "unit", "unit_price", "discount", "rate", "line_total"),
                    head="fill", body="zebra", widths={"code": 7.0}),
    closing=stack(
        row((0.48, panel(totals.vat_table(style="plain", total=True), stroke="#cccccc", radius=5, padding=5)),
            (0.52, totals.totals(vat="sum", style="filled", always_payable=True))),
        payment.notes(),
        payment.payment("qr"),
        payment.thanks(),
        gap=12,
    ),
    foot=foot.foot_line(("register", "iban", "web"), separator="  |  "),
)  # fmt: skip

_UTILITY_FIELDS = ("issue_date", "customer_no", "delivery_date", "order_no", "buyer.vat", "original_number")

UTILITY = Family(
    name="utility",
    style=Style(font="Helvetica", size=8.8, margin=46),
    head=stack(
        row((0.5, logo(38)), (0.5, parties.buyer_block(label=False, size=10))),
        gap(26),
        meta.title(with_number=True, size=17),
        gap(8),
        row((0.5, panel(meta.justified(_UTILITY_FIELDS, rules=True), stroke="#999999")),
            (0.5, panel(payment.amount_due(align="center", size=23), fill="tint", padding=12))),
        gap(16),
        payment.intro(),
        gap(8),
    ),
    table=LineTable(columns=("description", "quantity", "unit", "unit_price", "line_total", "rate"),
                    head="tint", body="plain"),
    closing=stack(
        row((0.5, totals.vat_table(columns=("rate", "base", "amount", "gross"), style="rules", total=True)),
            (0.5, totals.totals(vat="sum"))),
        payment.payment("table"),
        payment.notes(),
        payment.conditions(),
        gap=12,
    ),
    foot=foot.foot_columns((("vat", "register"), ("iban", "bic"), ("phone", "web"))),
)  # fmt: skip

STUDIO = Family(
    name="studio",
    style=Style(font="Helvetica", size=9, margin=56),
    top=52,
    head=stack(
        logo(44, align="right", wordmark_size=24),
        gap(20),
        meta.title(size=34, upper=True),
        gap(4),
        meta.sentence(),
        gap(26),
        row((0.5, parties.buyer_block(label_style="small")),
            (0.5, parties.seller_block(fields=("vat", "email"), name_size=9.5))),
        gap(24),
    ),
    table=LineTable(columns=("description", "quantity_unit", "unit_price", "line_total"), head="plain", body="rules",
                    upper_head=True, room=5),
    closing=stack(
        row((0.4, nothing), (0.6, totals.totals(style="rule", loud=4, always_payable=True))),
        payment.notes(),
        payment.terms(),
        payment.payment("sentence"),
        payment.thanks(),
        gap=12,
    ),
    foot=foot.foot_line(("register", "iban", "bic", "phone", "web"), separator="   "),
)  # fmt: skip

FAMILIES: tuple[Family, ...] = (SIDEBAR, BANNER, CLOUD, MINIMAL, TILE, UTILITY, STUDIO)
