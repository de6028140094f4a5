"""Makes one public OpenAPI document of those of the services."""

import json
from collections.abc import Mapping
from typing import Any

from contracts.naming import value_name
from services.gateway.domain.routes import METHODS, RoutingTable

_REF = "#/components/schemas/"
_KIT = {"HTTPValidationError", "ValidationError"}
SESSIONS = "/v1/sessions"
OPEN_TO_ALL = {
    ("POST", "/v1/sessions"),
    ("POST", "/v1/sessions/unlock-mail"),
    ("POST", "/v1/sessions/unlock"),
    ("GET", "/v1/openapi.json"),
}

DESCRIPTION = (
    "Documents, bank transactions, tasks and deliveries of the clients of an accounting firm. Sign in with"
    " POST /v1/sessions and send the token as `Authorization: Bearer`. Every refusal is a problem (RFC 9457) with a"
    " stable `code`. Amounts are strings, days have no time, instants are UTC. Lists have pages: send `next` as"
    " `cursor`. A field, a code or an operation may be added at any time; nothing is taken away within a version."
)

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457. `code` is stable; `detail` is in the reader's language.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "params": {"type": "object", "additionalProperties": {"type": "string"}},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "With 400 and 422: what is wrong, each by its JSON pointer into the body or its parameter.",
            "items": {
                "type": "object",
                "required": ["code", "params", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "RFC 6901; empty for the whole body"},
                    "parameter": {"type": "string", "description": "Of the address or a header, instead of a pointer"},
                    "code": {"type": "string"},
                    "params": {"type": "object", "additionalProperties": {"type": "string"}},
                    "detail": {"type": "string", "description": "In the reader's language"},
                },
            },
        },
    },
}
_IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same request gets the stored answer for 24 hours; nothing is done twice.",
    "schema": {"type": "string", "maxLength": 255},
}
_IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what is changed, as a GET of this address (of an action: of the one above) showed it;"
    " 412 `changed_meanwhile` when it is another by now.",
    "schema": {"type": "string", "maxLength": 8000},
}
_IF_NONE_MATCH: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what the caller has; 304 without a body when it is the same still.",
    "schema": {"type": "string", "maxLength": 8000},
}


def assembled(documents: Mapping[str, Mapping[str, Any]], table: RoutingTable, *, version: str) -> dict[str, Any]:
    """The document: every route of the table once, schemas under names that do not clash."""
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {"Problem": _problem(documents)}
    operation_ids: set[str] = set()
    for service, found in documents.items():
        document = _plainly_named(found)
        names = _names(service, document, schemas)
        for name, schema in document.get("components", {}).get("schemas", {}).items():
            if name not in _KIT:
                schemas[names[name]] = _renamed(schema, names)
        for route in table.routes:
            if route.service == service:
                operation = _renamed(document["paths"][route.template][route.method.lower()], names)
                shown = _public(operation, route.method, route.template)
                if shown.get("operationId") in operation_ids:
                    shown["operationId"] = f"{service}_{shown['operationId']}"
                operation_ids.add(shown.get("operationId", ""))
                paths.setdefault(route.template, {})[route.method.lower()] = shown
    return {
        "openapi": "3.1.0",
        "info": {"title": "Serein", "version": version, "description": DESCRIPTION},
        "servers": [{"url": "/", "description": "The installation that serves this document"}],
        "paths": {path: _in_order(paths[path]) for path in sorted(paths)},
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-serein"},
            },
        },
        "security": [{"bearer": []}, {"cookie": []}],
    }


def _problem(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The schema of a problem, with the codes that the services list; more may come, so it is no closed list."""
    codes = sorted({code for document in documents.values() for code in document.get("x-refusals", {})})
    return PROBLEM | {"properties": PROBLEM["properties"] | {"code": {"type": "string", "x-extensible-enum": codes}}}


def _plainly_named(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document with `ReadIban` and `ClientViewPage` for the names that are made up from annotations and numbers."""
    schemas = document.get("components", {}).get("schemas", {})
    plain = {
        name: f"Read{held[0].upper()}{held[1:]}"
        for name, schema in schemas.items()
        if str(schema.get("title")).startswith("Read[") and (held := value_name(schema["properties"]["value"]))
    }
    plain |= {name: schema["title"] for name, schema in schemas.items() if name.startswith("Page_")}
    titled = {name: schema | {"title": plain[name]} if name in plain else schema for name, schema in schemas.items()}
    renamed = {plain.get(name, name): _renamed(schema, plain) for name, schema in titled.items()}
    return {
        **document,
        "paths": _renamed(document.get("paths", {}), plain),
        "components": {**document.get("components", {}), "schemas": renamed},
    }


def _in_order(operations: dict[str, Any]) -> dict[str, Any]:
    return {method: operations[method] for method in METHODS if method in operations}


def _names(service: str, document: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, str]:
    """The public name of each schema: its own, or with the service before it when another schema has that name."""
    own = document.get("components", {}).get("schemas", {})
    prefix = "".join(part.title() for part in service.split("_"))
    clash = {name for name, schema in own.items() if name in taken and taken[name] != schema}
    while True:
        names = {name: f"{prefix}{name}" if name in clash else name for name in own}
        also = {n for n, schema in own.items() if n in taken and n not in clash and _renamed(schema, names) != taken[n]}
        if not also:
            return names
        clash |= also


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """A copy whose references follow the new names."""
    if isinstance(part, Mapping):
        return {
            key: _reference(value, names) if key == "$ref" else _renamed(value, names) for key, value in part.items()
        }
    if isinstance(part, list):
        return [_renamed(item, names) for item in part]
    return part


def _reference(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str) and value.startswith(_REF):
        name = value.removeprefix(_REF)
        return _REF + names.get(name, name)
    return value


def _public(operation: dict[str, Any], method: str, template: str) -> dict[str, Any]:
    """As callers see it: no internal header, one shape of error, the headers that we add."""
    shown: dict[str, Any] = json.loads(json.dumps(operation))
    parameters = [p for p in shown.get("parameters", []) if p.get("name", "").lower() != "serein-token"]
    if (method, template) in OPEN_TO_ALL:
        shown["security"] = []
    elif method != "GET" and not template.startswith(SESSIONS):
        parameters += [_IDEMPOTENCY_KEY, _IF_MATCH]
    elif method == "GET":
        parameters.append(_IF_NONE_MATCH)
    if parameters:
        shown["parameters"] = parameters
    else:
        shown.pop("parameters", None)
    responses = {code: answer for code, answer in shown.get("responses", {}).items() if code != "422"}
    error = {"schema": {"$ref": f"{_REF}Problem"}}
    for code, answer in responses.items():
        if code >= "400" and "content" not in answer:
            answer.setdefault("description", "Problem")
            answer["content"] = {"application/problem+json": error}
    responses["default"] = {"description": "A problem", "content": {"application/problem+json": error}}
    shown["responses"] = responses
    return shown
