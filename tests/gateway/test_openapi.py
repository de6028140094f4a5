"""The OpenAPI documents of the services are merged into one public document."""

import re
import string
from typing import Any

import pytest

from libs.service_kit import KitCode
from services.gateway.domain.openapi import assembled
from services.gateway.domain.routes import Unroutable, plain_path, routing_table
from services.gateway.texts import TEXTS
from tests.gateway.platform import Platform


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [ref for value in part.values() for ref in references(value)]
    return [ref for item in part for ref in references(item)] if isinstance(part, list) else []


def service(path: str, *, schema: dict[str, Any], method: str = "get", header: bool = False) -> dict[str, Any]:
    """Returns a small document with one operation and one schema called View."""
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/View"}}}}
    operation: dict[str, Any] = {"operationId": "show", "responses": {"200": answer}}
    if header:
        operation["parameters"] = [{"name": "Serein-Token", "in": "header", "schema": {"type": "string"}}]
    return {"paths": {path: {method: operation}}, "components": {"schemas": {"View": schema}}}


def put_together(documents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return assembled(documents, routing_table(documents), version="1")


async def test_the_public_document_is_every_route_of_every_service_and_nothing_internal(platform: Platform) -> None:
    document = (await platform.browser.get("/v1/openapi.json")).json()

    routes = {(m.upper(), path) for path, operations in document["paths"].items() for m in operations}
    assert routes >= {
        ("POST", "/v1/sessions"),
        ("GET", "/v1/clients/{client_id}/events"),
        ("POST", "/v1/clients/{client_id}/documents"),
        ("PATCH", "/v1/clients/{client_id}"),
        ("GET", "/v1/clients/{client_id}/counts"),
    }
    assert all(path.startswith("/v1/") for _, path in routes)
    assert "serein-token" not in str(document).lower()
    names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= names


async def test_the_document_and_the_routes_are_the_same_list(platform: Platform) -> None:
    document = (await platform.browser.get("/v1/openapi.json")).json()
    table = platform.running["gateway"].deps.route_table.table

    listed = {(m.upper(), path) for path, operations in document["paths"].items() for m in operations}
    assert listed == {(route.method, route.template) for route in table.routes}


async def test_the_document_lists_the_codes_with_which_any_service_refuses(platform: Platform) -> None:
    document = (await platform.browser.get("/v1/openapi.json")).json()

    codes = document["components"]["schemas"]["Problem"]["properties"]["code"]["x-extensible-enum"]
    assert codes == sorted(set(codes))
    assert {*KitCode, "sign_in_failed", "iban_invalid", "format_not_accepted"} <= set(codes)


def test_two_schemas_with_one_name_get_different_names_and_equal_ones_are_merged() -> None:
    text, number = {"type": "string"}, {"type": "integer"}

    document = put_together(
        {
            "directory": service("/v1/a", schema=text),
            "bank_sync": service("/v1/b", schema=number),
            "ingest": service("/v1/c", schema=text),
        }
    )

    schemas = document["components"]["schemas"]
    assert {name: schemas[name] for name in schemas if name != "Problem"} == {"View": text, "BankSyncView": number}
    assert references(document["paths"]["/v1/b"])[0] == "#/components/schemas/BankSyncView"


def test_a_schema_that_refers_to_a_renamed_one_is_renamed_too() -> None:
    first, second = service("/v1/a", schema={"type": "string"}), service("/v1/b", schema={"type": "integer"})
    page = {"type": "array", "items": {"$ref": "#/components/schemas/View"}}
    for document in (first, second):
        document["components"]["schemas"]["Page"] = page

    schemas = put_together({"directory": first, "ingest": second})["components"]["schemas"]

    assert schemas["IngestPage"]["items"]["$ref"] == "#/components/schemas/IngestView"
    assert schemas["Page"]["items"]["$ref"] == "#/components/schemas/View"


def test_the_internal_header_is_hidden_and_writes_take_a_key() -> None:
    document = put_together({"ingest": service("/v1/a", schema={}, method="post", header=True)})

    operation = document["paths"]["/v1/a"]["post"]
    assert [parameter["name"] for parameter in operation["parameters"]] == ["Idempotency-Key", "If-Match"]
    assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}


