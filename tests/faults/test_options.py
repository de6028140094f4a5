"""The options of `make faults`."""

from dataclasses import fields
from pathlib import Path

import pytest

from tests.faults.options import FaultOptions, read_options


def test_options_have_the_types_that_they_declare() -> None:
    asked = read_options(["--seed", "7", "--kills", "3", "--republish", "0.25", "--folder", "here"])

    assert asked == FaultOptions(
        seed=7, documents=300, kills=3, postgres=5, broker=5, republish=0.25, folder=Path("here")
    )


def test_without_options_the_whole_run_is_made_with_a_seed_of_its_own() -> None:
    one, other = read_options([]), read_options([])

    assert one.seed != other.seed or read_options([]).seed != one.seed
    assert {field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)} <= {"seed"}


@pytest.mark.parametrize("wrong", [["--seed", "x"], ["--kills", "-1"], ["--republish", "1.5"], ["--unknown", "1"]])
def test_an_option_that_makes_no_sense_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        read_options(wrong)

    assert exit_.value.code == 2
    assert "usage: python -m tests.faults" in capsys.readouterr().err
