"""The designs of the report are unknown to those who write the rules."""

import ast
from functools import cache
from pathlib import Path

import pytest

from libs.samples.card_statements.words import WORDS as STATEMENT_WORDS
from libs.samples.text_layer import plain, text_of
from libs.samples.wording import Vocabulary, second, variants
from tests.accuracy.designs import FORMS, HOUSES, PER_FORM, TUNING, Design, Form, is_kept_for_the_report
from tests.accuracy.documents import Class, Task, make_document
from tests.accuracy.held_out import HELD_OUT, fourth, only_held_out, statements, unseen_values, words
from tests.source import parsed

ROOT = Path(__file__).parents[2]
OURS = ("contracts", "deploy", "docs", "libs", "services", "tests")
MAY_IMPORT = {"tests/accuracy/__main__.py", "tests/accuracy/test_split.py"}
PACKAGE = "tests.accuracy.held_out"


def imported_by(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(parsed(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


@cache
def imports() -> dict[str, set[str]]:
    files = (file for part in OURS for file in (ROOT / part).rglob("*.py"))
    return {file.relative_to(ROOT).as_posix(): imported_by(file) for file in files}


def users_of(package: str) -> set[str]:
    return {
        file
        for file, names in imports().items()
        if any(name == package or name.startswith(f"{package}.") for name in names)
    }


def test_nothing_but_the_report_uses_held_out_designs() -> None:
    outside = {file for file in users_of(PACKAGE) if not file.startswith("tests/accuracy/held_out/")}

    assert outside == MAY_IMPORT


def test_nothing_builds_on_the_report() -> None:
    assert users_of("tests.accuracy.__main__") == set()


@pytest.mark.parametrize("form", FORMS)
def test_a_tuning_design_has_shared_values_in_combinations_of_its_own(form: Form) -> None:
    leaked = [
        design.name
        for design in TUNING[form]
        if unseen_values(design.by_axis, form) or is_kept_for_the_report(design.by_axis)
    ]

    assert leaked == []


@pytest.mark.parametrize("form", FORMS)
def test_a_held_out_design_shows_something_new(form: Form) -> None:
    known = [
        design.name
        for design in HELD_OUT[form]
        if not unseen_values(design.by_axis, form) and not is_kept_for_the_report(design.by_axis)
    ]

    assert known == []
    assert not {design.name for design in HELD_OUT[form]} & {design.name for design in TUNING[form]}


@pytest.mark.parametrize("form", FORMS)
def test_every_axis_has_values_that_only_the_report_uses(form: Form) -> None:
    unseen = {axis for design in HELD_OUT[form] for axis in unseen_values(design.by_axis, form)}

    assert unseen == {*type(FORMS[form]).names(), "words", "notation"}


def test_there_are_hundreds_of_layouts() -> None:
    names = {design.name for side in (TUNING, HELD_OUT) for form in side for design in side[form]}

    assert len(names) == 3 * sum(PER_FORM.values())
    assert len({design.name for design in HELD_OUT["sheet"]}) >= 200


@pytest.mark.parametrize("house", [words.WORDS, fourth.WORDS], ids=["third", "fourth"])
def test_a_held_out_word_is_no_shared_word(house: Vocabulary) -> None:
    assert set(HOUSES["sheet"].words) == {"home", "second"}
    shared: dict[tuple[str, str], set[str]] = {}
    for language in house:
        for country in ("BE", "FR", "NL", "DE", "LU"):
            for role, choices in variants(language, country).items():
                shared.setdefault((language, role), set()).update(choices, second.WORDS[language].get(role, ()))

    taken = [found for found in said_by(house) if found[2] in shared[found[:2]]]

    assert taken == []


@pytest.mark.parametrize(
    ("house", "earlier"), [(fourth.WORDS, words.WORDS), (fourth.STATEMENT_WORDS, statements.WORDS),
                           (fourth.STATEMENT_WORDS, STATEMENT_WORDS)],
)  # fmt: skip
def test_the_fourth_house_has_words_of_its_own(house: Vocabulary, earlier: Vocabulary) -> None:
    assert said_by(house) & said_by(earlier) == set()


@pytest.mark.parametrize("form", FORMS)
def test_every_held_out_value_is_drawn(form: Form) -> None:
    drawn = {(axis, design.by_axis[axis]) for design in HELD_OUT[form] for axis in unseen_values(design.by_axis, form)}

    assert only_held_out(form) - drawn == set()


def said_by(house: Vocabulary) -> set[tuple[str, str, str]]:
    return {(language, role, word) for language, roles in house.items() for role, found in roles.items()
            for word in found}  # fmt: skip


def cover(form: Form) -> tuple[Design, ...]:
    """A few held-out designs that together have every held-out value."""
    found: dict[tuple[str, str], Design] = {}
    for design in HELD_OUT[form]:
        for axis in unseen_values(design.by_axis, form):
            found.setdefault((axis, design.by_axis[axis]), design)
    return tuple({design.name: design for design in found.values()}.values())


@pytest.mark.parametrize(("form", "class_"), [("sheet", "born-digital"), ("till", "receipts"),
                                              ("statement", "card-statements")])  # fmt: skip
def test_every_held_out_value_prints_what_its_truth_shows(form: Form, class_: Class) -> None:
    missing = []
    for number, design in enumerate(cover(form)):
        sample = make_document(Task(class_, 0, number), {form: (design,)}).sample
        text = text_of(sample.content)
        missing += [key for key, value in sample.truth.shown.items()
                    if plain(value) not in text and not key.endswith("description")]  # fmt: skip

    assert missing == []
