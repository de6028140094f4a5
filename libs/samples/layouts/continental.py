"""National layouts: the German business letter, the French boxed invoice, Belgian and Dutch programs."""

from libs.samples.layouts.blocks import foot, meta, parties, payment, totals
from libs.samples.layouts.blocks.frame import gap, line, nothing, panel, pin, row, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.blocks.logo import logo
from libs.samples.layouts.printing import Family
from libs.samples.layouts.sheet import Style

DIN_LETTER = Family(
    name="din-letter",
    style=Style(font="Helvetica", size=9.5, margin=66, accent="#222222"),
    head=stack(
        logo(44, align="right"),
        pin(126),
        row(
            (0.55, stack(parties.return_line(), parties.buyer_block(label=False, vat=False, size=10))),
            (
                0.45,
                meta.labels(
                    ("number", "issue_date", "due_date", "customer_no", "order_no", "buyer.vat", "original_number")
                ),
            ),
        ),
        pin(285),
        meta.title(with_number=True, size=13, colour="#111111"),
        gap(8),
        payment.intro(),
        gap(10),
    ),
    table=LineTable(
        columns=("position", "description", "quantity_unit", "unit_price", "line_total", "rate"),
        head="rules",
        body="none",
    ),
    closing=stack(
        row((0.42, nothing), (0.58, totals.totals(style="rule", loud=0.5, always_payable=True))),
        payment.notes(),
        payment.terms(label=False),
        payment.payment("sentence"),
        payment.thanks(),
        gap=9,
    ),
    foot=foot.foot_columns((("phone", "email", "web"), ("iban", "bic"), ("vat", "register"))),
)

FRENCH_BOXES = Family(
    name="french-boxes",
    style=Style(font="Helvetica", size=8.8, margin=42),
    head=stack(
        row(
            (0.5, panel(parties.seller_block(fields=("phone", "email", "company_number", "vat")), fill="#f3f3f3")),
            (0.5, panel(parties.buyer_block(), stroke="#555555")),
        ),
        gap(16),
        panel(meta.sentence(("number", "issue_date", "due_date", "original_number")), fill="tint", padding=6),
        gap(4),
        meta.columns(("customer_no", "order_no", "delivery_date"), boxed=True, head="tint"),
        gap(12),
    ),
    table=LineTable(
        columns=("code", "description", "quantity", "unit_price", "discount", "line_total", "rate"), head="fill",
        body="grid", until_bottom=True,
    ),
    closing=stack(
        row((0.55, totals.vat_table(style="boxed", total=True)), (0.45, totals.totals(vat="sum", style="boxed"))),
        payment.notes(),
        row((0.6, stack(payment.terms(), payment.payment("sentence"), gap=4)),
            (0.4, panel(payment.amount_due(align="center", size=15), stroke="accent"))),
        payment.conditions(),
        gap=8,
    ),
    foot=foot.foot_line(("register", "vat", "iban", "bic")),
)  # fmt: skip

CARBON = Family(
    name="carbon",
    style=Style(font="Courier", size=8, margin=36, accent="#000000", muted="#333333", leading=1.22),
    head=stack(
        row(
            (0.5, parties.seller_block(fields=("phone", "vat", "register", "iban"), name_size=10)),
            (0.5, panel(parties.buyer_block(label=False, size=9), stroke="#000000")),
        ),
        gap(12),
        meta.columns(boxed=True, head="none", limit=7),
        gap(10),
    ),
    table=LineTable(
        columns=("code", "description", "quantity", "unit", "unit_price", "discount", "rate", "line_total"),
        head="box", body="grid", until_bottom=True, upper_head=True, room=1.4,
        widths={"code": 5.0, "quantity": 5.6, "unit": 4.6, "unit_price": 6.6, "discount": 5.4,
                "rate": 5.2, "line_total": 7.6},
    ),
    closing=stack(
        totals.vat_matrix(),
        totals.totals_strip(head="grey"),
        payment.notes(),
        payment.terms(),
        payment.payment("table"),
        gap=6,
    ),
    foot=foot.foot_line(("bic", "email"), rule=False),
    numbered="left",
)  # fmt: skip

