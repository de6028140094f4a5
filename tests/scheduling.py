"""In which order tests run, and how `make test` deals them out to two processes."""

from collections.abc import Sequence

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

TOGETHER = ("tests/deploy/", "tests/e2e/")
"""Folders whose tests share something that takes long to start: one process runs all of them."""
LAST = ("tests/e2e/",)
"""Their platform stays up to the end, and would take time from all others."""
PATIENCE = {"tests/e2e/": 900, "tests/faults/": 900, "tests/kafka/": 900}
"""Seconds for one test where the first one starts a whole platform; elsewhere the limit of pyproject.toml holds."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Whole files, because each has a database and a broker of its own; in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests as they were collected, but those of `LAST` at the end."""
    return sorted(items, key=lambda item: item.nodeid.startswith(LAST))


def be_patient(items: Sequence[pytest.Item]) -> None:
    """Give the tests of `PATIENCE` their limit."""
    for item in items:
        for folder, seconds in PATIENCE.items():
            if item.nodeid.startswith(folder):
                item.add_marker(pytest.mark.timeout(seconds))
