"""What stands nowhere in the code: ways to run what a stranger wrote, and weak or careless calls."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.dockerfile import ROOT
from tests.source import parsed

FOLDERS = ("cli", "contracts", "deploy", "libs", "services")
FILES = [
    file
    for folder in FOLDERS
    for file in (ROOT / folder).rglob("*.py")
    if not file.is_relative_to(ROOT / "libs" / "samples")
]
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
GUESSABLE = {
    "cli/api.py": "when to ask again",
    "libs/service_kit/backoff.py": "when to try again",
    "libs/service_kit/database/database.py": "when to try again",
    "services/delivery/app.py": "when to try again",
}
"""Where numbers may be guessed."""
OUR_OWN_WORDS = {
    "libs/outside_text.py", "libs/files/sniffing.py",
    "services/ocr_extract/domain/extract.py", "services/ocr_extract/domain/wording/phrases.py",
    "services/ocr_extract/domain/card_statement/figures.py", "services/ocr_extract/domain/fields/identifiers.py",
    "services/ocr_extract/domain/fields/labels.py",
}  # fmt: skip
"""Modules that put words of their own tables into an expression."""
PARTS_OF_STATEMENTS = {
    *(f"services/reconcile/queries/{name}.py" for name in ("board", "candidates", "changes")),
    "services/reconcile/register/build.py",
}
"""Modules whose statements are put together from their own constants by name."""


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(parsed(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield name_of(node.func), node


def careless(name: str, call: ast.Call) -> bool:
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    first = call.args[0] if call.args else None
    return (
        name in {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "tempfile.mktemp"}
        or name.partition(".")[0] in {"pickle", "marshal", "shelve", "telnetlib", "ftplib"}
        or given.get("shell") == "True"
        or given.get("verify") == "False"
        or given.get("follow_redirects") == "True"
        or (name in {"hashlib.md5", "hashlib.sha1"} and given.get("usedforsecurity") != "False")
        or (name.startswith("subprocess.") and isinstance(first, ast.JoinedStr | ast.Constant))
        or name == "ssl._create_unverified_context"
    )


def open_parts(call: ast.Call) -> list[str]:
    """What stands between the braces of the first argument and is no constant of a module."""
    first = call.args[0] if call.args else None
    values = first.values if isinstance(first, ast.JoinedStr) else []
    parts = [ast.unparse(value.value) for value in values if isinstance(value, ast.FormattedValue)]
    return [part for part in parts if not CONSTANT.fullmatch(part)]


@pytest.mark.parametrize("file", FILES, ids=place)
def test_no_careless_call_stands_in_the_code(file: Path) -> None:
    assert [(name, call.lineno) for name, call in calls(file) if careless(name, call)] == []


@pytest.mark.parametrize(
    "line",
    ["eval(text)", "pickle.loads(data)", "subprocess.run(f'ls {name}')", "subprocess.run(a, shell=True)",
     "httpx.get(url, verify=False)", "httpx.AsyncClient(follow_redirects=True)", "hashlib.md5(data)"],
)  # fmt: skip
def test_the_test_itself_knows_a_careless_call(line: str) -> None:
    call = parsed(line).body[0].value  # type: ignore[attr-defined]

    assert careless(name_of(call.func), call)


def test_secrets_come_from_no_guessable_numbers() -> None:
    importing = {
        place(file) for file in FILES if re.search(r"^(?:import|from) random\b", file.read_text("utf-8"), re.MULTILINE)
    }

    assert importing == set(GUESSABLE)


def test_no_statement_holds_what_somebody_sent() -> None:
    handed = ("text", "sa.text", "tx.execute", "tx.connection.execute", "tx.connection.fetch", "tx.connection.fetchrow")
    services = [file for file in FILES if place(file).startswith("services/") and "/migrations/" not in place(file)]

    found = {(place(file), *open_parts(call)) for file in services for name, call in calls(file) if name in handed}

    assert {one for one in found if len(one) > 1 and one[0] not in PARTS_OF_STATEMENTS} == set()


def test_no_expression_holds_what_somebody_sent() -> None:
    found = {
        place(file)
        for file in FILES
        for name, call in calls(file)
        if name.startswith("re.") and [part for part in open_parts(call) if not part.startswith("re.escape(")]
    }

    assert found <= OUR_OWN_WORDS


def test_only_the_official_rules_ask_by_xpath() -> None:
    asking = {place(file) for file in FILES for name, _ in calls(file) if name.endswith((".xpath", "XPath"))}

    assert all(one.startswith("libs/ubl_schema/official/") for one in asking)
