"""What the script `serein` calls: it loads the command, which takes a second in which Ctrl-C may come as well."""

import sys

from cli.language import said
from cli.texts import CLI_TEXTS, CliCode


def main() -> None:
    """Run the command. Raises SystemExit with its exit code."""
    try:
        from cli.main import app

        app()
    except KeyboardInterrupt:
        print(said(CLI_TEXTS, CliCode.INTERRUPTED), file=sys.stderr)
        raise SystemExit(1) from None
