"""The designs of the report. Half show a value that occurs nowhere else, half are new combinations of shared values.

Nothing but the report and the test of the split may import this package (`tests/accuracy/test_split.py`).
"""

import random
from dataclasses import replace

from libs.samples.card_statements import SHARED_STATEMENT
from libs.samples.figures import Figures
from libs.samples.layouts.axes import SHARED, Choice
from libs.samples.layouts.axes.till import SHARED_TILL
from tests.accuracy.designs import (
    FORMS,
    HOUSES,
    Design,
    Form,
    House,
    Notation,
    Space,
    draw_designs,
    is_kept_for_the_report,
)
from tests.accuracy.held_out import fourth, later
from tests.accuracy.held_out.blocks import ONLY_HELD_OUT, ONLY_HELD_OUT_TILL
from tests.accuracy.held_out.statements import ONLY_HELD_OUT_STATEMENT
from tests.accuracy.held_out.statements import WORDS as STATEMENT_WORDS
from tests.accuracy.held_out.words import WORDS


def _short_years(figures: Figures, rng: random.Random) -> Figures:
    between = rng.choice(("/", ".", "-"))
    return replace(figures, date_style=f"{{d:02d}}{between}{{m:02d}}{between}{{yy:02d}}", vat_style="dashed")


def _short_months(figures: Figures, _rng: random.Random) -> Figures:
    thousands = "\u00a0" if figures.decimal == "," else ","
    return replace(figures, date_style="{d} {abbr} {y}", thousands=thousands, currency_place="after")


_NOTATION: dict[str, Notation] = {"short-years": _short_years, "short-months": _short_months}
ONLY_HELD_OUT_HOUSES: dict[Form, House] = {
    "sheet": House(words={"third": WORDS, "fourth": fourth.WORDS}, notation=_NOTATION),
    "till": House(words={"third": WORDS, "fourth": fourth.WORDS}, notation=_NOTATION),
    "statement": House(words={"third": STATEMENT_WORDS, "fourth": fourth.STATEMENT_WORDS}, notation=_NOTATION),
}
"""Words and notations that occur in report designs only."""


def _all_house(form: Form) -> House:
    shared, unseen = HOUSES[form], ONLY_HELD_OUT_HOUSES[form]
    return House(words={**shared.words, **unseen.words}, notation={**shared.notation, **unseen.notation})


_ALL: dict[Form, Space] = {
    "sheet": SHARED.joined(ONLY_HELD_OUT).joined(later.LATER),
    "till": SHARED_TILL.joined(ONLY_HELD_OUT_TILL).joined(later.LATER_TILL),
    "statement": SHARED_STATEMENT.joined(ONLY_HELD_OUT_STATEMENT).joined(later.LATER_STATEMENT),
}


def unseen_values(choice: Choice, form: Form) -> tuple[str, ...]:
    """The axes on which a choice has a value that only the report uses."""
    shared = FORMS[form]
    axes = [axis for axis in type(shared).names() if choice[axis] not in shared.values(axis)]
    return (
        *axes,
        *(("words",) if choice["words"] not in HOUSES[form].words else ()),
        *(("notation",) if choice["notation"] not in HOUSES[form].notation else ()),
    )


def only_held_out(form: Form) -> set[tuple[str, str]]:
    """Axis and name of every value that only the report uses."""
    space, house = _ALL[form], ONLY_HELD_OUT_HOUSES[form]
    shared = FORMS[form]
    laid_out = {(axis, value) for axis in type(space).names() for value in space.values(axis)}
    return (
        laid_out - {(axis, value) for axis in type(shared).names() for value in shared.values(axis)}
        | {("words", value) for value in house.words}
        | {("notation", value) for value in house.notation}
    )  # fmt: skip


def _new_values(form: Form) -> tuple[Design, ...]:
    """Designs with one to three unseen values, as a document with only unseen values is rare; each value occurs."""
    missing = only_held_out(form)

    def accepted(choice: Choice) -> bool:
        unseen = {(axis, choice[axis]) for axis in unseen_values(choice, form)}
        if not 1 <= len(unseen) <= 3 or (missing and not unseen & missing):
            return False
        missing.difference_update(unseen)
        return True

    return draw_designs(form, _ALL[form], _all_house(form), accepted, "new-values")


def _new_combinations(form: Form) -> tuple[Design, ...]:
    return draw_designs(form, FORMS[form], HOUSES[form], is_kept_for_the_report, "new-combinations")


HELD_OUT: dict[Form, tuple[Design, ...]] = {
    form: tuple(design for pair in zip(_new_values(form), _new_combinations(form), strict=True) for design in pair)
    for form in FORMS
}


def held_out_designs() -> dict[Form, tuple[Design, ...]]:
    """The designs of the report, by form: new values and new combinations in turn."""
    return HELD_OUT