WHOLESALE = Family(
    name="wholesale",
    style=Style(font="Helvetica", size=7.6, margin=34, leading=1.25),
    top=28,
    head=stack(
        row((0.36, logo(36)), (0.32, parties.seller_block(fields=("phone", "email", "vat"), size=7, name_size=8.5)),
            (0.32, meta.title(size=16, align="right"))),
        gap(8),
        line(colour="accent", weight=1.5, space=2),
        row((0.33, parties.buyer_block(label_style="small")),
            (0.33, parties.buyer_block(label_style="small", vat=False, role="deliver_to")),
            (0.34, meta.justified())),
        gap(10),
    ),
    table=LineTable(
        columns=("position", "code", "description", "quantity", "unit", "unit_price", "discount", "rate", "line_total"),
        head="fill", body="zebra", room=1.2,
    ),
    closing=stack(
        row((0.5, totals.vat_matrix()), (0.5, totals.totals(vat="sum", style="boxed", always_payable=True))),
        payment.notes(size=7),
        payment.terms(),
        payment.payment("slip"),
        payment.conditions(size=5.8),
        gap=7,
    ),
    foot=foot.foot_line(("register", "iban", "bic", "web"), size=6.2),
)  # fmt: skip

FOOT_ONLY = Family(
    name="foot-only",
    style=Style(font="Helvetica", size=9.2, margin=58),
    head=stack(
        logo(52, align="center", wordmark_size=26),
        gap(24),
        row((0.55, parties.buyer_block(label=False)), (0.45, meta.labels())),
        gap(22),
        meta.title(size=16),
        gap(8),
    ),
    table=LineTable(
        columns=("description", "quantity_unit", "unit_price", "rate", "line_total"), head="rules", body="rules"
    ),
    closing=stack(
        row((0.45, totals.vat_lines()), (0.55, totals.totals(vat="sum", style="rule", always_payable=True))),
        payment.notes(),
        payment.terms(),
        payment.payment("sentence"),
        gap=12,
    ),
    foot=foot.foot_columns((("vat", "register"), ("iban", "bic"), ("phone", "email", "web"))),
)

DUTCH = Family(
    name="dutch",
    style=Style(font="Vera", size=8.2, margin=52, accent="#20558a", leading=1.36),
    head=stack(
        row(
            (0.5, meta.title(size=21)),
            (0.5, parties.seller_block(align="right", fields=("phone", "email", "company_number", "vat", "iban"))),
        ),
        gap(14),
        parties.buyer_block(label=False),
        gap(20),
        meta.labels(share=0.25),
        gap(16),
    ),
    table=LineTable(columns=("quantity", "description", "unit_price", "rate", "line_total"), head="rules", body="none"),
    closing=stack(
        row((0.4, nothing), (0.6, totals.totals(style="rule", always_payable=True))),
        payment.notes(),
        payment.payment("sentence"),
        payment.conditions(),
        gap=14,
    ),
    closing_at_bottom=True,
)

WORD_LETTER = Family(
    name="word-letter",
    style=Style(font="Times", size=11, margin=76, accent="#000000", muted="#000000"),
    top=70,
    head=stack(
        parties.seller_block(fields=("phone", "vat", "iban"), name_size=12),
        gap(18),
        row((0.5, nothing), (0.5, parties.buyer_block(label=False))),
        gap(18),
        meta.title(with_number=True, size=13, colour="#000000"),
        gap(2),
        meta.labels(("issue_date", "due_date", "original_number"), share=0.3),
        gap(12),
        payment.intro(),
        gap(8),
    ),
    table=LineTable(
        columns=("description", "quantity", "unit_price", "line_total"), head="plain", body="grid", carry=False
    ),
    closing=stack(
        row((0.4, nothing), (0.6, totals.totals(style="plain", loud=0, always_payable=True))),
        payment.notes(),
        payment.terms(),
        payment.payment("sentence"),
        payment.thanks(),
        gap=10,
    ),
)

_STATEMENT_FIELDS = ("number", "issue_date", "due_date", "customer_no", "order_no", "original_number")

STATEMENT = Family(
    name="statement",
    style=Style(font="Helvetica", size=8.6, margin=46, accent="#37474f"),
    head=stack(
        row((0.34, logo(40)), (0.33, parties.seller_block(fields=("vat", "phone"), size=8, name_size=9)),
            (0.33, parties.buyer_block(label_style="bold"))),
        gap(14),
        meta.columns(_STATEMENT_FIELDS, head="fill", boxed=True),
        gap(14),
    ),
    table=LineTable(columns=("code", "description", "quantity_unit", "unit_price", "discount", "line_total", "rate"),
                    head="rules", body="rules"),
    closing=stack(
        totals.totals_strip(head="fill"),
        row((0.5, totals.vat_table(style="rules")), (0.5, stack(payment.notes(), payment.terms(), gap=4))),
        payment.payment("slip"),
        gap=12,
    ),
    foot=foot.foot_line(("register", "iban", "email")),
)  # fmt: skip

FAMILIES: tuple[Family, ...] = (
    DIN_LETTER, FRENCH_BOXES, CARBON, WHOLESALE, FOOT_ONLY, DUTCH, WORD_LETTER, STATEMENT,
)  # fmt: skip
