"""Plain business layouts, as the programs of most small companies print them."""

from libs.samples.layouts.blocks import foot, meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import gap, line, nothing, panel, pin, row, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.printing import Family
from libs.samples.layouts.sheet import Style

LETTER = Family(
    name="letter",
    head=stack(
        row(
            (0.6, parties.seller_block(mark=True, fields=(*parties.CONTACT, *parties.IDENTITY))),
            (0.4, meta.title(align="right")),
        ),
        pin(175),
        row((0.5, meta.labels()), (0.5, parties.buyer_block())),
        gap(22),
    ),
    table=LineTable(),
    closing=stack(
        row((0.52, payment.notes()), (0.48, totals.totals(always_payable=True))),
        payment.terms(),
        payment.payment("sentence"),
        payment.conditions(),
        gap=8,
    ),
    foot=foot.foot_line(("vat", "iban", "bic", "phone")),
)

WINDOW = Family(
    name="window",
    style=Style(font="Helvetica", size=9, accent="#1c1c1c"),
    head=stack(
        row((0.5, logo(48)), (0.5, parties.seller_block(align="right", fields=(*parties.CONTACT, "vat"), size=8))),
        pin(140),
        row((0.52, nothing), (0.48, stack(parties.return_line(), parties.buyer_block(label=False, size=10)))),
        pin(245),
        meta.title(with_number=True, size=15, colour="#1c1c1c"),
        gap(6),
        meta.columns(
            ("issue_date", "due_date", "customer_no", "order_no", "delivery_date", "original_number"), boxed=True
        ),
        gap(14),
    ),
    table=LineTable(
        columns=("code", "description", "quantity", "unit", "unit_price", "discount", "rate", "line_total"),
        head="box",
        body="grid",
        until_bottom=True,
    ),
    closing=stack(
        row(
            (0.5, totals.vat_table(style="boxed")), (0.5, totals.totals(vat="sum", style="boxed", always_payable=True))
        ),
        payment.notes(),
        payment.terms(),
        payment.payment("table"),
        gap=8,
    ),
    foot=foot.foot_columns(),
)

BAND = Family(
    name="band",
    style=Style(font="Helvetica", size=9),
    top=34,
    ground=lambda sheet: sheet.rectangle(0, 0, sheet.width, 14, fill=sheet.accent),
    head=stack(
        row((0.55, logo(40)), (0.45, meta.title(align="right", size=24))),
        gap(14),
        row(
            (0.34, parties.seller_block(fields=("vat", "register", "phone", "email"), size=8.5, name_size=9.5)),
            (0.33, parties.buyer_block(label_style="accent")),
            (0.33, panel(meta.justified(), fill="tint")),
        ),
        gap(20),
    ),
    table=LineTable(
        columns=("description", "quantity", "unit", "unit_price", "discount", "rate", "line_total"),
        head="fill",
        body="zebra",
    ),
    closing=stack(
        row(
            (0.5, stack(totals.vat_lines(), payment.notes(), gap=6)),
            (0.5, totals.totals(vat="sum", style="filled", always_payable=True)),
        ),
        payment.terms(),
        payment.payment("qr"),
        gap=12,
    ),
    foot=foot.foot_line(),
)

LEDGER = Family(
    name="ledger",
    style=Style(font="Courier", size=8.5, accent="#000000"),
    head=stack(
        row(
            (0.55, parties.seller_block(fields=("phone", *parties.IDENTITY), name_size=11)),
            (0.45, panel(parties.buyer_block(label=True), stroke="#000000")),
        ),
        gap(16),
        line(weight=0.8),
        meta.title(size=13, colour="#000000", upper=True),
        meta.labels(share=0.4),
        line(weight=0.8),
        gap(6),
    ),
    table=LineTable(
        columns=("code", "description", "quantity", "unit_price", "discount", "line_total", "rate"),
        head="rules",
        body="plain",
        widths={"code": 5.2, "quantity": 6.2, "unit_price": 7.4, "line_total": 8.2, "rate": 5.5},
    ),
    closing=stack(
        totals.vat_matrix(),
        row((0.5, payment.notes()), (0.5, totals.totals(vat="sum", style="plain", always_payable=True))),
        payment.payment("table"),
        payment.terms(),
        gap=8,
    ),
    foot=foot.foot_line(("iban", "bic", "email"), rule=True),
)

SERIF = Family(
    name="serif",
    style=Style(font="Times", size=10, margin=62),
    head=stack(
        parties.seller_block(mark=True, align="center", fields=("vat", "phone", "email"), name_size=13),
        gap(10),
        line(colour="accent", weight=1.2),
        gap(10),
        row((0.5, parties.buyer_block(label_style="small")), (0.5, meta.labels(bold_values=True))),
        gap(16),
        meta.title(align="center", size=17),
        gap(12),
    ),
    table=LineTable(
        columns=("description", "quantity", "unit_price", "discount", "rate", "line_total"), head="rules", body="plain"
    ),
    closing=stack(
        row((0.5, totals.vat_table(style="plain")), (0.5, totals.totals(vat="sum", style="rule", always_payable=True))),
        payment.notes(italic=True),
        payment.terms(label=False),
        payment.payment("sentence"),
        payment.thanks(),
        gap=10,
    ),
    foot=foot.foot_line(("register", "iban", "bic", "web"), separator="  ·  "),
)

SLIP = Family(
    name="slip",
    style=Style(font="Helvetica", size=8.5, accent="#b3402a"),
    head=stack(
        row(
            (0.5, parties.seller_block(mark=True, fields=(*parties.CONTACT, "vat", "register"), size=8)),
            (0.5, stack(meta.title(size=16, align="left"), meta.labels())),
        ),
        pin(165),
        row((0.5, nothing), (0.5, parties.buyer_block(label=False, size=10))),
        gap(24),
    ),
    table=LineTable(
        columns=("position", "description", "quantity_unit", "unit_price", "discount", "rate", "line_total"),
        head="tint",
        body="rules",
    ),
    closing=stack(
        row((0.5, payment.notes()), (0.5, totals.totals(style="ruled"))),
        totals.totals_strip(head="tint"),
        payment.terms(),
        payment.payment("slip"),
        gap=12,
    ),
    closing_at_bottom=True,
    foot=foot.foot_line(("iban", "bic", "register")),
)

FAMILIES: tuple[Family, ...] = (LETTER, WINDOW, BAND, LEDGER, SERIF, SLIP)
