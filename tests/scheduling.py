"""In which order tests run, and how `make test` distributes them over two processes."""

import subprocess
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

TOGETHER = ("tests/deploy/", "tests/e2e/")
"""Folders whose tests share something that takes long to start: one process runs all of them."""
LAST = ("tests/e2e/",)
"""Their platform runs until the end, and would slow down all other tests."""
TIME_LIMITS = {"tests/e2e/": 900, "tests/faults/": 900, "tests/kafka/": 900}
"""Seconds for one test where the first one starts a whole platform; elsewhere the limit of pyproject.toml holds."""
ROOT = Path(__file__).parents[1]


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Distributes whole files, because each has its own database and broker, in the order of their collection."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


def in_order(items: Sequence[pytest.Item], touched: Collection[str]) -> list[pytest.Item]:
    """The tests of the parts that a change touches first, then the others as they were collected, `LAST` at the end."""
    first = tuple(f"tests/{part}/" for part in touched)
    return sorted(items, key=lambda item: (item.nodeid.startswith(LAST), not item.nodeid.startswith(first)))


def set_time_limits(items: Sequence[pytest.Item]) -> None:
    """Set the time limit of the tests in `TIME_LIMITS`."""
    for item in items:
        for folder, seconds in TIME_LIMITS.items():
            if item.nodeid.startswith(folder):
                item.add_marker(pytest.mark.timeout(seconds))


def touched_parts() -> list[str]:
    """The parts in which this checkout differs from `main`; on `main` itself, those that its last commit changed.

    Nothing where there is no git, or no history.
    """
    fork = _git("merge-base", "HEAD", "main")
    base = ["HEAD~1"] if fork == _git("rev-parse", "HEAD") else fork
    return sorted(set(parts_of(_git("diff", "--name-only", *base)))) if base else []


def parts_of(paths: Iterable[str]) -> Iterable[str]:
    """The folders of `tests/` that belong to these files: `reconcile` for `services/reconcile/api/tasks.py`."""
    for path in paths:
        folder, *inside = PurePosixPath(path).parts
        if folder in {"libs", "services", "tests"} and len(inside) > 1:
            yield inside[0]
        elif folder in {"cli", "contracts", "deploy"}:
            yield folder


def _git(*arguments: str) -> list[str]:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []
