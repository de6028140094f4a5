"""The axes of a till receipt: paper width, head, columns, VAT, order of the blocks and font."""

import random
from collections.abc import Callable
from dataclasses import dataclass, fields

from libs.samples.layouts.axes.space import Choice
from libs.samples.layouts.blocks import foot, parties, payment, totals
from libs.samples.layouts.blocks.frame import Block, gap, line, nothing, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.printing import Family
from libs.samples.layouts.receipts import ticket_head, ticket_total
from libs.samples.layouts.sheet import Style

_WIDTHS = {"quantity": 4.6, "unit_price": 6.0, "line_total": 7.0, "rate": 4.8}


@dataclass(frozen=True)
class TillAxes:
    """The axes, each with its values by name. `order` arranges total, VAT and payment below the lines."""

    roll: dict[str, float]
    head: dict[str, Block]
    columns: dict[str, tuple[str, ...]]
    vat: dict[str, Block]
    order: dict[str, Callable[[Block, Block, Block], Block]]
    font: dict[str, str]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(axis.name for axis in fields(cls))

    def values(self, axis: str) -> tuple[str, ...]:
        return tuple(getattr(self, axis))

    def joined(self, other: "TillAxes") -> "TillAxes":
        return TillAxes(**{name: getattr(self, name) | getattr(other, name) for name in self.names()})


def compose_till(name: str, choice: Choice, axes: TillAxes) -> Family:
    """Returns the layout family of this choice."""
    rng = random.Random(f"till-{name}")
    roll = axes.roll[choice["roll"]]
    total, vat, paid = ticket_total(), axes.vat[choice["vat"]], payment.payment()
    return Family(
        name=name,
        roll=roll,
        top=rng.choice((10, 16, 24)),
        style=Style(
            font=axes.font[choice["font"]], size=7.0 if roll < 200 else rng.choice((7.6, 8.2)),
            margin=8 if roll < 200 else 14, accent="#000000", muted="#222222", leading=rng.choice((1.18, 1.28)),
        ),
        head=stack(axes.head[choice["head"]], line(space=4), ticket_head(), gap(5)),
        table=LineTable(
            columns=axes.columns[choice["columns"]], head=rng.choice(("plain", "rules")), body="none", carry=False,
            widths=_WIDTHS, room=rng.choice((0.8, 1.4)),
        ),
        closing=stack(
            axes.order[choice["order"]](total, vat, paid),
            rng.choice((nothing, payment.thanks())),
            foot.foot_line(("vat", "web"), address=False, rule=False) if rng.random() < 0.3 else nothing,
            gap=6,
        ),
    )  # fmt: skip


def _usual(total: Block, vat: Block, paid: Block) -> Block:
    return stack(line(space=3), total, vat, paid, gap=5)


def _paid_first(total: Block, vat: Block, paid: Block) -> Block:
    return stack(total, paid, line(space=3), vat, gap=5)


SHARED_TILL = TillAxes(
    roll={"narrow": 170, "usual": 226, "wide": 268},
    head={
        "centred": parties.seller_block(align="center", fields=("phone", "vat"), name_size=10),
        "left": parties.seller_block(fields=("vat",), name_size=9.5),
        "marked": parties.seller_block(align="center", mark=True, fields=("vat", "web"), name_size=10),
    },
    columns={
        "d-q-t": ("description", "quantity", "line_total"), "q-d-t": ("quantity", "description", "line_total"),
        "q-d-p-t": ("quantity", "description", "unit_price", "line_total"),
    },
    vat={
        "table": totals.vat_table(style="plain"), "lines": totals.vat_lines(),
        "base-first": totals.vat_table(columns=("base", "rate", "amount"), style="rules"),
    },
    order={"usual": _usual, "paid-first": _paid_first},
    font={"Courier": "Courier", "Helvetica": "Helvetica", "Vera": "Vera"},
)  # fmt: skip
