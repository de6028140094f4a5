"""No test is skipped for a reason that CONTRIBUTING.md does not show."""

import re
from pathlib import Path

import pytest

from tests.skips import Skip

TESTS = Path(__file__).parent
OTHER_WAYS = re.compile(
    r"pytest\.(skip|importorskip|xfail)\b|mark\.(skip|skipif|xfail)\b|unittest\.skip|\bSkipTest\b"
    r"|from (pytest|unittest) import (\([^)]*|[^\n(]*)\b(skip|skipIf|skipUnless|importorskip|xfail)\b"
)
SOURCES = {
    path: path.read_text("utf-8")
    for path in sorted(TESTS.rglob("*.py"))
    if path not in {Path(__file__), TESTS / "skips.py"}
}


def skips_otherwise(source: str) -> bool:
    return OTHER_WAYS.search(source) is not None


def test_contributing_says_what_is_skipped_and_where_it_runs() -> None:
    page = (TESTS.parent / "CONTRIBUTING.md").read_text("utf-8")
    _, _, table = page.partition("| skipped without | runs with |\n| --- | --- |\n")

    rows = [row.strip("| ").split(" | ") for row in table.partition("\n\n")[0].splitlines()]

    assert rows == [[why.lacking, why.remedy] for why in Skip]


def test_tests_are_skipped_for_reasons_of_the_list_only() -> None:
    found = [str(path.relative_to(TESTS)) for path, source in SOURCES.items() if skips_otherwise(source)]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'pytest.skip("no time")',
        "@pytest.mark.skipif(True, reason='')",
        "mark.skip",
        "later = pytest.skip",
        "from pytest import skip",
        "from pytest import (\n    fixture,\n    importorskip,\n)",
        "@unittest.skip('no time')",
        "@unittest.skipIf(True, '')",
        "from unittest import skipUnless",
        "raise unittest.SkipTest",
    ],
)
def test_another_way_to_skip_would_be_found(source: str) -> None:
    assert skips_otherwise(source)


@pytest.mark.parametrize("why", Skip, ids=lambda why: why.name)
def test_every_reason_of_the_list_is_one_of_a_test(why: Skip) -> None:
    used = [path.name for path, source in SOURCES.items() if re.search(rf"\bSkip\.{why.name}\b", source)]

    assert used
