"""`python -m services.reconcile.register KboOpenData_..._Full.zip FILE`: for hosts without `serein`."""

import sys
from pathlib import Path

from services.reconcile.register.build import NotTheRegister, make_register


def main() -> int:
    """Exit code 0 when the register is made, 1 with the reason when the file is wrong, 2 for wrong arguments."""
    if len(sys.argv) != 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    source, target = map(Path, sys.argv[1:])
    try:
        made = make_register(source, target)
    except (NotTheRegister, OSError) as error:
        sys.stderr.write(f"{source.name}: {error}\n")
        return 1
    sys.stdout.write(f"{made.companies} companies, edition of {made.edition}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
