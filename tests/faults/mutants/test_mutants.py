"""Every mutant still fits the code, its test exists, the page shows it; and a trial can tell found from survived."""

import ast
from pathlib import Path

import pytest

from tests.faults.mutants.catalogue import MUTANTS, PAGE, ROOT, page_with_table
from tests.faults.mutants.mutant import DoesNotFit, Mutant
from tests.faults.mutants.trial import Trial
from tests.source import parsed

QUICK = "tests/service_kit/test_backoff.py"
HARMFUL = Mutant(
    "pause_that_never_grows",
    "a part that is away is asked without a pause",
    "libs/service_kit/backoff.py",
    "pause = min(pause * factor, most)",
    "pause = first",
    QUICK,
)
HARMLESS = Mutant("no_change", "nothing", HARMFUL.file, "pause = first\n", "pause = 1 * first\n", QUICK)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_changes_one_place_of_the_code_and_names_a_test_that_exists(mutant: Mutant) -> None:
    file, _, name = mutant.found_by.partition("::")

    defined = {node.name for node in ast.walk(parsed((ROOT / file).read_text())) if hasattr(node, "name")}

    assert (ROOT / mutant.file).read_text().count(mutant.before) == 1
    assert mutant.before != mutant.after
    assert name in defined or not name


def test_mutants_have_names_of_their_own() -> None:
    names = [one.name for one in MUTANTS]

    assert len(names) == len(set(names)) >= 20


def test_the_page_shows_every_mutant() -> None:
    page = PAGE.read_text("utf-8")

    assert page_with_table(page) == page, "run `python -m tests.faults.mutants --write`"


def test_a_mutant_whose_place_is_gone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("other = 1\n")

    with pytest.raises(DoesNotFit, match="0 times"):
        Mutant("old", "", "code.py", "gone = 1\n", "", QUICK).apply(tmp_path)


def test_a_trial_tells_a_mutant_that_is_found_from_one_that_survives(tmp_path: Path) -> None:
    trial = Trial.of(ROOT, tmp_path)

    with trial.planted(HARMFUL):
        found = trial.finds(QUICK)
    with trial.planted(HARMLESS):
        survived = not trial.finds(QUICK)

    assert (found, survived) == (True, True)
