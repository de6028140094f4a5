"""What the script `serein` calls: it loads the command, which takes a second in which Ctrl-C may come as well."""

import sys
from typing import TYPE_CHECKING

from cli.language import said
from cli.texts import CLI_TEXTS, CliCode

if TYPE_CHECKING:
    from typer import Typer


def main() -> None:
    """Run the command. Raises SystemExit with its exit code."""
    try:
        _command()()
    except KeyboardInterrupt:
        print(said(CLI_TEXTS, CliCode.INTERRUPTED), file=sys.stderr)
        raise SystemExit(1) from None


def _command() -> "Typer":
    """The whole command; of `serein ubl` only that part, which needs nothing of the platform to read a file."""
    if sys.argv[1:2] == ["ubl"]:
        from cli.ubl import alone

        return alone()
    from cli.main import app

    return app
