"""Our code lists hold exactly the codes that the official rules know: one code too few is a false alarm."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from libs.ubl_schema.code_lists import codes
from libs.ubl_schema.invoice import CREDIT_NOTE_TYPES
from libs.ubl_schema.official import artefacts

LISTS = {
    "BR-CL-01": "invoice_types",
    "BR-CL-03": "currencies",
    "BR-CL-06": "tax_point_codes",
    "BR-CL-07": "object_schemes",
    "BR-CL-08": "note_subjects",
    "BR-CL-10": "identifier_schemes",
    "BR-CL-13": "item_classifications",
    "BR-CL-14": "countries",
    "BR-CL-19": "allowance_reasons",
    "BR-CL-20": "charge_reasons",
    "BR-CL-22": "vat_exemption_codes",
    "BR-CL-23": "units",
    "BR-CL-25": "endpoint_schemes",
}
ELSEWHERE = {"BR-CL-01": CREDIT_NOTE_TYPES, "BR-CL-10": frozenset({"SEPA"})}
"""Codes that we keep apart from the list."""
_LIST = re.compile(r"contains\('([^']*)'")


def official_codes(rule: str) -> set[str]:
    tree = etree.parse(artefacts.cen_ubl())
    tests = [
        each.get("test", "")
        for each in tree.iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")
        if any(attribute.text == rule for attribute in each)
    ]
    return {code for test in tests for listed in _LIST.findall(test) for code in listed.split()}


@pytest.mark.parametrize("rule", LISTS)
def test_a_code_list_is_the_official_one(rule: str) -> None:
    official = official_codes(rule)

    assert official
    assert codes(LISTS[rule]) | ELSEWHERE.get(rule, frozenset()) == official
