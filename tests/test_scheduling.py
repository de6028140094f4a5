"""What a change touches is tested first, and whole files go to one process."""

from dataclasses import dataclass
from typing import Any, cast

import pytest

from tests.scheduling import ByFile, in_order, parts_of


@dataclass
class Item:
    nodeid: str


def ordered(*nodes: str, touched: tuple[str, ...] = ()) -> list[str]:
    items = cast("list[pytest.Item]", [Item(node) for node in nodes])
    return [item.nodeid for item in in_order(items, touched)]


def test_what_a_change_touches_comes_first_and_end_to_end_tests_last() -> None:
    ingest, e2e, kit = "tests/ingest/test_a.py::a", "tests/e2e/test_b.py::b", "tests/service_kit/test_c.py::c"

    untouched = ordered(e2e, ingest, kit)
    touched = ordered(e2e, ingest, kit, touched=("service_kit", "e2e"))

    assert untouched == [ingest, kit, e2e]
    assert touched == [kit, ingest, e2e]


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("services/reconcile/api/tasks.py", ["reconcile"]),
        ("libs/embedded/ports.py", ["embedded"]),
        ("tests/ubl_schema/builders.py", ["ubl_schema"]),
        ("contracts/fields.py", ["contracts"]),
        ("cli/platform.py", ["cli"]),
        ("tests/conftest.py", []),
        ("pyproject.toml", []),
    ],
)
def test_a_file_belongs_to_the_tests_of_its_part(path: str, parts: list[str]) -> None:
    assert list(parts_of([path])) == parts


@pytest.mark.parametrize(
    ("node", "unit"),
    [
        ("tests/ingest/test_door.py::test_a[x/y::z]", "tests/ingest/test_door.py"),
        ("tests/e2e/test_a_demo.py::test_a", "tests/e2e/"),
        ("tests/deploy/test_compose.py::test_a", "tests/deploy/"),
    ],
)
def test_one_process_runs_a_whole_file_and_a_whole_folder_that_shares_a_platform(node: str, unit: str) -> None:
    assert ByFile._split_scope(cast("Any", None), node) == unit
