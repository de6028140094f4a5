"""Weights stand in the tables of domain/evidence, with their names, and nowhere else in the decisions."""

import ast
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from services.ocr_extract.domain import fields
from tests.source import parsed

FOLDER = Path(fields.__path__[0])
DECISIONS = (
    "candidates",
    "headline",
    "inferred",
    "kinds",
    "money",
    "parties",
    "party_fields",
    "placing",
    "totals",
    "when",
)


def weights_in(source: str) -> list[float | Decimal]:
    """Numbers that are not whole, be they written as a float or as the text of a Decimal."""
    constants = [node.value for node in ast.walk(parsed(source)) if isinstance(node, ast.Constant)]
    numbers = [number for value in constants if (number := number_of(value)) is not None]
    return [number for number in numbers if number != int(number)]


def number_of(value: object) -> float | Decimal | None:
    """The number that a constant is; None for any other."""
    if isinstance(value, float):
        return value
    try:
        return Decimal(value) if isinstance(value, str) and value[:1].isdigit() else None
    except InvalidOperation:
        return None


@pytest.mark.parametrize("decision", DECISIONS)
def test_the_code_of_a_decision_holds_no_weight(decision: str) -> None:
    source = (FOLDER / f"{decision}.py").read_text("utf-8")

    assert weights_in(source) == []


@pytest.mark.parametrize("source", ["score = 0.35 if large else 0.0", 'slack = Decimal("0.35") / rate'])
def test_a_weight_in_the_code_is_found(source: str) -> None:
    assert [float(weight) for weight in weights_in(source)] == [0.35]
