"""Weights stand in the tables of domain/evidence, with their names, and nowhere else in the decisions."""

import ast
from pathlib import Path

import pytest

from services.ocr_extract.domain import fields

FOLDER = Path(fields.__path__[0])
DECISIONS = ("candidates", "headline", "kinds", "money", "parties", "party_fields", "placing", "totals")


def weights_in(source: str) -> list[float]:
    """Numbers with a decimal point, but for nothing and the whole."""
    numbers = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return [number for number in numbers if isinstance(number, float) and number not in (0.0, 1.0)]


@pytest.mark.parametrize("decision", DECISIONS)
def test_the_code_of_a_decision_holds_no_weight(decision: str) -> None:
    source = (FOLDER / f"{decision}.py").read_text("utf-8")

    assert weights_in(source) == []


def test_a_weight_in_the_code_is_found() -> None:
    assert weights_in("score = 0.35 if large else 0.0") == [0.35]
