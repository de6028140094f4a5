"""One way to refuse: one exception, a code with words in three languages, a status from one table."""

import ast
import importlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from cli.installation import SERVICES
from libs.reasons import ReasonView, reason_of
from libs.reasons.delivery import DeliveryReason
from libs.reasons.reading import ReadingReason
from libs.reasons.storage import StorageReason
from libs.refusal import LONGEST_VALUE, Refusal
from libs.service_kit.app import App
from libs.service_kit.http_texts import KIT_STATUSES, KIT_TEXTS, KitCode
from libs.texts import LANGUAGES, Texts
from tests.source import parsed

SOURCES = Path(__file__).parents[1] / "services"
SHARED: dict[str, type[StrEnum]] = {
    one.__name__: one for one in (KitCode, DeliveryReason, ReadingReason, StorageReason)
}


def app_of(service: str) -> App[Any]:
    app: App[Any] = importlib.import_module(f"services.{service}.app").app
    return app


def codes_of(service: str) -> type[StrEnum]:
    """The codes of a service's own."""
    module = f"services.{service}.texts" + (".problems" if service == "reconcile" else "")
    codes: type[StrEnum] = importlib.import_module(module).Code
    return codes


def words_of(service: str) -> Texts:
    return {**KIT_TEXTS, **app_of(service).texts}


def trees_of(service: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((SOURCES / service).rglob("*.py")):
        yield path.relative_to(SOURCES).as_posix(), parsed(path.read_text("utf-8"))


def refused_with(tree: ast.AST) -> set[tuple[str, str]]:
    """The enum and the member of each refusal in a source: `Refusal(Code.NOT_LINKED)` is `Code`, `NOT_LINKED`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    named = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Refusal"]
    members = [member for code in named for member in ast.walk(code) if isinstance(member, ast.Attribute)]
    return {(one.value.id, one.attr) for one in members if isinstance(one.value, ast.Name) and one.attr.isupper()}


def turned_into_refusals(tree: ast.AST, own: set[str]) -> list[str]:
    """The exceptions of one's own that a source catches only to raise a refusal instead."""
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.type is not None]
    caught = [(name.id, h) for h in handlers if h.type for name in ast.walk(h.type) if isinstance(name, ast.Name)]
    return [name for name, handler in caught if name in own and refusals_raised_in(handler)]


def refusals_raised_in(tree: ast.AST) -> list[ast.Raise]:
    raised = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    calls = [(node, node.exc.func) for node in raised if isinstance(node.exc, ast.Call)]
    return [node for node, name in calls if isinstance(name, ast.Name) and name.id == "Refusal"]


def own_exceptions(trees: list[ast.Module]) -> set[str]:
    """The exceptions that a service defines and that are no refusals."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    bases = {one.name: {base.id for base in one.bases if isinstance(base, ast.Name)} for one in classes}
    return {name for name, above in bases.items() if any(base.endswith(("Error", "Exception")) for base in above)}


@pytest.mark.parametrize("service", SERVICES)
def test_every_code_of_a_service_has_words_in_three_languages_and_a_status(service: str) -> None:
    words, statuses = words_of(service), {**KIT_STATUSES, **app_of(service).statuses}
    codes = {*codes_of(service), *KitCode, *statuses}

    assert {*codes_of(service), *KitCode} <= set(statuses)
    assert {code for code in codes if set(words.get(code, {})) != set(LANGUAGES)} == set()
    assert {status for status in statuses.values() if not 400 <= status < 600} == set()


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_is_made_with_a_code_that_has_words(service: str) -> None:
    enums = {**SHARED, "Code": codes_of(service)}
    found = {member for _, tree in trees_of(service) for member in refused_with(tree)}

    missing = {(enum, name) for enum, name in found if enums[enum][name] not in words_of(service)}

    assert found
    assert missing == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_exception_of_a_service_is_turned_into_a_refusal(service: str) -> None:
    trees = dict(trees_of(service))
    own = own_exceptions(list(trees.values()))

    found = {path: turned_into_refusals(tree, own) for path, tree in trees.items()}

    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_answers_an_exception_by_itself(service: str) -> None:
    names = {
        (path, node.attr if isinstance(node, ast.Attribute) else node.id)
        for path, tree in trees_of(service)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
    }

    assert {one for one in names if one[1] in ("HTTPException", "exception_handler", "problem_response")} == set()


def test_an_exception_that_is_turned_into_a_refusal_is_found() -> None:
    tree = parsed(
        "class NotShown(LookupError): ...\n"
        "class Quiet(Exception): ...\n"
        "try: ...\n"
        "except NotShown as error: raise Refusal(Code.NOT_SHOWN) from error\n"
        "except Quiet: raise\n"
        "except ValueError: raise Refusal(Code.NOT_A_DATE)\n"
    )

    assert turned_into_refusals(tree, own_exceptions([tree])) == ["NotShown"]
    assert refused_with(tree) == {("Code", "NOT_SHOWN"), ("Code", "NOT_A_DATE")}


def test_a_refusal_carries_its_code_its_field_and_texts_as_values() -> None:
    refusal = Refusal(KitCode.NOT_ALLOWED, field="iban", right="bank:read", code=7)

    assert (refusal.code, str(refusal)) == ("not_allowed", "not_allowed")
    assert refusal.values == {"field": "iban", "right": "bank:read", "code": "7"}


def test_a_value_of_a_refusal_is_never_longer_than_what_is_stored() -> None:
    refusal = Refusal(KitCode.REFUSED, reason="x" * 10 * LONGEST_VALUE)

    assert len(refusal.params["reason"]) == LONGEST_VALUE


def test_a_refusal_travels_in_an_event_and_is_shown_as_a_reason() -> None:
    refusal = Refusal(ReadingReason.NOTHING_TO_DIVIDE)

    assert reason_of(refusal).code == "nothing_to_divide"
    assert ReasonView.of(refusal, "nl") == ReasonView.of(reason_of(refusal), "nl")
