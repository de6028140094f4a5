"""A copy of the repository in which mutants are tried, one after the other."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.mutants.mutant import Mutant

_ERRORS = re.compile(r"^(\d+ (?!failed)\w+, )*\d+ errors? in ", re.MULTILINE)
_FAILED = 1
"""What pytest ends with when a test failed; anything else means that it could not be run."""


class NotRun(Exception):
    """The test could not be run at all, so it found nothing."""


@dataclass(frozen=True)
class Trial:
    """The copy."""

    tree: Path

    @classmethod
    def of(cls, root: Path, folder: Path) -> "Trial":
        """Copy every file that git knows or would take, without what is installed or made by tests."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name in filter(None, listed.split("\0")):
            if (root / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, folder / name)
        return cls(folder)

    @contextmanager
    def planted(self, mutant: Mutant) -> Iterator[None]:
        """The copy with this mutant, for as long as the block lasts."""
        path = self.tree / mutant.file
        original = path.read_text("utf-8") if path.is_file() else ""
        mutant.apply(self.tree)
        try:
            yield
        finally:
            path.write_text(original, "utf-8")

    def finds(self, test: str) -> bool:
        """Whether the test fails in the copy. Raises NotRun."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
        environment = {**os.environ, "PYTHONPATH": str(self.tree), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            command, cwd=self.tree, env=environment, capture_output=True, text=True, check=False, timeout=900
        )
        if done.returncode not in (0, _FAILED) or _ERRORS.search(done.stdout):
            raise NotRun(f"{test}:\n{done.stdout[-2000:]}{done.stderr[-1000:]}")
        return done.returncode == _FAILED
