"""What can happen to a user of the command ends in one sentence in their language: every command, every condition."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.border import refusal_of, sentence_of
from cli.language import spoken
from cli.main import app
from cli.texts import CLI_TEXTS, CliCode
from libs.embedded.texts import EmbeddedCode
from libs.texts import LANGUAGES

SEREIN = Path(sys.executable).with_name("serein")
ANY_ID = "00000000-0000-7000-8000-000000000000"


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with its words."""
    for name, below in getattr(command, "commands", {}).items():
        yield from leaves(below, (*path, name))
    if not hasattr(command, "commands"):
        yield path, command


COMMANDS = dict(leaves(typer.main.get_command(app)))


def arguments(command: Any, **instead: str) -> list[str]:
    """What the command needs at least; `instead` by the name of a parameter."""
    given: list[str] = []
    for parameter in command.params:
        value = instead.get(parameter.name or "", value_for(parameter) if parameter.required else None)
        if value is not None:
            given += [value] if parameter.param_type_name == "argument" else [parameter.opts[0], value]
    return given


def value_for(parameter: Any) -> str:
    known = {
        "service": "ingest",
        "dead_letter": ANY_ID,
        "package": "octopus",
        "folder": "/proc/serein",
        "before": "2026-01-01",
    }
    return known.get(parameter.name, __file__)


def paths_of(command: Any) -> list[str]:
    return [p.name for p in command.params if p.param_type_name == "argument" and p.name in {"file", "files", "source"}]


def run(*words: str, language: str = "en_US.UTF-8", **environment: str) -> Result:
    return CliRunner(env={"LC_ALL": language, "LANGUAGE": "", **environment}).invoke(app, list(words))


def sentence_in(result: Result) -> str:
    assert not isinstance(result.exception, Exception), result.exception
    (line,) = result.stderr.splitlines()
    assert "Traceback" not in result.output
    assert "?" not in line
    return line


