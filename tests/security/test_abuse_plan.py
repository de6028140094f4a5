"""The page of the abuse plan names each attack once, and the tests that it names exist."""

import re

from tests.deploy.dockerfile import ROOT

PAGE = ROOT / "docs" / "security" / "abuse.md"
ATTACKS = 28


def test_each_attack_has_one_row_with_tests_or_the_stage_that_will_have_them() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| A")]

    assert [row[0] for row in rows] == [f"A{number}" for number in range(1, ATTACKS + 1)]
    for number, _, tests, later in rows:
        paths = re.findall(r"`([^`]+)`", tests)
        assert [path for path in paths if not (ROOT / path).is_file()] == [], number
        assert paths or later != "–", number
