"""The page about OWASP ASVS names each requirement of levels 1 and 2 once, and what it names exists."""

import re
from collections import Counter

import pytest

from tests.deploy.dockerfile import ROOT

PAGE = ROOT / "docs" / "security" / "asvs.md"
PER_SECTION = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
"""How many requirements of levels 1 and 2 each section of a chapter has; in every section they come first."""
LEVEL_1, LEVEL_2 = 70, 183
STAGES = ("with the web apps", "with people and portal")
ROW = re.compile(r"\| V(?P<id>[\d.]+) \| (?P<level>[12]) \| (?P<what>.+?) \| (?P<state>[a-z ]+) \| (?P<proof>.*) \|")


def rows() -> list[re.Match[str]]:
    return [found for line in PAGE.read_text("utf-8").splitlines() if (found := ROW.fullmatch(line))]


def test_each_requirement_of_level_1_and_2_has_one_row() -> None:
    wanted = {
        f"{chapter}.{section}.{number}"
        for chapter, counts in PER_SECTION.items()
        for section, count in enumerate(counts, 1)
        for number in range(1, count + 1)
    }

    ids = Counter(row["id"] for row in rows())

    assert len(wanted) == LEVEL_1 + LEVEL_2
    assert (wanted - ids.keys(), ids.keys() - wanted) == (set(), set())
    assert set(ids.values()) == {1}
    assert Counter(row["level"] for row in rows()) == {"1": LEVEL_1, "2": LEVEL_2}


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["id"]))
def test_a_row_has_a_proof_that_exists_a_reason_or_a_date(row: re.Match[str]) -> None:
    assert len(row["what"].split()) <= 10
    if row["state"] == "held":
        paths = re.findall(r"`([^`]+)`", row["proof"])
        assert paths
        assert [path for path in paths if not (ROOT / path).is_file()] == []
    elif row["state"] == "open":
        assert row["proof"] in STAGES or re.fullmatch(r"by 2027-(0[1-9]|1[0-2])", row["proof"])
    else:
        assert row["state"] == "not applicable"
        assert row["proof"]


def test_the_page_counts_its_rows_right() -> None:
    states = Counter(row["state"] for row in rows())

    said = f"Now {states['held']} are held,\n{states['not applicable']} not applicable and {states['open']} open"

    assert said in PAGE.read_text("utf-8")
