"""How a user calls the command: what they are told to type next must work when it is typed."""

import os
import shlex
import shutil
import sys
from pathlib import Path

NAME = "serein"


def as_called(*words: str | Path, used: str | None = None, path: str | None = None) -> str:
    """A command line with these words: `serein ...` where the shell finds it so, otherwise by the path just used.

    `used` is how the command was called, `path` where the shell looks: by default those of this process.
    """
    return shlex.join([_program(used or sys.argv[0], path), *map(str, words)])


def _program(used: str, path: str | None) -> str:
    if Path(used).name != NAME or not os.access(used, os.X_OK):
        return NAME
    found = shutil.which(NAME, path=path)
    return NAME if found is not None and Path(found).samefile(used) else used