def test_operation_ids_are_unique() -> None:
    document = put_together({"a": service("/v1/a", schema={}), "b": service("/v1/b", schema={})})

    assert [document["paths"][path]["get"]["operationId"] for path in ("/v1/a", "/v1/b")] == ["show", "b_show"]


def test_a_literal_segment_goes_before_a_parameter_and_names_of_parameters_do_not_count() -> None:
    one: dict[str, Any] = {"paths": {"/v1/clients/{client_id}": {"get": {}}, "/v1/clients/archive": {"get": {}}}}
    two: dict[str, Any] = {"paths": {"/v1/clients/{id}": {"get": {}, "put": {}}}}

    table = routing_table({"one": one, "two": two})

    found = [table.match("GET", path) for path in ("/v1/clients/archive", "/v1/clients/7")]
    assert [(match.route.template, match.parameters) for match in found if match] == [
        ("/v1/clients/archive", {}),
        ("/v1/clients/{client_id}", {"client_id": "7"}),
    ]
    assert [(conflict.route.service, conflict.also) for conflict in table.conflicts] == [("one", "two")]
    assert table.methods("/v1/clients/7") == ["GET", "PUT"]


def test_a_parameter_may_stand_between_letters_and_goes_after_a_word_and_before_a_free_parameter() -> None:
    templates = ("/v1/pages/{page}", "/v1/pages/{number}.png", "/v1/pages/cover.png", "/v1/pages/v{version}")
    table = routing_table({"one": {"paths": {template: {"get": {}} for template in templates}}})

    paths = ("cover.png", "7.png", "7", "v2", ".png", "v")
    found = [table.match("GET", f"/v1/pages/{path}") for path in paths]

    assert [(match.route.template, match.parameters) for match in found if match] == [
        ("/v1/pages/cover.png", {}),
        ("/v1/pages/{number}.png", {"number": "7"}),
        ("/v1/pages/{page}", {"page": "7"}),
        ("/v1/pages/v{version}", {"version": "2"}),
        ("/v1/pages/{page}", {"page": ".png"}),
        ("/v1/pages/{page}", {"page": "v"}),
    ]


@pytest.mark.parametrize(
    "template",
    ["/v1/{a}-{b}", "/v1/{a:path}", "/v1/{a", "/v1/a}", "/v1/{}", "/v1//a", "/v1/a/", "/v1/{a}/{a}", "/v1/a%2f"],
)
def test_a_template_that_cannot_be_matched_is_reported_and_not_left_out_silently(template: str) -> None:
    table = routing_table({"one": {"paths": {template: {"get": {}}, "/v1/good": {"get": {}}}}})

    assert table.unroutable == (Unroutable("one", template),)
    assert [route.template for route in table.routes] == ["/v1/good"]


def test_a_path_that_plays_tricks_is_no_path() -> None:
    tricks = ["/v1/../x", "/v1/%2e%2e/x", "/v1//x", "/v1/a%2fb", "/v1/a%5cb", "/v1/a%00", "/v1/x/"]

    assert [plain_path(path) for path in tricks] == [None] * len(tricks)
    assert plain_path("/v1/caf%C3%A9") == "/v1/café"


def test_every_text_is_there_in_three_languages_with_the_same_values() -> None:
    for code, words in TEXTS.items():
        named = [{part[1] for part in string.Formatter().parse(text) if part[1]} for text in words.values()]

        assert set(words) == {"en", "fr", "nl"}, code
        assert all(values == named[0] for values in named), code
        assert re.fullmatch(r"[a-z_]+", code)
