"""The designs of the accuracy set: one value for every axis of layout, words and notation.

`TUNING` may be looked at. The designs of the report are in `held_out`, which only the report and the test of the split
import.
"""

import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from libs.samples.card_statements import SHARED_STATEMENT, StatementAxes
from libs.samples.figures import Figures
from libs.samples.layouts.axes import SHARED, Axes, Choice, compose, fits
from libs.samples.layouts.axes.till import SHARED_TILL, TillAxes, compose_till
from libs.samples.layouts.printing import Family
from libs.samples.wording import Vocabulary, second

Form = Literal["sheet", "till", "statement"]
Space = Axes | TillAxes | StatementAxes
Notation = Callable[[Figures, random.Random], Figures]

PER_FORM: dict[Form, int] = {"sheet": 110, "till": 20, "statement": 12}
KEPT_FOR_THE_REPORT = 4
"""One in this many combinations of shared values belongs to the report."""


@dataclass(frozen=True)
class House:
    """The words and the notations to draw from, by name."""

    words: Mapping[str, Vocabulary]
    notation: Mapping[str, Notation]


@dataclass(frozen=True)
class Design:
    """One point in the space of all designs; two designs with the same choice are the same design."""

    form: Form
    choice: tuple[tuple[str, str], ...]
    axes: Space
    house: House
    lot: str

    @property
    def name(self) -> str:
        return ".".join(value for _, value in self.choice)

    @property
    def by_axis(self) -> dict[str, str]:
        return dict(self.choice)

    @cached_property
    def family(self) -> Family:
        if isinstance(self.axes, TillAxes):
            return compose_till(self.name, self.by_axis, self.axes)
        if isinstance(self.axes, StatementAxes):
            raise TypeError("a card statement is not printed by a family of invoices")
        return compose(self.name, self.by_axis, self.axes)

    @property
    def words(self) -> Vocabulary:
        return self.house.words[self.by_axis["words"]]

    @property
    def notation(self) -> Notation:
        return self.house.notation[self.by_axis["notation"]]


def is_kept_for_the_report(choice: Choice) -> bool:
    """Whether a combination of shared values is held out: by a checksum of the combination, so for good."""
    return zlib.crc32(".".join(choice[axis] for axis in sorted(choice)).encode()) % KEPT_FOR_THE_REPORT == 0


def draw_choice(rng: random.Random, axes: Space, house: House) -> dict[str, str]:
    """A random choice on every axis that together gives a complete document."""
    while True:
        choice = {axis: rng.choice(axes.values(axis)) for axis in type(axes).names()}
        choice["words"] = rng.choice(tuple(house.words))
        choice["notation"] = rng.choice(tuple(house.notation))
        if not isinstance(axes, Axes) or fits(choice, axes):
            return choice


def draw_designs(
    form: Form, axes: Space, house: House, accepted: Callable[[Choice], bool], lot: str
) -> tuple[Design, ...]:
    """This many different designs, always the same for a lot."""
    rng = random.Random(f"designs-{lot}-{form}")
    found: dict[tuple[tuple[str, str], ...], Design] = {}
    while len(found) < PER_FORM[form]:
        choice = draw_choice(rng, axes, house)
        if accepted(choice):
            point = tuple(choice.items())
            found[point] = Design(form, point, axes, house, lot)
    return tuple(found.values())


def _as_drawn(figures: Figures, _rng: random.Random) -> Figures:
    return figures


def _tight(figures: Figures, _rng: random.Random) -> Figures:
    return replace(figures, vat_style="tight", currency_place="code_before", thousands="")


def _spelled(figures: Figures, _rng: random.Random) -> Figures:
    return replace(figures, date_style="{d} {month} {y}", vat_style="spaces")


HOUSE = House(
    words={"home": {}, "second": second.WORDS}, notation={"drawn": _as_drawn, "tight": _tight, "spelled": _spelled}
)
"""Words and notations for tuning; card statements have their own vocabulary."""
HOUSES: dict[Form, House] = {
    "sheet": HOUSE,
    "till": HOUSE,
    "statement": House(words={"home": {}}, notation=HOUSE.notation),
}
FORMS: dict[Form, Space] = {"sheet": SHARED, "till": SHARED_TILL, "statement": SHARED_STATEMENT}
TUNING: dict[Form, tuple[Design, ...]] = {
    form: draw_designs(form, axes, HOUSES[form], lambda choice: not is_kept_for_the_report(choice), "tuning")
    for form, axes in FORMS.items()
}


def tuning_designs() -> dict[Form, tuple[Design, ...]]:
    """The designs of a run over the tuning set, by form."""
    return TUNING
