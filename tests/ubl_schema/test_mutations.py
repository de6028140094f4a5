"""More than a hundred defects; each is found by our rules, by the official ones, or by both, as listed."""

from __future__ import annotations

import pytest

from libs.ubl_schema import check, serialise, write_ubl
from tests.ubl_oracle import validated

from .builders import invoice
from .planted import Defect
from .planted_in_lines_and_amounts import DEFECTS as AMOUNTS
from .planted_in_lines_and_amounts import TEXT_DEFECTS
from .planted_in_parties_and_payment import DEFECTS as PARTIES

DEFECTS = (*PARTIES, *AMOUNTS)


def test_the_file_that_defects_are_planted_into_is_clean() -> None:
    assert check(invoice()) == []
    assert validated(write_ubl(invoice())).is_clean


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_found_by_the_rules_that_the_list_names(defect: Defect) -> None:
    document = defect.plant()

    ours = {finding.rule for finding in check(document)}
    official = validated(serialise(document)).rules

    assert defect.check is None or defect.check in ours
    assert defect.oracle in official if defect.oracle is not None else not official
    assert ours or official


@pytest.mark.parametrize("name", TEXT_DEFECTS)
def test_a_defect_in_the_finished_file_is_found_by_the_official_rules(name: str) -> None:
    old, new, rule = TEXT_DEFECTS[name]
    clean = write_ubl(invoice(note=None))

    broken = clean.replace(old, new, 1)

    assert broken != clean
    assert rule in validated(broken).rules


def test_there_are_enough_kinds_of_defects_and_each_is_another() -> None:
    names = [defect.name for defect in DEFECTS] + list(TEXT_DEFECTS)

    assert len(names) == len(set(names)) >= 40
    assert sum(defect.check is not None for defect in DEFECTS) == len(DEFECTS)
