"""The group of all commands: whatever is called, it is called inside the border."""

import io
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from cli.border import Border

_INTERRUPTED = 130
"""What typer makes of Ctrl-C."""


class Commands(TyperGroup):
    """The commands of `serein`; errors leave them as one sentence and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - typer calls it
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - typer calls it
        **extra: Any,
    ) -> Any:
        """Run the command that the arguments name. Raises SystemExit with its exit code."""
        del standalone_mode  # typer would print errors itself
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # a terminal without accents shows something else
        with Border():
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)  # noqa: FBT003
            if code == _INTERRUPTED:
                raise typer.Abort
            raise SystemExit(code if isinstance(code, int) else 0)
