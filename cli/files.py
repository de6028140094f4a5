"""Files that a user names: what cannot be read is refused before any work begins."""

from pathlib import Path

from cli.border import of_the_system
from libs.refusal import Refusal


class WrongFile(Refusal):
    """A file that was named cannot be read: the command was called wrongly."""

    exit_code = 2


def readable(file: Path | None) -> Path | None:
    """The file, when it can be read. Raises WrongFile: missing, a folder, no rights."""
    if file is not None:
        try:
            file.open("rb").close()
        except OSError as error:
            why = of_the_system(error)
            raise WrongFile(why.code, **why.params) from error
    return file


def readable_or_folders(paths: list[Path]) -> list[Path]:
    """The paths, when each is a folder or a file that can be read. Raises WrongFile."""
    for path in paths:
        if not path.is_dir():
            readable(path)
    return paths


def all_readable(files: list[Path]) -> list[Path]:
    """The files, when all of them can be read. Raises WrongFile."""
    for file in files:
        readable(file)
    return files
