"""Names that were given up (docs/glossary.md) do not come back into the code."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ("cli", "contracts", "libs", "services")
PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")
GIVEN_UP = {
    word.strip() for word in PAGE.partition("## Names that were given up\n\n")[2].partition("\n\n")[0].split(",")
}
CODA = ("services/bank_sync/domain/coda/", "libs/samples/coda")
"""Where the standard itself calls a record a movement: `Movement1` is record 2.1."""


def names_in(source: str) -> Iterator[tuple[int, str]]:
    """The identifiers of a source text, each with its line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], token.string


def parts_of(name: str) -> set[str]:
    """The words of an identifier in lower case: `BankStatements_of` is bank, statement, of."""
    return {part.lower().removesuffix("s") for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def given_up(source: str) -> list[tuple[int, str]]:
    """Where a source text uses a name that was given up, with the line."""
    return [
        (line, name)
        for line, name in names_in(source)
        if {part.removesuffix("s") for part in parts_of(name)} & GIVEN_UP
    ]


def files() -> Iterator[Path]:
    for folder in CODE:
        yield from sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", CODE)
def test_no_name_that_was_given_up_comes_back(folder: str) -> None:
    found = {
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in files()
        if file.is_relative_to(ROOT / folder)
        for line, name in given_up(file.read_text("utf-8"))
        if not (str(file.relative_to(ROOT)).startswith(CODA) and "movement" in parts_of(name))
    }

    assert found == set()


def test_a_name_that_was_given_up_is_noticed() -> None:
    assert "movement" in GIVEN_UP
    assert given_up("def keep_movements(JudgingRound): transaction = 1\n") == [
        (1, "keep_movements"),
        (1, "JudgingRound"),
    ]


def test_the_glossary_is_short_enough_to_be_read() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| ---")]

    assert 30 <= len(rows) <= 62
