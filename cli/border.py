"""The border of the command: what goes wrong inside leaves it as one sentence in the user's language, and an exit code.

Errors keep their types until here. What no type explains is a fault of Serein: its traceback goes into a file, for a
report, and the sentence names the file.
"""

import errno
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import typer

from cli.language import said
from cli.texts import CLI_TEXTS, CliCode
from libs.refusal import Refusal

EXTRAS = "delivery,embedded,mail,ocr,ubl"
"""What the whole command needs; a wheel by itself has the help and the doctor, which says what is missing."""

BY_NUMBER = {
    errno.EACCES: CliCode.NO_RIGHTS,
    errno.EPERM: CliCode.NO_RIGHTS,
    errno.EROFS: CliCode.NO_RIGHTS,
    errno.ENOENT: CliCode.NO_SUCH_FILE,
    errno.ENOTDIR: CliCode.NOT_A_FOLDER,
    errno.EISDIR: CliCode.IS_A_FOLDER,
    errno.EEXIST: CliCode.EXISTS_ALREADY,
}
FULL = {errno.ENOSPC, errno.EDQUOT}


def one_line(text: str) -> str:
    """The text in one line without its full stop, not longer than a sentence."""
    return " ".join(text.split())[:300].rstrip(".")


def of_the_system(error: OSError) -> Refusal:
    """A disk that is full, a file without rights, missing or of the wrong kind, a program that cannot be started."""
    file = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else None
    if error.errno in FULL:
        return Refusal(CliCode.DISK_FULL, file=f" ({file})" if file else "")
    if isinstance(error, FileNotFoundError) and "No usable temporary directory" in str(error):
        return Refusal(CliCode.NO_TEMPORARY_FOLDER)
    reason = one_line(error.strerror or str(error) or type(error).__name__)
    if file is None:
        return Refusal(CliCode.SYSTEM_REFUSED, reason=reason)
    return Refusal(BY_NUMBER.get(error.errno or 0, CliCode.FILE_UNUSABLE), file=file, reason=reason)


def _of_a_setting(error: Any) -> Refusal:
    """A setting in the environment that is not valid; every setting begins with SEREIN_."""
    names = {".".join(map(str, found["loc"])) for found in error.errors()}
    return Refusal(CliCode.SETTING_INVALID, names=", ".join(sorted(f"SEREIN_{name.upper()}" for name in names)))


def _of_a_module(error: ModuleNotFoundError) -> Refusal | None:
    """A package of an extra that is not installed; a module of our own that is missing is a fault."""
    name = (error.name or "").partition(".")[0]
    if name in {"cli", "contracts", "libs", "services"}:
        return None
    return Refusal(CliCode.NOT_INSTALLED, name=name, extras=EXTRAS)


def _of_a_database(error: Any) -> Refusal:
    return Refusal(CliCode.DATABASE_REFUSED, reason=one_line(str(getattr(error, "orig", None) or error)))


def _of_the_call(error: Any) -> Refusal:
    """The command was called wrongly: an option that does not exist, a value that is missing or not accepted."""
    command = error.ctx.command_path if getattr(error, "ctx", None) else "serein"
    if hasattr(error, "param_type"):
        return Refusal(CliCode.VALUE_MISSING, name=_name_of(error), command=command)
    if isinstance(error, typer.BadParameter):
        allowed = ", ".join(re.findall(r"'([^']*)'", error.message.rpartition(" one of ")[2]))
        code = CliCode.VALUE_NOT_ONE_OF if allowed else CliCode.VALUE_REFUSED
        return Refusal(code, name=_name_of(error), allowed=allowed, command=command)
    if hasattr(error, "option_name"):
        return Refusal(CliCode.UNKNOWN_OPTION, name=error.option_name, command=command)
    return Refusal(CliCode.WRONG_USE, value=_value_in(error.message), command=command)


def _name_of(error: Any) -> str:
    hint: str | None = error.param_hint or (error.param.get_error_hint() if error.param else None)
    return (hint or "?").replace("'", "")


def _value_in(message: str) -> str:
    """The word that a message of typer quotes or puts in brackets; the rest of the message is in English only."""
    found = re.search(r"'([^']*)'|\(([^()]+)\)$", message.rstrip("."))
    return one_line((found[1] or found[2] or "") if found else message)


