"""`make mutants`: plants each fault in a copy of the repository and runs the test that must find it.

python -m tests.faults.mutants            all; 1 when one is not found
python -m tests.faults.mutants NAME ...   those
python -m tests.faults.mutants --write    write the table of docs/faults.md
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.mutants.catalogue import MUTANTS, PAGE, ROOT, page_with_table
from tests.faults.mutants.mutant import Mutant
from tests.faults.mutants.trial import Trial


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 when every mutant was found, and no test fails without one."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutants")
    parser.add_argument("names", nargs="*", help="of mutants; without any, all")
    parser.add_argument("--write", action="store_true", help="write the table of docs/faults.md and end")
    options = parser.parse_args(arguments)
    if options.write:
        PAGE.write_text(page_with_table(PAGE.read_text("utf-8")), "utf-8")
        return 0
    chosen = [one for one in MUTANTS if not options.names or one.name in options.names]
    with tempfile.TemporaryDirectory(prefix="serein-mutants-", dir=_place()) as folder:
        Path(folder).chmod(0o755)
        return _try_all(Trial.of(ROOT, Path(folder)), chosen)


def _try_all(trial: Trial, chosen: Sequence[Mutant]) -> int:
    wrong = 0
    for test in dict.fromkeys(one.found_by for one in chosen):
        if trial.finds(test):
            wrong += 1
            print(f"fails without a mutant   {test}", flush=True)
    for one in chosen:
        begun = time.monotonic()
        with trial.planted(one):
            found = trial.finds(one.found_by)
        wrong += not found
        print(f"{'found' if found else 'SURVIVED':<9} {time.monotonic() - begun:4.0f} s  {one.name}", flush=True)
    print(f"{len(chosen)} mutants, {wrong} wrong", flush=True)
    return 1 if wrong else 0


def _place() -> Path:
    """A folder that the account of the embedded database can pass, as root too."""
    return Path("/var/tmp") if Path("/var/tmp").is_dir() else Path(tempfile.gettempdir())


if __name__ == "__main__":
    sys.exit(main())
