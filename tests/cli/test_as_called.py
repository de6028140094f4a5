"""The commands that the command prints can be typed as they are."""

from pathlib import Path

from cli.as_called import as_called


def installed(folder: Path) -> Path:
    folder.mkdir()
    command = folder / "serein"
    command.touch(mode=0o755)
    return command


def test_a_command_that_the_shell_does_not_find_is_named_by_its_path(tmp_path: Path) -> None:
    command, other = installed(tmp_path / "bin"), installed(tmp_path / "other")

    nowhere = as_called("init", used=str(command), path=str(tmp_path))
    another = as_called("init", used=str(command), path=str(other.parent))

    assert (nowhere, another) == (f"{command} init", f"{command} init")


def test_a_command_on_the_path_is_named_by_its_name(tmp_path: Path) -> None:
    command = installed(tmp_path / "bin")

    assert as_called("up", used=str(command), path=str(command.parent)) == "serein up"


def test_what_is_not_the_command_is_not_named(tmp_path: Path) -> None:
    assert as_called("up", used=str(tmp_path / "pytest"), path=str(tmp_path)) == "serein up"


def test_a_folder_with_a_space_is_quoted() -> None:
    assert as_called("up", "--var", Path("/a b"), used="pytest") == "serein up --var '/a b'"