EXPLAINED: Mapping[tuple[str, str], Callable[[Any], Refusal | None]] = {
    ("builtins", "KeyboardInterrupt"): lambda _: Refusal(CliCode.INTERRUPTED),
    ("typer", "Abort"): lambda _: Refusal(CliCode.INTERRUPTED),
    ("typer", "TyperException"): _of_the_call,
    ("builtins", "ModuleNotFoundError"): _of_a_module,
    ("builtins", "TimeoutError"): lambda _: Refusal(CliCode.NOT_READY),
    ("builtins", "ConnectionError"): lambda _: Refusal(CliCode.DATABASE_AWAY),
    ("libs", "DatabaseAway"): lambda _: Refusal(CliCode.DATABASE_AWAY),
    ("socket", "gaierror"): lambda _: Refusal(CliCode.DATABASE_AWAY),
    ("builtins", "OSError"): of_the_system,
    ("services", "EngineMissing"): lambda error: Refusal(CliCode.SYSTEM_REFUSED, reason=one_line(str(error))),
    ("libs", "CannotStart"): lambda error: Refusal(CliCode.SYSTEM_REFUSED, reason=one_line(str(error))),
    ("sqlite3", "Error"): lambda error: Refusal(CliCode.SYSTEM_REFUSED, reason=one_line(str(error))),
    ("builtins", "MemoryError"): lambda _: Refusal(CliCode.OUT_OF_MEMORY),
    ("builtins", "UnicodeDecodeError"): lambda _: Refusal(CliCode.NOT_TEXT),
    ("asyncpg", "PostgresError"): _of_a_database,
    ("asyncpg", "InterfaceError"): _of_a_database,
    ("sqlalchemy", "DBAPIError"): _of_a_database,
    ("alembic", "CommandError"): _of_a_database,
    ("pydantic_core", "ValidationError"): _of_a_setting,
    ("pydantic_settings", "SettingsError"): lambda error: Refusal(CliCode.SETTING_INVALID, names=one_line(str(error))),
}
"""Why an error came up, by the package and the name of its class, so that no package is imported for an error of it."""


def refusal_of(error: BaseException) -> Refusal | None:
    """The refusal behind an error, or None when no type explains it. Of several at once, the first one counts."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, BaseExceptionGroup):
        return refusal_of(error.exceptions[0])
    names = [(kind.__module__.partition(".")[0], kind.__name__) for kind in type(error).__mro__]
    return next((EXPLAINED[name](error) for name in names if name in EXPLAINED), None)


def sentence_of(refusal: Refusal) -> str:
    """The sentence in the language of the user, in one line; a refusal of a service has its own words."""
    words = said(CLI_TEXTS, refusal.code, **refusal.values) if refusal.code in CLI_TEXTS else str(refusal)
    return " ".join(words.split())


def tell(refusal: Refusal) -> None:
    """Print the sentence of a refusal, unless nobody can read it."""
    with suppress(OSError, ValueError):  # standard error may be closed, or on a full disk
        typer.echo(sentence_of(refusal), err=True)


class Border:
    """What is raised inside leaves as SystemExit, after its sentence: 1, or 2 when the command was called wrongly."""

    def __enter__(self) -> Self:
        """Also what nobody explains gets a sentence."""
        sys.excepthook = tell_unexpected
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        """Raises SystemExit for an error that has an explanation."""
        if error is None:
            return
        lost = written_out()
        if isinstance(error, BrokenPipeError) or isinstance(lost, BrokenPipeError):
            raise SystemExit(1) from None  # the reader has seen enough, as in `serein read ... | head -1`
        if isinstance(error, SystemExit) and lost is None:
            return
        refusal = refusal_of(lost or error)
        if refusal is not None:
            tell(refusal)
            raise SystemExit(getattr(error, "exit_code", 1)) from None


def tell_unexpected(_: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep the traceback of a fault in a file that only this user can read, and print one sentence with its name."""
    file = "-"
    with suppress(OSError):
        descriptor, file = tempfile.mkstemp(prefix="serein-error-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as out:
            out.writelines(traceback.format_exception(error.with_traceback(trace)))
    tell(Refusal(CliCode.UNEXPECTED, reason=one_line(f"{type(error).__name__}: {error}"), file=file))


def written_out() -> OSError | None:
    """Write out what was printed; the error when it was lost: nobody reads, or the disk is full.

    Nothing more is then written there, also not by the interpreter at its end.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    return None
