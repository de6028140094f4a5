"""The axes of a layout, and the family made of one choice per axis."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from libs.samples.layouts.blocks import parties, payment
from libs.samples.layouts.blocks.frame import Block, gap, nothing, stack
from libs.samples.layouts.blocks.lines import LineTable
from libs.samples.layouts.fonts import WIDE
from libs.samples.layouts.printing import Family
from libs.samples.layouts.sheet import Sheet, Style

Choice = Mapping[str, str]
Table = Callable[[tuple[str, ...]], LineTable]
Ground = Callable[[Sheet], None] | None


@dataclass(frozen=True)
class Parts:
    """The blocks of a head: sender, addressee with and without a heading, and the number with the dates."""

    sender: Block
    buyer: Block
    window: Block
    meta: Block


@dataclass(frozen=True)
class Head:
    """An arrangement of the head. Without a sender in it, the foot must identify the seller."""

    arrange: Callable[[Parts], Block]
    names_sender: bool = True


@dataclass(frozen=True)
class Totals:
    """Arranges the totals with the VAT breakdown; `by_rate` prints the VAT per rate among the totals."""

    beside: Callable[[Block], Block]
    by_rate: bool = False


@dataclass(frozen=True)
class Foot:
    draw: Block
    identifies: bool = True


@dataclass(frozen=True)
class Axes:
    """The axes, each with its values by name. With a breakdown of None the totals must print the VAT per rate."""

    head: dict[str, Head]
    sender: dict[str, tuple[str, ...]]
    addressee: dict[str, Block]
    meta: dict[str, Block]
    columns: dict[str, tuple[str, ...]]
    grid: dict[str, Table]
    totals: dict[str, Totals]
    breakdown: dict[str, Block | None]
    payment: dict[str, Block]
    foot: dict[str, Foot]
    ornament: dict[str, Ground]
    font: dict[str, str]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(axis.name for axis in fields(cls))

    def values(self, axis: str) -> tuple[str, ...]:
        return tuple(getattr(self, axis))

    def joined(self, other: "Axes") -> "Axes":
        """Returns axes with the values of both."""
        return Axes(**{name: getattr(self, name) | getattr(other, name) for name in self.names()})


def fits(choice: Choice, axes: Axes) -> bool:
    """Tells whether the choice gives a complete document: it names the seller and prints the VAT per rate."""
    named = axes.head[choice["head"]].names_sender or axes.foot[choice["foot"]].identifies
    return named and (axes.breakdown[choice["breakdown"]] is not None or axes.totals[choice["totals"]].by_rate)


def compose(name: str, choice: Choice, axes: Axes) -> Family:
    """Returns the family of this choice; its sizes, margins and gaps follow from its name."""
    rng = random.Random(f"family-{name}")
    font = axes.font[choice["font"]]
    wide = font in WIDE
    style = Style(
        font=font,
        size=rng.choice((7.6, 8.0, 8.4)) if wide else rng.choice((8.4, 8.8, 9.2, 9.6)),
        accent=rng.choice(("logo", "logo", "#111111", "#2b2b6f", "#7a1f1f", "#0b5d4e", "#444444")),
        margin=rng.choice((36, 42, 46)) if wide else rng.choice((38, 46, 54, 62)),
        leading=rng.choice((1.22, 1.28, 1.34, 1.4)),
    )
    head = axes.head[choice["head"]]
    addressee = axes.addressee[choice["addressee"]]
    parts = Parts(
        sender=parties.seller_block(fields=axes.sender[choice["sender"]], mark=rng.random() < 0.5),
        buyer=addressee,
        window=stack(parties.return_line(), addressee) if rng.random() < 0.5 else addressee,
        meta=axes.meta[choice["meta"]],
    )
    breakdown = axes.breakdown[choice["breakdown"]]
    tail = (payment.notes(), payment.terms(), axes.payment[choice["payment"]], payment.thanks())
    return Family(
        name=name,
        style=style,
        top=rng.choice((30, 38, 46)),
        ground=axes.ornament[choice["ornament"]],
        head=stack(head.arrange(parts), gap(rng.choice((12, 18, 24)))),
        table=axes.grid[choice["grid"]](axes.columns[choice["columns"]]),
        closing=stack(
            axes.totals[choice["totals"]].beside(breakdown or nothing),
            *(tail if rng.random() < 0.7 else tail[:3]),
            gap=rng.choice((7, 10, 13)),
        ),
        foot=axes.foot[choice["foot"]].draw,
        closing_at_bottom=rng.random() < 0.2,
        numbered=rng.choice(("right", "right", "center", "left")),
    )
