"""The public document is checked in; what would break programs that were written for it is found and named."""

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from cli.installation import SERVICES
from docs.api_changes import breaks
from docs.public_document import FILE, public_document, written

CLIENTS, CLIENT = "/v1/clients", "/v1/clients/{client_id}"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document that is checked in."""
    return dict(json.loads(FILE.read_text("utf-8")))


def test_the_document_that_is_checked_in_is_that_of_the_code(document: dict[str, Any]) -> None:
    assert written(public_document(SERVICES)) == FILE.read_text("utf-8")
    assert breaks(document, document) == []


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for operations in document["paths"].values() for operation in operations.values()]

    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [name for name in names if not (name.isalnum() and name[0].islower())] == []


def test_what_changes_users_and_connections_asks_for_the_password_again(document: dict[str, Any]) -> None:
    asking = {
        (method, template)
        for template, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("x-confirmed")
    }

    changed = ("connections", "users", "staff")
    assert asking == {
        (method, template)
        for template, operations in document["paths"].items()
        for method in operations.keys() & {"post", "patch"}
        if re.sub(r"/\{\w+\}$", "", template).endswith(changed)
    }
    assert len(asking) == 8


def test_no_name_of_a_schema_shows_how_the_code_is_made(document: dict[str, Any]) -> None:
    names = document["components"]["schemas"]

    assert [name for name in names if "__" in name or "Annotated" in name or name.endswith("_")] == []


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    return dict(document["components"]["schemas"])[name]  # type: ignore[no-any-return]


def without_operation(document: dict[str, Any]) -> None:
    del document["paths"][CLIENT]["patch"]


def without_field(document: dict[str, Any]) -> None:
    del schema(document, "ClientView")["properties"]["vat_number"]


def field_sometimes_there(document: dict[str, Any]) -> None:
    schema(document, "ClientView")["required"].remove("vat_number")


def another_type(document: dict[str, Any]) -> None:
    schema(document, "ClientView")["properties"]["name"] = {"type": "integer"}


def newly_required(document: dict[str, Any]) -> None:
    schema(document, "NewClient")["required"].append("reference")


def shorter(document: dict[str, Any]) -> None:
    schema(document, "NewClient")["properties"]["name"]["maxLength"] = 20


def value_gone(document: dict[str, Any]) -> None:
    schema(document, "NewClient")["properties"]["language"]["enum"].remove("nl")


def new_parameter(document: dict[str, Any]) -> None:
    document["paths"][CLIENTS]["get"]["parameters"].append({"in": "query", "name": "x", "required": True, "schema": {}})


def without_parameter(document: dict[str, Any]) -> None:
    parameters = document["paths"][CLIENTS]["get"]["parameters"]
    parameters[:] = [parameter for parameter in parameters if parameter["name"] != "search"]


def another_name(document: dict[str, Any]) -> None:
    document["paths"][CLIENTS]["get"]["operationId"] = "clients"


BREAKS = [
    *(without_operation, without_field, field_sometimes_there, another_type, newly_required),
    *(shorter, value_gone, new_parameter, without_parameter, another_name),
]


@pytest.mark.parametrize("change", BREAKS)
def test_a_change_that_breaks_a_program_is_found(
    document: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    changed = copy.deepcopy(document)
    change(changed)

    assert breaks(document, changed)


def test_what_is_added_breaks_nothing(document: dict[str, Any]) -> None:
    changed = copy.deepcopy(document)
    schema(changed, "ClientView")["properties"]["colour"] = {"type": "string"}
    schema(changed, "NewClient")["properties"]["colour"] = {"type": "string"}
    changed["paths"]["/v1/colours"] = {"get": {"operationId": "listColours", "responses": {}}}

    assert breaks(document, changed) == []