BY_ID = [pytest.param(words, id="-".join(words)) for words in COMMANDS]
WITH_FILES = [
    pytest.param(words, name, id=f"{'-'.join(words)}-{name}")
    for words, command in COMMANDS.items()
    for name in paths_of(command)
]
ON_A_FOLDER = [
    pytest.param(words, id="-".join(words))
    for words, command in COMMANDS.items()
    if any(p.name == "var" for p in command.params) and words != ("doctor",)  # which says so in its table
]
ON_THE_DATABASE = [
    pytest.param(words, id="-".join(words))
    for words in COMMANDS
    if words[0] in {"audit", "dead-letters", "replay", "unlock", "invitations", "operator-password"}
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", BY_ID)
def test_an_option_that_does_not_exist_is_wrong_use(words: tuple[str, ...], language: str) -> None:
    result = run(*words, *arguments(COMMANDS[words]), "--no-such-option", language=f"{language}_BE.UTF-8")

    assert result.exit_code == 2
    assert sentence_in(result) == CLI_TEXTS[CliCode.UNKNOWN_OPTION][language].format(
        name="--no-such-option", command=f"root {' '.join(words)}"
    )


@pytest.mark.parametrize("words", BY_ID)
def test_too_much_or_too_little_is_wrong_use(words: tuple[str, ...]) -> None:
    command = COMMANDS[words]
    takes_many = any(p.nargs == -1 for p in command.params)
    needs_some = any(p.required for p in command.params)

    surplus = run(*words, *arguments(command), ANY_ID, ANY_ID, ANY_ID)
    missing = run(*words) if needs_some else None

    assert takes_many or (surplus.exit_code, sentence_in(surplus).startswith("Unknown command")) == (2, True)
    assert missing is None or (missing.exit_code, "is missing" in sentence_in(missing)) == (2, True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("words", "name"), WITH_FILES)
def test_a_file_that_is_missing_or_a_folder_is_named(
    words: tuple[str, ...], name: str, language: str, tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "nowhere.pdf")
    locale = f"{language}_BE.UTF-8"

    missing = run(*words, *arguments(COMMANDS[words], **{name: nowhere}), language=locale)
    folder = run(*words, *arguments(COMMANDS[words], **{name: str(tmp_path)}), language=locale)

    assert (missing.exit_code, folder.exit_code) == (2, 2)
    assert sentence_in(missing) == CLI_TEXTS[CliCode.NO_SUCH_FILE][language].format(file=nowhere)
    assert sentence_in(folder) == CLI_TEXTS[CliCode.IS_A_FOLDER][language].format(file=tmp_path)


@pytest.mark.parametrize("var", ["/dev/null", "/dev/null/below", "/proc/serein"])
@pytest.mark.parametrize("words", ON_A_FOLDER)
def test_a_data_folder_that_cannot_be_used_is_named(
    words: tuple[str, ...], var: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SEREIN_DATABASE_OWNER_URL", raising=False)
    register = tmp_path / "empty.zip"
    register.write_bytes(b"")

    result = run(*words, *arguments(COMMANDS[words], var=var, source=str(register)))

    assert result.exit_code == 1
    assert var in sentence_in(result)


@pytest.mark.parametrize("words", ON_THE_DATABASE)
@pytest.mark.parametrize("url", ["postgresql://x:y@127.0.0.1:1/z", "nonsense", "http://127.0.0.1:1/"])
def test_a_database_that_cannot_be_reached_is_a_sentence(words: tuple[str, ...], url: str) -> None:
    confirmed = ["--yes"] if words[-1] == "drop" else []

    result = run(*words, *arguments(COMMANDS[words]), *confirmed, SEREIN_DATABASE_OWNER_URL=url)

    assert result.exit_code == 1
    assert sentence_in(result).startswith("The database ")


@pytest.mark.parametrize("words", BY_ID)
def test_a_full_disk_is_told_and_a_reader_who_leaves_is_not(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    reading, writing = os.pipe()
    os.close(reading)

    codes, errors = [], []
    for output in (os.fdopen(os.open("/dev/full", os.O_WRONLY), "w"), os.fdopen(writing, "w")):
        monkeypatch.setattr(sys, "stdout", output)
        with output, pytest.raises(SystemExit) as ended:
            app([*words, "--help"])
        codes.append(ended.value.code)
        errors.append(capsys.readouterr().err)

    assert codes == [1, 1]
    assert errors == ["The disk is full: free some space, then try again.\n", ""]


def test_an_interrupted_question_is_told_as_such() -> None:
    result = CliRunner(env={"LC_ALL": "nl_BE.UTF-8", "SEREIN_DATABASE_OWNER_URL": "x"}).invoke(
        app, ["dead-letters", "drop", ANY_ID], input=""
    )

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "Onderbroken."


@pytest.mark.parametrize("words", [("up",), ("demo",), ("read", __file__)], ids=lambda words: str(words[0]))
def test_ctrl_c_while_it_starts_is_one_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    in_a_folder = ["--var", str(tmp_path / "var"), "--port", "18099"] if words == ("up",) else []
    process = subprocess.Popen(
        [SEREIN, *words, *in_a_folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"LC_ALL": "fr_BE.UTF-8"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)

    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)

    assert process.returncode == 1
    assert errors.splitlines() == ["Interrompu."]


def test_what_nobody_expects_is_kept_in_a_file_for_a_report(tmp_path: Path) -> None:
    broken = "import cli.main, cli.entry; cli.main.examine = lambda *_: 1 / 0; cli.entry.main()"

    answer = subprocess.run(
        [sys.executable, "-c", broken, "doctor"],
        env=os.environ | {"TMPDIR": str(tmp_path), "LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    (file,) = tmp_path.glob("serein-error-*.txt")
    assert answer.returncode == 1
    assert answer.stderr == f"Unexpected error: ZeroDivisionError: division by zero. Details: {file}\n"
    assert "Traceback" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*CliCode, *EmbeddedCode])
def test_every_code_has_the_same_values_in_three_languages(code: str, language: str) -> None:
    values = {other: set(re.findall(r"{(\w+)}", CLI_TEXTS[code][other])) for other in LANGUAGES}

    assert values[language] == values["en"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "/a"), "No permission to use /a."),
        (OSError(30, "Read-only file system", "/a"), "No permission to use /a."),
        (OSError(28, "No space left on device", "/a"), "The disk is full (/a): free some space, then try again."),
        (OSError(28, "No space left on device"), "The disk is full: free some space, then try again."),
        (
            OSError(40, "Too many levels of symbolic links", "/a"),
            "/a cannot be used: Too many levels of symbolic links.",
        ),
        (OSError(24, "Too many open files"), "The system refused: Too many open files."),
        (ConnectionRefusedError(111, "Connection refused"), "The database does not answer."),
        (TimeoutError(), "Serein was not ready in time: this computer may be too busy; try again."),
        (MemoryError(), "There is not enough memory."),
        (ExceptionGroup("two", [PermissionError(13, "no", "/a"), ValueError()]), "No permission to use /a."),
    ],
)
def test_an_error_of_the_system_says_what_helps(
    error: BaseException, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    refusal = refusal_of(error)

    assert refusal is not None
    assert sentence_of(refusal) == words


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_BE", "LC_ALL": "nl_NL"}, "nl"),
        ({"LANG": "de_BE.UTF-8"}, "en"),
        ({"LANG": "de_BE.UTF-8", "LANGUAGE": "de:fr:nl"}, "fr"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "nl"}, "en"),
        ({"LANG": "fry_NL"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], language: str) -> None:
    assert spoken(environment) == language
